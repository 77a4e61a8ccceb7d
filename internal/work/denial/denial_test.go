package denial

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
)

// shelf keeps counts as a database does, and may be shut.
type shelf struct {
	kept map[keeping.Denied]int
	shut error
}

func (s *shelf) AddDenials(_ context.Context, list []keeping.Denied) error {
	if s.shut != nil {
		return s.shut
	}
	for _, d := range list {
		n := d.N
		d.N = 0
		s.kept[d] += n
	}
	return nil
}

func (s *shelf) Denials(context.Context, civil.Date, civil.Date) (out []keeping.Denied, err error) {
	for d, n := range s.kept {
		d.N = n
		out = append(out, d)
	}
	return out, nil
}

type clock struct{ time.Time }

func (c clock) Now() time.Time { return c.Time }

// TestCounter: nothing is lost while the books are shut, nothing is counted twice.
func TestCounter(t *testing.T) {
	day := civil.MustDate(2026, time.September, 14)
	s := &shelf{kept: map[keeping.Denied]int{}, shut: errors.New("shut")}
	c := &Counter{Books: s, Calendar: clock{day.AddDays(1).Start().Add(-time.Microsecond)}}
	if err := c.Flush(t.Context()); err != nil { // nothing to write
		t.Error(err)
	}
	c.Denied("GET /cases", "citizen", "role", "")
	if err := c.Flush(t.Context()); !errors.Is(err, s.shut) {
		t.Errorf("%v", err)
	}
	c.Denied("GET /cases", "citizen", "role", "")
	s.shut = nil
	for range 2 {
		got, err := c.Between(t.Context(), day, day)
		if d := cmp.Diff([]keeping.Denied{{Day: day, Route: "GET /cases", Role: "citizen", Why: "role", N: 2}}, got); d != "" || err != nil {
			t.Error(d, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	c.Denied("GET /cases", "citizen", "role", "")
	stop()
	c.Run(ctx, time.Minute, func(err error) { t.Error(err) })
	if s.kept[keeping.Denied{Day: day, Route: "GET /cases", Role: "citizen", Why: "role"}] != 3 {
		t.Errorf("the last ones are lost: %v", s.kept)
	}
}
