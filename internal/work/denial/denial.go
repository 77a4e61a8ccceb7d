// Package denial counts what was denied, by window, role and day. No person is known to it.
package denial

import (
	"context"
	"sync"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// Books is where the counts are kept.
type Books interface {
	AddDenials(ctx context.Context, list []keeping.Denied) error
	Denials(ctx context.Context, from, until civil.Date) ([]keeping.Denied, error)
}

// Counter counts in memory, so that nobody makes the database busy by knocking at closed doors; what was
// counted is written down by Flush. Fields are set once.
type Counter struct {
	Books    Books
	Calendar interface{ Now() time.Time }

	mu     sync.Mutex
	counts map[keeping.Denied]int
}

// Denied counts one denial.
func (c *Counter) Denied(route, role, why, branch string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[keeping.Denied]int{}
	}
	c.counts[keeping.Denied{Day: civil.DateOf(c.Calendar.Now()), Route: route, Role: role, Why: why, Branch: branch}]++
}

// Flush writes down what was counted. What could not be written is kept for the next time.
func (c *Counter) Flush(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "write denials down")
	c.mu.Lock()
	counts := c.counts
	c.counts = nil
	c.mu.Unlock()
	list := make([]keeping.Denied, 0, len(counts))
	for d, n := range counts {
		d.N = n
		list = append(list, d)
	}
	if len(list) == 0 {
		return nil
	}
	if err := c.Books.AddDenials(ctx, list); err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.counts == nil {
			c.counts = map[keeping.Denied]int{}
		}
		for d, n := range counts {
			c.counts[d] += n
		}
		return err
	}
	return nil
}

// Between lists the denials of days, both counted, those just counted among them.
func (c *Counter) Between(ctx context.Context, from, until civil.Date) ([]keeping.Denied, error) {
	if err := c.Flush(ctx); err != nil {
		return nil, err
	}
	return c.Books.Denials(ctx, from, until)
}

// Run writes down every few seconds until the context ends, and once more then.
func (c *Counter) Run(ctx context.Context, every time.Duration, lost func(error)) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), every)
			defer cancel()
			if err := c.Flush(last); err != nil {
				lost(err)
			}
			return
		case <-t.C:
			if err := c.Flush(ctx); err != nil && ctx.Err() == nil {
				lost(err)
			}
		}
	}
}
