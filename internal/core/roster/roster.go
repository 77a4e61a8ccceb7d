// Package roster holds what an organisation's administration sends about the people who stay with it:
// a list with one row a person (service page, "Application of the administration of the organization").
// It reads the values as typed, says of each row what is wrong and where, and never turns a whole list
// away: a row that is wrong waits to be mended or struck while the others go on.
//
// The package is pure. Files are read by a gate, registers are asked by work.
package roster

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
)

// Limits of a list, before and after it is read (ours; a joint statement holds as many people).
const (
	MaxRows  = consent.MaxJoint
	MaxBytes = 5 << 20
	MaxCell  = 200 // runes of one value
	MaxShort = 30  // runes of a room or a bed
)

// Kind is how a list came to be.
type Kind string

const (
	Uploaded Kind = "uploaded" // a file, or pasted
	Single   Kind = "single"   // the short form for one person
	Extended Kind = "extended" // filled in from people whose term ends
)

// List is the head of a list. It is a draft until its first row is filed, and then the cover of its cases.
type List struct {
	Ref     string
	Org     iin.BIN
	OrgName string // as the register writes it
	By      iin.IIN
	Kind    Kind
	House   address.RKA // the building that all rows are of
	Place   address.Address
	Stay    address.Kind // what people stay in: dormitory, hotel, …
	Usual   Typed        // what stands for an empty value: months, purpose, type, basis
	Made    time.Time    // calendar clock, as Changed
	Changed time.Time
	Until   time.Time // kept until, while nothing of it is filed
	Turn    int       // of background work: each turn has errands of its own
	Dropped bool
	Words   int // signatures so far
	Pending int `json:",omitempty"` // number of the signature whose certificate could not be asked about yet; 0: none
	Struck  int `json:",omitempty"` // number of the last signature when it proved to be none
	Version int64
}

// Word is one signature over a list's statement.
type Word struct {
	List  string // ref
	N     int    // from 1
	By    iin.IIN
	Name  string // of who signed
	At    time.Time
	Proof string // proof ID
	Lang  string
	Root  string // digest that was signed
	Rows  []int  // numbers of the rows, in the order in which they were read
	Refs  []string
	Marks []string // digests of the statements, in the same order: the leaves of the root

	Held *proof.Proof `json:",omitempty"` // taken while nobody could be asked about its certificate; no fact names it before it proves good
}

// State of a row.
type State string

const (
	Waiting State = "waiting" // to be checked
	Bad     State = "bad"     // to be mended or struck
	Ready   State = "ready"   // may be filed
	Struck  State = "struck"  // off the list
	Filed   State = "filed"   // an application is open, and awaits the list's signature
	Signed  State = "signed"  // a signature covers it
)

// States lists every state.
func States() []State { return []State{Waiting, Bad, Ready, Struck, Filed, Signed} }

// Row is one person on a list.
type Row struct {
	N        int // line of the file, from 1
	Typed    Typed
	State    State
	Problems []Problem // hard: the row does not go on
	Notes    []Problem // soft: to be looked at
	Person   iin.IIN
	Name     string // as GBD FL writes it
	Exempt   bool   // the capital's norm does not count against the person
	RKA      address.RKA
	Case     string // ref of the application
	Try      int    // how often it was filed anew: a key of the door is used once
	Word     int    // number of the signature that covers it
	Changed  time.Time
	Version  int64
}

// Typed are the values of a row as somebody wrote them.
type Typed struct {
	IIN     string `json:"iin,omitempty"`
	Name    string `json:"name,omitempty"`
	Months  string `json:"months,omitempty"`
	Purpose string `json:"purpose,omitempty"`
	Room    string `json:"room,omitempty"`
	Bed     string `json:"bed,omitempty"`
	Basis   string `json:"basis,omitempty"`
	Type    string `json:"type,omitempty"`
}

// Entry is what a row says once it is understood.
type Entry struct {
	Person   iin.IIN
	Restored bool // a leading zero that a spreadsheet dropped was put back
	Type     consent.Type
	Months   int
	Purpose  consent.Purpose
	Room     string
	Bed      string
	Basis    string
}

// Known is what the registers and the book say of a row's person.
type Known struct {
	Person *applicant.Person // nil: GBD FL knows no such person
	Here   bool              // registered in the building already, for a term that is not about to end
	Until  civil.Date        // last day of that; zero: no end
	Rival  bool              // another application of the type is open
}

// Problem is one thing to be said of a row.
type Problem struct {
	Column Column `json:"column"`
	Reason Reason `json:"reason"`
	Value  string `json:"value,omitempty"`
	N      int    `json:"n,omitempty"`
}

// Reason of a problem; words are under "org.row.<reason>".
type Reason string

const (
	NoIIN        Reason = "iin_empty"
	ShortIIN     Reason = "iin_len" // N digits
	WrongIIN     Reason = "iin_sum"
	SignsInIIN   Reason = "iin_chars"
	Double       Reason = "double"   // of row N
	NoPerson     Reason = "unknown"  // GBD FL
	Dead         Reason = "dead"     //
	Excluded     Reason = "excluded" //
	NoBirth      Reason = "no_birth"
	ChildRow     Reason = "child"
	Foreigner    Reason = "foreigner"
	Elsewhere    Reason = "elsewhere" // another service
	NoPapers     Reason = "papers"
	NameDiffers  Reason = "name" // what GBD FL writes is not told: it would name anybody's number
	WrongMonths  Reason = "months"
	WrongPurpose Reason = "purpose"
	WrongType    Reason = "type"
	NoRoom       Reason = "room_empty"
	UnknownRoom  Reason = "room"
	HereAlready  Reason = "here" // Value: last day, YYYY-MM-DD; "" without end
	OpenRival    Reason = "rival"
	NoPlace      Reason = "norm"   // N places by the norm
	TooLong      Reason = "long"   // N runes at most
	Refused      Reason = "lawful" // Value: ground of the closed list that the door or the rules stated
)

// Reasons lists every reason, for tests of the catalogue.
func Reasons() []Reason {
	return []Reason{
		NoIIN, ShortIIN, WrongIIN, SignsInIIN, Double, NoPerson, Dead, Excluded, NoBirth, ChildRow, Foreigner, Elsewhere,
		NoPapers, NameDiffers, WrongMonths, WrongPurpose, WrongType, NoRoom, UnknownRoom, HereAlready, OpenRival, NoPlace,
		TooLong, Refused,
	}
}

// Mendable tells whether another value in the row's own fields can put the problem right; the others
// are put right elsewhere, or the row is struck.
func (p Problem) Mendable() bool {
	switch p.Reason {
	case Dead, Excluded, NoBirth, ChildRow, Foreigner, Elsewhere, NoPapers, HereAlready, OpenRival, Refused:
		return false
	}
	return true
}

// Asked lists the columns whose values are to be asked anew, in the order of the columns; a row that
// nothing can mend has none.
func Asked(list []Problem) []Column {
	var out []Column
	for _, c := range Columns() {
		for _, p := range list {
			if p.Column == c && p.Mendable() {
				out = append(out, c)
				break
			}
		}
	}
	return out
}
