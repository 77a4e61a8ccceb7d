package notice

import (
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/removal"
)

// Kinds of notices of an application to strike somebody off.
type (
	RemovalFiled      struct{ notice } // person: an owner asks to strike you off; you may object
	RemovalAsked      struct{ notice } // other owner: confirm, or do not
	RemovalChild      struct{ notice } // parent: an owner asks to strike your child off
	RemovalChildEnded struct{ notice } // parent: your child was struck off
	RemovalObjected   struct{ notice } // filer: the person objected, an officer looks
	RemovalObjection  struct{ notice } // person: your objection came in
	RemovalReview     struct{ notice } // filer: a register is silent, an officer looks
	RemovalUpheld     struct{ notice } // person: the officer looked, the end stands
	RemovalClosed     struct{ notice } // filer: closed, the registration stays; "how" tells the state
	RemovalStays      struct{ notice } // person and other owners: closed, the registration stays
	RemovalNotUndone  struct{ notice } // filer: the end could not be undone
	RemovalHearing    struct{ notice } // filer: an officer means to refuse; speak before "last_day"; "grounds" lists codes
)

// OfRemoval tells who must be told what after an application to strike somebody off moved from
// before to after. Home is the dwelling as the case that made the entry knows it: before the
// registers have answered there is nothing else. How the entry itself ended is told by OfEntry.
func OfRemoval(before, after removal.Case, home Home) []Addressed {
	r := &striker{before: before, after: after, home: home}
	if before.Facts == 0 {
		r.person(RemovalFiled{notice{"removal_filed", true, r.where()}})
	}
	if len(before.Parents) == 0 && after.State == removal.Confirming {
		for _, p := range after.Parents {
			r.add(iin.PersonParty(p), RemovalChild{notice{"removal_child", true, r.who()}})
		}
	}
	if before.Ended.IsZero() && !after.Ended.IsZero() {
		for _, p := range after.Parents {
			r.add(iin.PersonParty(p), RemovalChildEnded{notice{"removal_child_ended", true, r.who()}})
		}
	}
	if before.State != after.State {
		r.moved()
	} else if after.State == removal.Summoned && before.Objection.IsZero() && !after.Objection.IsZero() {
		r.person(RemovalObjection{notice{"removal_objection", false, r.where()}})
	}
	return r.out
}

type striker struct {
	before, after removal.Case
	home          Home
	out           []Addressed
}

func (r *striker) add(to iin.Party, n Notice) { r.out = append(r.out, Addressed{To: to, Notice: n}) }

func (r *striker) person(n Notice) { r.add(iin.PersonParty(r.after.Statement.Person), n) }

func (r *striker) filer(n Notice) { r.add(r.after.Filer, n) }

// where is what the registered person may see: no owner's name.
func (r *striker) where() map[string]string {
	place := r.home.Place
	if !r.after.Place.RKA.IsZero() {
		place = r.after.Place
	}
	return with(map[string]string{
		"number": r.after.Number, "deadline": textOf(r.after.Deadline), "how": string(r.after.State),
	}, lines(place))
}

// who is what an owner or a parent may see.
func (r *striker) who() map[string]string {
	name := r.after.Name
	if name == "" {
		name = r.home.Name
	}
	return with(r.where(), map[string]string{"name": name, "last4": r.after.Statement.Person.Last4()})
}

func (r *striker) moved() {
	c := r.after
	switch {
	case c.State == removal.Undoing, c.State == removal.Restored: // OfEntry tells that it is in force again
	case r.before.State == removal.Undoing && c.State != removal.Reviewing, !c.Undone.IsZero() && r.before.State == removal.Reviewing && c.State == removal.Ended:
		r.notUndone()
	case c.State == removal.Confirming:
		for _, o := range c.Missing() {
			r.add(o.Party, RemovalAsked{notice{"removal_asked", true, r.who()}})
		}
	case c.State == removal.Summoned:
		when := map[string]string{"last_day": lastDay(c.Deadline)}
		r.filer(RemovalHearing{notice{"removal_hearing", true, with(r.who(), grounds([]refusal.Refusal{c.Intent.Newest()}), when)}})
	case r.before.State == removal.Summoned && !c.State.Closed(): // the filer has been heard; nothing else is new
	case c.State == removal.Objected:
		r.filer(RemovalObjected{notice{"removal_objected", true, r.who()}})
		r.person(RemovalObjection{notice{"removal_objection", false, r.where()}})
	case c.State == removal.Reviewing:
		r.filer(RemovalReview{notice{"removal_review", false, r.who()}})
	case c.State == removal.Ended && r.before.State == removal.Objected:
		r.person(RemovalUpheld{notice{"removal_upheld", true, r.where()}})
	case c.State.Stays():
		r.filer(RemovalClosed{notice{"removal_closed", true, r.who()}})
		r.person(RemovalStays{notice{"removal_stays", true, r.where()}})
		if s := r.before.State; s == removal.Confirming || s == removal.Objected || s == removal.Summoned {
			for _, o := range r.before.Others() {
				r.add(o.Party, RemovalStays{notice{"removal_stays", false, r.where()}})
			}
		}
	}
}

// notUndone tells the filer that his mistake could not be undone; an objection that came meanwhile goes
// to an officer.
func (r *striker) notUndone() {
	r.filer(RemovalNotUndone{notice{"removal_not_undone", true, r.who()}})
	if r.after.State == removal.Objected && r.after.Objection.After(r.after.Undone) {
		r.person(RemovalObjection{notice{"removal_objection", false, r.where()}})
	}
}
