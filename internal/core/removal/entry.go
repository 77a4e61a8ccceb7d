package removal

import (
	"encoding/json"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Actor is who is at the door.
type Actor = writ.Actor

// errandGBDFL is the kind of the errand that tells GBD FL of a version of an entry.
const errandGBDFL = "gbdfl"

// RoleOf tells who the actor is towards an entry; "" for a stranger. Owners and organisations do not
// act on an entry by themselves: they file an application, and its decision does.
func RoleOf(e register.Entry, by Actor) register.Role {
	switch {
	case !by.Valid():
		return ""
	case by.Machine == writ.MachineClock:
		return register.Clock
	case by.Machine == writ.MachineRegisters:
		return register.Sources
	case !by.Officer.IsZero() && by.Officer != e.Person:
		return register.Officer
	case !by.Person.IsZero() && by.Person == e.Person && by.For.IsZero():
		return register.Registered
	}
	return ""
}

// DecideEntry hears one act on a register entry and says what is to be written. It is pure. The
// clock comes first: an entry whose term is over expires before any other act, as a fact of its own;
// as with applications, a writ with facts is committed even beside an error.
func DecideEntry(s Situation, act register.Act, by Actor, now time.Time) (writ.Writ, register.Entry, error) {
	d := &door{entry: s.Entry, facts: s.Facts, head: s.Head, now: civil.Instant(now)}
	d.w.Actor = by.Text()
	role := RoleOf(s.Entry, by)
	if s.Entry.ID == "" {
		return writ.Writ{}, s.Entry, fault.New(fault.NotFound, "no such entry")
	}
	if role == "" {
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "the actor has no part in this entry")
	}
	if act.Verb() == register.VSupersede {
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "only the book supersedes an entry")
	}
	if d.entry.Status == register.Active && d.entry.Over(d.now) && act.Verb() != register.VExpire {
		clock := Actor{Machine: writ.MachineClock}
		if err := d.step(register.Expire{}, register.Clock, clock.Text()); err != nil {
			return writ.Writ{}, s.Entry, err
		}
	}
	err := d.step(named(act, by), role, by.Text())
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

// seal takes the entry's alarms down and names what must not have moved.
func (d *door) seal(s Situation) {
	d.w.Quiet = d.entry.AlarmKeys()
	d.w.Outcome = d.entry.ID
	d.w.Guards = []writ.Guard{
		bumped(s.Guards, "dwelling", d.entry.RKA.Digits()),
		bumped(s.Guards, "person", d.entry.Person.Digits()),
	}
}

// bumped is the guard as loaded; one that was not loaded is taken as never seen.
func bumped(loaded []writ.Guard, kind, key string) writ.Guard {
	for _, g := range loaded {
		if g.Kind == kind && g.Key == key {
			return writ.Guard{Kind: kind, Key: key, Version: g.Version, Bump: true}
		}
	}
	return writ.Guard{Kind: kind, Key: key, Bump: true}
}
