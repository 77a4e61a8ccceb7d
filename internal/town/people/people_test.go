package people_test

import (
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

var values = cmp.AllowUnexported(iin.IIN{}, iin.BIN{}, iin.Party{}, address.RKA{})

func open(t *testing.T, path string) *people.Book {
	t.Helper()
	b, err := people.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestNobodyIsReal(t *testing.T) {
	b := open(t, "")
	handle, phone := regexp.MustCompile(`^[a-z][a-z0-9]{1,15}$`), regexp.MustCompile(`^\+7700000\d{4}$`)
	seen := map[string]bool{}
	for _, r := range b.Residents() {
		number := r.Person.IIN.Digits()
		if len(number) != 12 || number[6] != '9' {
			t.Errorf("%s: the number might be somebody's", r.Handle)
		}
		if !handle.MatchString(r.Handle) || r.Phone != "" && !phone.MatchString(r.Phone) {
			t.Errorf("%s: handle or phone", r.Handle)
		}
		for _, key := range []string{r.Handle, number, "x" + r.Phone} {
			if seen[key] && key != "x" {
				t.Errorf("%s: twice", key)
			}
			seen[key] = true
		}
		if r.Plan.KK == "" || r.Plan.RU == "" || r.Plan.EN == "" || r.Person.Name.LatinGiven == "" {
			t.Errorf("%s: words are missing", r.Handle)
		}
	}
	for _, o := range b.Organisations() {
		if o.BIN.Digits()[4] != '9' {
			t.Errorf("%s: the number might be somebody's", o.Name.EN)
		}
	}
}

func TestTheCastHasEveryKind(t *testing.T) {
	b := open(t, "")
	is := map[string]func(people.Resident) bool{
		"minor": func(r people.Resident) bool {
			return r.Handle == "aliya" && len(b.OwnedBy(iin.PersonParty(r.Person.IIN))) == 1
		},
		"incapacitated owner": func(r people.Resident) bool { return r.Person.Capacity == applicant.None && owns(b, r) },
		"deceased owner":      func(r people.Resident) bool { return !r.Person.Died.IsZero() && owns(b, r) },
		"without phone": func(r people.Resident) bool {
			return r.Phone == "" && r.Person.Died.IsZero() && r.Person.Born.Year < 2000
		},
		"expired key":      func(r people.Resident) bool { return r.Key == people.KeyExpired },
		"student":          func(r people.Resident) bool { return r.Person.Student },
		"foreign resident": func(r people.Resident) bool { return r.Person.Status == applicant.Resident },
		"stateless":        func(r people.Resident) bool { return r.Person.Status == applicant.Stateless },
		"refugee":          func(r people.Resident) bool { return r.Person.Status == applicant.Refugee },
		"head":             func(r people.Resident) bool { return len(r.Posts) > 0 && r.Posts[0].Role == "head" },
		"employee":         func(r people.Resident) bool { return len(r.Posts) > 0 && r.Posts[0].Role == "employee" },
		"officer":          func(r people.Resident) bool { return r.Staff == "officer" },
		"operator":         func(r people.Resident) bool { return r.Staff == "operator" },
		"void document":    func(r people.Resident) bool { return r.Person.Documents[0].Invalid },
		"teen":             func(r people.Resident) bool { return civil.Age(r.Person.Born, day(t, "2026-11-22")) == 15 },
	}
	names := map[string]int{}
	for _, r := range b.Residents() {
		names[r.Person.Name.Full()]++
		for kind, test := range is {
			if test(r) {
				delete(is, kind)
			}
		}
	}
	for kind := range is {
		t.Errorf("nobody is: %s", kind)
	}
	if names["Ибраев Арман Серікұлы"] != 2 {
		t.Error("no twin names")
	}
}

func owns(b *people.Book, r people.Resident) bool {
	return len(b.OwnedBy(iin.PersonParty(r.Person.IIN))) > 0
}

func day(t *testing.T, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDwellingsAreWhole(t *testing.T) {
	b := open(t, "")
	kinds := map[address.Kind]bool{}
	for _, d := range b.Dwellings() {
		kinds[d.Kind] = true
		num, den := 0, 1
		for _, o := range d.Owners {
			num, den = num*o.Share.Den+o.Share.Num*den, den*o.Share.Den
			if o.Name == "" {
				t.Errorf("%s: an owner without name", d.Address.Line("en"))
			}
		}
		if num != den {
			t.Errorf("%s: shares add up to %d/%d", d.Address.Line("en"), num, den)
		}
		if d.RKA.IsZero() || d.Address.RKA != d.RKA || !d.Address.Actual || d.UsefulArea > d.TotalArea {
			t.Errorf("%s: not whole", d.Address.Line("en"))
		}
	}
	for _, k := range []address.Kind{address.Flat, address.House, address.Dacha, address.Dormitory, address.Nonresidential} {
		if !kinds[k] {
			t.Errorf("no %s", k)
		}
	}
	for name, test := range map[string]func(dwelling.Dwelling) bool{
		people.ThreeOwners: func(d dwelling.Dwelling) bool { return len(d.Owners) == 3 && d.KATO.IsCapital() },
		people.SmallFlat:   func(d dwelling.Dwelling) bool { return d.UsefulArea/1500 == 2 && d.KATO.IsCapital() },
		people.Banned:      func(d dwelling.Dwelling) bool { return d.Bans[0].Registration },
		people.Mortgaged:   func(d dwelling.Dwelling) bool { return !d.Bans[0].Registration },
		people.Unfinished:  func(d dwelling.Dwelling) bool { return !d.Commissioned },
		people.Disputed:    func(d dwelling.Dwelling) bool { return d.Disputed },
		people.StateFlat:   func(d dwelling.Dwelling) bool { return d.StateRental && len(d.Tenants) == 2 },
		people.FirmFlat:    func(d dwelling.Dwelling) bool { return d.Owners[0].Party.IsEntity() },
		people.Dorm:        func(d dwelling.Dwelling) bool { return d.Kind.NeedsPetition() },
	} {
		if d, ok := b.Named(name); !ok || !test(d) {
			t.Errorf("%s is not what it is called", name)
		}
	}
}

func TestWhatHappensIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.json")
	b := open(t, path)
	who := func(h string) iin.IIN { r, _ := b.Resident(h); return r.Person.IIN }
	three, small := people.RKA(people.ThreeOwners), people.RKA(people.SmallFlat)
	firm, _ := b.Named(people.FirmFlat)
	bin, _ := firm.Owners[0].Party.Entity()
	for name, err := range map[string]error{
		"sale to a stranger": b.Sell(three, iin.PersonParty(who("timur")), who("asel")),
		"sale to a co-owner": b.Sell(three, iin.PersonParty(who("gulnar")), who("serik")),
		"ban":                b.Ban(small, dwelling.Ban{Registration: true, Document: "1"}),
		"death":              b.Die(who("ivan"), day(t, "2026-11-20")),
		"phone":              b.Phone(who("viktor"), "+77000000999"),
		"capacity":           b.SetCapacity(who("oleg"), applicant.Limited),
		"document":           b.SetDocument(who("asel"), false),
		"key":                b.SetKey(who("marina"), people.KeyRevoked),
		"dispute":            b.Dispute(small, true),
		"commission":         b.Commission(people.RKA(people.Unfinished), true),
		"liquidation":        b.Liquidate(bin),
		"cancelled address":  b.Cancel(small, true),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	again := open(t, path)
	if diff := cmp.Diff(b.Residents(), again.Residents(), values); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(b.Dwellings(), again.Dwellings(), values); diff != "" {
		t.Error(diff)
	}
	d, _ := again.Dwelling(three)
	if len(d.Owners) != 2 || d.Owners[0].Share != (dwelling.Share{Num: 3, Den: 4}) || !d.Owns(iin.PersonParty(who("asel"))) {
		t.Errorf("after two sales: %d owners, first has %v", len(d.Owners), d.Owners[0].Share)
	}
	for name, err := range map[string]error{
		"seller without share": b.Sell(three, iin.PersonParty(who("timur")), who("asel")),
		"sale to himself":      b.Sell(three, iin.PersonParty(who("serik")), who("serik")),
		"no such dwelling":     b.Lift(address.RKA{}),
		"nobody":               b.Die(iin.IIN{}, civil.Date{}),
	} {
		if err == nil {
			t.Errorf("%s: done", name)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	b := open(t, "")
	r, _ := b.Resident("serik")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if err := b.Phone(r.Person.IIN, "+77000000999"); err != nil {
					t.Error(err)
				}
				b.Residents()
				b.OwnedBy(iin.PersonParty(r.Person.IIN))
				b.Find(address.Query{Text: "Астана"}, 5)
			}
		})
	}
	all.Wait()
	if got, ok := b.ByPhone("+77000000999"); !ok || got.Handle != "serik" {
		t.Error("the phone is not his")
	}
}

func TestCrowd(t *testing.T) {
	b := open(t, "")
	before := len(b.Residents())
	const n = 20_000
	rs, ds, as := people.Crowd(n)
	if err := b.Add(rs, ds, as); err != nil {
		t.Fatal(err)
	}
	if len(rs) != n || len(ds) != n/people.Household || len(as) != len(ds) {
		t.Fatalf("%d people, %d flats, %d addresses", len(rs), len(ds), len(as))
	}
	numbers, phones, codes := map[iin.IIN]bool{}, map[string]bool{}, map[address.RKA]bool{}
	for _, r := range b.Residents() {
		numbers[r.Person.IIN], phones[r.Phone] = true, true
	}
	for _, d := range ds {
		codes[d.RKA] = true
	}
	delete(phones, "")
	if len(numbers) != before+n || len(codes) != len(ds) || len(phones) < n {
		t.Errorf("%d numbers, %d codes, %d phones", len(numbers), len(codes), len(phones))
	}
	tenant := rs[people.Household-1]
	if len(ds[0].Owners) != 3 || ds[0].Owns(iin.PersonParty(tenant.Person.IIN)) || len(b.OwnedBy(iin.PersonParty(rs[0].Person.IIN))) != 1 {
		t.Error("the first household is not as it should be")
	}
}
