package store

// takeNumber queues that a number is given to a case or an entry. Conflict when it is taken by
// another one.
func (x *tx) takeNumber(number, kind, ref string) {
	if number == "" {
		return
	}
	x.laterMust("number", `INSERT INTO numbering (number, kind, ref) VALUES ($1, $2, $3)
		ON CONFLICT (number, kind) DO UPDATE SET ref = excluded.ref WHERE numbering.ref = excluded.ref`, number, kind, ref)
}
