package registration

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
)

// judge brings a prepared world to the registers' answer and returns the reasons it gives.
func judge(t *testing.T, change func(*world)) (*world, []string) {
	t.Helper()
	w := newWorld(t, owner1)
	change(w)
	a := w.ask()
	if w.months != 0 {
		a.Months = w.months
	}
	if w.permanent {
		a.Type, a.Months = consent.Permanent, w.months
	}
	w.must(a, citizenAt(w.filerIIN()), Checking)
	l := w.learn()
	if w.unknown {
		l.Person = nil
	}
	if err := w.do(l, sources); err != nil {
		t.Fatal(err)
	}
	w.whole()
	var out []string
	for _, g := range w.c.Grounds {
		reason, _ := g.Fact("reason")
		out = append(out, string(g.Ground)+" "+reason)
		if _, ok := law.Find(g.Norm); !ok {
			t.Errorf("ground %s cites no norm: %q", g.Ground, g.Norm)
		}
	}
	return w, out
}

func TestGrounds(t *testing.T) {
	at := func(kind address.Kind) func(*world) { return func(w *world) { w.flat.Kind = kind } }
	for name, c := range map[string]struct {
		change func(*world)
		want   string // "" for none
		state  State
	}{
		"nothing in the way": {func(*world) {}, "", Signing},
		"unknown person":     {func(w *world) { w.unknown = true }, "R01 person_unknown", Ineligible},
		"dead":               {func(w *world) { w.who.Died = civil.MustDate(2026, time.August, 1) }, "R01 person_dead", Ineligible},
		"excluded":           {func(w *world) { w.who.Excluded = true }, "R01 person_excluded", Ineligible},
		"no birth date":      {func(w *world) { w.who.Born = civil.Date{} }, "R01 birth_unknown", Ineligible},
		"visitor":            {func(w *world) { w.who.Status = applicant.OutsideService }, "R02 category", Ineligible},
		"resident foreigner": {func(w *world) { w.who.Status = applicant.Resident }, "R02 category", Ineligible},
		"incapacitated":      {func(w *world) { w.who.Capacity = applicant.None }, "R10 needs_representative", Ineligible},
		"no documents":       {func(w *world) { w.who.Documents = nil }, "R11 papers", Ineligible},
		"invalid document":   {func(w *world) { w.who.Documents[0].Invalid = true }, "R11 papers", Ineligible},
		"no match":           {func(w *world) { w.match = NoMatch }, "R04 no_match", Ineligible},
		"ambiguous":          {func(w *world) { w.match = Ambiguous }, "R04 ambiguous", Ineligible},
		"code cancelled":     {func(w *world) { w.match = NotActual }, "R06 not_actual", Ineligible},
		"named is no owner":  {func(w *world) { w.claimed = iin.PersonParty(owner2) }, "R04 no_match", Ineligible},
		"not residential":    {at(address.Nonresidential), "R06 kind", Ineligible},
		"whole building":     {at(address.Building), "R06 building", Ineligible},
		"dormitory":          {at(address.Dormitory), "R06 petition", Ineligible},
		"house":              {at(address.House), "", Signing},
		"not commissioned":   {func(w *world) { w.flat.Commissioned = false }, "R06 not_commissioned", Ineligible},
		"pledge":             {func(w *world) { w.flat.Bans = []dwelling.Ban{{Document: "1"}} }, "", Signing},
		"ban":                {func(w *world) { w.flat.Bans = []dwelling.Ban{{Registration: true}} }, "R08 ban", Ineligible},
		"dispute":            {func(w *world) { w.flat.Disputed = true }, "", Reviewing},
		"owner dead":         {func(w *world) { w.flat.Owners[0].Gone = true }, "R04 owner_gone", Ineligible},
		"owner minor":        {func(w *world) { w.flat.Owners[0].Minor = true }, "R02 owner_minor", Ineligible},
		"owner incapable":    {func(w *world) { w.flat.Owners[0].Incapable = true }, "R02 owner_incapable", Ineligible},
		"state, not named":   {func(w *world) { w.flat.StateRental = true }, "R09 tenancy", Ineligible},
		"state, named":       {func(w *world) { w.flat.StateRental, w.flat.Tenants = true, []iin.IIN{tenant} }, "", Signing},
		"months 13":          {func(w *world) { w.months = 13 }, "R12 term", Ineligible},
		"months 12":          {func(w *world) { w.months = 12 }, "", Signing},
		"months 1":           {func(w *world) { w.months = 1 }, "", Signing},
		"months -1":          {func(w *world) { w.months = -1 }, "R12 term", Ineligible},
		"permanent":          {func(w *world) { w.permanent = true }, "", Signing},
		"permanent, months":  {func(w *world) { w.permanent, w.months = true, 6 }, "R12 term", Ineligible},
	} {
		t.Run(name, func(t *testing.T) {
			w, got := judge(t, c.change)
			if (c.want == "") != (len(got) == 0) || (c.want != "" && got[0] != c.want) || len(got) > 1 {
				t.Errorf("grounds %v, want %q", got, c.want)
			}
			if w.c.State != c.state {
				t.Errorf("state %s, want %s", w.c.State, c.state)
			}
		})
	}
}

