package town_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/gate/entity"
	"tirkeu/internal/gate/notary"
	"tirkeu/internal/gate/person"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/gate/wallet"
	"tirkeu/internal/town"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

var numbers = cmp.AllowUnexported(iin.IIN{}, iin.BIN{}, iin.Party{}, address.RKA{})

func TestPowersOfAttorneyOverTheWire(t *testing.T) {
	r := start(t, town.Options{})
	ctx, notaries := context.Background(), notary.New(notary.Settings{Shep: channel(t, r, 10*time.Second)})
	for _, number := range []string{people.PowerGood, people.PowerExpired, people.PowerRevoked, people.PowerOther, people.PowerAnother} {
		want, ok := r.People().Power(number)
		if !ok {
			t.Fatalf("no power %s", number)
		}
		if diff := cmp.Diff(applicant.PowerAnswer(applicant.PowerFound{Power: want}), notaries.Power(ctx, number), numbers); diff != "" {
			t.Errorf("%s: %s", number, diff)
		}
	}
	if got := notaries.Power(ctx, "2025-999999"); got != (applicant.PowerAnswer)(applicant.NoPower{}) {
		t.Errorf("an invented number: %T", got)
	}
	if err := r.People().Revoke(people.PowerGood); err != nil {
		t.Fatal(err)
	}
	if got, ok := notaries.Power(ctx, people.PowerGood).(applicant.PowerFound); !ok || !got.Power.Revoked {
		t.Errorf("after it was taken back: %+v", got)
	}
}

func TestLegalEntitiesOverTheWire(t *testing.T) {
	for _, signed := range []bool{false, true} {
		r := start(t, town.Options{Signed: signed})
		sign, err := r.SignBody()
		if err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		entities := entity.New(entity.Settings{Shep: channel(t, r, 10*time.Second), Requestor: town.PortalBIN, Sign: sign})
		for _, o := range r.People().Organisations() {
			want := applicant.EntityAnswer(applicant.EntityFound{Entity: applicant.Entity{BIN: o.BIN, NameKK: o.Name.KK, NameRU: o.Name.RU, Head: o.Head}})
			if diff := cmp.Diff(want, entities.Entity(ctx, o.BIN), numbers); diff != "" {
				t.Errorf("%s: %s", o.Name.EN, diff)
			}
			if signed {
				break // one is enough: every question is signed alike
			}
		}
		bare := entity.New(entity.Settings{Shep: channel(t, r, 10*time.Second)})
		firm := r.People().Organisations()[0]
		if _, silent := bare.Entity(ctx, firm.BIN).(applicant.EntitySilent); silent != signed {
			t.Errorf("signed %v: a question without a signature is answered: %v", signed, !silent)
		}
		if err := r.People().Liquidate(firm.BIN); err != nil {
			t.Fatal(err)
		}
		if err := r.People().Die(firm.Head, day(t, "2026-01-01")); err != nil {
			t.Fatal(err)
		}
		got, ok := entities.Entity(ctx, firm.BIN).(applicant.EntityFound)
		if !ok || !got.Entity.Liquidated || !got.Entity.Head.IsZero() {
			t.Errorf("after its end: %+v", got)
		}
	}
}

