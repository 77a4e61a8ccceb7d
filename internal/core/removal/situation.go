// Package removal is the end of a registration: the acts on a register entry as writs, and the
// life of an owner's application to strike somebody off, as a table.
package removal

import (
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Situation is an entry plus what must hold still while an act on it is decided.
type Situation struct {
	Entry  register.Entry
	Facts  int    // length of the entry's own chain (chain ref = entry ID)
	Head   string // digest of its last fact
	Guards []writ.Guard
	Owners []iin.Party // of the dwelling, by the case that made the entry
	Org    iin.Party   // organisation that petitioned for the entry; zero: none
}
