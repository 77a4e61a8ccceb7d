package lobby

import (
	"encoding/base64"
	"slices"

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
}

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
	return v.Page("rules", v.T("shell.foot.law"), x)
}
