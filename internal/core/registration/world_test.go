package registration

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// number makes the n-th valid twelve-digit number.
func number(n int) string {
	for c := 0; c < 10; c++ {
		s := fmt.Sprintf("9%05d3%04d%d", 10101+n%80000, n%10000, c)
		if _, err := iin.Parse(s); err == nil {
			return s
		}
	}
	return number(n + 7919)
}

func person(n int) iin.IIN {
	p, err := iin.Parse(number(n))
	if err != nil {
		panic(err)
	}
	return p
}

func entity(n int) iin.Party {
	b, err := iin.ParseBIN(number(n))
	if err != nil {
		panic(err)
	}
	return iin.EntityParty(b)
}

func rka(n int) address.RKA {
	r, err := address.ParseRKA(fmt.Sprintf("02%014d", n))
	if err != nil {
		panic(err)
	}
	return r
}

var (
	tenant   = person(1)
	owner1   = person(2)
	owner2   = person(3)
	owner3   = person(4)
	stranger = person(5)
	officer  = person(6)
	officer2 = person(7)
	flat     = rka(77)
	almaty   = address.KATO("750000000")
	astana   = address.KATO("710000000")
	noon     = time.Date(2026, time.September, 1, 7, 0, 0, 0, time.UTC) // 12:00 in Astana
	clock    = Actor{Machine: writ.MachineClock}
	sources  = Actor{Machine: writ.MachineRegisters}
)

func citizen(i iin.IIN, born civil.Date) applicant.Person {
	return applicant.Person{
		IIN: i, Name: applicant.Name{Surname: "Серікова", Given: "Айгүл"}, Born: born, Citizenship: "KAZ",
		Status: applicant.Citizen, Capacity: applicant.Full,
		Documents: []applicant.Document{{Kind: "01", Number: "012345678", Until: civil.MustDate(2032, time.May, 1)}},
	}
}

func home(kato address.KATO, owners ...iin.Party) dwelling.Dwelling {
	d := dwelling.Dwelling{
		RKA: flat, KATO: kato, Kind: address.Flat, UsefulArea: 4500, TotalArea: 6000, Commissioned: true,
		Address: address.Address{RKA: flat, KATO: kato, Kind: address.Flat, House: "5", Flat: "12", Actual: true},
	}
	for _, o := range owners {
		d.Owners = append(d.Owners, dwelling.Owner{Party: o, Name: "Owner", Share: dwelling.Share{Num: 1, Den: len(owners)}})
	}
	return d
}

// world is a toy memory around one case: what a store would hold.
type world struct {
	t       testing.TB
	now     time.Time
	c       Case
	texts   []string
	chains  map[string][]string
	who     applicant.Person
	filer   *applicant.Person
	flat    dwelling.Dwelling
	match   Match
	lives   []Resident
	entries []register.Entry
	kept    []consent.Consent
	proofs  map[string]proof.Proof
	shown   map[string][]byte // renderings by digest and role
	last    writ.Writ
	fresh   int
	frozen  bool
	blocked bool
	pressed int
	rivals  []string

	hold      bool // the application asks to wait for the last day of the term that runs
	months    int  // of the application, when not six
	permanent bool
	unknown   bool      // GBD FL knows no such person
	claimed   iin.Party // named as owner, when not the first
}

func newWorld(t testing.TB, owners ...iin.IIN) *world {
	var parties []iin.Party
	for _, o := range owners {
		parties = append(parties, iin.PersonParty(o))
	}
	return &world{
		t: t, now: noon, who: citizen(tenant, civil.MustDate(1996, time.May, 3)), flat: home(almaty, parties...), match: Matched,
		chains: map[string][]string{}, proofs: map[string]proof.Proof{},
		shown: map[string][]byte{},
	}
}

