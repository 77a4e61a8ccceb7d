package office

import (
	"context"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/writ"
)

// decideComplaint hears one act on a complaint. For a new one, what it is about is loaded; its ref is
// minted as those of applications are.
func (o *Office) decideComplaint(ctx context.Context, ord Order, act complaint.Act) (writ.Writ, Outcome, error) {
	now := o.Clock.Now()
	n := complaint.Need{Ref: ord.Ref}
	if l, ok := act.(complaint.Lodge); ok && ord.Ref == "" {
		n.About, n.Kind, n.By = l.About, l.Kind, ord.By.Person
	}
	s, err := o.Books.LoadComplaint(ctx, n)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	fresh, err := o.Mint.Fresh(now)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	s.Fresh = complaint.Fresh{Ref: fresh.Ref, Number: fresh.Number}
	w, after, answer := complaint.Decide(s, act, ord.By, now)
	if answer != nil && len(w.Facts) == 0 {
		return writ.Writ{}, Outcome{}, answer
	}
	fact := w.Facts[len(w.Facts)-1].Digest
	for _, a := range notice.OfComplaint(s.Complaint, after) {
		if err := add(&w, fact, about{ref: after.Ref}, a); err != nil {
			return writ.Writ{}, Outcome{}, err
		}
	}
	return w, Outcome{Ref: after.Ref, Complaint: after}, answer
}
