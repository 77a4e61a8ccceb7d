package store

import (
	"context"
	"encoding/base64"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
)

// destroyedAtOnce bounds one transaction of DestroyScans.
const destroyedAtOnce = 200

// DestroyScans destroys the bytes of scans made before the edges and writes down that it was now: those
// at a ticket with an application, and those of which nothing was filed. It tells of how many; the same
// bytes at a ticket whose time is not over stay.
func (s *Store) DestroyScans(ctx context.Context, e hall.Edges, now time.Time) (n int, err error) {
	defer fault.Wrap(&err, "store.DestroyScans")
	for {
		some := 0
		err := s.write(ctx, func(x *tx) error {
			some, err = x.destroySome(e, now)
			return err
		})
		n += some
		if err != nil || some < destroyedAtOnce {
			return n, err
		}
	}
}

func (x *tx) destroySome(e hall.Edges, now time.Time) (int, error) {
	type mark struct{ ticket, digest string }
	var due []mark
	err := x.each(func(r row) error {
		var m mark
		err := r.Scan(&m.ticket, &m.digest)
		due = append(due, m)
		return err
	}, `SELECT ticket, digest FROM scan WHERE at < $1
		AND (at < $2 OR NOT EXISTS (SELECT 1 FROM ticket WHERE ticket.branch = scan.branch AND ticket.id = scan.ticket AND ticket.case_ref <> ''))
		AND NOT EXISTS (SELECT 1 FROM scan_gone WHERE scan_gone.ticket = scan.ticket AND scan_gone.digest = scan.digest)
		ORDER BY at, ticket, digest LIMIT $3`, micros(e.Idle), micros(e.Filed), destroyedAtOnce)
	if err != nil {
		return 0, err
	}
	for _, m := range due {
		x.later(`INSERT INTO scan_gone (ticket, digest, at) VALUES ($1, $2, $3) ON CONFLICT (ticket, digest) DO NOTHING`, m.ticket, m.digest, micros(now))
	}
	for _, m := range due {
		x.later(`DELETE FROM scan_body WHERE digest = $1 AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.digest = $1
			AND NOT EXISTS (SELECT 1 FROM scan_gone WHERE scan_gone.ticket = scan.ticket AND scan_gone.digest = scan.digest))`, m.digest)
	}
	return len(due), x.flush()
}

// EmptyTickets erases what tickets of days before say of people, and tells of how many. When they came and
// how long they waited stays, and of which application it was.
func (s *Store) EmptyTickets(ctx context.Context, before civil.Date) (n int64, err error) {
	defer fault.Wrap(&err, "store.EmptyTickets")
	err = s.write(ctx, func(x *tx) error {
		n, err = x.exec(`UPDATE ticket SET person = '', priority = '', body = '{}', version = version + 1
			WHERE day < $1 AND (person <> '' OR priority <> '' OR body <> '{}')`, before.String())
		return err
	})
	return n, err
}

// ScanPapers hands every scan to fn with its bytes, by ticket and digest.
func (s Scans) ScanPapers(ctx context.Context, fn func(hall.Paper) error) (err error) {
	defer fault.Wrap(&err, "store.ScanPapers")
	return scanAll(ctx, s, func(r row) (p hall.Paper, err error) {
		var by, body string
		var at, gone int64
		err = r.Scan(&p.Ticket, &p.Digest, &p.Branch, &p.Kind, &p.Media, &p.Size, &by, &at, &gone, &body, &p.Filed)
		if err != nil {
			return p, err
		}
		p.At, p.Gone = instant(at), instant(gone)
		if p.By, err = optional(by); err != nil || body == "" {
			return p, err
		}
		p.Body, err = base64.StdEncoding.DecodeString(body)
		return p, err
	}, fn, `SELECT s.ticket, s.digest, s.branch, s.kind, s.media, s.size, s.operator, s.at, COALESCE(g.at, 0), COALESCE(b.body, ''), COALESCE(t.case_ref, '')
		FROM scan AS s LEFT JOIN scan_gone AS g ON g.ticket = s.ticket AND g.digest = s.digest LEFT JOIN scan_body AS b ON b.digest = s.digest
		LEFT JOIN ticket AS t ON t.branch = s.branch AND t.id = s.ticket ORDER BY s.ticket, s.digest`)
}
