package pages_test

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

func TestCalendarGoesForwardsOnly(t *testing.T) {
	end := time.Date(2027, 1, 31, 6, 30, 0, 0, time.UTC) // a month later there is no such day
	for _, c := range []struct {
		by    string
		alarm time.Time
		want  time.Time
	}{
		{"hour", time.Time{}, end.Add(time.Hour)},
		{"day", time.Time{}, end.Add(24 * time.Hour)},
		{"month", time.Time{}, time.Date(2027, 2, 28, 6, 30, 0, 0, time.UTC)},
		{"event", end.Add(90 * time.Minute), end.Add(90 * time.Minute)},
		{"event", end.Add(-time.Hour), end}, // due already: nothing turns back
		{"event", time.Time{}, end},         // none
	} {
		s := open(t)
		if err := s.town.Clock().AdvanceTo(end); err != nil {
			t.Fatal(err)
		}
		s.service.alarm = c.alarm
		code, to := s.post("/town/time", "by", c.by, "back", "/town/")
		if code != http.StatusSeeOther || !strings.HasPrefix(to, "/town/?done=") {
			t.Errorf("%s: status %d to %s", c.by, code, to)
		}
		now := s.town.Clock().Now()
		if !now.Equal(c.want) {
			t.Errorf("%s with alarm %v: the calendar shows %v, want %v", c.by, c.alarm, now, c.want)
		}
		settled := 1
		if c.by == "event" && c.alarm.IsZero() {
			settled = 0
		}
		if s.service.settled != settled {
			t.Errorf("%s: settled %d times, want %d", c.by, s.service.settled, settled)
		}
	}
}

func TestCalendarHasNoOtherControls(t *testing.T) {
	s := open(t)
	for _, by := range []string{"", "back", "-1h", "year"} {
		if code, _ := s.post("/town/time", "by", by); code != 400 {
			t.Errorf("%q: status %d, want 400", by, code)
		}
	}
	if now := s.town.Clock().Now(); !now.Equal(morning) {
		t.Errorf("the calendar moved to %v", now)
	}
	if _, to := s.post("/town/time", "by", "hour", "back", "https://egov.kz/"); !strings.HasPrefix(to, "/town/time") {
		t.Errorf("led away to %s", to)
	}
	s.service.busy = true
	if _, to := s.post("/town/time", "by", "hour"); to != "/town/time?done=unsettled" {
		t.Errorf("work that is left over is not told: %s", to)
	}
}

// send puts a text into a phone over the wire.
func (s *site) send(to string, body string, dies time.Time) {
	s.Helper()
	server := httptest.NewServer(s.town.Handler())
	defer server.Close()
	gate := sms.New(sms.Settings{URL: server.URL + "/sms", From: "1414", Now: s.town.Clock().Now})
	if _, err := gate.Send(context.Background(), keeping.Text{ID: "t-" + body[:8], Phone: to, Body: body, Dies: dies}); err != nil {
		s.Fatal(err)
	}
}

func TestPhone(t *testing.T) {
	s := open(t)
	serik, _ := s.town.People().Resident("serik")
	s.send(serik.Phone, "Tirkeu: code 123456. Number 2609-000001-12.", morning.Add(5*time.Minute))
	body := s.page("/town/phone/serik")
	if !strings.Contains(body, "1414") || strings.Count(body, `data-copy="123456"`) != 1 || strings.Contains(body, `data-copy="000001"`) {
		t.Error("the code cannot be copied, or something else can")
	}
	s.must("/town/time", "by", "hour")
	if strings.Contains(s.page("/town/phone/serik"), `data-copy="123456"`) {
		t.Error("a dead code is still offered")
	}
	s.must("/town/phone/serik/power", "to", "off")
	if !s.town.Phones().IsOff(serik.Phone) {
		t.Error("the phone is on")
	}
	s.send(serik.Phone, "Second text", time.Time{})
	if strings.Contains(s.page("/town/phone/serik"), "Second text") {
		t.Error("a phone that is off has got a text")
	}
	s.must("/town/phone/serik/power", "to", "on")
	if !strings.Contains(s.page("/town/phone/serik"), "Second text") {
		t.Error("the text did not come when the phone was switched on")
	}
	if code, _ := s.post("/town/phone/serik/power", "to", "broken"); code != 400 {
		t.Errorf("a third state of a phone: status %d", code)
	}
	if code, _ := s.post("/town/phone/viktor/power", "to", "off"); code != 400 {
		t.Errorf("a phone that is not there: status %d", code)
	}
}

