package register

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

// Role of whoever acts on an entry. It is decided by the removal room, once per act.
type Role string

const (
	Registered Role = "registered" // the person of the entry
	Owners     Role = "owners"     // the owners of the dwelling, all agreed
	Institute  Role = "organisation"
	Book       Role = "book" // the book itself: a newer entry takes the place of this one
	Clock      Role = "clock"
	Sources    Role = "registers" // other state registers: death, emigration
	Officer    Role = "officer"
)

// Verbs beside those of the acts that people do.
const (
	VBegin     Verb = "begin"
	VSupersede Verb = "supersede"
	VRestore   Verb = "restore"
	VRevive    Verb = "revive"
)

// Supersede is the book's own act: a newer entry takes the place of this one.
type Supersede struct{ Case string }

// Annul strikes an entry that never should have been made; it was in force at no instant.
type Annul struct {
	By     string // party text or officer
	Reason string // closed list
}

// Restore brings an entry back that an owner ended by mistake, or wrongly: it is in force again, until
// the end of its term, and on the days between as well.
type Restore struct{ Case string } // ref of the application that ended it

// Revive is the book's own act once the entry that took the place of this one is annulled: see
// [Entry.Revive]. At most one of its fields is set.
type Revive struct {
	Heir Entry // what takes its place instead; zero: nothing
	Gone Entry // another entry that ended by the person's death or departure, as this one would have; zero: none
}

func (Supersede) Verb() Verb   { return VSupersede }
func (Annul) Verb() Verb       { return VAnnul }
func (Restore) Verb() Verb     { return VRestore }
func (Revive) Verb() Verb      { return VRevive }
func (Supersede) Door() string { return "entry" }
func (Annul) Door() string     { return "entry" }
func (Restore) Door() string   { return "entry" }
func (Revive) Door() string    { return "entry" }

// View is what a guard of the table sees.
type View struct {
	Entry Entry
	Want  Status // the end that the act names
	Heir  Entry  // of a revival: what takes its place instead
	Gone  Entry  // of a revival: what ended by the person's death or departure
	Now   time.Time
}

var (
	termOver  = &life.Guard[View]{Name: "termOver", Holds: func(v View) bool { return v.Entry.Over(v.Now) }}
	termRuns  = &life.Guard[View]{Name: "termRuns", Holds: func(v View) bool { return !v.Entry.Over(v.Now) }}
	termLeft  = &life.Guard[View]{Name: "termLeft", Holds: func(v View) bool { return v.Entry.Left(v.Now) }}
	byCourt   = &life.Guard[View]{Name: "byCourt", Holds: func(v View) bool { return v.Want == EndedCourt }}
	byDeath   = &life.Guard[View]{Name: "byDeath", Holds: func(v View) bool { return v.Want == EndedDeath }}
	heir      = &life.Guard[View]{Name: "heir", Holds: func(v View) bool { return v.Heir.ID != "" }}
	died      = &life.Guard[View]{Name: "died", Holds: func(v View) bool { return v.Gone.Status == EndedDeath }}
	departed  = &life.Guard[View]{Name: "departed", Holds: func(v View) bool { return v.Gone.Status == Emigrated }}
	byLeaving = &life.Guard[View]{Name: "byLeaving", Holds: func(v View) bool { return v.Want == Emigrated }}
)

