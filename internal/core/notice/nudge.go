package notice

import "tirkeu/internal/core/registration"

// Nudge reminds every owner who is still silent, at the applicant's wish. The code words are
// derived under salt.
func Nudge(c registration.Case, salt []byte) []Addressed {
	if c.State != registration.Consenting {
		return nil
	}
	before := c
	c.Reminded++
	t := &teller{before: before, after: c, salt: salt}
	t.owners(registration.VTick)
	return t.out
}
