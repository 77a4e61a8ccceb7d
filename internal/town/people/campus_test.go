package people_test

import (
	"testing"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

func TestCampus(t *testing.T) {
	b := open(t, "")
	if b.HasCampus() {
		t.Fatal("the campus stands at the town's birth")
	}
	cast := len(b.Residents())
	rs, ds, as := people.Campus()
	if err := b.Add(rs, ds, as); err != nil {
		t.Fatal(err)
	}
	if len(rs) != 500 || len(ds) != people.CampusRooms || len(as) != people.CampusRooms+1 || !b.HasCampus() {
		t.Fatalf("%d students, %d rooms, %d addresses", len(rs), len(ds), len(as))
	}
	university := ds[0].Owners[0].Party
	numbers, phones := map[iin.IIN]bool{}, map[string]bool{}
	for _, r := range b.Residents() {
		numbers[r.Person.IIN], phones[r.Phone] = true, true
	}
	delete(phones, "")
	if len(numbers) != cast+500 || len(phones) < 500 {
		t.Errorf("%d numbers, %d phones", len(numbers), len(phones))
	}
	for i, d := range ds {
		found, more := b.Find(address.Query{RKA: d.RKA}, 2)
		if len(found) != 1 || more || found[0].Building != people.CampusRoom(0) || found[0].Kind != address.Dormitory {
			t.Fatalf("room %d: %v", i+1, found)
		}
		if d.RKA != people.CampusRoom(i+1) || !people.OfCrowd(d.RKA) || !d.Owns(university) || !d.Kind.NeedsPetition() {
			t.Fatalf("room %d is not as it should be", i+1)
		}
	}
	if !university.IsEntity() || people.OfCrowd(people.RKA(people.Dorm)) || people.OfCrowd(people.RKA(people.StateFlat)) {
		t.Error("whose the rooms are, or what is left out of lists")
	}
	for _, r := range rs {
		if category, _ := applicant.CategoryOn(r.Person, civil.MustDate(2026, 9, 1)); category != applicant.Citizen || !r.Person.Student || !r.Extra {
			t.Fatalf("%s is a %s", r.Handle, category)
		}
	}
	crowd, _, _ := people.Crowd(people.Household)
	if people.OfCrowd(people.RKA(people.ThreeOwners)) || numbers[crowd[0].Person.IIN] {
		t.Error("the crowd and the campus meet")
	}
}

// TestTheCastForTheCounter: every category of the service page has somebody.
func TestTheCastForTheCounter(t *testing.T) {
	b := open(t, "")
	who := func(handle string) applicant.Person {
		t.Helper()
		r, ok := b.Resident(handle)
		if !ok {
			t.Fatalf("no %s", handle)
		}
		return r.Person
	}
	on := civil.MustDate(2026, 11, 22)
	for handle, want := range map[string]applicant.Category{
		"aidana": applicant.Citizen, "alua": applicant.Teen, "aliya": applicant.Child, "raushan": applicant.Incapable, "azamat": applicant.Incapable,
		"farid": applicant.Resident, "karina": applicant.Stateless, "yusuf": applicant.Refugee, "dauren": applicant.Citizen, "erzhan": applicant.Citizen,
	} {
		if got, _ := applicant.CategoryOn(who(handle), on); got != want {
			t.Errorf("%s is %s, want %s", handle, got, want)
		}
		if ok, _ := who(handle).Papers(on); !ok {
			t.Errorf("%s has no papers", handle)
		}
	}
	for handle, kind := range map[string]applicant.PaperKind{"dauren": applicant.Passport, "erzhan": applicant.ReturnCertificate, "yusuf": applicant.RefugeePaper, "farid": applicant.ResidencePermit, "karina": applicant.StatelessPaper} {
		if got := who(handle).Documents[0].Kind; got != string(kind) {
			t.Errorf("%s holds %s, want %s", handle, got, kind)
		}
	}
	if end := who("yusuf").Documents[0].Until; end != on.AddMonths(4) {
		t.Errorf("the refugee's certificate ends on %v", end)
	}
	for ward, guardian := range map[string]string{"raushan": "bota", "azamat": "gaukhar"} {
		if !who(ward).HasKin(applicant.GuardianOf, who(guardian).IIN) {
			t.Errorf("%s has no guardian", ward)
		}
	}
	if !who("aliya").HasKin(applicant.Parent, who("kairat").IIN) || !who("alua").HasKin(applicant.Parent, who("asel").IIN) {
		t.Error("a child without parent")
	}
	for name, kind := range map[string]address.Kind{people.Hotel: address.Hotel, people.Hospital: address.Medical, people.CareHome: address.ElderlyHome, people.Dorm: address.Dormitory} {
		d, ok := b.Named(name)
		if !ok || d.Kind != kind || !d.Kind.NeedsPetition() {
			t.Fatalf("%s is %s", name, d.Kind)
		}
		bin, _ := d.Owners[0].Party.Entity()
		o, ok := b.Organisation(bin)
		if !ok {
			t.Fatalf("%s belongs to nobody", name)
		}
		head, ok := b.ByIIN(o.Head)
		if !ok || len(head.Posts) != 1 || head.Posts[0] != (people.Post{BIN: bin, Role: "head"}) {
			t.Errorf("%s: the head has no certificate of %s", name, o.Name.EN)
		}
	}
}

func TestPowers(t *testing.T) {
	b := open(t, "")
	on := civil.MustDate(2026, 11, 22)
	saken, _ := b.Resident("saken")
	moldir, _ := b.Resident("moldir")
	if len(b.PowersOf(saken.Person.IIN)) != 4 || len(b.PowersOf(moldir.Person.IIN)) != 5 {
		t.Error("who gave and holds powers of attorney")
	}
	for number, good := range map[string]bool{people.PowerGood: true, people.PowerExpired: false, people.PowerRevoked: false, people.PowerOther: false, people.PowerAnother: false} {
		p, ok := b.Power(number)
		if !ok {
			t.Fatalf("no %s", number)
		}
		if is := p.Principal == saken.Person.IIN && p.Attorney == moldir.Person.IIN && p.Covers && !p.Revoked && !p.From.After(on) && (p.Until.IsZero() || !p.Until.Before(on)); is != good {
			t.Errorf("%s is good for Saken: %v", number, is)
		}
	}
	p, _ := b.Power(people.PowerOther)
	p.Covers = true
	for name, err := range map[string]error{"written anew": b.Empower(p), "another": b.Empower(applicant.Power{Number: "new"}), "taken back": b.Revoke(people.PowerGood)} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	anew, _ := b.Power(people.PowerOther)
	gone, _ := b.Power(people.PowerGood)
	if _, ok := b.Power("new"); !ok || !anew.Covers || !gone.Revoked {
		t.Error("what the notary wrote down is not there")
	}
	if b.Revoke("none") == nil {
		t.Error("what is not there was taken back")
	}
}
