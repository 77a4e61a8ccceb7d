package main

import (
	"context"
	"errors"
	"fmt"

	"tirkeu/eds/cert"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/store"
	"tirkeu/internal/work/audit"
)

// auditCmd replays and re-checks everything.
type auditCmd struct{}

// Run names every difference; it ends with an error when there is one.
func (auditCmd) Run(ctx context.Context, s *settings) error {
	return withStore(ctx, s, func(st *store.Store) error {
		trusted, err := anchors(s)
		if err != nil {
			return err
		}
		rep, err := audited(ctx, st, trusted, sealers(s)...)
		if err != nil {
			return err
		}
		for _, d := range rep.Differences {
			fmt.Printf("%s: %s\n", d.Where, d.What)
		}
		fmt.Printf("%d cases, %d register entries, %d facts, %d proofs and %d decisions were re-checked: %d differences.\n",
			rep.Cases, rep.Entries, rep.Facts, rep.Proofs, rep.Judged, len(rep.Differences))
		fmt.Println("A case that was removed together with all its rows, facts, entries and proofs cannot be seen here.")
		if len(rep.Differences) > 0 {
			return errors.New("the books are not whole")
		}
		return nil
	})
}

// audited re-checks one moment of the books, so that nothing is written between two looks. Sealers are the BINs
// whose employees' certificates seal ink.
func audited(ctx context.Context, st *store.Store, trusted []*cert.Certificate, sealers ...string) (audit.Report, error) {
	moment, err := st.Snapshot(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	defer moment.Close()
	pool := cert.NewPool(trusted...)
	return (&audit.Audit{Books: moment, Seal: seal.New(seal.Settings{Trusted: pool, Stampers: pool, Sealers: sealers})}).Run(ctx)
}
