package notice

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
)

// Home is what is known of the dwelling of an entry: its owners and how its address is written.
type Home struct {
	Owners []iin.Party
	Place  address.Address
	Name   string // full name of the registered person, for owners
}

// OfEntry tells who must be told after an entry moved from before to after. The owners are told of
// every change at their dwelling.
func OfEntry(before, after register.Entry, home Home) []Addressed {
	if before.Status == after.Status {
		return nil
	}
	vars := with(entryVars(after), lines(home.Place))
	person := iin.PersonParty(after.Person)
	var out []Addressed
	switch after.Status {
	case register.Expired:
		out = append(out, Addressed{person, Expired{notice{"expired", true, vars}}})
	case register.Annulled:
		out = append(out, Addressed{person, Annulled{notice{"annulled", true, vars}}})
	case register.EndedDeath: // nobody to tell but the owners
	case register.Active:
		return nil
	default:
		out = append(out, Addressed{person, Ended{notice{"ended", after.Status != register.EndedPerson, vars}}})
	}
	return append(out, toOwners(home, after, func(v map[string]string) Notice { return EndedAt{notice{"ended_at", true, v}} })...)
}

// Remind tells of the coming end of a term at one of its reminders.
func Remind(e register.Entry, r register.Reminder, home Home) []Addressed {
	days := map[string]string{"days": number(r.Days), "last_day": e.LastDay().String()}
	var out []Addressed
	if r.Person {
		vars := with(entryVars(e), lines(home.Place), days)
		out = append(out, Addressed{iin.PersonParty(e.Person), Expiring{notice{"expiring", true, vars}}})
	}
	if r.Owner {
		out = append(out, toOwners(home, e, func(v map[string]string) Notice { return ExpiringAt{notice{"expiring_at", false, with(v, days)}} })...)
	}
	return out
}

func toOwners(home Home, e register.Entry, of func(map[string]string) Notice) []Addressed {
	if tell, _ := law.TellOwners(civil.DateOf(e.Known)); !tell {
		return nil
	}
	vars := with(entryVars(e), lines(home.Place), map[string]string{"name": home.Name, "last4": e.Person.Last4()})
	var out []Addressed
	for _, o := range home.Owners {
		if o != iin.PersonParty(e.Person) {
			out = append(out, Addressed{o, of(vars)})
		}
	}
	return out
}

func entryVars(e register.Entry) map[string]string {
	return map[string]string{
		"number": e.Number, "type": string(e.Type), "months": number(e.Months), "from": textOf(e.From),
		"from_day": dayOf(e.From), "until": textOf(e.Until), "last_day": lastDay(e.Until), "how": string(e.Status),
	}
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return civil.DateOf(t).String()
}

// until is the last day of the registration that a case has just made; empty for a permanent one.
func until(c kase) map[string]string {
	if c.Statement.Months == 0 {
		return map[string]string{"last_day": ""}
	}
	last, _, _ := law.TermEnd(c.Changed, c.Statement.Months, civil.Date{})
	return map[string]string{"last_day": last.String()}
}
