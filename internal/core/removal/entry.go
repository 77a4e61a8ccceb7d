package removal

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Actor is who is at the door.
type Actor = writ.Actor

// errandGBDFL is the kind of the errand that tells GBD FL of a version of an entry.
const errandGBDFL = "gbdfl"

// Kinds of the alarms of an entry.
const (
	alarmEntry  = "entry"
	alarmRemind = "remind"
)

// RoleOf tells who the actor is towards an entry; "" for a stranger. Owners do not act on an entry by
// themselves: they file an application, and its decision does. Nor do officers: one proposes, another
// seconds. An organisation ends the registration of somebody who left when it petitioned for it, or
// owns the dwelling alone; co-owners apply together.
func RoleOf(s Situation, by Actor) register.Role {
	switch {
	case !by.Valid():
		return ""
	case by.Machine == writ.MachineClock:
		return register.Clock
	case by.Machine == writ.MachineRegisters:
		return register.Sources
	case by.For.IsEntity() && s.holds(by.For):
		return register.Institute
	case !by.Person.IsZero() && by.Party() == iin.PersonParty(s.Entry.Person):
		return register.Registered
	}
	return ""
}

// holds tells whether the organisation may end the entry; an owner of a share is struck off by a court only.
func (s Situation) holds(org iin.Party) bool {
	if slices.Contains(s.Owners, iin.PersonParty(s.Entry.Person)) {
		return false
	}
	return s.Org == org || len(s.Owners) == 1 && s.Owners[0] == org
}

// DecideEntry hears one act on a register entry and says what is to be written. It is pure. The
// clock comes first: an entry whose term is over expires before any other act, as a fact of its own;
// as with applications, a writ with facts is committed even beside an error.
func DecideEntry(s Situation, act register.Act, by Actor, now time.Time) (writ.Writ, register.Entry, error) {
	if s.Entry.ID == "" {
		return writ.Writ{}, s.Entry, fault.New(fault.NotFound, "no such entry")
	}
	role := RoleOf(s, by)
	switch {
	case role == "":
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "the actor has no part in this entry")
	case act.Verb() == register.VSupersede, act.Verb() == register.VRestore:
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "only the book and an application's decision %s an entry", act.Verb())
	}
	if leave, ok := act.(Leave); ok {
		return leave.decide(s, by, now)
	}
	if !by.Operator.IsZero() {
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "before an operator somebody ends an entry by hand")
	}
	if end, ok := act.(register.End); ok && role == register.Institute && !Reason(end.Reason).Known() {
		return writ.Writ{}, s.Entry, fault.New(fault.Invalid, "reason is not known")
	}
	return Turn(s, named(act, by), role, by.Text(), now)
}

// Turn writes the next version of an entry: its facts, the line of the book, its alarms and the message
// to GBD FL. By is who does it, as facts write him. Whoever calls has decided that he may. The clock
// comes first, as in DecideEntry.
func Turn(s Situation, act register.Act, role register.Role, by string, now time.Time) (writ.Writ, register.Entry, error) {
	d := &door{entry: s.Entry, facts: s.Facts, head: s.Head, now: civil.Instant(now)}
	d.w.Actor = by
	if d.entry.Status == register.Active && d.entry.Over(d.now) && act.Verb() != register.VExpire {
		clock := Actor{Machine: writ.MachineClock}
		if err := d.step(register.Expire{}, register.Clock, clock.Text()); err != nil {
			return writ.Writ{}, s.Entry, err
		}
	}
	err := d.step(act, role, by)
	if len(d.w.Facts) == 0 {
		return writ.Writ{}, s.Entry, err
	}
	d.seal(s)
	return d.w, d.entry, err
}

// named puts the actor's name on an end or an annulment: nobody writes another's.
func named(act register.Act, by Actor) register.Act {
	switch a := act.(type) {
	case register.End:
		a.By = by.Text()
		return a
	case register.Annul:
		a.By = by.Text()
		return a
	}
	return act
}

type door struct {
	entry register.Entry
	facts int
	head  string
	now   time.Time
	w     writ.Writ
}

// step makes the next version of the entry and its fact; by is who does it, as facts write him.
func (d *door) step(act register.Act, role register.Role, by string) error {
	next, norm, err := d.entry.Next(act, role, d.now)
	if err != nil {
		return err
	}
	if d.facts != d.entry.Version {
		return fault.New(fault.Internal, "an entry of version %d has %d facts", d.entry.Version, d.facts)
	}
	text, err := register.NextFact(next, act, role, by, norm).Text()
	if err != nil {
		return err
	}
	digest := writ.Chain(d.head, text)
	d.w.Facts = append(d.w.Facts, writ.Fact{Case: next.ID, Seq: next.Version, Text: text, Prev: d.head, Digest: digest, At: d.now})
	d.w.Entries = append(d.w.Entries, register.Change{Entry: next})
	d.entry, d.facts, d.head = next, d.facts+1, digest
	return d.tell(next)
}

func (d *door) tell(e register.Entry) error {
	body, err := json.Marshal(struct {
		Entry   string `json:"entry"`
		Version int    `json:"version"`
	}{e.ID, e.Version})
	if err != nil {
		return fault.As(fault.Internal, err, "encode an errand")
	}
	d.w.Errands = append(d.w.Errands, writ.Errand{
		Key: "gbdfl:" + e.ID + ":" + strconv.Itoa(e.Version), Kind: errandGBDFL, Case: e.Case, Body: string(body),
	})
	return nil
}

// seal takes the entry's alarms down, or sets them anew, and names what must not have moved.
func (d *door) seal(s Situation) {
	d.alarms()
	d.w.Outcome = d.entry.ID
	d.w.Guards = []writ.Guard{
		writ.Bumped(s.Guards, "dwelling", d.entry.RKA.Digits()),
		writ.Bumped(s.Guards, "person", d.entry.Person.Digits()),
	}
}

// alarms of an entry that is in force again are those that lie ahead.
func (d *door) alarms() {
	e := d.entry
	if e.Status != register.Active {
		d.w.Quiet = e.AlarmKeys()
		return
	}
	if e.Term.IsZero() {
		return
	}
	d.w.Alarms = append(d.w.Alarms, writ.Alarm{Key: e.EndKey(), Kind: alarmEntry, Ref: e.ID, At: e.Until})
	for _, r := range e.Reminders() {
		if r.At.After(d.now) {
			d.w.Alarms = append(d.w.Alarms, writ.Alarm{Key: r.Key, Kind: alarmRemind, Ref: e.ID, At: r.At})
		}
	}
}
