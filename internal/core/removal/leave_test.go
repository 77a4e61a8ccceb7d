package removal

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
)

// atWindow is somebody before the operator erik.
func atWindow(p iin.IIN) Actor { return Actor{Person: p, Operator: erik} }

// byHand is a word in ink over a statement, sealed by erik.
func byHand(p iin.IIN, st Statement, role Role) proof.Proof {
	r := Render(st, Reader{Role: role, Lang: "ru", Name: "Анна", Signer: "Анна", Address: "y"})
	r = consent.RenderInk(r, consent.Witness{Operator: "Эрик", Branch: "№ 1", Document: "01"}, "ru")
	seal := proof.Proof{Kind: proof.EDS, Standing: proof.Good, Signer: erik, Digest: st.Digest(), Lang: "ru", Rendering: r, CMS: []byte("cms")}
	return proof.Sealed(seal, p, "")
}

// known is a person as GBD FL tells, born on the day.
func known(p iin.IIN, born civil.Date, kin ...applicant.Kin) applicant.Person {
	return applicant.Person{IIN: p, Born: born, Status: applicant.Citizen, Capacity: applicant.Full, Citizenship: "KAZ", Kin: kin}
}

func leave(t *testing.T) Leave {
	e := situation(t).Entry
	who := known(anna, civil.MustDate(1990, time.January, 1))
	return Leave{Request: "q1", Speaker: who, Person: who, Proof: byHand(anna, OwnEnd(e, "q1"), Resident)}
}

// TestLeave: a person ends the own registration by hand before an operator; the proof lies in the writ, and the
// fact names it with the request that was signed.
func TestLeave(t *testing.T) {
	s, a, now := situation(t), leave(t), noon.Add(time.Hour)
	w, e, err := DecideEntry(s, a, atWindow(anna), now)
	if err != nil || e.Status != register.EndedPerson || !e.Until.Equal(now) || e.Ended != atWindow(anna).Text() {
		t.Fatalf("%v, %+v", err, e)
	}
	if len(w.Proofs) != 1 || w.Proofs[0].ID() != a.Proof.ID() {
		t.Errorf("%d proofs", len(w.Proofs))
	}
	b := must(register.ParseFact(w.Facts[0].Text))
	if b.Proof != a.Proof.ID() || b.Request != "q1" || b.Reason != string(OwnWish) || OwnEnd(b.Line, b.Request).Digest() != a.Proof.Digest {
		t.Errorf("the fact: %+v", b)
	}
	late, _, err := DecideEntry(s, a, atWindow(anna), s.Entry.Until)
	if fault.KindOf(err) != fault.Conflict || len(late.Facts) != 1 || len(late.Proofs) != 0 {
		t.Errorf("after the term: %v, %d facts, %d proofs", err, len(late.Facts), len(late.Proofs))
	}
}

func TestWhoMayNotLeave(t *testing.T) {
	guardian := known(bota, civil.MustDate(1970, time.January, 1), applicant.Kin{Kind: applicant.ChildOf, To: anna})
	for name, c := range map[string]struct {
		change func(*Leave)
		by     Actor
		want   fault.Kind
	}{
		"on the portal":             {func(*Leave) {}, self, fault.Forbidden},
		"for a legal entity":        {func(*Leave) {}, Actor{Person: anna, For: firm, Operator: erik}, fault.Forbidden},
		"a stranger":                {func(*Leave) {}, atWindow(bota), fault.Forbidden},
		"another's record":          {func(a *Leave) { a.Speaker = guardian }, atWindow(anna), fault.Invalid},
		"for an adult":              {func(a *Leave) { a.Speaker = guardian }, Actor{Person: bota, Ward: anna, Operator: erik}, fault.Forbidden},
		"before another operator":   {func(*Leave) {}, Actor{Person: anna, Operator: dana}, fault.Invalid},
		"another request":           {func(a *Leave) { a.Request = "q2" }, atWindow(anna), fault.Conflict},
		"no request":                {func(a *Leave) { a.Request = "" }, atWindow(anna), fault.Invalid},
		"an owner's words":          {func(a *Leave) { a.Proof.Digest = strings.Repeat("0", 64) }, atWindow(anna), fault.Invalid},
		"a key":                     {func(a *Leave) { a.Proof.Kind = proof.EDS }, atWindow(anna), fault.Invalid},
		"another's word":            {func(a *Leave) { a.Proof.Signer = bota }, atWindow(anna), fault.Invalid},
		"for an entity, by its BIN": {func(a *Leave) { a.Proof.BIN = firm.BIN().Digits() }, atWindow(anna), fault.Invalid},
		"not checked yet":           {func(a *Leave) { a.Proof.Standing = proof.Pending }, atWindow(anna), fault.Invalid},
		"no language":               {func(a *Leave) { a.Proof.Lang = "" }, atWindow(anna), fault.Invalid},
	} {
		a := leave(t)
		c.change(&a)
		w, _, err := DecideEntry(situation(t), a, c.by, noon.Add(time.Hour))
		if fault.KindOf(err) != c.want || len(w.Facts)+len(w.Proofs) > 0 {
			t.Errorf("%s: %v, %d facts", name, err, len(w.Facts))
		}
	}
	if _, _, err := DecideEntry(situation(t), register.End{Status: register.EndedPerson}, atWindow(anna), noon); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("without a signature: %v", err)
	}
}

