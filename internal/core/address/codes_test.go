package address

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
)

func TestRKA(t *testing.T) {
	for _, s := range []string{"0901300123456789", "0901 3001 2345 6789", " 0901-3001-2345-6789\u00a0"} {
		r, err := ParseRKA(s)
		if err != nil || r.Digits() != "0901300123456789" || r.String() != "0901 3001 2345 6789" {
			t.Errorf("ParseRKA(%q) = %v, %v", s, r, err)
		}
	}
	digits := strings.Repeat("1", 17)
	for n := 15; n <= 17; n++ {
		if _, err := ParseRKA(digits[:n]); (err == nil) != (n == 16) || err != nil && !errors.Is(err, ErrRKA) {
			t.Errorf("%d digits: %v", n, err)
		}
	}
	for _, s := range []string{"", "090130012345678a", "0901.3001.2345.6789", "٠901300123456789", "\xff"} {
		if r, err := ParseRKA(s); !errors.Is(err, ErrRKA) || !r.IsZero() {
			t.Errorf("ParseRKA(%q) = %v, %v", s, r, err)
		}
	}
	if (RKA{}).String() != "" || !(RKA{}).IsZero() || rka(t, digits[:16]).IsZero() {
		t.Error("no code prints as one")
	}
}

func TestAddressReadsBack(t *testing.T) {
	for _, a := range []Address{temirtau(t), astana(t), {}} {
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back Address
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(back); string(again) != string(b) || back.RKA != a.RKA || back.Building != a.Building {
			t.Errorf("%s reads back as %s", b, again)
		}
	}
	if err := json.Unmarshal([]byte(`{"rka":"1"}`), &Address{}); !errors.Is(err, ErrRKA) {
		t.Errorf("a short code is taken: %v", err)
	}
}

func TestKATO(t *testing.T) {
	for s, ok := range map[string]bool{"710000000": true, "71000000": false, "7100000000": false, "71000000x": false, "": false} {
		if k, err := ParseKATO(s); (err == nil) != ok || ok && string(k) != s || !ok && k != "" {
			t.Errorf("ParseKATO(%q) = %q, %v", s, k, err)
		}
	}
	for k, capital := range map[KATO]bool{"710000000": true, "711310000": true, "750000000": false, "107100000": false, "7": false, "": false} {
		if k.IsCapital() != capital {
			t.Errorf("%q is the capital: %v", k, !capital)
		}
		policy, _ := law.CapitalNorm(civil.MustDate(2026, time.September, 1), string(k))
		if (policy.Mode != law.Off) != capital {
			t.Errorf("the capital's norm disagrees about %q", k)
		}
	}
	if got := KATO("351011000").Region(); got != "35" {
		t.Errorf("region is %q", got)
	}
}

func TestRegions(t *testing.T) {
	all := Regions()
	if len(all) != 20 {
		t.Errorf("%d regions", len(all))
	}
	last := ""
	for _, r := range all {
		if r.Code <= last || len(r.Code) != 2 {
			t.Errorf("region %q stands after %q", r.Code, last)
		}
		last = r.Code
		if r.Names.KK == "" || r.Names.RU == "" || r.Names.EN == "" {
			t.Errorf("region %s lacks a name", r.Code)
		}
		if found, ok := FindRegion(r.Code); !ok || found != r {
			t.Errorf("region %s is not found", r.Code)
		}
	}
	if _, ok := FindRegion("99"); ok {
		t.Error("region 99 is found")
	}
	all[0].Code = "99"
	if Regions()[0].Code == "99" {
		t.Error("the table can be changed from outside")
	}
}

func TestKinds(t *testing.T) {
	petition, registrable := 0, 0
	for _, k := range Kinds() {
		if k.NeedsPetition() {
			petition++
		}
		if k.Registrable() {
			registrable++
		}
		if k.NeedsPetition() && !k.Registrable() {
			t.Errorf("%s needs a petition for nothing", k)
		}
	}
	if petition != 9 || registrable != 12 || len(Kinds()) != 14 {
		t.Errorf("%d kinds by petition, %d registrable, %d in all", petition, registrable, len(Kinds()))
	}
	for _, k := range []Kind{Building, Nonresidential, "", "castle"} {
		if k.Registrable() || k.NeedsPetition() {
			t.Errorf("%q is registrable", k)
		}
	}
	for _, k := range []Kind{House, Flat, Dacha} {
		if !k.Registrable() || k.NeedsPetition() {
			t.Errorf("%s is no private home", k)
		}
	}
}

func TestNamesIn(t *testing.T) {
	for _, tt := range []struct {
		n          Names
		kk, ru, en string
	}{
		{Names{"к", "р", "e"}, "к", "р", "e"},
		{Names{"к", "", ""}, "к", "к", "k"},
		{Names{"к", "р", ""}, "к", "р", "k"},
		{Names{"", "р", ""}, "р", "р", "r"},
		{Names{"", "", "e"}, "e", "e", "e"},
		{Names{}, "", "", ""},
	} {
		if tt.n.In("kk") != tt.kk || tt.n.In("ru") != tt.ru || tt.n.In("en") != tt.en {
			t.Errorf("%+v reads %q, %q, %q", tt.n, tt.n.In("kk"), tt.n.In("ru"), tt.n.In("en"))
		}
		if tt.n.IsZero() != (tt.kk == "") {
			t.Errorf("%+v is zero: %v", tt.n, tt.n.IsZero())
		}
	}
}

func FuzzRKA(f *testing.F) {
	f.Add("0901 3001 2345 6789")
	f.Add("0901300123456789")
	f.Add("•")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRKA(s)
		if err != nil {
			if !r.IsZero() {
				t.Fatalf("%q gives a code beside its error", s)
			}
			return
		}
		if again, err := ParseRKA(r.String()); err != nil || again != r || len(r.Digits()) != 16 {
			t.Fatalf("%q reads back as %v, %v", s, again, err)
		}
	})
}
