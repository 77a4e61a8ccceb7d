package pages_test

import (
	"net/http"
	"strings"
	"testing"

	"tirkeu/internal/gate/wallet"
	"tirkeu/internal/town/people"
)

func TestADocumentIsShownByACode(t *testing.T) {
	s := open(t)
	aidana, _ := s.town.People().Resident("aidana")
	if _, ok := s.town.Wallet().Shown(aidana.Person.IIN); ok || !strings.Contains(s.page("/town/phone/aidana"), `name="kind" value="01"`) {
		t.Fatal("a code before it was asked for, or no button")
	}
	s.must("/town/phone/aidana/shown", "kind", "01")
	code, ok := s.town.Wallet().Shown(aidana.Person.IIN)
	if !ok || !strings.Contains(s.page("/town/phone/aidana"), code.Code) {
		t.Errorf("no code on the phone: %v", ok)
	}
	if err := s.town.Clock().AdvanceTo(morning.Add(wallet.Life)); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(s.page("/town/phone/aidana"), code.Code) {
		t.Error("a dead code is still shown")
	}
	for path, kind := range map[string]string{"/town/phone/aidana/shown": "08", "/town/phone/ivan/shown": "01", "/town/phone/yerlan/shown": "01", "/town/phone/nobody/shown": "01"} {
		if code, _ := s.post(path, "kind", kind); code != http.StatusNotFound {
			t.Errorf("%s %s: status %d", path, kind, code)
		}
	}
}

func TestPowersOfAttorneyOnThePhone(t *testing.T) {
	s := open(t)
	for handle, want := range map[string]int{"moldir": 5, "saken": 4, "viktor": 1, "aidana": 0} {
		body := s.page("/town/phone/" + handle + "?lang=en")
		got := 0
		for _, number := range []string{people.PowerGood, people.PowerExpired, people.PowerRevoked, people.PowerOther, people.PowerAnother} {
			if strings.Contains(body, `data-copy="`+number+`"`) {
				got++
			}
		}
		if got != want {
			t.Errorf("%s sees %d powers, want %d", handle, got, want)
		}
	}
	if body := s.page("/town/phone/moldir?lang=en"); strings.Count(body, "Taken back") != 1 || strings.Count(body, "Over<") != 1 || strings.Count(body, "For other acts") != 1 {
		t.Error("what is wrong with three of the powers")
	}
}

func TestListsLeaveTheStudentsOut(t *testing.T) {
	s := open(t)
	if r, _ := s.get("/town/students.csv"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a list without a campus: status %d", r.StatusCode)
	}
	if err := s.town.People().Add(people.Campus()); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/town/", "/town/homes", "/town/changes"} {
		body := s.page(path + "?lang=en")
		if strings.Contains(body, "Студентов") || strings.Contains(body, "Studentter") {
			t.Errorf("%s lists the students or their rooms", path)
		}
	}
	for l, heading := range map[string]string{"kk": "ЖСН;", "ru": "ИИН;", "en": "IIN;"} {
		_, body := s.get("/town/students.csv?lang=" + l)
		if strings.Count(body, "\n") != 1+people.Students || !strings.Contains(body, heading) || !strings.Contains(body, ";250;2;10;") || strings.Contains(body, ";251;") {
			t.Errorf("%s: the list of students begins %.80q", l, body)
		}
	}
	for handle, want := range map[string]bool{"saule": true, "yerbol": true, "ainur": false, "aidana": false} {
		if strings.Contains(s.page("/town/phone/"+handle), "/town/students.csv") != want {
			t.Errorf("%s has the list of students: %v", handle, !want)
		}
	}
	if !strings.Contains(s.page("/town/phone/student500"), "Студентов") {
		t.Error("a student has no phone")
	}
}
