package words

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Hole opens the mark that T leaves where a key or a value is missing: ⟦apply.who.q⟧. Page tests look for it.
const Hole = "⟦"

// T is the text of key in language l. args are pairs of a placeholder's name and its value: "n", 3, "name", "…".
// Values may be strings, integers or Stringers; integers from 10 000 on are grouped as in Number, so that years stay
// whole. The plural form is chosen by the integer value "n". A missing key gives ⟦key⟧, a missing value ⟦name⟧ in its
// place; T never panics. The result is plain text and must be escaped for HTML.
func T(l Lang, key string, args ...any) string {
	all, _ := loaded()
	e, ok := all[known(l)][key]
	if !ok {
		return Hole + key + "⟧"
	}
	return fill(known(l), e, args)
}

// Has reports whether the catalogues know the key.
func Has(key string) bool {
	all, _ := loaded()
	_, ok := all[KK][key]
	return ok
}

// Keys lists all keys of the catalogues in order.
func Keys() []string {
	all, _ := loaded()
	return slices.Sorted(maps.Keys(all[KK]))
}

// Variant is key.variant when the catalogues have it, else key: Variant("sms.done", "temporary").
func Variant(key, variant string) string {
	if longer := key + "." + variant; Has(longer) {
		return longer
	}
	return key
}

// Status is the name of a state, and StatusNext says whose move it is and what comes next; code is a state's code in
// small letters, as in "status.<code>". Both accept the same args as T. States that need values: consenting and
// removal.confirming take n and m (given and needed), their next lines and those of reviewing and removal.objected take
// date (a moment in words).
func Status(l Lang, code string, args ...any) string { return T(l, "status."+code, args...) }

// StatusNext is the line under a status; see Status.
func StatusNext(l Lang, code string, args ...any) string {
	return T(l, "status."+code+".next", args...)
}

func known(l Lang) Lang {
	l, _ = ParseLang(string(l))
	return l
}

// fill chooses the plural form and puts the values into the placeholders.
func fill(l Lang, e entry, args []any) string {
	n, counted := 0, false
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "n" {
			n, counted = whole(args[i+1])
		}
	}
	text := e.pick(l, n)
	if e.forms != nil && !counted {
		text = e.pick(l, 5)
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}")
		if !found {
			return b.String()
		}
		if !closed {
			return b.String() + "{" + rest
		}
		v := value(l, name, args)
		b.WriteString(v)
		if strings.HasSuffix(v, ".") { // «2026 г.» ends a sentence by itself
			after = strings.TrimPrefix(after, ".")
		}
		text = after
	}
}

func value(l Lang, name string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return show(l, args[i+1])
		}
	}
	return Hole + name + "⟧"
}

func show(l Lang, v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	if n, ok := whole(v); ok {
		if n >= 10_000 || n <= -10_000 {
			return Number(l, n)
		}
		return strconv.Itoa(n)
	}
	return fmt.Sprint(v)
}

// whole reads an integer of the kinds that callers use for counts.
func whole(v any) (int, bool) {
	switch n := v.(type) {
	case int:
		return n, true
	case int64:
		return int(n), true
	case int32:
		return int(n), true
	case uint:
		return int(n), true
	case uint32:
		return int(n), true
	case uint64:
		return int(n), true
	}
	return 0, false
}