func TestDigitalDocuments(t *testing.T) {
	r := start(t, town.Options{Start: time.Date(2026, 9, 14, 5, 0, 0, 0, time.UTC), Machine: func() time.Time { return time.Unix(0, 0) }})
	ctx, wallets := context.Background(), wallet.New(wallet.Settings{Shep: channel(t, r, 10*time.Second)})
	aidana, ivan, yerlan := resident(t, r, "aidana").Person, resident(t, r, "ivan").Person, resident(t, r, "yerlan").Person
	mint := func() string {
		t.Helper()
		s, err := r.Wallet().Mint(aidana.IIN, "01")
		if err != nil || !s.Until.Equal(r.Clock().Now().Add(wallet.Life)) {
			t.Fatalf("%v until %v", err, s.Until)
		}
		return s.Code
	}
	opened := applicant.WalletAnswer(applicant.WalletOpened{Person: aidana.IIN, Document: aidana.Documents[0]})
	none := applicant.WalletAnswer(applicant.NoSuchCode{})
	expect := func(name, code string, want applicant.WalletAnswer) {
		t.Helper()
		if diff := cmp.Diff(want, wallets.Open(ctx, code), numbers); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	code := mint()
	expect("fresh", code, opened)
	expect("used", code, none)
	first, second := mint(), mint()
	expect("an earlier code", first, none)
	expect("the later code", second, opened)
	for age, want := range map[time.Duration]applicant.WalletAnswer{wallet.Life - time.Minute: opened, wallet.Life: none, wallet.Life + 1: none} { // the calendar runs on meanwhile
		code := mint()
		if err := r.Clock().Advance(age); err != nil {
			t.Fatal(err)
		}
		if _, ok := r.Wallet().Shown(aidana.IIN); ok != (want == opened) {
			t.Errorf("after %v the phone shows a code: %v", age, ok)
		}
		expect(age.String(), code, want)
	}
	for name, c := range map[string]struct {
		who  iin.IIN
		kind string
	}{"another's kind": {aidana.IIN, "08"}, "a void document": {ivan.IIN, "01"}, "a dead person": {yerlan.IIN, "01"}, "nobody": {iin.IIN{}, "01"}} {
		if s, err := r.Wallet().Mint(c.who, c.kind); err == nil {
			t.Errorf("%s: %v", name, s)
		}
	}
	code = mint()
	if err := r.People().SetDocument(aidana.IIN, false); err != nil {
		t.Fatal(err)
	}
	expect("a document that became void", code, none)
}

// TestALostAnswerOpensOnce: the gateway repeats the answer that was lost, and the code is spent once.
func TestALostAnswerOpensOnce(t *testing.T) {
	r := start(t, town.Options{})
	ctx, wallets := context.Background(), wallet.New(wallet.Settings{Shep: channel(t, r, 2*time.Second)})
	s, err := r.Wallet().Mint(resident(t, r, "aidana").Person.IIN, "01")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Faults().Set(wire.Wallets, wire.Fault{Kind: wire.Late, Delay: time.Minute, Times: 1}); err != nil {
		t.Fatal(err)
	}
	if got, ok := wallets.Open(ctx, s.Code).(applicant.WalletOpened); !ok {
		t.Errorf("the second try: %T", got)
	}
	if got := wallets.Open(ctx, s.Code); got != (applicant.WalletAnswer)(applicant.NoSuchCode{}) {
		t.Errorf("again: %T", got)
	}
}

func TestEachRegisterOfTheCounterFailsAlone(t *testing.T) {
	r := start(t, town.Options{})
	ctx, c := context.Background(), channel(t, r, 5*time.Second)
	firm := r.People().Organisations()[0]
	for _, broken := range []wire.Register{wire.Notaries, wire.Wallets, wire.Entities} {
		if err := r.Faults().Set(broken, wire.Fault{Kind: wire.Error}); err != nil {
			t.Fatal(err)
		}
		_, n := notary.New(notary.Settings{Shep: c}).Power(ctx, people.PowerGood).(applicant.PowerSilent)
		_, w := wallet.New(wallet.Settings{Shep: c}).Open(ctx, "000000").(applicant.WalletSilent)
		_, e := entity.New(entity.Settings{Shep: c}).Entity(ctx, firm.BIN).(applicant.EntitySilent)
		for at, quiet := range map[wire.Register]bool{wire.Notaries: n, wire.Wallets: w, wire.Entities: e} {
			if quiet != (at == broken) {
				t.Errorf("%s broken: %s silent %v", broken, at, quiet)
			}
		}
		r.Faults().Clear()
	}
}

func TestDwellingsByAreaAloneAndByTenant(t *testing.T) {
	r := start(t, town.Options{})
	ctx := context.Background()
	titles := title.New(title.Settings{Shep: channel(t, r, 10*time.Second), Tolerance: 10})
	three, _ := r.People().Named(people.ThreeOwners)
	state, _ := r.People().Named(people.StateFlat)
	serik, marina, oleg := party(resident(t, r, "serik")), party(resident(t, r, "marina")), party(resident(t, r, "oleg"))
	ruslan, madina := party(resident(t, r, "ruslan")), party(resident(t, r, "madina"))
	none := dwelling.Answer(dwelling.NoSuchDwelling{})
	found := dwelling.Answer(dwelling.Owners{Dwelling: noBirths(three)})
	rented := dwelling.Answer(dwelling.Owners{Dwelling: noBirths(state)})
	twin, _ := r.People().Named(people.TwinA)
	banned, _ := r.People().Named(people.Banned)
	anywhere := address.RKA{}
	for name, c := range map[string]struct{ got, want dwelling.Answer }{
		"area alone":             {titles.ByArea(ctx, serik, anywhere, three.TotalArea), found},
		"useful area alone":      {titles.ByArea(ctx, serik, anywhere, three.UsefulArea), found},
		"0.1 less":               {titles.ByArea(ctx, serik, anywhere, three.TotalArea-10), found},
		"0.1 more":               {titles.ByArea(ctx, serik, anywhere, three.TotalArea+10), found},
		"0.11 less":              {titles.ByArea(ctx, serik, anywhere, three.TotalArea-11), none},
		"0.11 more":              {titles.ByArea(ctx, serik, anywhere, three.TotalArea+11), none},
		"another's":              {titles.ByArea(ctx, marina, anywhere, three.TotalArea), none},
		"two of the same area":   {titles.ByArea(ctx, marina, anywhere, twin.TotalArea), dwelling.Ambiguous{}},
		"one of two":             {titles.ByArea(ctx, oleg, anywhere, banned.TotalArea), dwelling.Owners{Dwelling: noBirths(banned)}},
		"no area":                {titles.ByArea(ctx, serik, anywhere, 0), none},
		"tenant, code":           {titles.ByRKA(ctx, ruslan, state.RKA), rented},
		"tenant's family, code":  {titles.ByRKA(ctx, madina, state.RKA), rented},
		"tenant, area alone":     {titles.ByArea(ctx, ruslan, anywhere, state.TotalArea), rented},
		"owner of the state's":   {titles.ByRKA(ctx, state.Owners[0].Party, state.RKA), rented},
		"not in the contract":    {titles.ByRKA(ctx, serik, state.RKA), none},
		"tenant, another's home": {titles.ByRKA(ctx, ruslan, three.RKA), none},
	} {
		if diff := cmp.Diff(c.want, c.got, numbers); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if mine, silent := titles.Of(ctx, ruslan); len(mine) != 0 || silent {
		t.Errorf("a tenant owns %d dwellings, silent %v", len(mine), silent)
	}
}

func day(t *testing.T, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTheCampusIsHeardOverTheWire: hundreds of rooms fit into one answer, and each student is found.
func TestTheCampusIsHeardOverTheWire(t *testing.T) {
	r := start(t, town.Options{Signed: true})
	rs, ds, as := people.Campus()
	if err := r.People().Add(rs, ds, as); err != nil {
		t.Fatal(err)
	}
	ctx, c := context.Background(), channel(t, r, 10*time.Second)
	titles := title.New(title.Settings{Shep: c})
	university := ds[0].Owners[0].Party
	rooms, silent := titles.Of(ctx, university)
	if len(rooms) != people.CampusRooms+1 || silent { // and the room in the old dormitory
		t.Errorf("%d rooms, silent %v", len(rooms), silent)
	}
	last := ds[len(ds)-1]
	if diff := cmp.Diff(dwelling.Answer(dwelling.Owners{Dwelling: last}), titles.ByRKA(ctx, university, last.RKA), numbers); diff != "" {
		t.Errorf("the last room: %s", diff)
	}
	student := rs[len(rs)-1].Person
	if diff := cmp.Diff(applicant.Answer(applicant.Found{Person: student}), person.New(person.Settings{Shep: c}).Person(ctx, student.IIN), numbers); diff != "" {
		t.Errorf("the last student: %s", diff)
	}
	found, ok := atlas.New(atlas.Settings{Shep: c}).At(ctx, last.RKA).(address.Found)
	if !ok || len(found.Addresses) != 1 || found.Addresses[0].Building != people.CampusRoom(0) {
		t.Errorf("the last room's address: %v", found)
	}
}

// TestManyOpenOneCode: of many who try at once one opens the document.
func TestManyOpenOneCode(t *testing.T) {
	r := start(t, town.Options{})
	s, err := r.Wallet().Mint(resident(t, r, "aidana").Person.IIN, "01")
	if err != nil {
		t.Fatal(err)
	}
	wallets := wallet.New(wallet.Settings{Shep: channel(t, r, 30*time.Second)})
	var opened atomic.Int32
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if _, ok := wallets.Open(context.Background(), s.Code).(applicant.WalletOpened); ok {
				opened.Add(1)
			}
		})
	}
	all.Wait()
	if opened.Load() != 1 {
		t.Errorf("opened %d times", opened.Load())
	}
}
