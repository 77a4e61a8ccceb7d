package drafting

import (
	"slices"
	"strings"

	"tirkeu/internal/core/iin"
)

// Other is somebody who applies in the same statement as a draft's own person.
type Other struct {
	IIN       iin.IIN
	For, Name string // child or ward; full name, to be shown
}

// Others are who stands in the statement beside the draft's own person, in the order in which they were chosen.
func (f Form) Others() []Other {
	var out []Other
	for line := range strings.Lines(f.With) {
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if len(parts) != 3 {
			continue
		}
		if i, err := iin.Parse(parts[0]); err == nil {
			out = append(out, Other{i, parts[1], parts[2]})
		}
	}
	return out
}

// Together puts these people into one statement: the first is the draft's own person, the filer himself when
// me is set.
func (f *Form) Together(me bool, list []Relative) {
	f.Register(nil)
	if !me {
		f.Register(&list[0])
		list = list[1:]
	}
	f.With = ""
	for _, r := range list {
		f.With += Other{r.IIN, r.For(), r.Name}.line()
	}
}

// leave takes a person out: the draft's own when first is set, and the next takes that place; else one of the
// others. False when the person does not stand in it.
func (f *Form) leave(first bool, who iin.IIN) bool {
	others := f.Others()
	i := slices.IndexFunc(others, func(o Other) bool { return o.IIN == who })
	switch {
	case first && len(others) > 0:
		f.For, f.Person, f.Name = others[0].For, others[0].IIN.Digits(), others[0].Name
		others = others[1:]
	case !first && i >= 0:
		others = slices.Delete(others, i, i+1)
	default:
		return false
	}
	f.With = ""
	for _, o := range others {
		f.With += o.line()
	}
	return true
}

// line is how the form holds one of the others.
func (o Other) line() string {
	return o.IIN.Digits() + " " + o.For + " " + strings.Join(strings.Fields(o.Name), " ") + "\n"
}
