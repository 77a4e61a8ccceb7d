package lobby

import (
	"encoding/base64"
	"slices"
	"strconv"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
)

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// basis is the norms that come from one kind of source.
type basis struct {
	All   []law.Basis
	Name  law.Basis
	Rules []rule
	Part  int   // of the parts, from 1
	Parts []int // their numbers; nothing for one part alone
}

// aPart is how many norms a page shows: a page stays light on a slow line.
const aPart = 24

// rule is one norm in all its versions.
type rule struct {
	ID       string
	Versions []version
}

// version of a norm; Now says that it holds today.
type version struct {
	law.Norm
	Now bool
}

var bases = []law.Basis{law.Act, law.Practice, law.Ours}

// part keeps the part of the norms that is asked for; the first for a number that there is not.
func (x *basis) part(asked string) {
	parts := (len(x.Rules) + aPart - 1) / aPart
	if x.Part, _ = strconv.Atoi(asked); x.Part < 1 || x.Part > parts {
		x.Part = 1
	}
	if parts < 2 {
		return
	}
	for n := range parts {
		x.Parts = append(x.Parts, n+1)
	}
	from := (x.Part - 1) * aPart
	x.Rules = x.Rules[from:min(from+aPart, len(x.Rules))]
}

// rules lists every norm by where it comes from, with its source, dates and mark: ours are shown
// as ours. One kind is shown at a time, acts first.
func (l *Lobby) rules(v *frame.Visit) error {
	today := civil.DateOf(l.Calendar.Now())
	shown := law.Basis(v.R.URL.Query().Get("basis"))
	if !slices.Contains(bases, shown) {
		shown = law.Act
	}
	x := basis{All: bases, Name: shown}
	for _, n := range law.Norms() {
		if n.Basis != shown {
			continue
		}
		i := slices.IndexFunc(x.Rules, func(r rule) bool { return r.ID == n.ID })
		if i < 0 {
			x.Rules, i = append(x.Rules, rule{ID: n.ID}), len(x.Rules)
		}
		x.Rules[i].Versions = append(x.Rules[i].Versions, version{n, n.InForce(today)})
	}
	x.part(v.R.URL.Query().Get("part"))
	return v.Page("rules", v.T("shell.foot.law"), x)
}
