package work_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// strike is an owner's signed application to strike the person of an entry off.
func (h *house) strike(entry string, owner iin.IIN) office.Order {
	h.Helper()
	e, err := h.st.Entry(h.ctx(), entry)
	if err != nil {
		h.Fatal(err)
	}
	st := removal.Statement{Format: removal.Version, Request: fmt.Sprint("rq", words64.Add(1)), Entry: e.ID, Person: e.Person, RKA: e.RKA, Type: e.Type, Reason: removal.Left}
	return office.Order{By: citizenActor(owner), Act: removal.File{
		Entry: e.ID, Owner: iin.PersonParty(owner), Request: st.Request, Reason: st.Reason, Proof: h.ownersWord(st, owner, removal.Filer),
	}}
}

func (h *house) ownersWord(st removal.Statement, owner iin.IIN, role removal.Role) proof.Proof {
	return proof.Proof{
		Kind: proof.EDS, Standing: proof.Good, Signer: owner, Digest: st.Digest(), Lang: "kk", At: h.cal.Now(),
		Rendering: removal.Render(st, removal.Reader{Role: role, Lang: "kk", Name: "А", Signer: "Б", Address: "В"}),
		CMS:       fmt.Append(nil, "cms-", words64.Add(1)),
	}
}

func (h *house) removal(ref string) removal.Case {
	h.Helper()
	c, err := lookup.Unchecked{Rows: h.st}.Removal(h.ctx(), ref)
	if err != nil {
		h.Fatal(err)
	}
	return c
}

// owned is the registers' answer to the open question of a removal.
func (h *house) owned(ref string, d dwelling.Dwelling) office.Order {
	h.Helper()
	c := h.removal(ref)
	who := citizen(c.Statement.Person)
	return office.Order{Ref: ref, By: theSources, Done: []string{removal.AskKey(ref, c.Question)},
		Act: removal.Learn{Question: c.Question, Person: &who, Owners: d.Owners, Place: d.Address}}
}

func (h *house) confirmed(ref string, owner iin.IIN) office.Order {
	h.Helper()
	p := h.ownersWord(h.removal(ref).Statement, owner, removal.CoOwner)
	return office.Order{Ref: ref, By: citizenActor(owner), Act: removal.Confirm{Owner: iin.PersonParty(owner), Proof: p}}
}

// TestOwnersEndARegistration: an owner files, the other confirms, the entry ends in the same
// transaction; everybody is told; the audit agrees, and sees what is changed behind its back.
func TestOwnersEndARegistration(t *testing.T) {
	onBoth(t, func(h *house) {
		flat := home(1, almaty, 6000, 1, 2)
		made := h.to(registration.Done, plea{who: 10, home: flat})
		entry := h.kase(made).Entry
		h.cal.add(time.Hour)
		ref := h.must(h.strike(entry, person(1))).Ref
		if _, err := h.office.Do(h.ctx(), h.strike(entry, person(2))); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second application: %v", err)
		}
		h.must(h.owned(ref, flat))
		if c := h.removal(ref); c.State != removal.Confirming || !lookup.AwaitsWord(c, party(2)) || lookup.AwaitsWord(c, party(1)) {
			t.Errorf("%+v", c)
		}
		h.must(h.confirmed(ref, person(2)))
		h.must(h.owned(ref, flat))
		e, err := h.st.Entry(h.ctx(), entry)
		if err != nil || e.Status != register.EndedOwner || e.Ended != ref {
			t.Fatalf("%v %+v", err, e)
		}
		desk := lookup.Desk{Rows: h.st}
		mine, err := desk.RemovalsOf(h.ctx(), person(10))
		theirs, err2 := desk.RemovalsToOwner(h.ctx(), party(2))
		if err != nil || err2 != nil || len(mine) != 1 || len(theirs) != 1 || mine[0].Ref != ref || theirs[0].State != removal.Ended {
			t.Errorf("%v %v %v %v", mine, theirs, err, err2)
		}
		if cases, err := desk.Mine(h.ctx(), person(10)); err != nil || len(cases) != 1 || cases[0].Ref != made {
			t.Errorf("a removal among the applications: %v %v", cases, err)
		}
		rows, err := h.st.Row(h.ctx(), ref)
		if err != nil || rows.Kind != "removal" || !slices.Equal(rows.Owners, []string{"iin:" + person(2).Digits()}) {
			t.Errorf("%v %+v", err, rows)
		}
		h.whole()
		h.again(entry, flat)
	})
}

// again: after the end nothing is left to strike off, and the person may be registered anew.
func (h *house) again(entry string, flat dwelling.Dwelling) {
	h.Helper()
	if _, err := h.office.Do(h.ctx(), h.strike(entry, person(1))); fault.KindOf(err) != fault.Conflict {
		h.Errorf("struck off twice: %v", err)
	}
	h.cal.add(time.Hour)
	second := h.to(registration.Done, plea{who: 10, home: flat})
	next := h.must(h.strike(h.kase(second).Entry, person(2))).Ref // the first application is closed
	h.must(office.Order{Ref: next, Act: removal.Withdraw{}, By: citizenActor(person(2))})
	h.whole()
}

// TestTwoOwnersStrikeAtOnce: of two applications about one registration one is first.
func TestTwoOwnersStrikeAtOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		for n := range 5 {
			flat := home(20+n, almaty, 6000, 1, 2)
			entry := h.kase(h.to(registration.Done, plea{who: 30 + n, home: flat})).Entry
			good := 0
			for _, a := range h.together([]office.Order{h.strike(entry, person(1)), h.strike(entry, person(2))}) {
				if a.err == nil {
					good++
				} else if fault.KindOf(a.err) != fault.Conflict {
					t.Error(a.err)
				}
			}
			if good != 1 {
				t.Fatalf("%d applications were filed", good)
			}
		}
		h.whole()
	})
}

// TestAuditOfRemovals: what is changed in a removal is seen.
func TestAuditOfRemovals(t *testing.T) {
	onVillages(t, func(v *village) {
		flat := home(6, almaty, 6000, 1)
		v.cal.add(time.Minute)
		entry := v.kase(v.to(registration.Done, plea{who: 14, home: flat})).Entry
		ref := v.must(v.strike(entry, person(1))).Ref
		v.must(v.owned(ref, flat))
		v.whole()
		seen := func(what string) {
			t.Helper()
			rep, err := (&audit.Audit{Books: v.st}).Run(v.ctx())
			if err != nil || len(rep.Differences) == 0 {
				t.Errorf("%s: the audit sees nothing (%v)", what, err)
			}
		}
		swap := func(what, change, back string, args ...any) {
			t.Helper()
			v.sql(change, args...)
			seen(what)
			v.sql(back, args...)
			v.whole()
		}
		swap("state", `UPDATE case_row SET state = 'declined' WHERE ref = $1`, `UPDATE case_row SET state = 'ended' WHERE ref = $1`, ref)
		swap("kind", `UPDATE case_row SET kind = 'registration', state = 'done' WHERE ref = $1`, `UPDATE case_row SET kind = 'removal', state = 'ended' WHERE ref = $1`, ref)
		swap("who ended it", `UPDATE entry SET ended = 'x' || ended WHERE id = $1 AND version = 2`, `UPDATE entry SET ended = substr(ended, 2) WHERE id = $1 AND version = 2`, entry)
		v.sql(`DELETE FROM proof WHERE id = $1`, v.removal(ref).SignedBy)
		seen("the owner's signature")
	})
}
