package notice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	tenant = must(iin.Parse("900101300017"))
	owner1 = iin.PersonParty(must(iin.Parse("850515400012")))
	owner2 = iin.PersonParty(must(iin.Parse("050312500018")))
	firm   = iin.EntityParty(must(iin.ParseBIN("061211600012")))
	noon   = time.Date(2026, time.September, 1, 7, 0, 0, 0, time.UTC)
	salt   = []byte("salt")
	place  = address.Address{Settlement: address.Place{Names: address.Names{RU: "Алматы"}, Type: address.City}, KATO: "750000000", House: "5", Flat: "12"}
)

func sample(state registration.State) registration.Case {
	c := registration.Case{
		Ref: "c1", Number: "T-1", State: state, Facts: 3, Filer: tenant, Person: tenant, Typed: "дом 5", Place: place,
		Who:       applicant.Person{Name: applicant.Name{Surname: "Серікова", Given: "Айгүл"}},
		Statement: consent.Statement{Format: 1, Request: "r1", Persons: []iin.IIN{tenant}, Type: consent.Temporary, Months: 6},
		Deadline:  noon.Add(time.Hour), Changed: noon, Entry: "e1",
	}
	for i, p := range []iin.Party{owner1, owner2} {
		c.Owners = append(c.Owners, registration.Owned{Owner: dwelling.Owner{Party: p, Name: "ТАЙНЫЙ"}, Ordinal: i + 1})
	}
	return c
}

func yes(c registration.Case, o iin.Party) registration.Case {
	c.Consents = append(slices.Clone(c.Consents), consent.Consent{Owner: o, Digest: c.Statement.Digest(), Request: "r1", Proof: "p" + o.Last4()})
	return c
}

// told writes each notice as "reader kind".
func told(list []Addressed) []string {
	names := map[iin.Party]string{iin.PersonParty(tenant): "applicant", owner1: "owner1", owner2: "owner2", firm: "firm"}
	var out []string
	for _, a := range list {
		out = append(out, names[a.To]+" "+a.Notice.Kind())
	}
	return out
}

func in(state registration.State, change ...func(*registration.Case)) registration.Case {
	c := sample(state)
	for _, f := range change {
		f(&c)
	}
	return c
}