func TestMonthsZeroIsRefusedForATemporaryOne(t *testing.T) {
	w := newWorld(t, owner1)
	a := w.ask()
	a.Months = 0
	w.must(a, me, Checking)
	w.must(w.learn(), sources, Ineligible)
	if w.c.Grounds[0].Ground != refusal.TermOutOfRange {
		t.Errorf("grounds %+v", w.c.Grounds)
	}
}

func TestAgesOnTheDay(t *testing.T) {
	today := civil.DateOf(noon)
	for _, c := range []struct {
		years, days int
		want        string
	}{
		{16, 0, ""}, {16, 1, "R10 needs_representative"}, {16, -1, ""},
		{14, 0, "R10 needs_representative"}, {14, 1, "R02 category"},
	} {
		_, got := judge(t, func(w *world) { w.who.Born = today.AddMonths(-12 * c.years).AddDays(c.days) })
		if (c.want == "") != (len(got) == 0) || (c.want != "" && got[0] != c.want) {
			t.Errorf("%d years, %d days before the birthday: %v, want %q", c.years, c.days, got, c.want)
		}
	}
}

func TestDocumentOnItsLastDay(t *testing.T) {
	today := civil.DateOf(noon)
	for days, want := range map[int]State{-1: Ineligible, 0: Signing, 1: Signing} {
		w, _ := judge(t, func(w *world) { w.who.Documents[0].Until = today.AddDays(days) })
		if w.c.State != want {
			t.Errorf("document good to %d days from now: %s, want %s", days, w.c.State, want)
		}
	}
}

func TestCapitalNorm(t *testing.T) {
	before, on := civil.MustDate(2026, time.January, 9), civil.MustDate(2026, time.January, 10)
	for _, c := range []struct {
		name   string
		day    civil.Date
		kato   address.KATO
		area   int
		others int
		kin    applicant.Kinship
		want   State
	}{
		{"a place left", on, astana, 4500, 2, "", Signing},
		{"exactly full", on, astana, 4500, 3, "", Ineligible},
		{"over full", on, astana, 4500, 4, "", Ineligible},
		{"a hundredth short", on, astana, 4499, 2, "", Ineligible},
		{"a hundredth more", on, astana, 4501, 2, "", Signing},
		{"full, the day before", before, astana, 4500, 3, "", Signing},
		{"full, elsewhere", on, almaty, 4500, 3, "", Signing},
		{"full, spouse", on, astana, 4500, 3, applicant.Spouse, Signing},
		{"full, the owner's guardian", on, astana, 4500, 3, applicant.WardOf, Ineligible},
		{"full, the owner's ward", on, astana, 4500, 3, applicant.GuardianOf, Signing},
	} {
		w, got := judge(t, func(w *world) {
			w.now = c.day.Start().Add(time.Hour)
			w.flat.KATO, w.flat.UsefulArea = c.kato, c.area
			for i := range c.others {
				w.lives = append(w.lives, Resident{Person: person(200 + i)}, Resident{Person: person(200 + i)}) // both types count once
			}
			w.lives = append(w.lives, Resident{Person: tenant}) // his own entry does not count
			if c.kin != "" {
				w.who.Kin = []applicant.Kin{{Kind: c.kin, To: owner1}}
			}
		})
		if w.c.State != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, w.c.State, got, c.want)
		}
	}
}

