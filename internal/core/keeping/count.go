package keeping

import (
	"time"

	"tirkeu/internal/core/civil"
)

// Count is how many applications of a type that were opened on a day stand in a state, by what
// statistics count them by.
type Count struct {
	Type, State              string
	Day                      civil.Date
	Region, Channel, Purpose string
	Months                   int
	N                        int
}

// Placed is a thing by its ref, the region of its dwelling (two digits of KATO) and the code of the branch
// that took it in; "" where that is not known.
type Placed struct{ Ref, Region, Branch string }

// Group is a number under a key.
type Group struct {
	Key string
	N   int
}

// Relay is when an entry was made, and when GBD FL confirmed that it knows (zero: not yet).
type Relay struct{ Made, Told time.Time }
