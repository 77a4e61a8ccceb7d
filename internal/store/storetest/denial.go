package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/store"
)

// denials add up by day, window, role and reason; days are counted to their edges.
func denials(t *testing.T, s *store.Store) {
	day := civil.MustDate(2026, time.September, 14)
	a := keeping.Denied{Day: day, Route: "GET /cases", Role: "citizen", Why: "role", N: 2}
	b := a
	b.Day, b.N = day.AddDays(1), 1
	c := a
	c.Why, c.N = "token", 4
	elsewhere := a
	elsewhere.Branch, elsewhere.N, elsewhere.Day = "ALM-1", 3, day.AddDays(-9)
	ok(t, s.AddDenials(ctx(t), []keeping.Denied{elsewhere, elsewhere}))
	ok(t, s.AddDenials(ctx(t), []keeping.Denied{a, c}))
	ok(t, s.AddDenials(ctx(t), []keeping.Denied{a, b}))
	sum := func(d keeping.Denied, n int) keeping.Denied { d.Day, d.N = civil.Date{}, n; return d }
	for _, ask := range []struct {
		from, until civil.Date
		want        []keeping.Denied
	}{
		{day, day, []keeping.Denied{sum(a, 4), sum(c, 4)}}, {day, day.AddDays(1), []keeping.Denied{sum(a, 5), sum(c, 4)}},
		{day.AddDays(1), day.AddDays(2), []keeping.Denied{sum(a, 1)}}, {day.AddDays(-1), day.AddDays(-1), nil},
		{day.AddDays(-9), day, []keeping.Denied{sum(elsewhere, 6), sum(a, 4), sum(c, 4)}}, {day.AddDays(2), day.AddDays(2), nil},
	} {
		got, err := s.Denials(ctx(t), ask.from, ask.until)
		ok(t, err)
		same(t, got, ask.want)
	}
}