func entryOf(id string, typ consent.Type, at address.RKA, from time.Time, months int) register.Entry {
	return register.Entry{ID: id, Number: "N-" + id, Person: tenant, RKA: at, Type: typ, Months: months, Case: "old"}.Begin(from, civil.Date{})
}

func TestSameAddress(t *testing.T) {
	lived := noon.Add(-100 * 24 * time.Hour)
	for name, c := range map[string]struct {
		at        address.RKA
		permanent bool
		want      State
	}{
		"temporary at the permanent address":      {flat, false, Ineligible},
		"permanent at the same permanent address": {flat, true, Ineligible},
		"temporary elsewhere":                     {rka(1), false, Signing},
		"permanent elsewhere":                     {rka(1), true, Signing},
	} {
		w, got := judge(t, func(w *world) {
			w.permanent = c.permanent
			w.entries = []register.Entry{entryOf("p", consent.Permanent, c.at, lived, 0)}
		})
		if w.c.State != c.want {
			t.Errorf("%s: %s %v, want %s", name, w.c.State, got, c.want)
		}
	}
}

func TestNoPermanentOnlyWarns(t *testing.T) {
	w, _ := judge(t, func(*world) {})
	if len(w.c.Warned) != 1 || w.c.Warned[0] != law.PermanentFirst {
		t.Errorf("warned: %v", w.c.Warned)
	}
}

func TestNotAccepted(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*world)
		want   refusal.Ground
	}{
		"another open case": {func(w *world) { w.rivals = []string{"case-x"} }, refusal.Duplicate},
		"dwelling frozen":   {func(w *world) { w.frozen = true }, refusal.NoOwnerConsent},
		"applicant blocked": {func(w *world) { w.blocked = true }, refusal.NoOwnerConsent},
		"asked three times": {func(w *world) { w.pressed = 3 }, refusal.NoOwnerConsent},
		"asked four times":  {func(w *world) { w.pressed = 4 }, refusal.NoOwnerConsent},
	} {
		w := newWorld(t, owner1)
		c.change(w)
		err := w.do(w.ask(), me)
		if got := refusalOf(t, err); got.Ground != c.want || len(w.texts) != 0 {
			t.Errorf("%s: ground %s, want %s", name, got.Ground, c.want)
		}
	}
	w := newWorld(t, owner1)
	w.pressed = 2
	w.must(w.ask(), me, Checking)
}

