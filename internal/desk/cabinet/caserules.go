package cabinet

import (
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
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
	k.Trace = once(k.Trace)
	return v.Page("case-rules", v.T("account.case.rules"), k)
}

// once leaves out what a rule said a second time: each owner and each document is asked about apart.
func once(t law.Trace) (list law.Trace) {
	type said struct{ norm, answer string }
	seen := map[said]bool{}
	for _, f := range t {
		if s := (said{f.Norm, f.Answer}); !seen[s] {
			seen[s] = true
			list = append(list, f)
		}
	}
	return list
}