func TestWhoIsTold(t *testing.T) {
	first := registration.Case{}
	why := func(w string) func(*registration.Case) { return func(c *registration.Case) { c.Why = w } }
	for name, c := range map[string]struct {
		before, after registration.Case
		verb          registration.Verb
		want          []string
	}{
		"filed":          {first, in(registration.Checking), registration.VAsk, nil},
		"can be signed":  {in(registration.Checking), in(registration.Signing), registration.VLearn, []string{"applicant ready"}},
		"cannot succeed": {in(registration.Checking), in(registration.Ineligible), registration.VLearn, []string{"applicant ineligible"}},
		"day turned":     {in(registration.Signing), in(registration.Checking), registration.VSign, []string{"applicant asked_again"}},
		"signed":         {in(registration.Signing), in(registration.Consenting), registration.VSign, []string{"applicant signed", "owner1 asked", "owner2 asked"}},
		"signed, one spoke before": {yes(in(registration.Signing), owner1), yes(in(registration.Consenting), owner1), registration.VSign,
			[]string{"applicant signed", "owner2 asked"}},
		"one agrees":  {in(registration.Consenting), yes(in(registration.Consenting), owner1), registration.VAgree, []string{"applicant agreed"}},
		"last agrees": {yes(in(registration.Consenting), owner1), yes(yes(in(registration.Recording), owner1), owner2), registration.VAgree, []string{"applicant agreed"}},
		"takes back":  {yes(in(registration.Consenting), owner1), in(registration.Consenting), registration.VRetract, []string{"applicant retracted"}},
		"reminded": {yes(in(registration.Consenting), owner1), yes(in(registration.Consenting, func(c *registration.Case) { c.Reminded = 1 }), owner1), registration.VTick,
			[]string{"owner2 reminded"}},
		"last agrees, to wait": {yes(in(registration.Consenting), owner1), yes(yes(in(registration.Held), owner1), owner2), registration.VAgree, []string{"applicant agreed", "applicant held"}},
		"the day has come":     {yes(in(registration.Held), owner1), yes(in(registration.Recording), owner1), registration.VTick, nil},
		"takes back while it waits": {yes(yes(in(registration.Held), owner1), owner2), yes(in(registration.Consenting), owner2), registration.VRetract,
			[]string{"applicant retracted"}},
		"more time": {in(registration.Consenting), in(registration.Consenting), registration.VExtend, []string{"applicant prolonged"}},
		"refuses": {yes(in(registration.Consenting), owner1), in(registration.Unagreed, func(c *registration.Case) { c.No = []registration.Answered{{Owner: owner2}} }), registration.VObject,
			[]string{"applicant objected", "owner1 stopped", "owner2 stopped"}},
		"lapses":                {in(registration.Consenting), in(registration.Lapsed), registration.VTick, []string{"applicant lapsed", "owner1 stopped", "owner2 stopped"}},
		"lapses unsigned":       {in(registration.Signing), in(registration.Lapsed), registration.VTick, []string{"applicant lapsed"}},
		"withdrawn, one spoke":  {yes(in(registration.Signing), owner1), in(registration.Withdrawn), registration.VWithdraw, []string{"applicant withdrawn", "owner1 stopped"}},
		"silence":               {in(registration.Recording), in(registration.Reviewing, why("silence")), registration.VTick, []string{"applicant in_review"}},
		"escalated":             {in(registration.Reviewing), in(registration.Reviewing), registration.VTick, []string{"applicant delayed"}},
		"approved":              {in(registration.Reviewing), in(registration.Checking), registration.VApprove, []string{"applicant resumed"}},
		"summoned":              {in(registration.Reviewing), in(registration.Hearing), registration.VSummon, []string{"applicant hearing"}},
		"summoned at once":      {in(registration.Checking), in(registration.Hearing), registration.VSummon, []string{"applicant hearing"}}, // the clock came first
		"spoke":                 {in(registration.Hearing), in(registration.Reviewing), registration.VSay, []string{"applicant heard"}},
		"had his time":          {in(registration.Hearing), in(registration.Reviewing), registration.VTick, []string{"applicant heard"}},
		"withdraws, summoned":   {yes(in(registration.Hearing), owner1), in(registration.Withdrawn), registration.VWithdraw, []string{"applicant withdrawn", "owner1 stopped"}},
		"proposed":              {in(registration.Reviewing), in(registration.Seconding), registration.VApprove, nil},
		"second look is late":   {in(registration.Seconding), in(registration.Seconding), registration.VTick, []string{"applicant delayed"}},
		"seconded":              {in(registration.Seconding), in(registration.Checking), registration.VSecond, []string{"applicant resumed"}},
		"dissented":             {in(registration.Seconding), in(registration.Reviewing), registration.VDissent, nil},
		"returned":              {in(registration.Reviewing), in(registration.Draft), registration.VReturn, []string{"applicant returned"}},
		"refused":               {in(registration.Reviewing), in(registration.Refused), registration.VReject, []string{"applicant refused"}},
		"done":                  {in(registration.Recording), in(registration.Done), registration.VLearn, []string{"applicant done", "owner1 owner_told", "owner2 owner_told"}},
		"taken by an officer":   {in(registration.Reviewing), in(registration.Reviewing), registration.VTake, nil},
		"a word proved revoked": {in(registration.Signing, func(c *registration.Case) { c.SignPending, c.Signed = true, "x" }), in(registration.Signing), registration.VProve, []string{"applicant sign_again"}},
	} {
		if diff := cmp.Diff(c.want, told(Of(c.before, c.after, c.verb, salt))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRevokedConsentIsAskedAgain(t *testing.T) {
	before := yes(in(registration.Consenting), owner1)
	before.Consents[0].Pending = true
	got := told(Of(before, in(registration.Consenting), registration.VProve, salt))
	if diff := cmp.Diff([]string{"owner1 sign_again"}, got); diff != "" {
		t.Error(diff)
	}
	if got := Of(in(registration.Consenting), before, registration.VAgree, salt); len(got) != 0 {
		t.Errorf("a pending yes is told as spoken: %v", told(got))
	}
}

func TestRepresentedPersonIsToldOfTheEnd(t *testing.T) {
	before, after := in(registration.Recording), in(registration.Done)
	child := must(iin.Parse("110228600011"))
	before.Person, after.Person = child, child
	for _, a := range Of(before, after, registration.VLearn, salt) {
		if a.To == iin.PersonParty(child) && a.Notice.Kind() == "done" {
			return
		}
	}
	t.Error("the registered person is not told")
}

// TestNobodyLearnsTooMuch looks through every notice of every pair of states.
func TestNobodyLearnsTooMuch(t *testing.T) {
	states := registration.States()
	verbs := []registration.Verb{registration.VAsk, registration.VAgree, registration.VRetract, registration.VTick, registration.VExtend, registration.VProve}
	for _, from := range states {
		for _, to := range states {
			checkPair(t, from, to, verbs)
		}
	}
}

func checkPair(t *testing.T, from, to registration.State, verbs []registration.Verb) {
	t.Helper()
	for _, verb := range verbs {
		before, after := yes(in(from), owner1), in(to)
		before.Consents[0].Pending = verb == registration.VProve
		after.Reminded = 1
		after.Grounds = []refusal.Refusal{refusal.New(refusal.OverNorm)}
		for _, a := range Of(before, after, verb, salt) {
			check(t, a, to)
		}
	}
}

func check(t *testing.T, a Addressed, to registration.State) {
	t.Helper()
	if !slices.Contains(Kinds(), a.Notice.Kind()) {
		t.Errorf("kind %q is not on the list", a.Notice.Kind())
	}
	text := ""
	for k, v := range a.Notice.Vars() {
		text += k + "=" + v + "\n"
	}
	mine := a.To == iin.PersonParty(tenant)
	switch {
	case strings.Contains(text, "ТАЙНЫЙ"), strings.Contains(text, owner1.Digits()), strings.Contains(text, owner2.Digits()):
		t.Errorf("%s names an owner:\n%s", a.Notice.Kind(), text)
	case strings.Contains(text, tenant.Digits()):
		t.Errorf("%s shows a whole IIN", a.Notice.Kind())
	case mine && to != registration.Done && strings.Contains(text, "address_"):
		t.Errorf("%s shows the applicant an address he did not type", a.Notice.Kind())
	case mine && strings.Contains(text, "word="):
		t.Errorf("%s shows the applicant an owner's code word", a.Notice.Kind())
	}
}

func TestAskedHoldsTheCodeWord(t *testing.T) {
	for _, a := range Of(in(registration.Signing), in(registration.Consenting), registration.VSign, salt) {
		asked, ok := a.Notice.(Asked)
		if !ok {
			continue
		}
		want := consent.CodeWord("r1", writ.PartyText(a.To), salt)
		v := asked.Vars()
		if v["word"] != want || v["name"] != "Серікова Айгүл" || v["last4"] != "0017" || v["deadline"] != "2026-09-01T08:00:00Z" || !asked.SMS() {
			t.Errorf("%+v", v)
		}
	}
}

func TestNoticesOfAnEntry(t *testing.T) {
	e := register.Entry{ID: "e1", Number: "N1", Person: tenant, Type: consent.Temporary, Months: 6}.Begin(noon, civil.Date{})
	home := Home{Owners: []iin.Party{owner1, iin.PersonParty(tenant), firm}, Place: place, Name: "Серікова Айгүл"}
	next := func(s register.Status) register.Entry { n := e; n.Status, n.Until = s, noon.Add(time.Hour); return n }
	for status, want := range map[register.Status][]string{
		register.Expired:     {"applicant expired", "owner1 ended_at", "firm ended_at"},
		register.EndedPerson: {"applicant ended_self", "owner1 ended_at", "firm ended_at"},
		register.EndedOwner:  {"applicant ended", "owner1 ended_at", "firm ended_at"},
		register.EndedOrg:    {"applicant ended_org", "owner1 ended_at", "firm ended_at"},
		register.EndedCourt:  {"applicant ended_court", "owner1 ended_at", "firm ended_at"},
		register.Emigrated:   {"applicant ended_abroad", "owner1 ended_at", "firm ended_at"},
		register.Superseded:  {"owner1 ended_at", "firm ended_at"},
		register.Annulled:    {"applicant annulled", "owner1 ended_at", "firm ended_at"},
		register.EndedDeath:  {"owner1 ended_at", "firm ended_at"},
		register.Active:      nil,
	} {
		if diff := cmp.Diff(want, told(OfEntry(e, next(status), home))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", status, diff)
		}
	}
	v := OfEntry(e, next(register.Expired), home)[0].Notice.Vars()
	if v["from_day"] != "2026-09-01" || v["how"] != "expired" || v["name"] != "" {
		t.Errorf("%v", v)
	}
	for days, want := range map[int][]string{
		30: {"applicant expiring"}, 10: {"applicant expiring", "owner1 expiring_at", "firm expiring_at"}, 0: {"applicant expiring"},
	} {
		i := slices.IndexFunc(e.Reminders(), func(r register.Reminder) bool { return r.Days == days })
		got := Remind(e, e.Reminders()[i], home)
		if diff := cmp.Diff(want, told(got)); diff != "" {
			t.Errorf("%d days before (-want +got):\n%s", days, diff)
		}
		if v := got[0].Notice.Vars(); v["last_day"] != civil.MustDate(2027, time.March, 1).String() {
			t.Errorf("%v", v)
		}
	}
}

// TestWhoLostAnAddress: told at once with the last day to register elsewhere, and to object where an owner
// ended it; parents beside the child; and all of them when it is in force again.
func TestWhoLostAnAddress(t *testing.T) {
	e := register.Entry{ID: "e1", Number: "N1", Person: tenant, Type: consent.Temporary, Months: 6}.Begin(noon, civil.Date{})
	home := Home{Owners: []iin.Party{owner1}, Place: place, Name: "Серікова Айгүл", Parents: []iin.IIN{owner2.IIN()}}
	for _, status := range []register.Status{register.EndedOwner, register.EndedOrg, register.EndedCourt, register.Annulled, register.Emigrated, register.Expired} {
		n := e
		n.Status, n.Until, n.Known = status, noon.Add(time.Hour), noon.Add(time.Hour)
		list := OfEntry(e, n, home)
		if diff := cmp.Diff([]string{"owner2 child_ended", "owner1 ended_at"}, told(list)[1:]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", status, diff)
		}
		if v := list[0].Notice.Vars(); v["register_by"] != "2026-09-11" || v["object_by"] != "2026-10-01" || v["name"] != "" || !list[0].Notice.SMS() {
			t.Errorf("%s: %v", status, v)
		}
		if v := list[1].Notice.Vars(); v["register_by"] != "2026-09-11" || v["name"] == "" {
			t.Errorf("%s: %v", status, v)
		}
	}
	was := e
	was.Status = register.EndedOwner
	list := OfEntry(was, e, home)
	if diff := cmp.Diff([]string{"applicant restored", "owner2 child_restored", "owner1 restored_at"}, told(list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, a := range list {
		if !a.Notice.SMS() {
			t.Errorf("%s goes to no phone", a.Notice.Kind())
		}
	}
}

// TestNoticesOfARevival: nobody is told to register anew when the registration before stands again; of
// one that would have ended meanwhile nobody hears.
func TestNoticesOfARevival(t *testing.T) {
	e := register.Entry{ID: "e1", Number: "N1", Person: tenant, Type: consent.Temporary, Months: 6}.Begin(noon, civil.Date{})
	home := Home{Owners: []iin.Party{owner1}, Place: place, Name: "Серікова Айгүл", Parents: []iin.IIN{owner2.IIN()}, Stands: true}
	struck := e
	struck.Status = register.Annulled
	if diff := cmp.Diff([]string{"applicant replaced", "owner2 child_replaced", "owner1 ended_at"}, told(OfEntry(e, struck, home))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	list := OfRevival(e, home)
	if diff := cmp.Diff([]string{"applicant revived", "owner2 child_restored", "owner1 revived_at"}, told(list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, a := range list {
		if !a.Notice.SMS() {
			t.Errorf("%s goes to no phone", a.Notice.Kind())
		}
	}
	for _, s := range []register.Status{register.Superseded, register.Expired} {
		e.Status = s
		if list := OfRevival(e, home); len(list) != 0 {
			t.Errorf("%s: %v", s, told(list))
		}
	}
}

// TestNoticesOfAProposal: of false data the person and the parents are told before and after, of a court
// act only the end itself.
func TestNoticesOfAProposal(t *testing.T) {
	at := func(reason striking.Reason, s striking.State) striking.Case {
		c := striking.Case{Ref: "s1", Number: "2609-2", Facts: 1, State: s, Person: tenant, Kin: []iin.IIN{owner2.IIN()}, Deadline: noon, Basis: striking.Basis{Reason: reason}}
		if s == striking.Draft {
			c.Facts = 0
		}
		return c
	}
	for name, c := range map[string]struct {
		reason   striking.Reason
		from, to striking.State
		want     []string
	}{
		"a hearing":       {striking.Papers, striking.Draft, striking.Hearing, []string{"applicant hearing_called", "owner2 hearing_child"}},
		"she spoke":       {striking.Papers, striking.Hearing, striking.Hearing, nil},
		"it goes on":      {striking.Papers, striking.Hearing, striking.Seconding, nil},
		"withdrawn":       {striking.Papers, striking.Hearing, striking.Withdrawn, []string{"applicant hearing_closed", "owner2 hearing_closed"}},
		"declined":        {striking.Papers, striking.Seconding, striking.Declined, []string{"applicant hearing_closed", "owner2 hearing_closed"}},
		"struck":          {striking.Papers, striking.Seconding, striking.Struck, nil},
		"by court":        {striking.Evicted, striking.Draft, striking.Seconding, nil},
		"court, declined": {striking.Evicted, striking.Seconding, striking.Declined, nil},
	} {
		if diff := cmp.Diff(c.want, told(OfStriking(at(c.reason, c.from), at(c.reason, c.to), Home{Place: place, Name: "x"}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