func TestMood(t *testing.T) {
	s := open(t)
	for name, want := range map[string]ncalayer.Mood{
		"cancel": {Cancel: true, Times: 1}, "error": {Fail: "SIGNING_FAILURE", Times: 1}, "any_key": {AnyKey: true, Times: 1},
		"delay": {Delay: 10 * time.Second, Times: 1}, "sign": {},
	} {
		s.must("/town/phone/serik/key", "mood", name, "once", "yes")
		if diff := cmp.Diff(want, s.town.NCALayer().MoodOf("serik")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if !strings.Contains(s.page("/town/phone/serik"), `value="`+name+`" checked`) {
			t.Errorf("%s is not shown", name)
		}
	}
	if code, _ := s.post("/town/phone/serik/key", "mood", "angry"); code != 400 {
		t.Errorf("no such mood: status %d", code)
	}
}

func TestFaults(t *testing.T) {
	s := open(t)
	for _, r := range wire.Registers() {
		for _, k := range wire.Kinds() {
			s.must("/town/faults", "wire", string(r), "kind", string(k), "times", "1000", "seconds", "120")
			want := wire.Fault{Kind: k, Times: 1000, Delay: 2 * time.Minute}
			if got := s.town.Faults().On()[r]; got != want {
				t.Errorf("%s %s: %+v, want %+v", r, k, got, want)
			}
		}
		s.must("/town/faults", "off", string(r))
		if len(s.town.Faults().On()) != 0 {
			t.Errorf("%s still has a fault", r)
		}
	}
	s.must("/town/faults", "wire", "sms", "kind", "silent", "times", "0", "seconds", "1")
	s.must("/town/faults", "off", "all")
	if len(s.town.Faults().On()) != 0 {
		t.Error("not all faults are off")
	}
	for _, wrong := range [][]string{
		{"wire", "radio", "kind", "slow", "times", "0", "seconds", "5"}, {"wire", "sms", "kind", "loud", "times", "0", "seconds", "5"},
		{"wire", "sms", "kind", "slow", "times", "-1", "seconds", "5"}, {"wire", "sms", "kind", "slow", "times", "1001", "seconds", "5"},
		{"wire", "sms", "kind", "slow", "times", "0", "seconds", "0"}, {"wire", "sms", "kind", "slow", "times", "0", "seconds", "121"},
		{"wire", "sms", "kind", "slow", "times", "x", "seconds", "5"},
	} {
		res, body := s.do(form("/town/faults", wrong...))
		if res.StatusCode != 422 || !strings.Contains(body, "err-msg") || len(s.town.Faults().On()) != 0 {
			t.Errorf("%v: status %d, want 422 with a word beside the field", wrong, res.StatusCode)
		}
	}
}

func TestChanges(t *testing.T) {
	s := open(t)
	book := s.town.People()
	rka := people.RKA(people.ThreeOwners).Digits()
	number := func(handle string) iin.IIN { r, _ := book.Resident(handle); return r.Person.IIN }

	s.must("/town/changes/sell", "share", rka+" iin:"+number("timur").Digits(), "buyer", "aidana")
	d, _ := book.Named(people.ThreeOwners)
	if d.Owns(iin.PersonParty(number("timur"))) || !d.Owns(iin.PersonParty(number("aidana"))) {
		t.Error("the share was not sold")
	}
	s.must("/town/changes/ban", "home", rka, "act", "add")
	if d, _ = book.Named(people.ThreeOwners); len(d.Bans) != 1 || !d.Bans[0].Registration || d.Bans[0].From != civil.DateOf(morning) {
		t.Errorf("bans %+v", d.Bans)
	}
	s.must("/town/changes/ban", "home", rka, "act", "lift")
	if d, _ = book.Named(people.ThreeOwners); len(d.Bans) != 0 {
		t.Errorf("bans %+v are left", d.Bans)
	}
	s.must("/town/changes/phone", "person", "serik", "number", "+7 700 111-22-33")
	if r, _ := book.Resident("serik"); r.Phone != "+77001112233" {
		t.Errorf("phone %s", r.Phone)
	}
	s.must("/town/changes/phone", "person", "gulnar", "number", "")
	if r, _ := book.Resident("gulnar"); r.Phone != "" {
		t.Error("the number is still known")
	}
	s.must("/town/changes/death", "deceased", "saniya", "sure", "yes")
	s.must("/town/changes/leave", "leaver", "oleg", "gone", "yes")
	s.must("/town/changes/power", "power", people.PowerGood)
	if p, _ := book.Power(people.PowerGood); !p.Revoked || strings.Contains(s.page("/town/changes"), `value="`+people.PowerGood+`"`) {
		t.Error("the power of attorney stands, or can be taken back again")
	}
	firm, _ := book.Named(people.FirmFlat)
	s.must("/town/changes/entity", "entity", firm.Owners[0].Party.Digits(), "ended", "yes")
	if firm, _ = book.Named(people.FirmFlat); !firm.Owners[0].Gone || strings.Contains(s.page("/town/changes"), `value="`+firm.Owners[0].Party.Digits()+`"`) {
		t.Error("the legal entity stands, or can end again")
	}
	if r, _ := book.Resident("saniya"); r.Person.Died != civil.DateOf(morning) {
		t.Errorf("died %v", r.Person.Died)
	}
}

func TestChangesThatCannotBe(t *testing.T) {
	s := open(t)
	rka := people.RKA(people.SmallFlat).Digits()
	saniya, _ := s.town.People().Resident("saniya")
	share := rka + " iin:" + saniya.Person.IIN.Digits()
	for _, c := range []struct {
		path  string
		pairs []string
	}{
		{"/town/changes/sell", []string{"share", share, "buyer", "saniya"}},
		{"/town/changes/sell", []string{"share", share, "buyer", "yerlan"}}, // has died
		{"/town/changes/sell", []string{"share", share, "buyer", "nobody"}},
		{"/town/changes/sell", []string{"share", "x", "buyer", "serik"}},
		{"/town/changes/sell", []string{"share", people.RKA(people.TwinA).Digits() + " iin:" + saniya.Person.IIN.Digits(), "buyer", "serik"}}, // not hers
		{"/town/changes/ban", []string{"home", "x", "act", "add"}},
		{"/town/changes/ban", []string{"home", "7101000100019999", "act", "add"}},
		{"/town/changes/phone", []string{"person", "serik", "number", "+7700111223"}},
		{"/town/changes/phone", []string{"person", "serik", "number", "+770011122334"}},
		{"/town/changes/phone", []string{"person", "serik", "number", saniya.Phone}},
		{"/town/changes/death", []string{"deceased", "serik"}},
		{"/town/changes/leave", []string{"leaver", "serik"}},
		{"/town/changes/leave", []string{"leaver", "yerlan", "gone", "yes"}},
		{"/town/changes/death", []string{"deceased", "yerlan", "sure", "yes"}},
		{"/town/changes/power", []string{"power", "2025-999999"}},
		{"/town/changes/entity", []string{"entity", "110190000018"}},
		{"/town/changes/entity", []string{"entity", "110190000019", "ended", "yes"}},
		{"/town/changes/entity", []string{"entity", "970990000015", "ended", "yes"}}, // no such one in the town
	} {
		if res, body := s.do(form(c.path, c.pairs...)); res.StatusCode != 422 || !strings.Contains(body, "err-sum") || strings.Contains(body, "⟦") {
			t.Errorf("%s %v: status %d, want 422", c.path, c.pairs, res.StatusCode)
		}
	}
	if code, _ := s.post("/town/changes/ban", "home", rka, "act", "burn"); code != 400 {
		t.Errorf("no such act: status %d", code)
	}
	serik, _ := s.town.People().Resident("serik")
	if !serik.Person.Died.IsZero() || serik.Phone == saniya.Phone {
		t.Error("something was changed all the same")
	}
}

func TestCertificates(t *testing.T) {
	s := open(t)
	for _, name := range []string{"gost-root", "gost-issuing", "rsa-root", "rsa-issuing"} {
		if !strings.Contains(s.page("/town/authority"), "/town/authority/"+name+".pem") {
			t.Errorf("%s is not offered", name)
		}
		block, _ := pem.Decode([]byte(s.page("/town/authority/" + name + ".pem")))
		der := s.page("/town/authority/" + name + ".cer")
		if block == nil || string(block.Bytes) != der {
			t.Errorf("%s: PEM and DER differ", name)
			continue
		}
		c, err := x509.ParseCertificate([]byte(der))
		if err != nil || c.IsCA != true {
			t.Errorf("%s: %v, an authority: %v", name, err, c != nil && c.IsCA)
		}
		if root := strings.HasSuffix(name, "root"); root != (c.Subject.String() == c.Issuer.String()) {
			t.Errorf("%s: subject %s, issuer %s", name, c.Subject, c.Issuer)
		}
	}
}
