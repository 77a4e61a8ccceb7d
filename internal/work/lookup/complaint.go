package lookup

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
)

// Complaints reads complaints and the words beside their facts.
type Complaints interface {
	LoadComplaint(ctx context.Context, n complaint.Need) (complaint.Situation, error)
	ComplaintsOf(ctx context.Context, person iin.IIN) ([]writ.Row, error)
	ComplaintsAbout(ctx context.Context, key string) ([]writ.Row, error)
	ComplaintPile(ctx context.Context, limit int) ([]writ.Row, error)
	Notes(ctx context.Context, ref string) ([]keeping.Note, error)
}

// Plaint is a complaint as somebody may see it.
type Plaint struct {
	complaint.Complaint
	Role    complaint.Role
	Subject complaint.Subject
	Said    string // the complainant's words; "" when they were erased
	Reply   string // the officer's
}

// Plaint opens a complaint for whoever has a part in it; a stranger gets NotFound.
func (d *Desk) Plaint(ctx context.Context, b Complaints, ref string, by complaint.Actor) (p Plaint, err error) {
	defer fault.Wrap(&err, "open a complaint")
	s, err := b.LoadComplaint(ctx, complaint.Need{Ref: ref})
	if err != nil {
		return p, err
	}
	p = Plaint{Complaint: s.Complaint, Role: complaint.RoleIn(s.Complaint, s.Subject, by), Subject: s.Subject}
	if p.Role == complaint.Stranger || p.Role == complaint.Clock {
		return Plaint{}, fault.New(fault.NotFound, "no such complaint")
	}
	notes, err := b.Notes(ctx, ref)
	if err != nil {
		return Plaint{}, err
	}
	for _, n := range notes {
		switch {
		case !n.Fits():
		case n.Digest == p.Words:
			p.Said = n.Text
		case n.Digest == p.Answer:
			p.Reply = n.Text
		}
	}
	return p, nil
}

// Ground is what somebody may complain of: the kinds, or the complaint of his that is open already.
type Ground struct {
	Subject complaint.Subject
	Kinds   []complaint.Kind
	Until   civil.Date // last day on which a decision may be complained of; zero for other kinds
}

// Complainable tells what the actor may complain of; NotFound when it is nothing.
func (d *Desk) Complainable(ctx context.Context, b Complaints, about complaint.About, by complaint.Actor) (g Ground, err error) {
	defer fault.Wrap(&err, "what may be complained of")
	s, err := b.LoadComplaint(ctx, complaint.Need{About: about, By: by.Person})
	if err != nil {
		return g, err
	}
	g = Ground{Subject: s.Subject, Kinds: s.Subject.Kinds(by, d.Calendar.Now())}
	if len(g.Kinds) == 0 {
		return Ground{}, fault.New(fault.NotFound, "nothing to complain of")
	}
	return g, nil
}

// PlaintsOf lists the complaints that the actor lodged for whom he speaks, newest first.
func (d *Desk) PlaintsOf(ctx context.Context, b Complaints, by complaint.Actor) (out []complaint.Complaint, err error) {
	rows, err := b.ComplaintsOf(ctx, by.Person)
	if err != nil {
		return nil, err
	}
	all, err := complaints(rows)
	for _, c := range all {
		if c.From == by.Party() {
			out = append(out, c)
		}
	}
	return out, err
}

// PlaintsAbout lists the complaints about an application or an entry, newest first, for staff.
func (d *Desk) PlaintsAbout(ctx context.Context, b Complaints, key string) ([]complaint.Complaint, error) {
	rows, err := b.ComplaintsAbout(ctx, key)
	if err != nil {
		return nil, err
	}
	return complaints(rows)
}

// PlaintPile lists the complaints that wait for an answer and are not the officer's own affair, by their
// term.
func (d *Desk) PlaintPile(ctx context.Context, b Complaints, officer iin.IIN, limit int) (out []complaint.Complaint, err error) {
	rows, err := b.ComplaintPile(ctx, limit)
	if err != nil {
		return nil, err
	}
	all, err := complaints(rows)
	for _, c := range all {
		if officer != c.By && officer != c.Person && iin.PersonParty(officer) != c.From {
			out = append(out, c)
		}
	}
	return out, err
}

// GlancedPlaint writes down that staff looked at a complaint: for each person whose data it shows.
func (d *Desk) GlancedPlaint(ctx context.Context, p Plaint, by iin.IIN) error {
	g := Glance{By: by, What: "complaint", Purpose: "complaint", Case: p.Subject.Case.Ref}
	people := []iin.IIN{p.By, p.Person}
	if p.Subject.Case.Ref != "" {
		people = append(people, People(p.Subject.Case)...)
	}
	return d.Glanced(ctx, g, people...)
}

func complaints(rows []writ.Row) (out []complaint.Complaint, err error) {
	for _, r := range rows {
		c, err := complaint.Unmarshal([]byte(r.Body))
		if err != nil {
			return nil, fault.As(fault.Internal, err, "a complaint's row cannot be read")
		}
		out = append(out, c)
	}
	return out, nil
}

// PlaintBook tells of the complaints of a time.
type PlaintBook interface {
	ComplaintsFrom(ctx context.Context, from, until time.Time, limit int) ([]writ.Row, error)
}
