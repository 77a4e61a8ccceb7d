package store

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

// LoadStriking reads, from one snapshot, a proposal to strike an entry with the entry, or for a new one
// the entry alone, and who has a stake in it. Guards stand in the order of locks: dwelling, person,
// case. Fresh is left zero. NotFound for an unknown ref or entry.
func (s *Store) LoadStriking(ctx context.Context, n striking.Need) (out striking.Situation, err error) {
	defer fault.Wrap(&err, "store.LoadStriking")
	err = s.read(ctx, func(x *tx) error {
		id := n.Entry
		if n.Ref != "" {
			if out.Case, err = x.openStriking(n.Ref); err != nil {
				return err
			}
			id = out.Case.Entry
		}
		e, err := x.entry(id)
		if err != nil {
			return err
		}
		made, err := x.made(e)
		if err != nil {
			return err
		}
		out.Parties, out.Kin = stakes(made, n.Day)
		out.Entry = removal.Situation{Entry: e}
		if out.Entry.Facts, out.Entry.Head, err = x.head(id); err != nil {
			return err
		}
		guards := x.guardsOf(e.RKA.Digits(), e.Person.Digits(), n.Ref)
		laterList(x, &out.Rivals, func(r row) (ref string, err error) { return ref, r.Scan(&ref) },
			`SELECT ref FROM striking_row WHERE person = $1 AND type = $2 AND state IN ('hearing', 'seconding') AND ref <> $3 ORDER BY ref`,
			e.Person.Digits(), string(e.Type), n.Ref)
		out.Entry.Guards = guards
		if err := x.flush(); err != nil {
			return err
		}
		out.Others, err = x.others(e)
		return err
	})
	if err != nil {
		return striking.Situation{}, err
	}
	return out, nil
}

// others reads the person's other entries as they are known now, and of those that yielded to e the ends
// of their chains and the guards of their dwellings.
func (x *tx) others(e register.Entry) (out []removal.Situation, err error) {
	var list []register.Entry
	laterList(x, &list, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE person = $1`+knownAt+`AND id <> $3 ORDER BY valid_from, id`,
		e.Person.Digits(), asKnown(time.Time{}), e.ID)
	if err := x.flush(); err != nil {
		return nil, err
	}
	for _, o := range list {
		s := removal.Situation{Entry: o}
		if o.YieldedTo(e) {
			if s.Facts, s.Head, err = x.head(o.ID); err != nil {
				return nil, err
			}
			s.Guards = x.guardsOf(o.RKA.Digits(), o.Person.Digits(), "")
		}
		out = append(out, s)
	}
	return out, x.flush()
}

func (x *tx) openStriking(ref string) (striking.Case, error) {
	var body string
	if err := x.one("proposal", `SELECT body FROM striking_row WHERE ref = $1`, []any{ref}, &body); err != nil {
		return striking.Case{}, err
	}
	c, err := striking.UnmarshalCase([]byte(body))
	return c, fault.As(fault.Internal, err, "a proposal's row cannot be read")
}

// made reads the application that made an entry; an empty one when none is kept here.
func (x *tx) made(e register.Entry) (registration.Case, error) {
	c, err := x.openCase(e.Case)
	if fault.Is(err, fault.NotFound) {
		return registration.Case{}, nil
	}
	return c, err
}

// stakes are who has a stake in an entry, by the application that made it: its owners, who filed it, and
// the organisation that petitioned; and who speaks for a minor or a ward.
func stakes(c registration.Case, day civil.Date) (parties []iin.Party, kin []iin.IIN) {
	for _, o := range c.Owners {
		parties = append(parties, o.Party)
	}
	if !c.Filer.IsZero() && c.Filer != c.Person {
		parties = append(parties, iin.PersonParty(c.Filer))
	}
	if org := c.Org(); !org.IsZero() {
		parties = append(parties, org)
	}
	return parties, removal.Parents(c.Who, day)
}

// putStriking queues a proposal's row.
func (x *tx) putStriking(w writ.Row) {
	if w.Facts == 1 {
		x.takeNumber(w.Number, "case", w.Ref)
	}
	x.later(`INSERT INTO striking_row (`+rowColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (ref) DO UPDATE SET state = excluded.state, deadline = excluded.deadline,
			facts = excluded.facts, head = excluded.head, body = excluded.body, updated = excluded.updated`,
		w.Ref, w.Number, w.Kind, w.State, w.Person, w.Filer, w.RKA, w.Type, w.Request, texts(w.Owners),
		micros(w.Deadline), w.Facts, w.Head, w.Body, micros(w.Opened), micros(w.Updated))
}

// Striking reads a proposal's row by its ref.
func (s *Store) Striking(ctx context.Context, ref string) (w writ.Row, err error) {
	defer fault.Wrap(&err, "store.Striking")
	return readOne(ctx, s, scanRow, `SELECT `+rowColumns+` FROM striking_row WHERE ref = $1`, ref)
}

// StrikingPile lists the proposals that are open, those made first at the front.
func (s *Store) StrikingPile(ctx context.Context, limit int) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.StrikingPile")
	return readList(ctx, s, scanRow, `SELECT `+rowColumns+` FROM striking_row
		WHERE state IN ('hearing', 'seconding') ORDER BY opened, ref LIMIT $1`, limit)
}

// StrikingsOf lists the proposals about a person's entries, newest first.
func (s *Store) StrikingsOf(ctx context.Context, person iin.IIN) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.StrikingsOf")
	return readList(ctx, s, scanRow, `SELECT `+rowColumns+` FROM striking_row WHERE person = $1 ORDER BY opened DESC, ref DESC`, person.Digits())
}

// Adrift lists the people whom somebody else struck off since the instant and who have no entry in force
// now: of each his latest such end, the latest first.
func (s *Store) Adrift(ctx context.Context, since, now time.Time, limit int) (out []register.Entry, err error) {
	defer fault.Wrap(&err, "store.Adrift")
	return readList(ctx, s, scanEntry, `SELECT `+entryColumns+` FROM entry AS e
		WHERE known_until = 9223372036854775807 AND status IN ('ended_by_owner', 'ended_by_org', 'ended_court', 'annulled') AND known_from >= $1
			AND NOT EXISTS (SELECT 1 FROM entry AS o WHERE o.person = e.person AND o.known_until = 9223372036854775807
				AND (o.status = 'active' AND o.valid_until > $2
					OR o.status IN ('ended_by_owner', 'ended_by_org', 'ended_court', 'annulled', 'ended_death', 'ended_emigration')
						AND (o.known_from > e.known_from OR (o.known_from = e.known_from AND o.id > e.id))))
		ORDER BY known_from DESC, id LIMIT $3`, micros(since), micros(now), limit)
}
