package keeping

import "tirkeu/internal/core/civil"

// Denied counts what was denied on a day: at which window, to which role, why, and in which branch. It knows no person.
type Denied struct {
	Day   civil.Date
	Route string // method and pattern, such as "GET /cases/{ref}"
	Role  string
	Why   string // "role", "sign_in", "stranger", "act" or "token"
	N     int

	Branch string // code of the operator's branch; "" where none is known
}
