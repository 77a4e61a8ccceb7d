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

	Organisation string // that petitioned for the registration, or owns the dwelling; as a register writes it

	Request string // of the statement that the entry was made by

	Parents []iin.IIN // of a minor, or guardians of a ward: told beside the person
	Stands  bool      // of an annulment: the registration before it is in force again
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
	if after.Status == register.Active {
		return restored(after, home, vars)
	}
	if after.Status != register.EndedDeath && after.Status != register.Superseded { // of a move the new registration tells
		out = append(out, Addressed{person, ended(after, home, vars)})
		out = append(out, toParents(home, after, childEnded(home))...)
	}
	return append(out, toOwners(home, after, func(v map[string]string) Notice { return EndedAt{notice{"ended_at", true, v}} })...)
}

// ended is what the person is told: why, until when to register elsewhere, and until when an owner's end
// may be objected to.
func ended(e register.Entry, home Home, vars map[string]string) Notice {
	object, _ := law.ObjectBy(e.Known)
	vars = with(vars, registerBy(e), map[string]string{"object_by": lastDay(object)})
	switch e.Status {
	case register.Expired:
		return Expired{notice{"expired", true, vars}}
	case register.Annulled:
		if home.Stands {
			return Replaced{notice{"replaced", true, vars}}
		}
		return Annulled{notice{"annulled", true, vars}}
	case register.EndedPerson:
		return EndedSelf{notice{"ended_self", false, vars}}
	case register.EndedOrg:
		return EndedOrg{notice{"ended_org", true, with(vars, map[string]string{"organisation": home.Organisation})}}
	case register.EndedCourt:
		return EndedCourt{notice{"ended_court", true, vars}}
	case register.Emigrated:
		return EndedAbroad{notice{"ended_abroad", true, vars}}
	}
	return Ended{notice{"ended", true, vars}}
}

func childEnded(home Home) func(map[string]string) Notice {
	if home.Stands {
		return func(v map[string]string) Notice { return ChildReplaced{notice{"child_replaced", true, v}} }
	}
	return func(v map[string]string) Notice { return ChildEnded{notice{"child_ended", true, v}} }
}

// OfRevival tells who must be told that a registration stands again because the entry that took its place
// is annulled. Of one that would have ended meanwhile nobody is told.
func OfRevival(e register.Entry, home Home) []Addressed {
	if e.Status != register.Active {
		return nil
	}
	vars := with(entryVars(e), lines(home.Place))
	out := []Addressed{{iin.PersonParty(e.Person), Revived{notice{"revived", true, vars}}}}
	out = append(out, toParents(home, e, func(v map[string]string) Notice { return ChildRestored{notice{"child_restored", true, v}} })...)
	return append(out, toOwners(home, e, func(v map[string]string) Notice { return RevivedAt{notice{"revived_at", true, v}} })...)
}

// registerBy is the last day on which somebody who lost an address applies in time.
func registerBy(e register.Entry) map[string]string {
	by, _ := law.RegisterBy(civil.DateOf(e.Known))
	return map[string]string{"register_by": by.String()}
}

// restored tells everybody that a registration is in force again.
func restored(e register.Entry, home Home, vars map[string]string) []Addressed {
	out := []Addressed{{iin.PersonParty(e.Person), Restored{notice{"restored", true, vars}}}}
	out = append(out, toParents(home, e, func(v map[string]string) Notice { return ChildRestored{notice{"child_restored", true, v}} })...)
	return append(out, toOwners(home, e, func(v map[string]string) Notice { return RestoredAt{notice{"restored_at", true, v}} })...)
}

// toParents tells those who answer for a minor or a ward.
func toParents(home Home, e register.Entry, of func(map[string]string) Notice) []Addressed {
	vars := with(entryVars(e), lines(home.Place), registerBy(e), map[string]string{"name": home.Name, "last4": e.Person.Last4()})
	var out []Addressed
	for _, p := range home.Parents {
		out = append(out, Addressed{iin.PersonParty(p), of(vars)})
	}
	return out
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
