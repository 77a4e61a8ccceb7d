package deliver

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/latin"
	"tirkeu/internal/words"
)

// Print fills the catalogue text of a notice: room is "notice" or "sms", and the kind of
// registration chooses its own wording where there is one, and so does a known organisation, whose name an
// SMS gives short and an English reader gets in Latin letters. As package notice has it, a variable that holds
// an instant (RFC 3339) is printed as date and time, or as the day that it ends, one that holds a day
// (YYYY-MM-DD) as a date, a whole number as a number, and everything else as it stands.
func Print(l words.Lang, room, kind string, vars map[string]string) string {
	if own := vars["name"]; l == words.EN && own != "" {
		vars = maps.Clone(vars)
		vars["name"] = cmp.Or(vars["name_en"], latin.Of(own))
	}
	if org := vars["organisation"]; org != "" {
		if room == "sms" {
			org = words.ShortOrg(org, words.OrgRunes)
		}
		if l == words.EN {
			org = latin.Of(org)
		}
		if room == "sms" { // Latin letters are more
			org = words.ShortOrg(org, words.OrgRunes)
		}
		vars = maps.Clone(vars)
		vars["organisation"] = org
	}
	args := make([]any, 0, 2*len(vars))
	for _, k := range slices.Sorted(maps.Keys(vars)) {
		args = append(args, k, value(l, vars[k]))
	}
	key := room + "." + kind
	if vars["organisation"] != "" {
		key = words.Variant(key, "named")
	}
	return words.T(l, words.Variant(key, vars["type"]), args...)
}

func value(l words.Lang, v string) any {
	if t, err := time.Parse(time.RFC3339, v); err == nil {
		return words.Due(l, civil.Local(t))
	}
	if d, err := civil.ParseDate(v); err == nil {
		return words.Date(l, d.Year, int(d.Month), d.Day)
	}
	if n, err := strconv.Atoi(v); err == nil && len(v) < 4 {
		return n
	}
	return v
}
