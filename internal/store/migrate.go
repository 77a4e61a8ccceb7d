package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/store/schema"
)

// Migrate brings the database to the newest version this binary knows, in one transaction that
// keeps other migrators out. It refuses a database that is newer than the binary, and one that
// ran other text under the same number.
func (s *Store) Migrate(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "store.Migrate")
	steps, err := schema.Migrations(s.d.name)
	if err != nil {
		return err
	}
	return s.write(ctx, func(x *tx) error {
		if x.d.migrating != "" {
			if _, err := x.exec(x.d.migrating); err != nil {
				return err
			}
		}
		return migrate(x, steps)
	})
}

func migrate(x *tx, steps []schema.Migration) error {
	err := x.script(x.d.ddl("CREATE TABLE IF NOT EXISTS migration (version bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL\n);"))
	if err != nil {
		return err
	}
	ran, err := list(x, func(r row) (m schema.Migration, err error) {
		return m, r.Scan(&m.Version, &m.Name, &m.Checksum)
	}, `SELECT version, name, checksum FROM migration ORDER BY version`)
	if err != nil {
		return err
	}
	if len(ran) > len(steps) {
		return fault.New(fault.Invalid, "database is at version %d, this program knows %d: use a newer program", len(ran), len(steps))
	}
	for i, m := range ran {
		if m.Version != steps[i].Version || m.Checksum != steps[i].Checksum {
			return fault.New(fault.Invalid, "migration %s of the database differs from %s of this program", m.Name, steps[i].Name)
		}
	}
	for _, m := range steps[len(ran):] {
		if err := migrateOne(x, m); err != nil {
			return fault.As(fault.Internal, err, "migration %s", m.Name)
		}
	}
	return nil
}

func migrateOne(x *tx, m schema.Migration) error {
	text := m.SQL
	if m.Common {
		text = x.d.ddl(text)
	}
	if err := x.script(text); err != nil {
		return err
	}
	_, err := x.exec(`INSERT INTO migration (version, name, checksum) VALUES ($1, $2, $3)`, m.Version, m.Name, m.Checksum)
	return err
}