func (w *world) situation() Situation {
	w.fresh++
	return Situation{
		Case: w.c, Entries: w.active(), Residents: w.lives, Kept: w.kept, Rivals: w.rivals,
		Frozen: w.frozen, Blocked: w.blocked, Pressed: w.pressed,
		Guards: []writ.Guard{
			{Kind: GuardDwelling, Key: flat.Digits(), Version: 3}, {Kind: GuardPerson, Key: w.who.IIN.Digits(), Version: 4},
			{Kind: GuardCase, Key: w.c.Ref, Version: int64(w.c.Facts)},
		},
		Fresh: Fresh{
			Ref: fmt.Sprintf("case-%d", w.fresh), Number: fmt.Sprintf("T-%d", w.fresh), Request: fmt.Sprintf("req-%d", w.fresh),
			Entry: fmt.Sprintf("entry-%d", w.fresh), EntryNumber: fmt.Sprintf("N-%d", w.fresh),
		},
	}
}

func (w *world) active() []register.Entry {
	var out []register.Entry
	for _, e := range register.Known(w.entries, time.Time{}) {
		if e.Status == register.Active && e.Person == w.who.IIN {
			out = append(out, e)
		}
	}
	return out
}

// do decides one act and remembers what it writes.
func (w *world) do(act Act, by Actor) error {
	wr, c, err := Decide(w.situation(), act, by, w.now)
	if len(wr.Facts) == 0 {
		return err
	}
	w.last, w.c = wr, c
	for _, f := range wr.Facts {
		w.chains[f.Case] = append(w.chains[f.Case], f.Text)
		if f.Case == c.Ref {
			w.texts = append(w.texts, f.Text)
		}
	}
	for _, e := range wr.Entries {
		w.entries = append(w.entries, e.Entry)
	}
	for _, p := range wr.Proofs {
		w.proofs[p.ID()] = p
	}
	w.keep(wr.Kept)
	return err
}

func (w *world) keep(list []writ.Keep) {
	for _, k := range list {
		var rest []consent.Consent
		for _, old := range w.kept {
			if old.Request != k.Request || writ.PartyText(old.Owner) != k.Owner {
				rest = append(rest, old)
			}
		}
		w.kept = rest
		if k.Strike {
			continue
		}
		var back consent.Consent
		if err := json.Unmarshal([]byte(k.Body), &back); err != nil {
			w.t.Fatal(err)
		}
		w.kept = append(w.kept, back)
	}
}

// must decides an act that has to succeed and lead to the state.
func (w *world) must(act Act, by Actor, want State) {
	w.t.Helper()
	if err := w.do(act, by); err != nil {
		w.t.Fatalf("%s in %s: %v", act.Verb(), w.c.State, err)
	}
	if w.c.State != want {
		w.t.Fatalf("%s: case is %s, want %s (grounds %v)", act.Verb(), w.c.State, want, w.c.Grounds)
	}
}

// fails decides an act that has to fail with the kind and write nothing.
func (w *world) fails(act Act, by Actor, want fault.Kind) {
	w.t.Helper()
	before := len(w.texts)
	err := w.do(act, by)
	if fault.KindOf(err) != want || len(w.texts) != before {
		w.t.Fatalf("%s in %s: got %v and %d facts, want %s and none", act.Verb(), w.c.State, err, len(w.texts)-before, want)
	}
}

func citizenAt(i iin.IIN) Actor { return Actor{Person: i} }

func (w *world) ask() Ask {
	owner := w.claimed
	if owner.IsZero() {
		owner = w.flat.Owners[0].Party
	}
	return Ask{
		Person: w.who.IIN, Typed: "Алматы, Абай 5, 12", Type: consent.Temporary, Months: 6, Purpose: consent.Work, Hold: w.hold && w.renewable(),
		Claim: dwelling.Claim{Owner: owner, RKA: w.flat.RKA},
	}
}

func (w *world) filerIIN() iin.IIN {
	if w.filer != nil {
		return w.filer.IIN
	}
	return w.who.IIN
}

func (w *world) learn() Learn {
	who := w.who
	l := Learn{Question: w.c.Question, Person: &who, Filer: w.filer, Match: w.match, Residents: w.lives}
	if w.match == Matched {
		d := w.flat
		l.Dwelling = &d
	}
	return l
}

