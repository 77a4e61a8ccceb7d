package store

import (
	"context"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Load reads, from one snapshot, a case and all that must hold still while an act on it is
// decided. Guards stand in the order of locks: dwelling (when one is known), person, case (when
// there is one). Fresh is left zero. NotFound for an unknown ref.
func (s *Store) Load(ctx context.Context, n registration.Need) (out registration.Situation, err error) {
	defer fault.Wrap(&err, "store.Load")
	err = s.read(ctx, func(x tx) error {
		out = registration.Situation{} // a snapshot may be taken twice
		if n.Ref != "" {
			if out.Case, err = x.openCase(n.Ref); err != nil {
				return err
			}
		}
		about := subject(n, out.Case)
		if out.Guards, err = x.guardsOf(about.rka.Digits(), about.person.Digits(), n.Ref); err != nil {
			return err
		}
		if out.Rivals, err = x.rivals(about.person.Digits(), string(about.typ), n.Ref); err != nil {
			return err
		}
		if out.Entries, err = x.activeOf(about.person); err != nil {
			return err
		}
		if out.Residents, err = x.residentsOf(about.rka); err != nil {
			return err
		}
		if out.Kept, err = x.keptFor(about.request); err != nil {
			return err
		}
		return x.wishes(about, n, &out)
	})
	if err != nil {
		return registration.Situation{}, err
	}
	return out, nil
}

// about is who, where and what an act on a case concerns.
type about struct {
	person, filer iin.IIN
	rka           address.RKA
	typ           consent.Type
	request       string
	owners        []string
}

// subject reads it from the case, and from the need what the case does not tell.
func subject(n registration.Need, c registration.Case) about {
	a := about{person: n.Person, filer: n.Filer, typ: n.Type, request: n.Request}
	if n.Ref != "" {
		a.person, a.filer, a.typ = c.Person, c.Filer, c.Statement.Type
	}
	if a.request == "" {
		a.request = c.Statement.Request
	}
	if a.filer.IsZero() {
		a.filer = a.person
	}
	for _, rka := range []address.RKA{c.Statement.RKA, c.Dwelling.RKA, c.Claim.RKA, n.RKA} {
		if a.rka.IsZero() {
			a.rka = rka
		}
	}
	for _, o := range c.Owners {
		a.owners = append(a.owners, writ.PartyText(o.Party))
	}
	for _, owner := range []iin.Party{c.Claim.Owner, n.Owner} {
		if len(a.owners) == 0 && !owner.IsZero() {
			a.owners = []string{writ.PartyText(owner)}
		}
	}
	return a
}

func (x tx) openCase(ref string) (registration.Case, error) {
	var body string
	if err := x.one("case", `SELECT body FROM case_row WHERE ref = $1 AND kind = 'registration'`, []any{ref}, &body); err != nil {
		return registration.Case{}, err
	}
	c, err := registration.UnmarshalCase([]byte(body))
	return c, fault.As(fault.Internal, err, "a case row cannot be read")
}

// guardsOf reads the guards of a dwelling, a person and a case; an empty key has none.
func (x tx) guardsOf(rka, person, ref string) ([]writ.Guard, error) {
	var out []writ.Guard
	for _, g := range []writ.Guard{{Kind: "dwelling", Key: rka}, {Kind: "person", Key: person}, {Kind: "case", Key: ref}} {
		if g.Key == "" {
			continue
		}
		g, err := x.guard(g.Kind, g.Key)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// residentsOf groups the active entries at a dwelling by person: nil when no dwelling is known,
// empty when nobody lives there.
func (x tx) residentsOf(rka address.RKA) ([]registration.Resident, error) {
	if rka.IsZero() {
		return nil, nil
	}
	lodgers, err := x.lodgers(rka)
	if err != nil {
		return nil, err
	}
	out := []registration.Resident{}
	for _, l := range lodgers {
		if n := len(out); n == 0 || out[n-1].Person != l.person {
			out = append(out, registration.Resident{Person: l.person})
		}
		last := &out[len(out)-1]
		last.Types = append(last.Types, l.typ)
	}
	return out, nil
}

// wishes reads what the owners allow, and how often they were asked.
func (x tx) wishes(a about, n registration.Need, out *registration.Situation) (err error) {
	if out.Frozen, err = x.frozen(a.rka.Digits(), a.owners); err != nil {
		return err
	}
	if out.Blocked, err = x.blocked(a.owners, []string{a.person.Digits(), a.filer.Digits()}); err != nil {
		return err
	}
	out.Pressed, err = x.pressed(a.filer.Digits(), a.owners, micros(n.Since), n.Ref)
	return err
}

// LoadEntry reads, from one snapshot, a register entry, the end of its chain, and the guards of
// its dwelling and person.
func (s *Store) LoadEntry(ctx context.Context, id string) (out removal.Situation, err error) {
	defer fault.Wrap(&err, "store.LoadEntry")
	err = s.read(ctx, func(x tx) error {
		e, err := x.entry(id)
		if err != nil {
			return err
		}
		out = removal.Situation{Entry: e}
		if out.Facts, out.Head, err = x.head(id); err != nil {
			return err
		}
		out.Guards, err = x.guardsOf(e.RKA.Digits(), e.Person.Digits(), "")
		return err
	})
	if err != nil {
		return removal.Situation{}, err
	}
	return out, nil
}

func (x tx) entry(id string) (register.Entry, error) {
	return oneEntry(list(x, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE id = $1`+knownAt, id, int64(forever-1)))
}
