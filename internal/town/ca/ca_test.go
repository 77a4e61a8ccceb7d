package ca_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/town/ca"
)

var birth = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string, now *time.Time) *ca.CA {
	t.Helper()
	c, err := ca.Open(ca.Settings{Dir: dir, Now: func() time.Time { return *now }, URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func key(t *testing.T, c *ca.CA, o ca.Order) ca.Key {
	t.Helper()
	k, err := c.Key(o)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

var person = ca.Holder{IIN: "980412900113", Surname: "Сейтқали", Given: "Айдана", Patronymic: "Болатқызы"}

func TestCertificatesOfEveryKind(t *testing.T) {
	now := birth
	c := open(t, t.TempDir(), &now)
	firm := person
	firm.BIN, firm.Organization = "110190000018", "ТОО «Самал-Үй»"
	for _, f := range ca.Families() {
		anchors, err := c.Anchors(f)
		if err != nil {
			t.Fatal(err)
		}
		pool := cert.NewPool(anchors...)
		for kind, want := range map[ca.Kind]struct {
			role                  cert.Role
			iin, bin              bool
			signs, logsIn, system bool
		}{
			ca.Individual: {cert.RoleIndividual, true, false, true, false, false},
			ca.Auth:       {cert.RoleIndividual, true, true, false, true, false},
			ca.Head:       {cert.RoleHead, true, true, true, false, false},
			ca.Signatory:  {cert.RoleSignatory, true, true, true, false, false},
			ca.HR:         {cert.RoleHR, true, true, true, false, false},
			ca.Employee:   {cert.RoleEmployee, true, true, true, false, false},
			ca.System:     {cert.RoleSystem, false, true, false, false, true},
			ca.Nameless:   {cert.RoleIndividual, false, true, true, false, false},
		} {
			k := key(t, c, ca.Order{Family: f, Kind: kind, Holder: firm})
			x := k.Cert
			if !x.HasRole(want.role) || (x.Subject.IIN != "") != want.iin || (x.Subject.BIN != "") != want.bin ||
				x.IsSigningKey() != want.signs || x.IsAuthKey() != want.logsIn || x.IsSystem() != want.system {
				t.Errorf("%s %s: %+v %v", f, kind, x.Subject, x.Roles)
			}
			_, young := pool.Path(x, nil, birth)
			_, old := pool.Path(x, nil, birth.AddDate(10, 0, 0))
			if young != nil || old != nil {
				t.Errorf("%s %s: at first %v, after ten years %v", f, kind, young, old)
			}
			if !strings.Contains(x.Issuer.CommonName, "NOT FOR USE") || len(x.OCSPServer) != 1 || len(x.CRLDistributionPoints) != 1 {
				t.Errorf("%s %s: issuer or addresses", f, kind)
			}
		}
		stranger := key(t, c, ca.Order{Family: f, Kind: ca.Individual, State: ca.Strange, Holder: person})
		if _, err := pool.Path(stranger.Cert, nil, birth); err == nil {
			t.Errorf("%s: a stranger is trusted", f)
		}
	}
}

func TestKeysAreKeptAndShut(t *testing.T) {
	now, dir := birth, filepath.Join(t.TempDir(), "ca")
	c := open(t, dir, &now)
	o := ca.Order{Family: ca.GOST, Kind: ca.Individual, Holder: person}
	first := key(t, c, o)
	now = now.AddDate(3, 0, 0)
	again := key(t, open(t, dir, &now), o)
	if !again.Cert.Equal(first.Cert) || len(again.Chain) != 2 {
		t.Error("another key, or another chain, after a restart")
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
		if strings.Contains(f.Name(), person.IIN) {
			t.Errorf("%s names a person", f.Name())
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "index.json"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ca.Open(ca.Settings{Dir: dir, Now: time.Now}); err == nil {
		t.Error("a broken book is passed over")
	}
}

func TestTheSameOrderAtTheSameTimeIsOneKey(t *testing.T) {
	now := birth
	c := open(t, t.TempDir(), &now)
	var all sync.WaitGroup
	keys := make([]ca.Key, 8)
	for i := range keys {
		all.Go(func() {
			k, err := c.Key(ca.Order{Family: ca.GOST, Kind: ca.Individual, Holder: person})
			if err != nil {
				t.Error(err)
			}
			keys[i] = k
		})
	}
	all.Wait()
	for _, k := range keys {
		if !k.Cert.Equal(keys[0].Cert) {
			t.Error("two keys for one order")
		}
	}
}

func TestLists(t *testing.T) {
	now := birth.Add(50 * time.Hour)
	c := open(t, t.TempDir(), &now)
	k := key(t, c, ca.Order{Family: ca.GOST, Kind: ca.Individual, Holder: person})
	if err := c.Revoke(k, cert.ReasonSuperseded); err != nil {
		t.Fatal(err)
	}
	list := func(delta bool) *cert.CRL {
		der, err := c.List(ca.GOST, delta)
		if err != nil {
			t.Fatal(err)
		}
		l, err := cert.ParseCRL(der)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.CheckSignature(k.Chain[0]); err != nil {
			t.Fatal(err)
		}
		if l.Delta != delta || l.ValidAt(now) != nil {
			t.Errorf("delta %v: %v", delta, l.ValidAt(now))
		}
		return l
	}
	base, delta := list(false), list(true)
	if _, found := base.Lookup(k.Cert.SerialNumber); found {
		t.Error("today's revocation is in the base list")
	}
	if r, found, err := base.LookupWithDelta(delta, k.Cert.SerialNumber); !found || err != nil || r.Reason != cert.ReasonSuperseded {
		t.Errorf("delta: %v, %v", found, err)
	}
	now = now.Add(24 * time.Hour)
	if _, found := list(false).Lookup(k.Cert.SerialNumber); !found {
		t.Error("yesterday's revocation is not in the base list")
	}
	if err := c.Restore(k); err != nil {
		t.Fatal(err)
	}
	if _, found := list(false).Lookup(k.Cert.SerialNumber); found {
		t.Error("given back, and still in the list")
	}
}
