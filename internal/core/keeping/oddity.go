package keeping

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/iin"
)

// Crowd is a dwelling with fresh registrations: who lives there now, and how many were made.
type Crowd struct {
	RKA    address.RKA
	People int    // distinct persons with an active entry
	Fresh  int    // entries made in the time that was asked
	Case   string // ref of one case that made an entry there; "" when nobody lives there
}

// Insistence is a person who filed many applications.
type Insistence struct {
	Filer iin.IIN
	N     int
}

// SharedPhone is a phone by which several persons asked for codes; the number itself is not known.
type SharedPhone struct {
	Persons int
	Owners  int    // of them: who were asked as owners
	Digest  string // of the phone, as codes keep it
	Case    string // ref of one case that was signed by it; "" when they only logged in
}

// Generosity is an owner, a person, at whose dwellings many were registered.
type Generosity struct {
	Owner string // party text
	N     int    // distinct persons
	Case  string // ref of one of the cases
}

// Regard says that an officer looked at something unusual. Key is a digest of what it was.
type Regard struct {
	Kind, Key string
	By        iin.IIN
	Note      string
	At        time.Time
}
