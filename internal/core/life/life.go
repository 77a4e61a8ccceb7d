// Package life is a table of steps in time order and how to walk it, and what the facts of every life
// have alike. It knows no domain: S is a state, A an act, R a role, C what guards look at.
package life

// Step is one row: in From, when Act is done by Role and Guard holds, the case goes To by Norm.
type Step[S, A, R ~string, C any] struct {
	From  S
	Act   A
	Role  R
	Guard *Guard[C] // nil: always
	To    S
	Norm  string // law id
}

// Guard is a named condition, so that tables can be printed and compared.
type Guard[C any] struct {
	Name  string
	Holds func(C) bool
}

// Table is the life: the first row that fits is taken; no row, no act.
type Table[S, A, R ~string, C any] []Step[S, A, R, C]

// Find returns the first row that fits, or false.
func (t Table[S, A, R, C]) Find(from S, act A, role R, c C) (Step[S, A, R, C], bool) {
	for _, s := range t {
		if s.From == from && s.Act == act && s.Role == role && (s.Guard == nil || s.Guard.Holds(c)) {
			return s, true
		}
	}
	return Step[S, A, R, C]{}, false
}

// Open lists the acts that have a row for the role in the state, in table order, once each.
// A listed act may still be refused by its guards.
func (t Table[S, A, R, C]) Open(from S, role R) []A {
	var out []A
	seen := map[A]bool{}
	for _, s := range t {
		if s.From == from && s.Role == role && !seen[s.Act] {
			seen[s.Act] = true
			out = append(out, s.Act)
		}
	}
	return out
}