// TestMayLeave: the day before the sixteenth birthday a parent speaks, on the day the person does; and for
// somebody without capacity the guardian.
func TestMayLeave(t *testing.T) {
	day := civil.MustDate(2026, time.September, 1)
	parent := known(bota, civil.MustDate(1980, time.January, 1))
	kin := applicant.Kin{Kind: applicant.Parent, To: bota}
	for name, c := range map[string]struct {
		born         civil.Date
		capacity     applicant.Capacity
		kin          applicant.Kin
		self, parent bool
	}{
		"a day before 14":                 {civil.MustDate(2012, time.September, 2), applicant.Full, kin, false, false},
		"14 on the day":                   {civil.MustDate(2012, time.September, 1), applicant.Full, kin, false, true},
		"a day over 14":                   {civil.MustDate(2012, time.August, 31), applicant.Full, kin, false, true},
		"a day before 16":                 {civil.MustDate(2010, time.September, 2), applicant.Full, kin, false, true},
		"16 on the day":                   {civil.MustDate(2010, time.September, 1), applicant.Full, kin, true, false},
		"a day over 16":                   {civil.MustDate(2010, time.August, 31), applicant.Full, kin, true, false},
		"incapacitated":                   {civil.MustDate(1950, time.January, 1), applicant.None, applicant.Kin{Kind: applicant.GuardianOf, To: bota}, false, true},
		"incapacitated, a child's parent": {civil.MustDate(1950, time.January, 1), applicant.None, kin, false, false},
	} {
		p := known(anna, c.born, c.kin)
		p.Capacity = c.capacity
		if got := MayLeave(p, p, day); got != c.self {
			t.Errorf("%s: himself %v", name, got)
		}
		if got := MayLeave(parent, p, day); got != c.parent {
			t.Errorf("%s: for him %v", name, got)
		}
	}
}

// TestByHand: an owner strikes off at a window and another confirms there by hand; ink before another operator, a
// key at a window and ink on the portal are not taken, nor does anybody speak for another there.
func TestByHand(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	file := w.file(bota)
	w.fails(file, atWindow(bota), fault.Invalid)
	file.Proof = byHand(bota, w.statement(), Filer)
	w.fails(file, citizen(bota), fault.Invalid)
	w.fails(file, Actor{Person: bota, Operator: anna}, fault.Invalid)
	w.fails(file, Actor{Person: erik, Ward: bota, Operator: dana}, fault.Forbidden)
	own := file
	own.Reason = OwnWish
	w.fails(own, atWindow(bota), fault.Invalid)
	w.must(file, atWindow(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	confirm := w.confirm(dana)
	w.fails(confirm, atWindow(dana), fault.Invalid)
	confirm.Proof = byHand(dana, w.statement(), CoOwner)
	w.fails(confirm, Actor{Person: anna, Ward: dana, Operator: erik}, fault.Forbidden)
	w.must(confirm, atWindow(dana), Checking)
	w.must(w.learn(), sources, Ended)
	w.must(Object{}, atWindow(anna), Objected)
}
