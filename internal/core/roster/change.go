package roster

import "tirkeu/internal/core/iin"

// Change is what of a list is written at once. Versions are those that were read; what moved in between
// is a conflict, and nothing is written.
type Change struct {
	Org  iin.BIN
	Ref  string
	Head *List // nil: unchanged
	Rows []Row // those that changed
	Word *Word // a new signature
	Deed *Deed // what somebody did by it
}