// Life is the table of an entry's life: active, then one end; an annulment strikes it at any time.
var Life = life.Table[Status, Verb, Role, View]{
	{From: Active, Act: VExpire, Role: Clock, Guard: termOver, To: Expired, Norm: law.Expiring},
	{From: Active, Act: VEnd, Role: Registered, Guard: termRuns, To: EndedPerson, Norm: law.Ending},
	{From: Active, Act: VEnd, Role: Owners, Guard: termRuns, To: EndedOwner, Norm: law.EndByOwner},
	{From: Active, Act: VEnd, Role: Institute, Guard: termRuns, To: EndedOrg, Norm: law.Ending},
	{From: Active, Act: VSupersede, Role: Book, Guard: termOver, To: Expired, Norm: law.Expiring}, // the clock was late: the term was over before
	{From: Active, Act: VSupersede, Role: Book, To: Superseded, Norm: law.OneActive},
	{From: Active, Act: VEnd, Role: Officer, Guard: byCourt, To: EndedCourt, Norm: law.Removal},
	{From: Active, Act: VEnd, Role: Sources, Guard: byDeath, To: EndedDeath, Norm: law.Ending},
	{From: Active, Act: VEnd, Role: Sources, Guard: byLeaving, To: Emigrated, Norm: law.Ending},
	{From: Active, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
	{From: Expired, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
	{From: EndedPerson, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
	{From: EndedOwner, Act: VRestore, Role: Owners, Guard: termLeft, To: Active, Norm: law.Undoing},
	{From: EndedOwner, Act: VRestore, Role: Officer, Guard: termLeft, To: Active, Norm: law.ByOfficer},
	{From: EndedOwner, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
	{From: EndedOrg, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
	{From: Superseded, Act: VRevive, Role: Book, Guard: heir, To: Superseded, Norm: law.Reviving}, // a later entry takes its place instead
	{From: Superseded, Act: VRevive, Role: Book, Guard: died, To: EndedDeath, Norm: law.Ending},
	{From: Superseded, Act: VRevive, Role: Book, Guard: departed, To: Emigrated, Norm: law.Ending},
	{From: Superseded, Act: VRevive, Role: Book, Guard: termLeft, To: Active, Norm: law.Reviving},
	{From: Superseded, Act: VRevive, Role: Book, To: Expired, Norm: law.Reviving}, // it would have run to the end of its term
	{From: Superseded, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
	{From: EndedCourt, Act: VAnnul, Role: Officer, To: Annulled, Norm: law.Annulling},
}

// Over tells whether the entry's term has run out by the instant. Terms are half-open: the entry
// is over at Until itself.
func (e Entry) Over(now time.Time) bool { return !e.Until.IsZero() && !now.Before(e.Until) }

// Left tells whether the term by which the entry was made still runs, whenever it has ended; that of a
// permanent one always does.
func (e Entry) Left(now time.Time) bool { return e.Term.IsZero() || now.Before(e.Term) }

// Begin is the first version of a new entry: from the instant of fixing, for months whole months
// (0 for a permanent one), and no longer than to the last day of the document that bounds it (zero:
// none). The caller fills in who, where and by which case.
func (e Entry) Begin(now time.Time, bound civil.Date) Entry {
	e.From, e.Known = civil.Instant(now), civil.Instant(now)
	e.Status, e.Version, e.Ended = Active, 1, ""
	e.Until, e.Term = time.Time{}, time.Time{}
	if e.Months > 0 {
		_, until, _ := law.TermEnd(e.From, e.Months, bound)
		e.Until, e.Term = until, until
	}
	return e
}

// Next is the following version of the entry after the act of somebody in the role, and the norm
// of the row taken. An end holds from now on; an expiry holds from the end of the term, however
// late the clock is; an annulment strikes the whole time; a restored entry has never ended, and a revived
// one ends as if what took its place had never been.
func (e Entry) Next(act Act, role Role, now time.Time) (Entry, string, error) {
	now = civil.Instant(now)
	v := View{Entry: e, Now: now}
	by := ""
	switch a := act.(type) {
	case End:
		v.Want, by = a.Status, a.By
	case Supersede:
		by = a.Case
	case Annul:
		by = a.By
	case Revive:
		v.Heir, v.Gone, by = a.Heir, a.Gone, a.Heir.Case+a.Gone.Ended
	case Expire, Restore:
	default:
		return e, "", fault.New(fault.Invalid, "an unknown act on an entry")
	}
	row, ok := Life.Find(e.Status, act.Verb(), role, v)
	if !ok || (v.Want != "" && v.Want != row.To) {
		return e, "", fault.New(fault.Conflict, "no row: %s by %s in %s", act.Verb(), role, e.Status)
	}
	n := e
	n.Status, n.Version, n.Known, n.Ended = row.To, e.Version+1, now, by
	switch row.To {
	case Annulled:
	case Expired, Active:
		n.Until = n.Term
	default:
		n.Until = now
	}
	switch {
	case v.Heir.ID != "":
		n.Until = v.Heir.From
	case v.Gone.ID != "":
		n.Until = v.Gone.Until
	}
	return n, row.Norm, nil
}
