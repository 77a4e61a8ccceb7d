package store

import (
	"context"
	"slices"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

const rowColumns = `ref, number, kind, state, person, filer, rka, type, request, owners, deadline, facts, head, body, opened, updated`

func scanRow(r row) (w writ.Row, err error) {
	var owners string
	var deadline, opened, updated int64
	err = r.Scan(&w.Ref, &w.Number, &w.Kind, &w.State, &w.Person, &w.Filer, &w.RKA, &w.Type, &w.Request, &owners,
		&deadline, &w.Facts, &w.Head, &w.Body, &opened, &updated)
	if err != nil {
		return w, err
	}
	w.Deadline, w.Opened, w.Updated = instant(deadline), instant(opened), instant(updated)
	w.Owners, err = textsOf(owners)
	return w, err
}

// closed are the states in which nobody waits any more: of a registration its life is over, of a
// removal the entry has ended or stays.
var closed = map[string]map[string]bool{
	"registration":  {"done": true, "unagreed": true, "lapsed": true, "withdrawn": true, "refused": true},
	removal.RowKind: {"ended": true, "restored": true, "declined": true, "ineligible": true, "lapsed": true, "withdrawn": true, "refused": true},
}

// before is what of a stored row its lists depend on.
type before struct {
	known               bool
	open                bool
	person, filer, kind string
	typ                 string
	owners              []string
}

// rowBefore queues the reading of a row as it stands before the writ.
func (x *tx) rowBefore(ref string, b *before) {
	x.laterEach(func(r row) (err error) {
		var state, owners string
		if err := r.Scan(&state, &b.person, &b.filer, &b.kind, &b.typ, &owners); err != nil {
			return err
		}
		b.known, b.open = true, !closed[b.kind][state]
		b.owners, err = textsOf(owners)
		return err
	}, `SELECT state, person, filer, kind, type, owners FROM case_row WHERE ref = $1`, ref)
}

// putRow queues a case row and keeps the docket and the summonses in step with it.
func (x *tx) putRow(w writ.Row, old before) {
	if w.Kind == striking.RowKind {
		x.putStriking(w)
		return
	}
	if w.Kind == complaint.RowKind {
		x.putComplaint(w, w.Facts == 1)
		return
	}
	if !old.known {
		x.takeNumber(w.Number, "case", w.Ref)
	}
	x.later(`INSERT INTO case_row (`+rowColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (ref) DO UPDATE SET state = excluded.state, person = excluded.person, rka = excluded.rka,
			type = excluded.type, request = excluded.request, owners = excluded.owners, deadline = excluded.deadline,
			facts = excluded.facts, head = excluded.head, body = excluded.body, updated = excluded.updated`,
		rowArgs(w)...)
	if w.Kind == "registration" {
		x.putMark(w.Ref, w.Mark)
	}
	open := !closed[w.Kind][w.State]
	moved := old.known && (old.person != w.Person || old.typ != w.Type)
	if moved {
		x.dropDocket(w.Ref, old)
	}
	if !old.known || moved || old.open != open {
		x.putDocket(w, open)
	}
	if !slices.Equal(old.owners, w.Owners) {
		x.dropSummonses(w.Ref, old.owners)
		x.putSummonses(w)
	}
}

// rowArgs are the columns of a row.
func rowArgs(w writ.Row) []any {
	return []any{w.Ref, w.Number, w.Kind, w.State, w.Person, w.Filer, w.RKA, w.Type, w.Request, texts(w.Owners),
		micros(w.Deadline), w.Facts, w.Head, w.Body, micros(w.Opened), micros(w.Updated)}
}

// rows reads case rows by the end of a SELECT.
func (s *Store) rows(ctx context.Context, where string, args ...any) ([]writ.Row, error) {
	return readList(ctx, s, scanRow, `SELECT `+rowColumns+` FROM case_row `+where, args...)
}

func (s *Store) row(ctx context.Context, where string, args ...any) (writ.Row, error) {
	return readOne(ctx, s, scanRow, `SELECT `+rowColumns+` FROM case_row `+where, args...)
}

// Row reads a case's row by its ref.
func (s *Store) Row(ctx context.Context, ref string) (w writ.Row, err error) {
	defer fault.Wrap(&err, "store.Row")
	return s.row(ctx, `WHERE ref = $1`, ref)
}

// RowByNumber reads a case's row by the number that people see.
func (s *Store) RowByNumber(ctx context.Context, number string) (w writ.Row, err error) {
	defer fault.Wrap(&err, "store.RowByNumber")
	return s.row(ctx, `WHERE ref IN (SELECT ref FROM numbering WHERE number = $1 AND kind = 'case')`, number)
}

// RowByRequest reads the newest case that carries the statement's request id.
func (s *Store) RowByRequest(ctx context.Context, request string) (w writ.Row, err error) {
	defer fault.Wrap(&err, "store.RowByRequest")
	return s.row(ctx, `WHERE request = $1 AND request <> '' ORDER BY opened DESC, ref DESC LIMIT 1`, request)
}

// RowsOf lists the cases that a person filed or that are about him, newest first.
func (s *Store) RowsOf(ctx context.Context, person iin.IIN) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.RowsOf")
	return s.rows(ctx, `WHERE ref IN (SELECT ref FROM docket WHERE person = $1) ORDER BY opened DESC, ref DESC`, person.Digits())
}

// RowsToOwner lists the cases in which the party ("iin:…" or "bin:…") is a present owner, newest first.
func (s *Store) RowsToOwner(ctx context.Context, party string) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.RowsToOwner")
	return s.rows(ctx, `WHERE ref IN (SELECT ref FROM summons WHERE owner = $1) ORDER BY opened DESC, ref DESC`, party)
}

// Pile lists the cases in a state, those opened first at the front.
func (s *Store) Pile(ctx context.Context, state string, limit int) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.Pile")
	return s.rows(ctx, `WHERE state = $1 ORDER BY opened, ref LIMIT $2`, state, limit)
}

// PileAfter is Pile from behind the row with the given ref on; NotFound when there is no such row.
func (s *Store) PileAfter(ctx context.Context, state, ref string, limit int) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.PileAfter")
	last, err := s.Row(ctx, ref)
	if err != nil {
		return nil, err
	}
	return s.rows(ctx, `WHERE state = $1 AND (opened > $2 OR (opened = $2 AND ref > $3)) ORDER BY opened, ref LIMIT $4`,
		state, micros(last.Opened), last.Ref, limit)
}