func (w *world) word(by iin.IIN, role consent.Role, kind proof.Kind) proof.Proof {
	digest := w.c.Statement.Digest()
	text, ok := w.shown[digest+string(role)]
	if !ok {
		text = consent.Render(w.c.Statement, consent.View{Role: role, Lang: "kk", Names: []string{w.who.Name.Full()}, Signer: "X", Address: "A"})
		w.shown[digest+string(role)] = text
	}
	return proof.Proof{
		Kind: kind, Standing: proof.Good, Signer: by, Digest: digest, Lang: "kk", Rendering: text, At: w.now,
		CMS: strconv.AppendInt(nil, int64(w.fresh), 10),
	}
}

func (w *world) sign() Sign {
	return Sign{Proof: w.word(w.filerIIN(), consent.AsApplicant, proof.Code)}
}

func (w *world) agree(o iin.IIN) Agree {
	return Agree{Owner: iin.PersonParty(o), Proof: w.word(o, consent.AsOwner, proof.EDS)}
}

// to brings a fresh case to the state with everybody's help.
func (w *world) to(want State) *world {
	w.t.Helper()
	me := citizenAt(w.filerIIN())
	w.must(w.ask(), me, Checking)
	if want == Checking {
		return w
	}
	w.must(w.learn(), sources, Signing)
	if want == Signing {
		return w
	}
	if len(w.c.Others()) == 0 {
		w.must(w.sign(), me, Recording)
	} else {
		w.must(w.sign(), me, Consenting)
		if want == Consenting {
			return w
		}
		w.agreeAll()
	}
	if want == Recording {
		return w
	}
	w.must(w.learn(), sources, Done)
	return w
}

func (w *world) agreeAll() {
	w.t.Helper()
	for len(w.c.Missing()) > 0 {
		o := w.c.Missing()[0].Party.IIN()
		if err := w.do(w.agree(o), citizenAt(o)); err != nil {
			w.t.Fatal(err)
		}
	}
}

// override lets an obstacle pass by two officers.
func (w *world) override() {
	w.t.Helper()
	w.must(Approve{}, Actor{Officer: officer}, Seconding)
	w.must(Second{}, Actor{Officer: officer2}, Checking)
}

// refuse refuses a case in review, once its applicant has let his time to speak pass.
func (w *world) refuse(g refusal.Ground) {
	w.t.Helper()
	w.must(Summon{Refusal: refusal.New(g)}, Actor{Officer: officer}, Hearing)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	w.must(Reject{Refusal: refusal.New(g)}, Actor{Officer: officer}, Refused)
}

func refusalOf(t testing.TB, err error) refusal.Refusal {
	t.Helper()
	var no *NotAccepted
	if !errors.As(err, &no) {
		t.Fatalf("want a refusal, got %v", err)
	}
	return no.Refusal
}

// whole checks what must always be true of a case and its writ: the chain, the replay, the row.
func (w *world) whole() {
	w.t.Helper()
	c, err := Replay(w.texts)
	if err != nil {
		w.t.Fatalf("replay: %v", err)
	}
	same(w.t, c, w.c)
	row := w.last.Rows[0]
	back, err := UnmarshalCase([]byte(row.Body))
	if err != nil {
		w.t.Fatal(err)
	}
	same(w.t, back, w.c)
	head := ""
	for _, text := range w.texts {
		head = Chain(head, text)
	}
	if head != w.c.Head || row.Head != head || row.Facts != len(w.texts) {
		w.t.Fatalf("head or count is off: %d facts, row says %d", len(w.texts), row.Facts)
	}
}

func same(t testing.TB, a, b Case) {
	t.Helper()
	x, err := a.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if string(x) != string(y) {
		t.Fatalf("cases differ:\n%s\n%s", x, y)
	}
}

func purposeOf(s string) consent.Purpose { return consent.Purpose(s) }
func typeOf(s string) consent.Type       { return consent.Type(s) }
