package store

// takeNumber gives a number to a case or an entry. Conflict when it is taken by another one.
func (x tx) takeNumber(number, kind, ref string) error {
	if number == "" {
		return nil
	}
	return x.must("number", `INSERT INTO numbering (number, kind, ref) VALUES ($1, $2, $3)
		ON CONFLICT (number, kind) DO UPDATE SET ref = excluded.ref WHERE numbering.ref = excluded.ref`, number, kind, ref)
}
