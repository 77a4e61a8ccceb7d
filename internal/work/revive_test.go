package work_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/work/office"
)

const capital = address.KATO("711310000")

// annul proposes to annul an entry and carries it out after the hearing; it gives the proposal's ref.
func (h *house) annul(entry string) string {
	h.Helper()
	ref := h.must(propose(entry, striking.Papers, 50)).Ref
	h.cal.add(7 * 24 * time.Hour)
	h.must(office.Order{Ref: ref, Act: striking.Second{}, By: officerActor(51)})
	return ref
}

// registered makes an entry and gives its ID.
func (h *house) registered(p plea) string {
	h.Helper()
	h.cal.add(time.Minute)
	return h.kase(h.to(registration.Done, p)).Entry
}

// tellings lists the kinds of the notices that a case has left, by reader.
func (h *house) tellings(ref string) map[string]string {
	h.Helper()
	out := map[string]string{}
	for _, j := range h.errands("waiting") {
		var body office.Telling
		if j.Kind != office.Tell || j.Case != ref {
			continue
		}
		if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
			h.Fatal(err)
		}
		out[body.To] += body.Kind + " "
	}
	return out
}

// lives lists who is registered at a dwelling now.
func (h *house) lives(d dwelling.Dwelling) (out []string) {
	h.Helper()
	list, err := h.st.Residents(h.ctx(), d.RKA, h.cal.Now(), time.Time{})
	if err != nil {
		h.Fatal(err)
	}
	for _, e := range list {
		out = append(out, e.ID)
	}
	return out
}

// TestTheEarlierRegistrationStandsAgain: an annulled entry never was. What it had replaced is in force as if
// nothing had been, at its dwelling too; everybody is told; and it can be replaced anew.
func TestTheEarlierRegistrationStandsAgain(t *testing.T) {
	onBoth(t, func(h *house) {
		old, fresh := home(1, almaty, 6000, 1), home(2, almaty, 6000, 2)
		first := h.registered(plea{who: 10, home: old, permanent: true})
		before := h.entry(first)
		second := h.registered(plea{who: 10, home: fresh, permanent: true})
		if e := h.entry(first); e.Status != register.Superseded || len(h.lives(old)) != 0 {
			t.Fatalf("%+v", e)
		}
		ref := h.annul(second)
		e := h.entry(first)
		if e.Status != register.Active || !e.Until.Equal(before.Until) || e.Ended != "" || e.Version != 3 || h.entry(second).Status != register.Annulled {
			t.Errorf("%+v", e)
		}
		if at := h.lives(old); len(at) != 1 || at[0] != first || len(h.lives(fresh)) != 0 {
			t.Errorf("there live %v and %v", at, h.lives(fresh))
		}
		told := h.tellings(ref)
		for who, kinds := range map[int][]string{10: {"replaced", "revived"}, 1: {"revived_at"}, 2: {"ended_at"}} {
			for _, kind := range kinds {
				if !strings.Contains(told["iin:"+person(who).Digits()], kind+" ") {
					t.Errorf("%d is told %q, not %s", who, told["iin:"+person(who).Digits()], kind)
				}
			}
		}
		if strings.Contains(told["iin:"+person(10).Digits()], "annulled") {
			t.Error("the person is told to register anew")
		}
		h.whole()

		third := h.registered(plea{who: 10, home: fresh, permanent: true}) // an entry that came back has more than one fact
		if e := h.entry(first); e.Status != register.Superseded || e.Version != 4 || h.entry(third).Status != register.Active {
			t.Errorf("%+v", e)
		}
		h.whole()
		h.annul(third)
		if e := h.entry(first); e.Status != register.Active || e.Version != 5 {
			t.Errorf("%+v", e)
		}
		h.whole()
	})
}

