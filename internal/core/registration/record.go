package registration

import (
	"strconv"

	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// record makes the register entry, ends those whose place it takes, and sets the entry's alarms.
func (d *door) record() error {
	d.todo.home, d.todo.person = true, true
	for _, e := range d.sit.Entries {
		if e.Status == register.Active && d.replacing().Replaces(e) {
			if err := d.supersede(e); err != nil {
				return err
			}
		}
	}
	e := register.Entry{
		ID: d.c.Entry, Number: d.sit.Fresh.EntryNumber, Person: d.c.Person, RKA: d.c.Statement.RKA,
		Type: d.c.Statement.Type, Months: d.c.Statement.Months, Case: d.c.Ref,
	}.Begin(d.now, d.c.Bound)
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

// replacing is what the new entry is, as far as it matters for what it takes the place of.
func (d *door) replacing() register.Entry {
	return register.Entry{Type: d.c.Statement.Type, RKA: d.c.Statement.RKA}
}

func (d *door) supersede(e register.Entry) error {
	head, err := d.headOf(e)
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
	d.w.Entries = append(d.w.Entries, register.Change{Entry: next})
	d.w.Facts = append(d.w.Facts, writ.Fact{Case: next.ID, Seq: next.Version, Text: text, Prev: head, Digest: Chain(head, text), At: d.now})
	d.tell(next)
	d.w.Quiet = append(d.w.Quiet, e.AlarmKeys()...)
	return nil
}

// headOf is the digest of the last fact of an active entry. The first fact can be told from the entry
// itself; one that came back has more.
func (d *door) headOf(e register.Entry) (string, error) {
	if e.Version == 1 {
		first, err := register.BeginFact(e).Text()
		return Chain("", first), err
	}
	head, ok := d.sit.Heads[e.ID]
	if !ok {
		return "", errNoHead
	}
	return head, nil
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
	d.alarm(e.EndKey(), AlarmEntry, e.ID, e.Until)
	for _, r := range e.Reminders() {
		if r.At.After(d.now) {
			d.alarm(r.Key, AlarmRemind, e.ID, r.At)
		}
	}
}
