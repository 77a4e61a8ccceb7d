package removal

import (
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// struck is a world in which a sole owner has just ended the entry.
func struck(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, own(bota))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Ended)
	return w
}

// TestUndo: the entry is what it was, with its term, its alarms and a message to GBD FL.
func TestUndo(t *testing.T) {
	w := struck(t)
	first := w.h.Entry.Entry
	w.now = w.now.Add(time.Hour)
	w.must(Undo{}, citizen(bota), Undoing)
	if w.last.Errands[0].Key != "ask-removal:r1:2" || w.h.Entry.Entry.Status != register.EndedOwner {
		t.Fatalf("restored before ownership was asked again: %+v", w.last.Errands)
	}
	w.must(w.learn(), sources, Restored)
	e := w.h.Entry.Entry
	if e.Status != register.Active || !e.Until.Equal(first.Term) || e.Ended != "" || e.Version != 3 || !w.h.Case.Restored.Equal(w.now) {
		t.Errorf("%+v", e)
	}
	var alarms []string
	for _, a := range w.last.Alarms {
		alarms = append(alarms, a.Key)
	}
	if !slices.Contains(alarms, "entry:e1") || !slices.Contains(alarms, "remind:e1:10") || w.last.Errands[0].Key != "gbdfl:e1:3" {
		t.Errorf("alarms %v, errands %v", alarms, w.last.Errands)
	}
	if !slices.ContainsFunc(w.last.Guards, func(g writ.Guard) bool { return g.Kind == "dwelling" && g.Bump }) {
		t.Errorf("guards %v", w.last.Guards)
	}
	fact, err := register.ParseFact(w.lines[2])
	if err != nil || fact.Role != register.Owners || fact.Norm != law.Undoing || fact.Actor != "r1" {
		t.Errorf("%+v, %v", fact, err)
	}
	if !w.h.Case.State.Stays() || len(Life.Open(Restored, Filer)) != 0 {
		t.Error("a restored removal is not over")
	}
}

// TestUndoInTime: 24 hours, and not at their end.
func TestUndoInTime(t *testing.T) {
	for after, want := range map[time.Duration]fault.Kind{24*time.Hour - time.Microsecond: "", 24 * time.Hour: fault.Conflict, 24*time.Hour + time.Microsecond: fault.Conflict} {
		w := struck(t)
		if !w.h.Case.UndoBy().Equal(w.now.Add(24 * time.Hour)) {
			t.Errorf("until %v", w.h.Case.UndoBy())
		}
		w.now = w.now.Add(after)
		if err := w.do(Undo{}, citizen(bota)); fault.KindOf(err) != want {
			t.Errorf("after %v: %v", after, err)
		}
	}
}

// TestUndoByWhom: by the owner who applied, and nobody else.
func TestUndoByWhom(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	w.fails(Undo{}, citizen(bota), fault.Conflict)
	w.must(w.confirm(dana), citizen(dana), Checking)
	w.must(w.learn(), sources, Ended)
	w.fails(Undo{}, citizen(dana), fault.Conflict)
	w.fails(Undo{}, citizen(anna), fault.Conflict)
	w.fails(Undo{}, officer, fault.Conflict)
	w.fails(Restore{}, officer, fault.Conflict) // nobody objected
	w.fails(Restore{}, citizen(bota), fault.Conflict)
	w.must(Undo{}, citizen(bota), Undoing)
	w.fails(Undo{}, citizen(bota), fault.Conflict)
	w.must(w.learn(), sources, Restored)
	w.fails(Undo{}, citizen(bota), fault.Conflict)
}

// TestWhatCannotBeUndone: the share is sold, the term is over, another entry took the place, or the
// end is another's.
func TestWhatCannotBeUndone(t *testing.T) {
	other := register.Entry{ID: "e2", Person: anna, RKA: flat, Type: consent.Temporary, Status: register.Active}
	elsewhere, permanent := other, other
	elsewhere.RKA, permanent.Type = must(address.ParseRKA("0201300123456780")), consent.Permanent
	far := elsewhere
	far.Type = consent.Permanent
	for name, c := range map[string]struct {
		change func(*world)
		now    bool // known when he asks
		why    Obstacle
	}{
		"a share was sold":         {func(w *world) { w.owners = []dwelling.Owner{own(dana)} }, false, NotOwner},
		"registered anew there":    {func(w *world) { w.h.Lives = []register.Entry{other} }, true, Taken},
		"registered elsewhere":     {func(w *world) { w.h.Lives = []register.Entry{elsewhere} }, true, Taken},
		"permanently, there":       {func(w *world) { w.h.Lives = []register.Entry{permanent} }, true, Taken},
		"annulled since":           {func(w *world) { w.h.Entry.Entry.Status = register.Annulled }, true, Taken},
		"ended by another removal": {func(w *world) { w.h.Entry.Entry.Ended = "r0" }, true, Taken},
		"the term is over":         {func(w *world) { w.h.Entry.Entry.Term = w.now }, true, Taken},
		"permanently, elsewhere":   {func(w *world) { w.h.Lives = []register.Entry{far} }, false, ""},
		"a moment is left":         {func(w *world) { w.h.Entry.Entry.Term = w.now.Add(time.Microsecond) }, false, ""},
	} {
		w := struck(t)
		c.change(w)
		if err := w.do(Undo{}, citizen(bota)); (fault.KindOf(err) == fault.Conflict) != c.now {
			t.Errorf("%s: asks: %v", name, err)
		}
		w = struck(t)
		w.must(Undo{}, citizen(bota), Undoing)
		c.change(w)
		want := map[bool]State{true: Restored, false: Ended}[c.why == ""]
		if err := w.do(w.learn(), sources); err != nil || w.h.Case.State != want || w.h.Case.Why != c.why {
			t.Errorf("%s: %v, %s, %s", name, err, w.h.Case.State, w.h.Case.Why)
		}
	}
}