func TestAskThatCannotBeUnderstood(t *testing.T) {
	for name, spoil := range map[string]func(*Ask){
		"no owner":          func(a *Ask) { a.Claim.Owner = iin.Party{} },
		"no dwelling":       func(a *Ask) { a.Claim.RKA = address.RKA{} },
		"area, no house":    func(a *Ask) { a.Claim.RKA, a.Claim.Area = address.RKA{}, 4500 },
		"house, no area":    func(a *Ask) { a.Claim.RKA, a.Claim.Building = address.RKA{}, flat },
		"no purpose":        func(a *Ask) { a.Purpose = "" },
		"no type":           func(a *Ask) { a.Type = "" },
		"nobody":            func(a *Ask) { a.Person = iin.IIN{} },
		"self, not himself": func(a *Ask) { a.Self = true },
		"typed too long":    func(a *Ask) { a.Typed = string(make([]byte, maxTyped+1)) },
		"typed no text":     func(a *Ask) { a.Typed = "\xff" },
		"request too long":  func(a *Ask) { a.Request = string(make([]byte, maxRequest+1)) },
	} {
		w := newWorld(t, owner1)
		a := w.ask()
		spoil(&a)
		if err := w.do(a, me); fault.KindOf(err) != fault.Invalid || len(w.texts) > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	w := newWorld(t, owner1)
	w.fails(w.ask(), off, fault.Forbidden)
	w.fails(w.ask(), Actor{Person: tenant, For: entity(9)}, fault.Forbidden)
	w.fails(Withdraw{}, me, fault.NotFound)
	byArea := w.ask()
	byArea.Claim.RKA, byArea.Claim.Building, byArea.Claim.Area = address.RKA{}, rka(2), 4500
	w.must(byArea, me, Checking)
	w.must(w.learn(), sources, Signing)
	if w.c.Statement.RKA != flat {
		t.Error("the statement does not name the dwelling that was found")
	}
}

func TestCorrectingKeepsPersonTypeAndRequest(t *testing.T) {
	w, _ := judge(t, func(w *world) { w.months = 13 })
	a := w.ask()
	a.Person = owner1
	w.fails(a, me, fault.Invalid)
	a = w.ask()
	a.Type, a.Months = consent.Permanent, 0
	w.fails(a, me, fault.Invalid)
	request := w.c.Statement.Request
	w.must(w.ask(), me, Checking)
	if w.c.Statement.Request != request || w.c.Question != 2 {
		t.Errorf("request %q, question %d", w.c.Statement.Request, w.c.Question)
	}
}

func TestAnswersThatContradict(t *testing.T) {
	w := newWorld(t, owner1).to(Checking)
	for name, spoil := range map[string]func(*Learn){
		"no match known":    func(l *Learn) { l.Match = "" },
		"match, no flat":    func(l *Learn) { l.Dwelling = nil },
		"flat, no match":    func(l *Learn) { l.Match = NoMatch },
		"another person":    func(l *Learn) { p := citizen(owner1, civil.Date{}); l.Person = &p },
		"another applicant": func(l *Learn) { p := citizen(owner1, civil.Date{}); l.Filer = &p },
		"another flat":      func(l *Learn) { d := *l.Dwelling; d.RKA = rka(1); l.Dwelling = &d },
		"flat without code": func(l *Learn) { d := *l.Dwelling; d.RKA = address.RKA{}; l.Dwelling = &d },
		"too many owners":   func(l *Learn) { d := *l.Dwelling; d.Owners = make([]dwelling.Owner, maxOwners+1); l.Dwelling = &d },
	} {
		l := w.learn()
		spoil(&l)
		if err := w.do(l, sources); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestJudgedByTheSigningDay(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat = home(astana, iin.PersonParty(owner1))
	for i := range 5 {
		w.lives = append(w.lives, Resident{Person: person(300 + i)})
	}
	w.now = civil.MustDate(2026, time.January, 9).Start().Add(23*time.Hour + 30*time.Minute)
	w.to(Consenting)
	w.now = w.now.Add(45 * time.Minute) // the norm is in force now; the signature is of the day before
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
	w.must(w.learn(), sources, Done)
	if w.c.Judged != civil.MustDate(2026, time.January, 9) {
		t.Errorf("judged by %v", w.c.Judged)
	}
}

func TestClosedOwnersStopARequestButNotAnAgreement(t *testing.T) {
	for name, closeIt := range map[string]func(*world){"frozen": func(w *world) { w.frozen = true }, "blocked": func(w *world) { w.blocked = true }} {
		w := newWorld(t, owner1).to(Checking)
		closeIt(w)
		w.must(w.learn(), sources, Ineligible)
		if reason, _ := w.c.Grounds[0].Fact("reason"); w.c.Grounds[0].Ground != refusal.NoOwnerConsent || reason != ReasonClosed {
			t.Errorf("%s: %+v", name, w.c.Grounds)
		}
		agreed := newWorld(t, owner1).to(Recording)
		closeIt(agreed)
		agreed.must(agreed.learn(), sources, Done)
	}
}
