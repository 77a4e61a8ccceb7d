package deliver

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/words"
)

// Print fills a catalogue text with a notice's variables. A variable whose name ends in "_at"
// holds an instant in microseconds and is printed as date and time; one that ends in "_on" as a
// date; "n" is a number; everything else is text as it stands.
func Print(l words.Lang, key string, vars map[string]string) string {
	names := make([]string, 0, len(vars))
	for k := range vars {
		names = append(names, k)
	}
	sort.Strings(names)
	args := make([]any, 0, 2*len(names))
	for _, k := range names {
		args = append(args, k, value(l, k, vars[k]))
	}
	return words.T(l, key, args...)
}

func value(l words.Lang, name, v string) any {
	switch {
	case strings.HasSuffix(name, "_at"), strings.HasSuffix(name, "_on"):
		us, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return v
		}
		return moment(l, name, civil.Local(civil.FromMicros(us)))
	case name == "n" || name == "m":
		if n, err := strconv.Atoi(v); err == nil {
			return n
		}
	}
	return v
}

func moment(l words.Lang, name string, t time.Time) string {
	if strings.HasSuffix(name, "_on") {
		return words.Date(l, t.Year(), int(t.Month()), t.Day())
	}
	return words.DateTime(l, t)
}
