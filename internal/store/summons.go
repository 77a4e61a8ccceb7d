package store

import "tirkeu/internal/core/writ"

// putSummonses makes the list of owners who are asked in a case equal to the row's.
func (x tx) putSummonses(w writ.Row) error {
	if _, err := x.exec(`DELETE FROM summons WHERE ref = $1`, w.Ref); err != nil {
		return err
	}
	for _, owner := range w.Owners {
		_, err := x.exec(`INSERT INTO summons (owner, ref, filer, asked) VALUES ($1, $2, $3, $4)
			ON CONFLICT (owner, ref) DO NOTHING`, owner, w.Ref, w.Filer, micros(w.Opened))
		if err != nil {
			return err
		}
	}
	return nil
}

// pressed counts the other cases that a filer opened at or after an instant and in which one of
// the owners is asked.
func (x tx) pressed(filer string, owners []string, since int64, but string) (n int, err error) {
	if len(owners) == 0 {
		return 0, nil
	}
	args := append([]any{filer, since, but}, anys(owners)...)
	err = x.one("count", `SELECT count(DISTINCT ref) FROM summons WHERE filer = $1 AND asked >= $2 AND ref <> $3
		AND owner IN (`+marks(4, len(owners))+`)`, args, &n)
	return n, err
}
