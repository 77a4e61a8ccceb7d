package registration

import (
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// remindHour is when people are reminded on the day: not at midnight.
const remindHour = 10 * time.Hour

// record makes the register entry, ends those whose place it takes, and sets the entry's alarms.
func (d *door) record() error {
	d.todo.home, d.todo.person = true, true
	for _, e := range d.sit.Entries {
		if e.Status == register.Active && d.replaces(e) {
			if err := d.supersede(e); err != nil {
				return err
			}
		}
	}
	e := register.Entry{
		ID: d.c.Entry, Number: d.sit.Fresh.EntryNumber, Person: d.c.Person, RKA: d.c.Statement.RKA,
		Type: d.c.Statement.Type, Months: d.c.Statement.Months, Case: d.c.Ref,
	}.Begin(d.now)
	text, err := register.BeginFact(e).Text()
	if err != nil {
		return err
	}
	d.w.Entries = append(d.w.Entries, register.Change{Entry: e})
	d.w.Facts = append(d.w.Facts, writ.Fact{Case: e.ID, Seq: 1, Text: text, Digest: Chain("", text), At: d.now})
	d.tell(e)
	d.entryAlarms(e)
	return nil
}

// replaces tells whether the new entry takes the place of the active one: of the same type, or a
// temporary one absorbed by a permanent one at the same dwelling (rules §1.4).
func (d *door) replaces(e register.Entry) bool {
	st := d.c.Statement
	return e.Type == st.Type || (st.Type == consent.Permanent && e.RKA == st.RKA)
}

func (d *door) supersede(e register.Entry) error {
	if e.Version != 1 {
		return errNoHead
	}
	first, err := register.BeginFact(e).Text()
	if err != nil {
		return err
	}
	act := register.Supersede{Case: d.c.Ref}
	next, norm, err := e.Next(act, register.Book, d.now)
	if err != nil {
		return err
	}
	text, err := register.NextFact(next, act, register.Book, d.c.Ref, norm).Text()
	if err != nil {
		return err
	}
	head := Chain("", first)
	d.w.Entries = append(d.w.Entries, register.Change{Entry: next})
	d.w.Facts = append(d.w.Facts, writ.Fact{Case: next.ID, Seq: next.Version, Text: text, Prev: head, Digest: Chain(head, text), At: d.now})
	d.tell(next)
	d.w.Quiet = append(d.w.Quiet, EntryAlarms(e)...)
	return nil
}

// tell sends a version of an entry to GBD FL.
func (d *door) tell(e register.Entry) {
	d.errand("gbdfl:"+e.ID+":"+strconv.Itoa(e.Version), ErrandGBDFL, struct {
		Entry   string `json:"entry"`
		Version int    `json:"version"`
	}{e.ID, e.Version})
}

// entryAlarms sets the end of a temporary entry and the reminders before it that still lie ahead.
func (d *door) entryAlarms(e register.Entry) {
	if e.Term.IsZero() {
		return
	}
	d.alarm("entry:"+e.ID, AlarmEntry, e.ID, e.Until)
	last := civil.DateOf(e.Until).AddDays(-1)
	for _, days := range reminderDays(civil.DateOf(e.From)) {
		if at := last.AddDays(-days).Start().Add(remindHour); at.After(d.now) {
			d.alarm(remindKey(e.ID, days), AlarmRemind, e.ID, at)
		}
	}
}

func remindKey(id string, days int) string { return "remind:" + id + ":" + strconv.Itoa(days) }

// EntryAlarms lists the keys of the alarms that an entry may have, to be taken down with it.
func EntryAlarms(e register.Entry) []string {
	if e.Term.IsZero() {
		return nil
	}
	keys := []string{"entry:" + e.ID}
	for _, days := range reminderDays(civil.DateOf(e.From)) {
		keys = append(keys, remindKey(e.ID, days))
	}
	return keys
}

// reminderDays lists on which days before the last one somebody is reminded, each once.
func reminderDays(day civil.Date) []int {
	person, owners, _ := law.EndReminders(day)
	var out []int
	seen := map[int]bool{}
	for _, n := range append(person, owners...) {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}
