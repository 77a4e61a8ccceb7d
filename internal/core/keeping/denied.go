package keeping

import "tirkeu/internal/core/civil"

// Denied counts what was denied on a day: at which window, to which role, and why. It knows no person.
type Denied struct {
	Day   civil.Date
	Route string // method and pattern, such as "GET /cases/{ref}"
	Role  string
	Why   string // "role", "sign_in", "stranger", "act" or "token"
	N     int
}
