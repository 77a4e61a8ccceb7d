// Package audit replays everything that was ever written and names every difference: a fact that
// was changed, removed, removed at the end, or inserted; a row that says otherwise than its facts;
// an entry of the register without a case, or a line that differs in one of the two books; a proof
// that was changed, removed or inserted, or whose signature does not hold. It asks nobody and
// changes nothing.
//
// What it cannot see: a case that was removed with all its rows, facts, entries and proofs; lists
// that only help to find things (docket, summonses, numbers); and of a proof by code, the instant
// and the phone beside it.
package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Books reads everything, table by table.
type Books interface {
	ScanFacts(ctx context.Context, fn func(writ.Fact) error) error
	ScanRows(ctx context.Context, fn func(writ.Row) error) error
	ScanEntries(ctx context.Context, fn func(register.Line) error) error
	ScanResidents(ctx context.Context, fn func(register.Line) error) error
	ScanProofs(ctx context.Context, fn func(id string, p proof.Proof) error) error
}

// Invitations reads the invitations that owners signed: their proofs are named by no fact until
// somebody applies. Books that have them are asked.
type Invitations interface {
	ScanInvitations(ctx context.Context, fn func(keeping.Invitation) error) error
}

// Papers reads what was scanned at windows. Books that have it are asked.
type Papers interface {
	ScanPapers(ctx context.Context, fn func(hall.Paper) error) error
}

// Seal re-checks a kept proof from its own bytes.
type Seal interface {
	Review(p proof.Proof) error
}

// Difference is one thing that is not as it should be. Where names a case, entry or proof by its
// ref, never a person.
type Difference struct{ Where, What string }

// Report is the outcome of an audit.
type Report struct {
	Facts, Cases, Entries, Proofs int
	Judged                        int // decisions that the rules were asked about again
	Differences                   []Difference
}

// Audit re-checks the books. Fields are set once.
type Audit struct {
	Books Books
	Seal  Seal // nil: signatures are not re-checked, only that proofs are whole
}

// run is one audit under way. What was named once is not named again for what follows from it.
type run struct {
	seal    Seal
	report  Report
	rows    map[string]writ.Row         // those whose chain has not come yet
	entries map[string][]register.Line  // the book by persons: versions in order
	told    map[string][]register.Entry // what the facts of an entry add up to
	lodged  map[string]int              // versions in the book by dwellings
	made    map[string]string           // entry → the case that makes it
	turned  map[string][]turn           // entry → versions that applications and proposals make of it
	proofs  map[string]proof.Standing
	digests map[string]string // proof → digest of the statement that it ends with
	words   map[string]word   // proof → where it is named
	broken  map[string]bool   // chains that were named
	chain   []writ.Fact
	papers  map[string]bool // scans whose bytes are there → one of them is to be
}

// word is a proof as facts name it.
type word struct {
	ref      string
	standing proof.Standing // "" when it counts no more
}

// Run audits everything. An error means that the books could not be read to the end.
func (a *Audit) Run(ctx context.Context) (rep Report, err error) {
	defer fault.Wrap(&err, "audit")
	r := newRun(a.Seal)
	steps := []func() error{
		func() error { return a.Books.ScanRows(ctx, r.row) },
		func() error { return a.Books.ScanEntries(ctx, r.entry) },
		func() error { return a.Books.ScanProofs(ctx, r.proof) },
		func() error { return a.Books.ScanFacts(ctx, r.fact) },
		func() error { r.endChain(); return nil },
		func() error { return a.Books.ScanResidents(ctx, r.resident) },
	}
	if b, ok := a.Books.(Invitations); ok {
		steps = append(steps, func() error { return b.ScanInvitations(ctx, r.invitation) })
	}
	if b, ok := a.Books.(Papers); ok {
		steps = append(steps, func() error { return b.ScanPapers(ctx, r.paper) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return r.report, err
		}
	}
	r.revivals()
	r.left()
	slices.SortStableFunc(r.report.Differences, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What))
	})
	return r.report, nil
}

func newRun(seal Seal) *run {
	return &run{
		seal: seal, rows: map[string]writ.Row{}, entries: map[string][]register.Line{}, told: map[string][]register.Entry{},
		lodged: map[string]int{}, made: map[string]string{}, turned: map[string][]turn{}, proofs: map[string]proof.Standing{}, digests: map[string]string{}, words: map[string]word{}, broken: map[string]bool{}, papers: map[string]bool{},
	}
}

func (r *run) differs(where, what string, args ...any) {
	r.report.Differences = append(r.report.Differences, Difference{where, fmt.Sprintf(what, args...)})
}

// breaks names what is wrong with a chain; nothing more is said of what hangs on it.
func (r *run) breaks(ref, what string, args ...any) {
	r.broken[ref] = true
	r.differs(ref, what, args...)
}

func (r *run) row(w writ.Row) error {
	r.rows[w.Ref] = w
	r.report.Cases++
	return nil
}

func (r *run) entry(e register.Line) error {
	if len(r.entries[e.ID]) == 0 {
		r.report.Entries++
	}
	r.entries[e.ID] = append(r.entries[e.ID], e)
	return nil
}

// proof checks that a proof's name is its content's digest and that its signature still holds.
func (r *run) proof(id string, p proof.Proof) error {
	r.report.Proofs++
	r.proofs[id], r.digests[id] = p.Standing, p.Digest
	if p.ID() != id {
		r.differs("proof "+id, "was changed: its content has another digest")
		return nil
	}
	if (p.Kind == proof.EDS || p.Kind == proof.Ink) && r.seal != nil {
		if err := r.seal.Review(p); err != nil {
			r.differs("proof "+id, "does not hold: %v", err)
		}
	}
	return nil
}

// fact gathers a chain and closes it when the next one begins.
func (r *run) fact(f writ.Fact) error {
	r.report.Facts++
	if len(r.chain) > 0 && r.chain[0].Case != f.Case {
		r.endChain()
	}
	r.chain = append(r.chain, f)
	return nil
}
