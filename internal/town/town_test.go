package town_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/gate/person"
	"tirkeu/internal/gate/phone"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/town"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

// start opens a town for one test.
func start(t *testing.T, opts town.Options) *town.Running {
	t.Helper()
	r, err := town.Start(t.TempDir(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// channel is a SHEP client with a short patience.
func channel(t *testing.T, r *town.Running, patience time.Duration) *shep.Client {
	t.Helper()
	set, err := r.SHEP()
	if err != nil {
		t.Fatal(err)
	}
	set.Timeout = patience
	return shep.New(set)
}

func resident(t *testing.T, r *town.Running, handle string) people.Resident {
	t.Helper()
	who, ok := r.People().Resident(handle)
	if !ok {
		t.Fatalf("no resident %s", handle)
	}
	return who
}

func party(r people.Resident) iin.Party { return iin.PersonParty(r.Person.IIN) }

func TestEveryResidentIsHeardOverTheWire(t *testing.T) {
	for _, signed := range []bool{false, true} {
		r := start(t, town.Options{Signed: signed})
		ctx, c := context.Background(), channel(t, r, 10*time.Second)
		persons, phones := person.New(person.Settings{Shep: c}), phone.New(phone.Settings{Shep: c})
		for _, who := range r.People().Residents() {
			want := applicant.Answer(applicant.Found{Person: who.Person})
			if diff := cmp.Diff(want, persons.Person(ctx, who.Person.IIN), cmp.AllowUnexported(iin.IIN{})); diff != "" {
				t.Errorf("%s: %s", who.Handle, diff)
			}
			number, known, err := phones.Phone(ctx, who.Person.IIN)
			if number != who.Phone || known != (who.Phone != "") || err != nil {
				t.Errorf("%s: phone %v, %v", who.Handle, known, err)
			}
			if signed {
				break // one is enough: every message is signed alike
			}
		}
		unknown, err := iin.Parse("900101300017")
		if err != nil {
			t.Fatal(err)
		}
		if got := persons.Person(ctx, unknown); got != (applicant.Unknown{}) {
			t.Errorf("a stranger: %T", got)
		}
		if _, known, err := phones.Phone(ctx, unknown); known || err != nil {
			t.Errorf("a stranger's phone: %v, %v", known, err)
		}
	}
}

func TestDwellings(t *testing.T) {
	r := start(t, town.Options{})
	ctx := context.Background()
	titles := title.New(title.Settings{Shep: channel(t, r, 10*time.Second), Tolerance: 10})
	three, _ := r.People().Named(people.ThreeOwners)
	serik, marina := party(resident(t, r, "serik")), party(resident(t, r, "marina"))
	building := three.Address.Building
	twin, _ := r.People().Named(people.TwinA)
	found := dwelling.Answer(dwelling.Owners{Dwelling: noBirths(three)})
	none := dwelling.Answer(dwelling.NoSuchDwelling{})
	for name, c := range map[string]struct{ got, want dwelling.Answer }{
		"by code":              {titles.ByRKA(ctx, serik, three.RKA), found},
		"another owner's":      {titles.ByRKA(ctx, marina, three.RKA), none},
		"by total area":        {titles.ByArea(ctx, serik, building, three.TotalArea), found},
		"by useful area":       {titles.ByArea(ctx, serik, building, three.UsefulArea), found},
		"area 0.1 less":        {titles.ByArea(ctx, serik, building, three.TotalArea-10), found},
		"area 0.1 more":        {titles.ByArea(ctx, serik, building, three.TotalArea+10), found},
		"area 0.11 less":       {titles.ByArea(ctx, serik, building, three.TotalArea-11), none},
		"area 0.11 more":       {titles.ByArea(ctx, serik, building, three.TotalArea+11), none},
		"another building":     {titles.ByArea(ctx, serik, twin.Address.Building, three.TotalArea), none},
		"two of the same area": {titles.ByArea(ctx, marina, twin.Address.Building, twin.TotalArea), dwelling.Ambiguous{}},
		"no owner":             {titles.ByRKA(ctx, iin.Party{}, three.RKA), none},
		"no area":              {titles.ByArea(ctx, serik, building, 0), none},
	} {
		if diff := cmp.Diff(c.want, c.got, cmp.AllowUnexported(iin.IIN{}, iin.Party{}, iin.BIN{}, address.RKA{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, d := range r.People().Dwellings() {
		got := titles.ByRKA(ctx, d.Owners[0].Party, d.RKA)
		want := dwelling.Answer(dwelling.Owners{Dwelling: noBirths(d)})
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(iin.IIN{}, iin.Party{}, iin.BIN{}, address.RKA{})); diff != "" {
			t.Errorf("%v: %s", d.Address.Line("en"), diff)
		}
	}
	mine, silent := titles.Of(ctx, marina)
	if len(mine) != 2 || silent {
		t.Errorf("Marina's dwellings: %d, silent %v", len(mine), silent)
	}
}

// noBirths is a dwelling as GBD RN tells it: births are known to GBD FL only.
func noBirths(d dwelling.Dwelling) dwelling.Dwelling {
	d.Owners = append([]dwelling.Owner(nil), d.Owners...)
	for i := range d.Owners {
		d.Owners[i].Born = civil.Date{}
	}
	return d
}

func TestAddresses(t *testing.T) {
	r := start(t, town.Options{})
	ctx := context.Background()
	g := atlas.New(atlas.Settings{Shep: channel(t, r, 10*time.Second)})
	three := people.RKA(people.ThreeOwners)
	for _, typed := range []string{
		"Бейбітшілік 12, 5", "бейбитшилик 12 кв 5", "Астана, Мира 12-5", "Beibitshilik 12 apt 5", "Бейбітшілік к-сі, 12-үй, 5-пәтер", three.String(),
	} {
		found, ok := g.Find(ctx, address.ParseQuery(typed)).(address.Found)
		if !ok || len(found.Addresses) != 1 || found.Addresses[0].RKA != three {
			t.Errorf("%q: %v", typed, found)
		}
	}
	if got := g.Find(ctx, address.ParseQuery("Нет такой улицы 1")); got != (address.Answer)(address.NotFound{}) {
		t.Errorf("an invented street: %T", got)
	}
	all, ok := g.Find(ctx, address.ParseQuery("Астана")).(address.Found)
	if !ok || len(all.Addresses) != 42 || all.More {
		t.Errorf("everything in Astana: %d, more %v", len(all.Addresses), all.More)
	}
	whole := all.Addresses[0]
	at, ok := g.At(ctx, whole.RKA).(address.Found)
	if !ok || len(at.Addresses) != 1 || at.Addresses[0].Kind != address.Building {
		t.Errorf("a building by its code: %v", at)
	}
	if err := r.People().Cancel(three, true); err != nil {
		t.Fatal(err)
	}
	at, ok = g.At(ctx, three).(address.Found)
	if !ok || at.Addresses[0].Actual {
		t.Errorf("a cancelled address: %v", at)
	}
}

func TestEveryFaultOfARegisterIsSilenceAndGoesBy(t *testing.T) {
	r := start(t, town.Options{})
	ctx := context.Background()
	who := resident(t, r, "aidana")
	for _, x := range []struct {
		fault  wire.Fault
		silent bool // with two tries
	}{
		{wire.Fault{Kind: wire.Slow, Delay: 50 * time.Millisecond}, false},
		{wire.Fault{Kind: wire.Slow, Delay: time.Minute}, true},
		{wire.Fault{Kind: wire.Silent}, true},
		{wire.Fault{Kind: wire.Silent, Times: 1}, false},
		{wire.Fault{Kind: wire.Error}, true},
		{wire.Fault{Kind: wire.Error, Times: 1}, false},
		{wire.Fault{Kind: wire.Garbage}, true},
		{wire.Fault{Kind: wire.Garbage, Times: 1}, false},
		{wire.Fault{Kind: wire.Late, Delay: time.Minute}, true},
		{wire.Fault{Kind: wire.Late, Delay: time.Minute, Times: 1}, false}, // the second try gets the kept answer
		{wire.Fault{Kind: wire.Duplicate, Times: 1}, false},
	} {
		patience := 2 * time.Second // enough for an answer on a busy machine
		if x.silent {
			patience = 300 * time.Millisecond
		}
		calm, persons := person.New(person.Settings{Shep: channel(t, r, time.Minute)}), person.New(person.Settings{Shep: channel(t, r, patience)})
		other := resident(t, r, "oleg").Person.IIN
		if _, ok := calm.Person(ctx, other).(applicant.Found); !ok {
			t.Fatalf("before %v: not found", x.fault)
		}
		if err := r.Faults().Set(wire.Persons, x.fault); err != nil {
			t.Fatal(err)
		}
		switch got := persons.Person(ctx, who.Person.IIN).(type) {
		case applicant.Silent:
			if !x.silent {
				t.Errorf("%v: silent: %s", x.fault, got.Why)
			}
		case applicant.Found:
			if x.silent || got.Person.IIN != who.Person.IIN {
				t.Errorf("%v: found, want silence or the right person", x.fault)
			}
		default:
			t.Errorf("%v: %T", x.fault, got)
		}
		r.Faults().Clear()
	}
}

func TestEachRegisterFailsAlone(t *testing.T) {
	r := start(t, town.Options{})
	ctx, c := context.Background(), channel(t, r, 5*time.Second)
	who := resident(t, r, "serik")
	three := people.RKA(people.ThreeOwners)
	silent := func() map[wire.Register]bool {
		_, p := person.New(person.Settings{Shep: c}).Person(ctx, who.Person.IIN).(applicant.Silent)
		_, d := title.New(title.Settings{Shep: c}).ByRKA(ctx, party(who), three).(dwelling.Silent)
		_, a := atlas.New(atlas.Settings{Shep: c}).At(ctx, three).(address.Silent)
		_, _, err := phone.New(phone.Settings{Shep: c}).Phone(ctx, who.Person.IIN)
		return map[wire.Register]bool{wire.Persons: p, wire.Titles: d, wire.Addresses: a, wire.Phones: fault.Is(err, fault.Unavailable)}
	}
	for _, broken := range []wire.Register{wire.Persons, wire.Titles, wire.Addresses, wire.Phones} {
		if err := r.Faults().Set(broken, wire.Fault{Kind: wire.Error}); err != nil {
			t.Fatal(err)
		}
		for at, quiet := range silent() {
			if quiet != (at == broken) {
				t.Errorf("%s broken: %s silent %v", broken, at, quiet)
			}
		}
		r.Faults().Clear()
	}
	if _, quiet := title.New(title.Settings{Shep: c}).Of(ctx, party(who)); quiet {
		t.Error("silent without a fault")
	}
}

func TestTheTownOutlivesARestart(t *testing.T) {
	dir := t.TempDir()
	machine := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	open := func() *town.Running {
		r, err := town.Start(dir, town.Options{Start: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Machine: func() time.Time { return machine }})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := open()
	if err := r.Clock().Advance(48 * time.Hour); err != nil {
		t.Fatal(err)
	}
	three := people.RKA(people.ThreeOwners)
	asel := resident(t, r, "asel").Person.IIN
	if err := r.People().Sell(three, party(resident(t, r, "timur")), asel); err != nil {
		t.Fatal(err)
	}
	keys, err := r.Keys("serik")
	if err != nil {
		t.Fatal(err)
	}
	url := r.URL
	if err := r.Stop(); err != nil {
		t.Fatal(err)
	}
	r = open()
	defer r.Stop()
	if want := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC); !r.Clock().Now().Equal(want) || r.URL != url {
		t.Errorf("calendar %v at %s", r.Clock().Now(), r.URL)
	}
	if d, _ := r.People().Named(people.ThreeOwners); !d.Owns(iin.PersonParty(asel)) {
		t.Error("the sale was forgotten")
	}
	again, err := r.Keys("serik")
	if err != nil || !again[0].Key.Cert.Equal(keys[0].Key.Cert) {
		t.Errorf("another certificate after the restart: %v", err)
	}
}
