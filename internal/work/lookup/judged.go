package lookup

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
)

// Judged opens a case together with the rules of its last assessment. They stand in the facts and
// not in the row, which is rewritten at every act.
func (d *Desk) Judged(ctx context.Context, ref string, by registration.Actor) (o Open, err error) {
	defer fault.Wrap(&err, "open a case with its rules")
	if o, err = d.Case(ctx, ref, by); err != nil {
		return o, err
	}
	facts, err := d.Facts(ctx, o)
	if err != nil {
		return o, err
	}
	for i := len(facts) - 1; i >= 0; i-- {
		b, err := registration.ParseFact(facts[i].Text)
		if err != nil {
			return o, err
		}
		if b.Heard.Learn != nil {
			o.Case.Trace = b.Heard.Trace
			return o, nil
		}
	}
	return o, nil
}
