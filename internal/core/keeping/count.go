package keeping

import "tirkeu/internal/core/civil"

// Count is how many applications of a type that were opened on a day stand in a state.
type Count struct {
	Type, State string
	Day         civil.Date
	N           int
}
