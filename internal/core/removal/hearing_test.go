package removal

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
)

var noRight = refusal.New(refusal.NoOwnerRight)

// refuse hears the filer and refuses; from is the state before.
func (w *world) refuse(filer Actor, from State) {
	w.t.Helper()
	w.fails(Reject{Refusal: noRight}, officer, fault.Conflict) // at once: no
	w.must(Summon{Refusal: noRight, NoteDigest: "why"}, officer, Summoned)
	w.must(Waive{}, filer, from)
	w.must(Reject{Refusal: noRight}, officer, Refused)
}

// silentOne is an application that a register's silence brought before officers; objectedTo one to which
// the person objected.
func silentOne(t *testing.T) *world {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.now = w.h.Case.Deadline
	w.must(Tick{}, clock, Reviewing)
	return w
}

func objectedTo(t *testing.T) *world {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(Object{}, citizen(anna), Objected)
	return w
}

// TestNoOwnerIsRefusedUnheard: from either state the filer is told of the ground and heard, on that
// ground alone, and the application lies before officers again as it did.
func TestNoOwnerIsRefusedUnheard(t *testing.T) {
	for name, speak := range map[string]func(w *world, back State){
		refusal.HeardSpoken: func(w *world, back State) { w.must(Say{NoteDigest: "said"}, citizen(bota), back) },
		refusal.HeardWaived: func(w *world, back State) { w.must(Waive{}, citizen(bota), back) },
		refusal.HeardOver: func(w *world, back State) {
			w.now = w.h.Case.Deadline
			w.must(Tick{}, clock, back)
		},
	} {
		for back, before := range map[State]func(*testing.T) *world{Reviewing: silentOne, Objected: objectedTo} {
			w := before(t)
			came, asked := w.h.Case.Came, w.h.Case.Asked
			w.must(Summon{Refusal: noRight, NoteDigest: "why"}, officer, Summoned)
			w.fails(Reject{Refusal: noRight}, officer, fault.Conflict)
			w.fails(Approve{}, officer, fault.Conflict)
			w.fails(Say{NoteDigest: "x"}, citizen(anna), fault.Conflict) // the resident is not asked
			w.fails(Say{}, citizen(bota), fault.Invalid)
			w.fails(Say{NoteDigest: strings.Repeat("a", 65)}, citizen(bota), fault.Invalid)
			speak(w, back)
			if c := w.h.Case; c.Intent.Heard != name || c.Intent.Ended != w.now || c.Intent.Note != "why" || c.Came != came || c.Asked != asked {
				t.Errorf("%s, %s: %+v, came %q", name, back, c.Intent, c.Came)
			}
			w.fails(Reject{Refusal: refusal.New(refusal.DataUnreliable)}, officer, fault.Conflict) // nobody told him of this ground
			w.must(Reject{Refusal: noRight}, officer, Refused)
			if c := w.h.Case; c.Grounds[0].Ground != noRight.Ground || c.Intent.Heard != name {
				t.Errorf("refused on %v, heard %q", c.Grounds, c.Intent.Heard)
			}
		}
	}
}

// TestTheOwnersTime: three whole working days after the day of telling, a microsecond each side.
func TestTheOwnersTime(t *testing.T) {
	w := objectedTo(t)
	w.must(Summon{Refusal: noRight}, officer, Summoned)
	until, f := law.HearingBy(w.now)
	if !w.h.Case.Deadline.Equal(until) || f.Norm != law.Hearing {
		t.Fatalf("until %v, want %v", w.h.Case.Deadline, until)
	}
	w.now = until.Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict)
	w.now = until
	w.must(Tick{}, clock, Objected)
	w.fails(Say{NoteDigest: "late"}, citizen(bota), fault.Conflict)
	if w.h.Entry.Entry.Status != register.Active {
		t.Error("the registration ended meanwhile")
	}
}

// TestWhileTheOwnerMaySpeak: he may withdraw; the person may object, and the officer reads both; another
// ground asks for another hearing; letting it go on forgets what was intended.
func TestWhileTheOwnerMaySpeak(t *testing.T) {
	w := silentOne(t)
	w.must(Summon{Refusal: noRight}, officer, Summoned)
	w.must(Withdraw{}, citizen(bota), Withdrawn)

	w = silentOne(t)
	w.must(Summon{Refusal: noRight}, officer, Summoned)
	w.must(Object{NoteDigest: "mine"}, citizen(anna), Summoned)
	w.fails(Object{}, citizen(anna), fault.Conflict)
	w.must(Say{NoteDigest: "his"}, citizen(bota), Reviewing)
	other := refusal.New(refusal.DataUnreliable)
	w.must(Summon{Refusal: other}, officer, Summoned)
	w.must(Waive{}, citizen(bota), Reviewing)
	w.must(Reject{Refusal: noRight}, officer, Refused) // of both he was told

	w = silentOne(t)
	w.must(Summon{Refusal: noRight}, officer, Summoned)
	w.must(Waive{}, citizen(bota), Reviewing)
	w.must(Approve{}, officer, Checking)
	if !w.h.Case.Intent.IsZero() {
		t.Error("what was intended is remembered after it went on")
	}
	w.must(Object{}, citizen(anna), Objected)
	w.fails(Reject{Refusal: noRight}, officer, fault.Conflict)

	w = silentOne(t)
	w.must(Summon{Refusal: noRight}, officer, Summoned)
	w.must(Waive{}, citizen(bota), Reviewing)
	w.must(w.learn(), sources, Confirming) // the late answer goes on by itself all the same

	w = newWorld(t, own(bota))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Ended)
	w.must(Object{}, citizen(anna), Objected)
	w.fails(Summon{Refusal: noRight}, officer, fault.Conflict) // an end is not refused any more
}

// TestFactsOfAHearing: a chain in which somebody is refused unheard, or another officer is named, is none.
func TestFactsOfAHearing(t *testing.T) {
	w := objectedTo(t)
	w.must(Summon{Refusal: noRight}, officer, Summoned)
	w.must(Waive{}, citizen(bota), Objected)
	w.must(Reject{Refusal: noRight}, officer, Refused)
	for name, swap := range map[string][2]string{
		"another ground":  {`"reject":{"ground":"R04"`, `"reject":{"ground":"R01"`},
		"another officer": {`"officer":"` + erik.Digits(), `"officer":"` + bota.Digits()},
	} {
		texts, changed := make([]string, len(w.texts)), false
		for i, text := range w.texts {
			texts[i] = strings.Replace(text, swap[0], swap[1], 1)
			changed = changed || texts[i] != text
		}
		if _, err := Replay(texts); !changed || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v (changed %v)", name, err, changed)
		}
	}
	unheard := append([]string(nil), w.texts[:2]...)
	last := strings.Replace(w.texts[len(w.texts)-1], `"seq":5`, `"seq":3`, 1)
	if _, err := Replay(append(unheard, last)); fault.KindOf(err) != fault.Invalid {
		t.Errorf("refused unheard: %v", err)
	}
}
