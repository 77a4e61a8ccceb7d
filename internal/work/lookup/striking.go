package lookup

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

// Proposals reads officers' proposals to strike entries, and the texts beside their facts, which lie
// under the entry.
type Proposals interface {
	Striking(ctx context.Context, ref string) (writ.Row, error)
	StrikingPile(ctx context.Context, limit int) ([]writ.Row, error)
	StrikingsOf(ctx context.Context, person iin.IIN) ([]writ.Row, error)
	Adrift(ctx context.Context, since, now time.Time, limit int) ([]register.Entry, error)
	Notes(ctx context.Context, ref string) ([]keeping.Note, error)
}

// Proposal is a proposal as somebody may see it.
type Proposal struct {
	striking.Case
	Role  striking.Role
	Line  Line              // the entry it is about
	Words map[string]string // by digest; those that were erased are not there
}

// Proposal opens a proposal for whoever has a part in it; a stranger gets NotFound. The person sees one
// that rests on a court act only once it is carried out: of that alone he is told.
func (d *Desk) Proposal(ctx context.Context, b Proposals, ref string, by striking.Actor) (p Proposal, err error) {
	defer fault.Wrap(&err, "open a proposal")
	row, err := b.Striking(ctx, ref)
	if err != nil {
		return p, err
	}
	if p.Case, err = striking.UnmarshalCase([]byte(row.Body)); err != nil {
		return Proposal{}, err
	}
	p.Role = striking.RoleIn(p.Case, by)
	untold := p.Role == striking.Resident && p.Basis.Kind() == striking.CourtAct && p.Struck.IsZero()
	if p.Role == striking.Stranger || p.Role == striking.Clock || untold {
		return Proposal{}, fault.New(fault.NotFound, "no such proposal")
	}
	e, err := d.Entries.Entry(ctx, p.Entry)
	if err != nil {
		return Proposal{}, err
	}
	p.Line = d.line(ctx, e)
	notes, err := b.Notes(ctx, p.Entry)
	if err != nil {
		return Proposal{}, err
	}
	p.Words = map[string]string{}
	for _, n := range notes {
		if n.Fits() {
			p.Words[n.Digest] = n.Text
		}
	}
	return p, nil
}

// ProposalPile lists the open proposals that are not the officer's own affair, oldest first.
func (d *Desk) ProposalPile(ctx context.Context, b Proposals, officer iin.IIN, limit int) ([]striking.Case, error) {
	rows, err := b.StrikingPile(ctx, limit)
	if err != nil {
		return nil, err
	}
	return strikings(rows, func(c striking.Case) bool {
		return striking.RoleIn(c, striking.Actor{Officer: officer}) != striking.Stranger
	})
}

// ProposalsTo lists the open proposals of which a person has been told, newest first.
func (d *Desk) ProposalsTo(ctx context.Context, b Proposals, person iin.IIN) ([]striking.Case, error) {
	rows, err := b.StrikingsOf(ctx, person)
	if err != nil {
		return nil, err
	}
	return strikings(rows, func(c striking.Case) bool { return c.Basis.Kind() == striking.FalseData && !c.State.Closed() })
}

func strikings(rows []writ.Row, shown func(striking.Case) bool) ([]striking.Case, error) {
	var out []striking.Case
	for _, r := range rows {
		c, err := striking.UnmarshalCase([]byte(r.Body))
		if err != nil {
			return nil, fault.As(fault.Internal, err, "a proposal's row cannot be read")
		}
		if shown(c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// RemovalPile lists the applications to strike somebody off that wait for an officer, in review and
// objected to, but for the officer's own affairs; those whose term ends first are at the front.
func (d *Desk) RemovalPile(ctx context.Context, officer iin.IIN, limit int) ([]removal.Case, error) {
	return d.RemovalsIn(ctx, officer, limit, removal.Objected, removal.Reviewing)
}

// RemovalsIn lists the applications to strike somebody off in the states, but for the officer's own affairs.
func (d *Desk) RemovalsIn(ctx context.Context, officer iin.IIN, limit int, states ...removal.State) (out []removal.Case, err error) {
	for _, state := range states {
		rows, err := d.Rows.Pile(ctx, string(state), limit)
		if err != nil {
			return nil, err
		}
		list, err := removals(rows)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if removal.RoleIn(c, removal.Actor{Officer: officer}) == removal.Officer {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// Adrift lists the people whom somebody else struck off of late and who have no address now, but for the
// officer himself.
func (d *Desk) Adrift(ctx context.Context, b Proposals, officer iin.IIN, limit int) (out []register.Entry, err error) {
	now := d.Calendar.Now()
	watch, _ := law.AddressWatch(civil.DateOf(now))
	all, err := b.Adrift(ctx, now.Add(-watch), now, limit)
	for _, e := range all {
		if e.Person != officer {
			out = append(out, e)
		}
	}
	return out, err
}

// Strikeable opens an entry for an officer who may propose to strike it; one with a part in it finds
// nothing. Rivals are the open proposals about it.
func (d *Desk) Strikeable(ctx context.Context, b Proposals, id string, officer iin.IIN) (l Line, made registration.Case, rivals []striking.Case, err error) {
	defer fault.Wrap(&err, "open an entry")
	e, err := d.Entries.Entry(ctx, id)
	if err != nil {
		return l, made, nil, err
	}
	made, err = d.bare(ctx, e.Case)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return l, made, nil, err
	}
	if e.Person == officer || made.Ref != "" && registration.RoleOf(made, registration.Actor{Officer: officer}) != registration.Officer {
		return Line{}, registration.Case{}, nil, fault.New(fault.NotFound, "no such entry")
	}
	rows, err := b.StrikingsOf(ctx, e.Person)
	if err != nil {
		return l, made, nil, err
	}
	rivals, err = strikings(rows, func(c striking.Case) bool { return c.Entry == id && !c.State.Closed() })
	return d.line(ctx, e), made, rivals, err
}

// Why is the reason that the last fact of an entry names, from its closed list; "" when there is none.
func (d *Desk) Why(ctx context.Context, e register.Entry) (string, error) {
	facts, err := d.Shelf.Facts(ctx, e.ID)
	if err != nil || len(facts) == 0 {
		return "", err
	}
	b, err := register.ParseFact(facts[len(facts)-1].Text)
	return b.Reason, err
}

// OpenText is an officer's text beside a fact that the people of the case may read, by its digest; ""
// when there is none, or it was erased.
func OpenText(ctx context.Context, e Evidence, ref, digest string) (string, error) {
	return openText(ctx, e, ref, digest)
}