// TestTheTermOfWhatStandsAgain: a temporary one has its alarms again; one whose term is over has expired on
// its own day; where a later one has taken the place, that one counts.
func TestTheTermOfWhatStandsAgain(t *testing.T) {
	onBoth(t, func(h *house) {
		flat, next, last := home(1, almaty, 6000, 1), home(2, almaty, 6000, 2), home(3, almaty, 6000, 3)
		first := h.registered(plea{who: 10, home: flat})
		term := h.entry(first).Term
		h.annul(h.registered(plea{who: 10, home: next}))
		due, err := h.st.DueAlarms(h.ctx(), term, 100)
		if err != nil || h.entry(first).Status != register.Active {
			t.Fatalf("%+v, %v", h.entry(first), err)
		}
		rings := false
		for _, a := range due {
			rings = rings || a.Key == "entry:"+first
		}
		if !rings {
			t.Error("nobody ends it on its last day")
		}

		one := h.registered(plea{who: 11, home: flat})
		two := h.registered(plea{who: 11, home: next})
		three := h.registered(plea{who: 11, home: last})
		began := h.entry(three).From
		ref := h.annul(two)
		if e := h.entry(one); e.Status != register.Superseded || !e.Until.Equal(began) || e.Ended != h.entry(three).Case {
			t.Errorf("%+v", e)
		}
		if kinds := h.tellings(ref)["iin:"+person(11).Digits()]; strings.Contains(kinds, "revived") {
			t.Errorf("told %q, though nothing is in force again", kinds)
		}

		over := h.registered(plea{who: 12, home: flat})
		later := h.registered(plea{who: 12, home: next})
		h.cal.set(h.entry(over).Term)
		h.annul(later)
		if e := h.entry(over); e.Status != register.Expired || !e.Until.Equal(e.Term) {
			t.Errorf("%+v", e)
		}
		h.whole()
	})
}

// TestTheCapitalIsNotAskedAgain: what is in force again is not new, though the last place was taken
// meanwhile; the facts name the rule; and whoever comes later is refused the place.
func TestTheCapitalIsNotAskedAgain(t *testing.T) {
	onBoth(t, func(h *house) {
		small, big, own := home(1, capital, 1500, 1), home(2, almaty, 6000, 2), home(3, capital, 1500, 1)
		first := h.registered(plea{who: 10, home: small})
		moved := h.registered(plea{who: 10, home: big})
		taken := h.registered(plea{who: 11, home: small})
		ref := h.annul(moved)
		if h.entry(first).Status != register.Active || h.entry(taken).Status != register.Active || len(h.lives(small)) != 2 {
			t.Fatalf("there live %v", h.lives(small))
		}
		if !h.cites(ref, law.Reviving) || !h.cites(ref, law.NotNew) {
			t.Error("the proposal does not name the rules by which the registration stands")
		}

		entry, ended := h.struckOff(12, own)
		h.registered(plea{who: 13, home: own})
		h.must(office.Order{Ref: ended, Act: removal.Object{}, By: citizenActor(person(12))})
		h.must(office.Order{Ref: ended, Act: removal.Restore{}, By: officerActor(50)})
		if h.entry(entry).Status != register.Active || !h.cites(ended, law.NotNew) {
			t.Errorf("%+v", h.entry(entry))
		}

		late := h.filed(plea{who: 14, home: own})
		h.must(h.answer(late, own))
		if c := h.kase(late); c.State != registration.Ineligible {
			t.Errorf("a third one is %s where one fits", c.State)
		}
		h.whole()
	})
}

// cites tells whether a fact of the chain names the norm in its trace.
func (h *house) cites(ref, norm string) bool {
	h.Helper()
	facts, err := h.st.Facts(h.ctx(), ref)
	if err != nil {
		h.Fatal(err)
	}
	for _, f := range facts {
		var b struct{ Heard struct{ Trace law.Trace } }
		if err := json.Unmarshal([]byte(f.Text), &b); err != nil {
			h.Fatal(err)
		}
		for _, x := range b.Heard.Trace {
			if x.Norm == norm {
				return true
			}
		}
	}
	return false
}

// TestAnnulmentBesideAMove: the second officer's word and a new registration at the same moment: whoever is
// first, nobody is registered twice, and the books agree.
func TestAnnulmentBesideAMove(t *testing.T) {
	onBoth(t, func(h *house) {
		old, next, last := home(1, almaty, 6000, 1), home(2, almaty, 6000, 2), home(3, almaty, 6000, 3)
		for n := range 10 {
			who := 100 + n
			first := h.registered(plea{who: who, home: old, permanent: true})
			second := h.registered(plea{who: who, home: next, permanent: true})
			ref := h.must(propose(second, striking.Papers, 50)).Ref
			h.cal.add(7 * 24 * time.Hour)
			third := h.to(registration.Recording, plea{who: who, home: last, permanent: true})
			got := h.together([]office.Order{{Ref: ref, Act: striking.Second{}, By: officerActor(51)}, h.answer(third, last)})
			for _, a := range got {
				if a.err != nil && fault.KindOf(a.err) != fault.Conflict {
					t.Error(a.err)
				}
			}
			e := h.entry(first)
			if h.kase(third).State == registration.Done && (e.Status != register.Superseded || e.Ended != third) {
				t.Errorf("%+v", e)
			}
		}
		h.whole()
	})
}
