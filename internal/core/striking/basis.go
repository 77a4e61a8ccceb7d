package striking

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
)

// Kind of a proposal.
type Kind string

const (
	CourtAct  Kind = "court"      // the entry ends from now on
	FalseData Kind = "false_data" // the entry never was
)

// Kinds lists all, in the order of the page.
func Kinds() []Kind { return []Kind{CourtAct, FalseData} }

// Reason of a proposal, from a closed list (ours).
type Reason string

const (
	Evicted   Reason = "evicted"    // a court evicted the person
	LostRight Reason = "lost_right" // a court found the right of use lost
	Missing   Reason = "missing"    // a court found the person missing
	Declared  Reason = "declared"   // a court declared the person dead

	Papers   Reason = "papers"   // a document was false
	Identity Reason = "identity" // another applied in the person's name
	NoWord   Reason = "no_word"  // an owner's consent was not his
	Home     Reason = "home"     // what was told of the dwelling was false
)

// Reasons lists those of a kind, in the order of the page.
func Reasons(k Kind) []Reason {
	switch k {
	case CourtAct:
		return []Reason{Evicted, LostRight, Missing, Declared}
	case FalseData:
		return []Reason{Papers, Identity, NoWord, Home}
	}
	return nil
}

// KindOf tells the kind to which a reason belongs; "" for one that is not on the list.
func KindOf(r Reason) Kind {
	for _, k := range Kinds() {
		for _, x := range Reasons(k) {
			if x == r {
				return k
			}
		}
	}
	return ""
}

// Limits of what a court act is called, in characters.
const (
	MaxCourt  = 200
	MaxNumber = 50
)

// Basis is on what a proposal rests. A court act is named by court, number and day; they are public.
type Basis struct {
	Reason Reason     `json:"reason"`
	Court  string     `json:"court,omitempty"`
	Number string     `json:"number,omitempty"`
	Day    civil.Date `json:"day,omitzero"`
}

// Kind is what the reason makes of the proposal; "" for an unknown one.
func (b Basis) Kind() Kind { return KindOf(b.Reason) }

// Check tells why nothing can rest on the basis as of the day, or nil.
func (b Basis) Check(today civil.Date) error {
	switch b.Kind() {
	case FalseData:
		if b.Court != "" || b.Number != "" || !b.Day.IsZero() {
			return fault.New(fault.Invalid, "false data rest on no court act")
		}
		return nil
	case CourtAct:
	default:
		return fault.New(fault.Invalid, "reason is not known")
	}
	switch {
	case !Line(b.Court, MaxCourt), !Line(b.Number, MaxNumber):
		return fault.New(fault.Invalid, "a court act is named by court and number")
	case b.Day.IsZero(), b.Day.After(today):
		return fault.New(fault.Invalid, "a court act has a day that has come")
	}
	return nil
}

// Line tells whether a text is one line of at most so many characters.
func Line(s string, limit int) bool {
	n := utf8.RuneCountInString(s)
	return strings.TrimSpace(s) != "" && n <= limit && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}