// TestObjectionWindow: until the end of the thirtieth day after the end, day and instant.
func TestObjectionWindow(t *testing.T) {
	w := struck(t)
	until := time.Date(2026, time.October, 2, 0, 0, 0, 0, time.FixedZone("", 5*3600))
	if !w.h.Case.ObjectBy().Equal(until) {
		t.Fatalf("until %v, want %v", w.h.Case.ObjectBy(), until)
	}
	for at, want := range map[time.Duration]fault.Kind{-24 * time.Hour: "", -time.Microsecond: "", 0: fault.Conflict, time.Microsecond: fault.Conflict, 24 * time.Hour: fault.Conflict} {
		w := struck(t)
		w.now = until.Add(at)
		if err := w.do(Object{}, citizen(anna)); fault.KindOf(err) != want {
			t.Errorf("%v from the edge: %v", at, err)
		}
	}
}

// TestAnOfficerRestores: an objection to an end that was wrong brings the entry back.
func TestAnOfficerRestores(t *testing.T) {
	w := struck(t)
	w.now = w.now.Add(20 * 24 * time.Hour)
	w.must(Object{}, citizen(anna), Objected)
	w.fails(Undo{}, citizen(bota), fault.Conflict) // too late for him
	w.fails(Restore{}, Actor{Officer: bota}, fault.Forbidden)
	w.must(Restore{NoteDigest: "d"}, officer, Restored)
	if e := w.h.Entry.Entry; e.Status != register.Active || w.h.Case.Answered.IsZero() || w.h.Case.Note != "d" {
		t.Errorf("%+v, %+v", e, w.h.Case)
	}
	fact, err := register.ParseFact(w.lines[2])
	if err != nil || fact.Role != register.Officer || fact.Norm != law.ByOfficer {
		t.Errorf("%+v, %v", fact, err)
	}

	w = struck(t)
	w.must(Object{}, citizen(anna), Objected)
	w.h.Lives = []register.Entry{{ID: "e2", RKA: flat, Type: consent.Temporary}}
	w.fails(Restore{}, officer, fault.Conflict) // she has another by now
	w.must(Approve{}, officer, Ended)

	w = newWorld(t, own(bota), own(dana)) // nothing has ended: nothing to restore
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(Object{}, citizen(anna), Objected)
	w.fails(Restore{}, officer, fault.Conflict)
}

// TestUndoneWhileSomebodyObjects: an undoing that fails gives the objection back to the officer.
func TestUndoneWhileSomebodyObjects(t *testing.T) {
	w := struck(t)
	w.must(Object{}, citizen(anna), Objected)
	w.must(Undo{}, citizen(bota), Undoing)
	w.owners = []dwelling.Owner{own(dana)}
	w.must(w.learn(), sources, Objected)
	w.must(Approve{}, officer, Ended)

	w = struck(t)
	w.must(Undo{}, citizen(bota), Undoing)
	w.must(Object{}, citizen(anna), Undoing)
	w.must(w.learn(), sources, Restored)
}

// TestASilentRegisterHoldsAnUndoingUp: an officer looks; a late answer goes on by itself.
func TestASilentRegisterHoldsAnUndoingUp(t *testing.T) {
	silent := func() *world {
		w := struck(t)
		w.must(Undo{}, citizen(bota), Undoing)
		end := w.h.Case.Deadline
		w.now = end.Add(-time.Microsecond)
		w.fails(Tick{}, clock, fault.Conflict)
		w.now = end
		w.must(Tick{}, clock, Reviewing)
		return w
	}
	w := silent()
	w.must(w.learn(), sources, Restored)
	w = silent()
	w.fails(Withdraw{}, citizen(bota), fault.Conflict)
	w.fails(Reject{Refusal: refusal.New(refusal.NoOwnerRight)}, officer, fault.Conflict)
	w.must(Approve{}, officer, Ended)
	w = silent()
	w.must(Restore{}, officer, Restored)
	w = silent()
	w.must(Object{}, citizen(anna), Objected)
	w.must(Restore{}, officer, Restored)
}
