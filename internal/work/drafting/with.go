package drafting

import (
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
		f.With += r.IIN.Digits() + " " + r.For() + " " + strings.Join(strings.Fields(r.Name), " ") + "\n"
	}
}
