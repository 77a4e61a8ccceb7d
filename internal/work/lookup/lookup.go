// Package lookup only reads: my cases, requests to me, my address, who lives at my dwelling, the
// officer's pile. Every answer is checked for who asks; a stranger learns nothing.
package lookup

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Rows reads case rows.
type Rows interface {
	Row(ctx context.Context, ref string) (writ.Row, error)
	RowByNumber(ctx context.Context, number string) (writ.Row, error)
	RowsOf(ctx context.Context, person iin.IIN) ([]writ.Row, error) // filed by or for the person, newest first
	RowsToOwner(ctx context.Context, party string) ([]writ.Row, error)
	Pile(ctx context.Context, state string, limit int) ([]writ.Row, error) // oldest first
}

// Entries reads the register.
type Entries interface {
	EntriesOf(ctx context.Context, person iin.IIN, known time.Time) ([]register.Entry, error)
	Entry(ctx context.Context, id string) (register.Entry, error)
	EntryByNumber(ctx context.Context, number string) (register.Entry, error)
	Residents(ctx context.Context, rka address.RKA, valid, known time.Time) ([]register.Entry, error)
}

// Shelf reads ordinary rows and the facts behind a case.
type Shelf interface {
	LettersOf(ctx context.Context, party string, limit int) ([]keeping.Letter, error)
	Facts(ctx context.Context, chain string) ([]writ.Fact, error)
	AddLook(ctx context.Context, l keeping.Look) error
	LooksAt(ctx context.Context, person iin.IIN, limit int) ([]keeping.Look, error)
}

// Titles is GBD RN, asked for the dwellings of one owner.
type Titles interface {
	Of(ctx context.Context, owner iin.Party) (d []dwelling.Dwelling, silent bool)
}

// Atlas is the address register.
type Atlas interface {
	Find(ctx context.Context, q address.Query) address.Answer
	At(ctx context.Context, rka address.RKA) address.Answer
}

// Desk answers questions. Fields are set once.
type Desk struct {
	Rows     Rows
	Entries  Entries
	Shelf    Shelf
	Titles   Titles
	Atlas    Atlas
	Calendar interface{ Now() time.Time }
}

// Open is a case together with the role in which the asker may see it.
type Open struct {
	Case registration.Case
	Role registration.Role
}

// Case opens a case for whoever may see it. A stranger gets NotFound, as for a case that does
// not exist, so that refs cannot be probed.
func (d *Desk) Case(ctx context.Context, ref string, by registration.Actor) (o Open, err error) {
	defer fault.Wrap(&err, "open a case")
	c, err := d.bare(ctx, ref)
	if err != nil {
		return Open{}, err
	}
	role := registration.RoleOf(c, by)
	if role == registration.Stranger {
		return Open{}, fault.New(fault.NotFound, "no such case")
	}
	return Open{Case: c, Role: role}, nil
}

func (d *Desk) bare(ctx context.Context, ref string) (registration.Case, error) {
	row, err := d.Rows.Row(ctx, ref)
	if err != nil {
		return registration.Case{}, err
	}
	if row.Kind != "registration" {
		return registration.Case{}, fault.New(fault.NotFound, "no such case")
	}
	return registration.UnmarshalCase([]byte(row.Body))
}

// Unchecked reads a case for work inside the house (gathering, re-checking proofs), which acts
// for nobody.
type Unchecked struct{ Rows Rows }

// Case reads a case as it stands.
func (u Unchecked) Case(ctx context.Context, ref string) (registration.Case, error) {
	d := Desk{Rows: u.Rows}
	return d.bare(ctx, ref)
}

// Mine lists the cases that a person filed or that are about him, newest first; what an
// organisation petitioned for stands on its lists, and its outcome at the person's address.
func (d *Desk) Mine(ctx context.Context, person iin.IIN) ([]registration.Case, error) {
	rows, err := d.Rows.RowsOf(ctx, person)
	if err != nil {
		return nil, err
	}
	all, err := cases(rows)
	return slices.DeleteFunc(all, func(c registration.Case) bool { return !c.Org().IsZero() }), err
}

// Requests lists the cases in which the party is an owner: those that wait for his answer first.
func (d *Desk) Requests(ctx context.Context, party iin.Party) (waiting, answered []registration.Case, err error) {
	defer fault.Wrap(&err, "requests to an owner")
	text, err := party.MarshalText()
	if err != nil {
		return nil, nil, err
	}
	rows, err := d.Rows.RowsToOwner(ctx, string(text))
	if err != nil {
		return nil, nil, err
	}
	all, err := cases(rows)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range all {
		if c.Org() == party { // its own petition: it follows its list
			continue
		}
		if Awaits(c, party) {
			waiting = append(waiting, c)
		} else if c.SignedBy != "" {
			answered = append(answered, c)
		}
	}
	return waiting, answered, nil
}

// Awaits tells whether the case waits for this owner's answer.
func Awaits(c registration.Case, party iin.Party) bool {
	if c.State != registration.Consenting {
		return false
	}
	for _, k := range c.Consents {
		if k.Owner == party && k.Digest == c.Statement.Digest() {
			return false
		}
	}
	return true
}

// Pile lists the cases that wait for an officer, oldest first.
func (d *Desk) Pile(ctx context.Context, limit int) ([]registration.Case, error) {
	return d.In(ctx, registration.Reviewing, limit)
}

// In lists the cases in a state, oldest first.
func (d *Desk) In(ctx context.Context, state registration.State, limit int) ([]registration.Case, error) {
	rows, err := d.Rows.Pile(ctx, string(state), limit)
	if err != nil {
		return nil, err
	}
	return cases(rows)
}

func cases(rows []writ.Row) ([]registration.Case, error) {
	var out []registration.Case
	for _, r := range rows {
		if r.Kind != "registration" {
			continue
		}
		c, err := registration.UnmarshalCase([]byte(r.Body))
		if err != nil {
			return nil, fault.As(fault.Internal, err, "a case row cannot be read")
		}
		out = append(out, c)
	}
	return out, nil
}
