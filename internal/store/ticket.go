package store

import (
	"context"
	"fmt"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
)

const ticketColumns = `branch, id, day, series, seq, service, priority, state, place, operator, person, case_ref, lang, body, made, called, ended, version`

func scanTicket(r row) (t hall.Ticket, err error) {
	var day, operator, person string
	var made, called, ended int64
	err = r.Scan(&t.Branch, &t.ID, &day, &t.Series, &t.Seq, &t.Service, &t.Priority, &t.State, &t.Window, &operator, &person,
		&t.Case, &t.Lang, &t.Body, &made, &called, &ended, &t.Version)
	if err != nil {
		return t, err
	}
	t.Made, t.Called, t.Ended = instant(made), instant(called), instant(ended)
	if t.Day, err = civil.ParseDate(day); err != nil {
		return t, fmt.Errorf("day of a ticket: %w", err)
	}
	if t.Operator, err = optional(operator); err != nil {
		return t, err
	}
	t.Person, err = optional(person)
	return t, err
}

// AddTicket gives a person the next number of the branch, day and series, and tells the ticket as it is
// kept. Conflict when two came at once: the caller tries again.
func (s *Store) AddTicket(ctx context.Context, t hall.Ticket) (kept hall.Ticket, err error) {
	defer fault.Wrap(&err, "store.AddTicket")
	err = s.write(ctx, func(x *tx) error {
		if err := x.must("ticket", `INSERT INTO ticket (`+ticketColumns+`)
			SELECT $1, $2, $3, $4, COALESCE(MAX(seq), 0) + 1, $5, $6, $7, $8, '', '', '', $9, $10, CAST($11 AS bigint), 0, CAST($12 AS bigint), 1
			FROM ticket WHERE branch = $1 AND day = $3 AND series = $4`,
			t.Branch, t.ID, t.Day.String(), t.Series, string(t.Service), string(t.Priority), string(t.State), t.Window,
			t.Lang, t.Body, micros(t.Made), micros(t.Ended)); err != nil {
			return err
		}
		return x.each(func(r row) (err error) {
			kept, err = scanTicket(r)
			return err
		}, `SELECT `+ticketColumns+` FROM ticket WHERE branch = $1 AND id = $2`, t.Branch, t.ID)
	})
	return kept, err
}

// Ticket reads a ticket of a branch; NotFound when the branch has none with the id.
func (s *Store) Ticket(ctx context.Context, branch, id string) (t hall.Ticket, err error) {
	defer fault.Wrap(&err, "store.Ticket")
	return readOne(ctx, s, scanTicket, `SELECT `+ticketColumns+` FROM ticket WHERE branch = $1 AND id = $2`, branch, id)
}

// Tickets lists a branch's tickets of one day, in the order in which people came.
func (s *Store) Tickets(ctx context.Context, branch string, day civil.Date) (list []hall.Ticket, err error) {
	defer fault.Wrap(&err, "store.Tickets")
	return readList(ctx, s, scanTicket, `SELECT `+ticketColumns+` FROM ticket WHERE branch = $1 AND day = $2 ORDER BY made, series, seq`,
		branch, day.String())
}

// SaveTicket stores a ticket as version Version+1. Conflict when it is not at Version any more: somebody
// else called or changed it.
func (s *Store) SaveTicket(ctx context.Context, t hall.Ticket) (err error) {
	defer fault.Wrap(&err, "store.SaveTicket")
	return s.write(ctx, func(x *tx) error {
		return x.must("ticket", `UPDATE ticket SET state = $1, place = $2, operator = $3, person = $4, case_ref = $5, lang = $6, body = $7,
			called = $8, ended = $9, version = version + 1 WHERE branch = $10 AND id = $11 AND version = $12`,
			string(t.State), t.Window, t.Operator.Digits(), t.Person.Digits(), t.Case, t.Lang, t.Body,
			micros(t.Called), micros(t.Ended), t.Branch, t.ID, t.Version)
	})
}
