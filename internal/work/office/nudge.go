package office

import (
	"context"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Counter counts what may be done so many times in a while.
type Counter interface {
	Hit(ctx context.Context, bucket string, window time.Duration, limit int, now time.Time) (bool, time.Duration, error)
}

// Nudge reminds the owners who are still silent, once in the time that the rules allow; wait tells
// how long it still is otherwise. It is no act of the case: nothing but letters comes of it.
func (o *Office) Nudge(ctx context.Context, c registration.Case, by registration.Actor, count Counter) (wait time.Duration, err error) {
	defer fault.Wrap(&err, "office: nudge")
	if registration.RoleOf(c, by) != registration.Applicant || c.State != registration.Consenting {
		return 0, fault.New(fault.Conflict, "no owner is awaited")
	}
	now := o.Clock.Now()
	every, _ := law.RemindEvery(civil.DateOf(now))
	ok, wait, err := count.Hit(ctx, "nudge:"+c.Ref, every, 1, now)
	if err != nil || !ok {
		return wait, err
	}
	var w writ.Writ
	for _, a := range notice.Nudge(c, []byte(o.Salt)) {
		if err := add(&w, "nudge-"+c.Ref+"-"+strconv.FormatInt(now.UnixMicro(), 36), about{c.Ref, c.Statement.Request}, a); err != nil {
			return 0, err
		}
	}
	if _, err := o.Books.Commit(ctx, w); err != nil {
		return 0, err
	}
	if o.Wake != nil {
		o.Wake()
	}
	return 0, nil
}
