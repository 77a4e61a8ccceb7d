package store

import (
	"context"
	"time"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
)

// LoadComplaint reads, from one snapshot, a complaint with what it is about, or for a new one that
// alone. Fresh is left zero. NotFound for an unknown complaint, application or entry.
func (s *Store) LoadComplaint(ctx context.Context, n complaint.Need) (out complaint.Situation, err error) {
	defer fault.Wrap(&err, "store.LoadComplaint")
	err = s.read(ctx, func(x *tx) error {
		if n.Ref != "" {
			if out.Complaint, err = x.openComplaint(n.Ref); err != nil {
				return err
			}
			n.About, n.Kind, n.By = out.Complaint.About, out.Complaint.Kind, out.Complaint.By
		}
		if out.Subject, err = x.subject(n.About); err != nil {
			return err
		}
		laterList(x, &out.Rivals, func(r row) (ref string, err error) { return ref, r.Scan(&ref) },
			`SELECT ref FROM complaint_row WHERE request = $1 AND person = $2 AND type = $3 AND state = 'waiting' AND ref <> $4 ORDER BY ref`,
			n.About.Key(), n.By.Digits(), string(n.Kind), n.Ref)
		out.Guards = x.guardsOfAll(
			writ.Guard{Kind: "person", Key: out.Subject.Person().Digits()}, writ.Guard{Kind: "person", Key: n.By.Digits()},
			writ.Guard{Kind: "case", Key: out.Subject.Case.Ref}, writ.Guard{Kind: "case", Key: n.Ref})
		return x.flush()
	})
	if err != nil {
		return complaint.Situation{}, err
	}
	return out, nil
}

func (x *tx) openComplaint(ref string) (complaint.Complaint, error) {
	var body string
	if err := x.one("complaint", `SELECT body FROM complaint_row WHERE ref = $1`, []any{ref}, &body); err != nil {
		return complaint.Complaint{}, err
	}
	c, err := complaint.Unmarshal([]byte(body))
	return c, fault.As(fault.Internal, err, "a complaint's row cannot be read")
}

// subject reads what is complained of, with the facts of its chains. An entry may have been made by no
// application that is kept here.
func (x *tx) subject(a complaint.About) (out complaint.Subject, err error) {
	ref := a.Case
	if a.Entry != "" {
		if out.Entry, err = x.entry(a.Entry); err != nil {
			return out, err
		}
		ref = out.Entry.Case
	}
	out.Case, err = x.openCase(ref)
	if err != nil && (a.Entry == "" || !fault.Is(err, fault.NotFound)) {
		return out, err
	}
	laterList(x, &out.Facts, func(r row) (text string, err error) { return text, r.Scan(&text) },
		`SELECT body FROM fact WHERE chain IN ($1, $2) ORDER BY chain, seq`, ref, a.Entry)
	return out, x.flush()
}

// guardsOfAll queues the reading of guards; those without a key, and those named twice, are left out.
func (x *tx) guardsOfAll(list ...writ.Guard) []writ.Guard {
	var out []writ.Guard
	for _, g := range inOrder(list) {
		if g.Key != "" {
			out = append(out, g)
		}
	}
	for i := range out {
		x.guard(&out[i])
	}
	return out
}

func (s *Store) complaints(ctx context.Context, where string, args ...any) ([]writ.Row, error) {
	return readList(ctx, s, scanRow, `SELECT `+rowColumns+` FROM complaint_row `+where, args...)
}

// Complaint reads a complaint's row by its ref.
func (s *Store) Complaint(ctx context.Context, ref string) (w writ.Row, err error) {
	defer fault.Wrap(&err, "store.Complaint")
	return readOne(ctx, s, scanRow, `SELECT `+rowColumns+` FROM complaint_row WHERE ref = $1`, ref)
}

// ComplaintsOf lists the complaints that a person lodged, newest first.
func (s *Store) ComplaintsOf(ctx context.Context, person iin.IIN) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.ComplaintsOf")
	return s.complaints(ctx, `WHERE person = $1 ORDER BY opened DESC, ref DESC`, person.Digits())
}

// ComplaintPile lists the complaints that wait for an answer: those lodged first, whose term ends first,
// at the front.
func (s *Store) ComplaintPile(ctx context.Context, limit int) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.ComplaintPile")
	return s.complaints(ctx, `WHERE state = 'waiting' ORDER BY opened, ref LIMIT $1`, limit)
}

// ComplaintsAbout lists the complaints about an application or an entry, newest first.
func (s *Store) ComplaintsAbout(ctx context.Context, key string) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.ComplaintsAbout")
	return s.complaints(ctx, `WHERE request = $1 ORDER BY opened DESC, ref DESC`, key)
}

// ComplaintsFrom lists the newest complaints lodged in [from, until), at most so many.
func (s *Store) ComplaintsFrom(ctx context.Context, from, until time.Time, limit int) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.ComplaintsFrom")
	return s.complaints(ctx, `WHERE opened >= $1 AND opened < $2 ORDER BY opened DESC, ref DESC LIMIT $3`, micros(from), micros(until), limit)
}

// ComplaintPlaces tells of the complaints lodged in [from, until), the newest first and at most so many, in
// which region the dwelling is and which branch had taken in the application; "" where that is not known. A
// complaint about an entry counts by the application that made it.
func (s *Store) ComplaintPlaces(ctx context.Context, from, until time.Time, limit int) (list []keeping.Placed, err error) {
	defer fault.Wrap(&err, "store.ComplaintPlaces")
	return readList(ctx, s, func(r row) (p keeping.Placed, err error) { return p, r.Scan(&p.Ref, &p.Region, &p.Branch) },
		`SELECT c.ref, COALESCE(m.region, ''), COALESCE(m.branch, '') FROM complaint_row c
		LEFT JOIN entry e ON e.id = c.request AND e.version = 1
		LEFT JOIN case_mark m ON m.ref = COALESCE(e.case_ref, c.request)
		WHERE c.opened >= $1 AND c.opened < $2 ORDER BY c.opened DESC, c.ref DESC LIMIT $3`, micros(from), micros(until), limit)
}

// putComplaint queues a complaint's row.
func (x *tx) putComplaint(w writ.Row, fresh bool) {
	if fresh {
		x.takeNumber(w.Number, "case", w.Ref)
	}
	x.later(`INSERT INTO complaint_row (`+rowColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (ref) DO UPDATE SET state = excluded.state, deadline = excluded.deadline,
			facts = excluded.facts, head = excluded.head, body = excluded.body, updated = excluded.updated`,
		rowArgs(w)...)
}

// putNotes queues free texts beside facts of the writ.
func (x *tx) putNotes(notes []writ.Note) {
	for _, n := range notes {
		x.later(`INSERT INTO note (case_ref, digest, salt, author, shown, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (case_ref, digest) DO NOTHING`, n.Case, n.Digest, n.Salt, n.Author, bit(n.Shown), n.Text, micros(n.At))
	}
}
