package store

import (
	"context"
	"time"

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
	err = s.read(ctx, func(x *tx) error {
		if n.Ref != "" {
			if out.Case, err = x.openCase(n.Ref); err != nil {
				return err
			}
		}
		a := subject(n, out.Case)
		var lodgers []lodger
		guards := x.guardsOf(a.rka.Digits(), a.person.Digits(), n.Ref)
		x.rivals(a, n.Ref, &out.Rivals)
		x.activeOf(a.person, &out.Entries)
		if !a.rka.IsZero() {
			x.lodgers(a.rka, &lodgers)
		}
		x.keptFor(a.request, &out.Kept)
		x.frozen(a, &out.Frozen)
		x.blocked(a, &out.Blocked)
		x.pressed(a, micros(n.Since), n.Ref, &out.Pressed)
		if err := x.flush(); err != nil {
			return err
		}
		if out.Heads, err = x.headsOf(out.Entries); err != nil {
			return err
		}
		out.Guards = guards
		if !a.rka.IsZero() {
			out.Residents = byPerson(lodgers)
		}
		return nil
	})
	if err != nil {
		return registration.Situation{}, err
	}
	return out, nil
}

// headsOf reads the ends of the chains of the entries that came back; those of others are told by
// themselves.
func (x *tx) headsOf(entries []register.Entry) (map[string]string, error) {
	heads := map[string]string{}
	for _, e := range entries {
		if e.Version == 1 {
			continue
		}
		_, head, err := x.head(e.ID)
		if err != nil {
			return nil, err
		}
		heads[e.ID] = head
	}
	return heads, nil
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

func (x *tx) openCase(ref string) (registration.Case, error) {
	var body string
	if err := x.one("case", `SELECT body FROM case_row WHERE ref = $1 AND kind = 'registration'`, []any{ref}, &body); err != nil {
		return registration.Case{}, err
	}
	c, err := registration.UnmarshalCase([]byte(body))
	return c, fault.As(fault.Internal, err, "a case row cannot be read")
}

// guardsOf queues the reading of the guards of a dwelling, a person and a case; an empty key has
// none. The slice is filled when they are read.
func (x *tx) guardsOf(rka, person, ref string) []writ.Guard {
	var out []writ.Guard
	for _, g := range []writ.Guard{{Kind: "dwelling", Key: rka}, {Kind: "person", Key: person}, {Kind: "case", Key: ref}} {
		if g.Key != "" {
			out = append(out, g)
		}
	}
	for i := range out {
		x.guard(&out[i])
	}
	return out
}

// byPerson groups the active entries at a dwelling; the list is empty, and not nil, when nobody
// lives there.
func byPerson(lodgers []lodger) []registration.Resident {
	out := []registration.Resident{}
	for _, l := range lodgers {
		if n := len(out); n == 0 || out[n-1].Person != l.person {
			out = append(out, registration.Resident{Person: l.person})
		}
		last := &out[len(out)-1]
		last.Types = append(last.Types, l.typ)
	}
	return out
}

// LoadEntry reads, from one snapshot, a register entry, the end of its chain, who owns the dwelling by
// the application that made it, and the guards of its dwelling and person.
func (s *Store) LoadEntry(ctx context.Context, id string) (out removal.Situation, err error) {
	defer fault.Wrap(&err, "store.LoadEntry")
	err = s.read(ctx, func(x *tx) error {
		e, err := x.entry(id)
		if err != nil {
			return err
		}
		made, err := x.made(e)
		if err != nil {
			return err
		}
		out = removal.Situation{Entry: e, Org: made.Org()}
		for _, o := range made.Owners {
			out.Owners = append(out.Owners, o.Party)
		}
		if out.Facts, out.Head, err = x.head(id); err != nil {
			return err
		}
		guards := x.guardsOf(e.RKA.Digits(), e.Person.Digits(), "")
		out.Guards = guards
		return x.flush()
	})
	if err != nil {
		return removal.Situation{}, err
	}
	return out, nil
}

func (x *tx) entry(id string) (e register.Entry, err error) {
	n := int64(0)
	err = x.each(func(r row) error {
		n++
		e, err = scanEntry(r)
		return err
	}, `SELECT `+entryColumns+` FROM entry WHERE id = $1`+knownAt, id, asKnown(time.Time{}))
	if err != nil {
		return e, err
	}
	return e, found("entry", n)
}
