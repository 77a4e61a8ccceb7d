package cabinet

import (
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
)

// caseRules shows which rules the last look at an own case applied, and what each said. They stand
// in the facts, which are replayed here and not on the page of the case.
func (c *Cabinet) caseRules(v *frame.Visit) error {
	o, err := c.Look.Case(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return err
	}
	if o.Role != registration.Applicant {
		return fault.New(fault.NotFound, "no such case")
	}
	facts, err := c.Look.Facts(v.R.Context(), o)
	if err != nil {
		return err
	}
	texts := make([]string, len(facts))
	for i, f := range facts {
		texts[i] = f.Text
	}
	k, err := registration.Replay(texts)
	if err != nil {
		return fault.As(fault.Internal, err, "facts of a case")
	}
	return v.Page("case-rules", v.T("account.case.rules"), k)
}
