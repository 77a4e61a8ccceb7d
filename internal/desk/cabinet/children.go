package cabinet

import (
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
)

// childLine is a child too young to be registered apart, at the addresses that the parent gives.
type childLine struct {
	Name string
	At   []lookup.Line
}

// children derives where the visitor's young children live. No entry is stored for them: GBD FL tells
// whose they are, the book where the parent is. When GBD FL is silent nobody is shown.
func (c *Cabinet) children(v *frame.Visit, a lookup.Addresses) (out []childLine) {
	var lines []lookup.Line
	var entries []register.Entry
	for _, l := range []*lookup.Line{a.Permanent, a.Temporary} {
		if l != nil {
			lines, entries = append(lines, *l), append(entries, l.Entry)
		}
	}
	if len(entries) == 0 {
		return nil
	}
	for _, r := range c.Families.Of(v.R.Context(), me(v)).All {
		if r.Category == applicant.Child && !r.Ward {
			out = append(out, childLine{r.Name, c.throughMe(v, r, lines, entries)})
		}
	}
	return out
}

func (c *Cabinet) throughMe(v *frame.Visit, r drafting.Relative, lines []lookup.Line, entries []register.Entry) (at []lookup.Line) {
	child := register.Minor{Child: r.IIN, Parents: []iin.IIN{me(v)}}
	for _, d := range register.AddressesOf([]register.Minor{child}, entries, c.Calendar.Now()) {
		i := slices.IndexFunc(lines, func(l lookup.Line) bool { return l.Entry.ID == d.Entry.ID })
		at = append(at, lines[i])
	}
	return at
}
