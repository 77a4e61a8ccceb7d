package roster

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/iin"
)

// Doing is what one of an organisation's people did.
type Doing string

const (
	DidUpload Doing = "uploaded" // a list from a file, or pasted
	DidOne    Doing = "single"   // the short form for one person
	DidExtend Doing = "extended" // a list of people whose term ends
	DidMend   Doing = "mended"   // rows put right, struck or put back
	DidDrop   Doing = "dropped"  // a list thrown away
	DidFile   Doing = "filed"    // applications of a list
	DidSign   Doing = "signed"   // a list's statement
	DidEnd    Doing = "ended"    // registrations of people who left
	DidLook   Doing = "looked"   // at residents of a building
	DidOpen   Doing = "opened"   // a list with its people
	DidExport Doing = "exported" // residents as a file
)

// Doings lists everything that is written down.
func Doings() []Doing {
	return []Doing{DidUpload, DidOne, DidExtend, DidMend, DidDrop, DidFile, DidSign, DidEnd, DidLook, DidOpen, DidExport}
}

// Deed is one thing that one of an organisation's people did: what its head reads about them. Rows are never
// changed.
type Deed struct {
	ID    string // the same deed is never written twice
	At    time.Time
	By    iin.IIN
	Name  string // of who did it
	What  Doing
	N     int         // how many people it was about
	Whom  string      `json:",omitempty"` // name of the one person that was looked at, "" when there were several
	List  string      `json:",omitempty"` // ref
	House address.RKA `json:",omitzero"`  // of the building
}

// DidMake is how a list of the kind came to be.
func DidMake(k Kind) Doing {
	switch k {
	case Single:
		return DidOne
	case Extended:
		return DidExtend
	}
	return DidUpload
}
