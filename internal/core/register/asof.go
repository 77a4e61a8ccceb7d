package register

import (
	"cmp"
	"slices"
	"time"

	"tirkeu/internal/core/iin"
)

// Known picks from versions of any entries what was known at an instant: of each entry the newest
// version known then. A zero instant means now: the newest of all. The order is by From, then ID.
func Known(versions []Entry, knownAt time.Time) []Entry {
	newest := map[string]Entry{}
	for _, e := range versions {
		if !knownAt.IsZero() && e.Known.After(knownAt) {
			continue
		}
		if old, ok := newest[e.ID]; !ok || e.Version > old.Version {
			newest[e.ID] = e
		}
	}
	out := make([]Entry, 0, len(newest))
	for _, e := range newest {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b Entry) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// AsOf answers "where was he registered at one instant, as we knew it at another".
func AsOf(versions []Entry, validAt, knownAt time.Time) []Entry {
	var out []Entry
	for _, e := range Known(versions, knownAt) {
		if e.At(validAt) {
			out = append(out, e)
		}
	}
	return out
}

// Minor is a child under the age of own registration, and the persons whose address counts for it.
type Minor struct {
	Child   iin.IIN
	Parents []iin.IIN
}

// Derived is an address that a child has through a parent; no entry is stored for it.
type Derived struct {
	Child  iin.IIN
	Parent iin.IIN
	Entry  Entry // the parent's
}

// AddressesOf derives where the children live: at each address where a parent is registered at the
// instant (Civil Code Art. 16). When parents live apart both addresses are given, the parents' in
// the order named.
func AddressesOf(children []Minor, entries []Entry, validAt time.Time) []Derived {
	var out []Derived
	for _, c := range children {
		for _, p := range c.Parents {
			out = append(out, throughParent(c.Child, p, entries, validAt)...)
		}
	}
	return out
}

func throughParent(child, parent iin.IIN, entries []Entry, validAt time.Time) []Derived {
	var out []Derived
	for _, e := range entries {
		if e.Person == parent && e.At(validAt) {
			out = append(out, Derived{Child: child, Parent: parent, Entry: e})
		}
	}
	return out
}
