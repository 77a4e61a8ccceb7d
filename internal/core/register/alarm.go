package register

import (
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
)

// remindHour is the time of day in Astana at which people are reminded: not at midnight.
const remindHour = 10 * time.Hour

// Reminder is one moment before the end of a term when somebody is told.
type Reminder struct {
	Key           string // of the alarm: "remind:<id>:<days>"
	Days          int    // before the last day; 0 is the last day itself
	At            time.Time
	Person, Owner bool // who is told
}

// EndKey is the key of the alarm at the end of the term.
func (e Entry) EndKey() string { return "entry:" + e.ID }

// LastDay is the last day of the term, zero for a permanent entry.
func (e Entry) LastDay() civil.Date {
	if e.Term.IsZero() {
		return civil.Date{}
	}
	return civil.DateOf(e.Term.Add(-time.Microsecond))
}

// Reminders lists the reminders of a temporary entry, the earliest first, each day once. They follow
// the rules of the day of entry.
func (e Entry) Reminders() []Reminder {
	if e.Term.IsZero() {
		return nil
	}
	person, owners, _ := law.EndReminders(civil.DateOf(e.From))
	var out []Reminder
	add := func(days int, who Reminder) {
		for i := range out {
			if out[i].Days == days {
				out[i].Person, out[i].Owner = out[i].Person || who.Person, out[i].Owner || who.Owner
				return
			}
		}
		who.Key, who.Days = "remind:"+e.ID+":"+strconv.Itoa(days), days
		who.At = e.LastDay().AddDays(-days).Start().Add(remindHour)
		out = append(out, who)
	}
	for _, d := range person {
		add(d, Reminder{Person: true})
	}
	for _, d := range owners {
		add(d, Reminder{Owner: true})
	}
	return out
}

// AlarmKeys lists the keys of the alarms that the entry may have, to be taken down with it.
func (e Entry) AlarmKeys() []string {
	if e.Term.IsZero() {
		return nil
	}
	keys := []string{e.EndKey()}
	for _, r := range e.Reminders() {
		keys = append(keys, r.Key)
	}
	return keys
}
