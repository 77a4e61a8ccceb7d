// Package audit replays everything that was ever written and names every difference: a fact that
// was changed, removed, removed at the end, or inserted; a row that says otherwise than its facts;
// an entry of the register without a case; a proof that does not hold. It asks nobody and changes
// nothing.
//
// What it cannot see: a case that was removed with all its rows, facts, entries and proofs.
package audit

import (
	"context"
	"fmt"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Books reads everything, table by table.
type Books interface {
	ScanFacts(ctx context.Context, fn func(writ.Fact) error) error
	ScanRows(ctx context.Context, fn func(writ.Row) error) error
	ScanEntries(ctx context.Context, fn func(register.Entry) error) error
	ScanResidents(ctx context.Context, fn func(register.Entry) error) error
	ScanProofs(ctx context.Context, fn func(id string, p proof.Proof) error) error
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
	Differences                   []Difference
}

// Audit re-checks the books. Fields are set once.
type Audit struct {
	Books Books
	Seal  Seal // nil: signatures are not re-checked, only that proofs are whole
}

// run is one audit under way.
type run struct {
	seal    Seal
	report  Report
	rows    map[string]writ.Row
	entries map[string][]register.Entry // versions in order
	spoken  map[string]bool             // chains whose entry was compared, or that are broken
	proofs  map[string]bool
	wanted  map[string]string // proof → case that names it
	chain   []writ.Fact
}

// Run audits everything. An error means that the books could not be read to the end.
func (a *Audit) Run(ctx context.Context) (rep Report, err error) {
	defer fault.Wrap(&err, "audit")
	r := &run{seal: a.Seal, rows: map[string]writ.Row{}, entries: map[string][]register.Entry{}, spoken: map[string]bool{}, proofs: map[string]bool{}, wanted: map[string]string{}}
	steps := []func() error{
		func() error { return a.Books.ScanRows(ctx, r.row) },
		func() error { return a.Books.ScanEntries(ctx, r.entry) },
		func() error { return a.Books.ScanProofs(ctx, r.proof) },
		func() error { return a.Books.ScanFacts(ctx, r.fact) },
		func() error { return r.endChain() },
		func() error { return a.Books.ScanResidents(ctx, r.resident()) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return r.report, err
		}
	}
	r.left()
	return r.report, nil
}

func (r *run) differs(where, what string, args ...any) {
	r.report.Differences = append(r.report.Differences, Difference{where, fmt.Sprintf(what, args...)})
}

func (r *run) row(w writ.Row) error {
	r.rows[w.Ref] = w
	r.report.Cases++
	return nil
}

func (r *run) entry(e register.Entry) error {
	if len(r.entries[e.ID]) == 0 {
		r.report.Entries++
	}
	r.entries[e.ID] = append(r.entries[e.ID], e)
	return nil
}

// proof checks that a proof's name is its content's digest and that its signature still holds.
func (r *run) proof(id string, p proof.Proof) error {
	r.report.Proofs++
	r.proofs[id] = true
	if p.ID() != id {
		r.differs("proof "+id, "was changed: its content has another digest")
		return nil
	}
	if p.Kind == proof.EDS && r.seal != nil {
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
		if err := r.endChain(); err != nil {
			return err
		}
	}
	r.chain = append(r.chain, f)
	return nil
}

func (r *run) endChain() error {
	chain := r.chain
	r.chain = nil
	if len(chain) == 0 {
		return nil
	}
	if !r.linked(chain) {
		r.forget(chain[0].Case)
		return nil
	}
	texts := make([]string, len(chain))
	for i, f := range chain {
		texts[i] = f.Text
	}
	if _, ok := r.rows[chain[0].Case]; ok {
		r.caseChain(chain, texts)
	} else {
		r.entryChain(chain, texts)
	}
	return nil
}

// linked checks numbers and digests of a chain.
func (r *run) linked(chain []writ.Fact) bool {
	ref, prev := chain[0].Case, ""
	for i, f := range chain {
		switch {
		case f.Seq > i+1:
			r.differs(ref, "fact %d is missing", i+1)
			return false
		case f.Seq < i+1:
			r.differs(ref, "fact %d stands twice", f.Seq)
			return false
		case f.Digest != writ.Chain(f.Prev, f.Text):
			r.differs(ref, "fact %d was changed: its text has another digest", f.Seq)
			return false
		case f.Prev != prev:
			r.differs(ref, "fact %d does not follow the one before: one was inserted or exchanged", f.Seq)
			return false
		}
		prev = f.Digest
	}
	return true
}

// forget keeps a broken chain from being reported a second time as missing.
func (r *run) forget(ref string) {
	delete(r.rows, ref)
	r.spoken[ref] = true
}

// caseChain compares a case's facts with its row.
func (r *run) caseChain(chain []writ.Fact, texts []string) {
	ref := chain[0].Case
	row := r.rows[ref]
	delete(r.rows, ref)
	last := chain[len(chain)-1]
	if row.Facts != len(chain) || row.Head != last.Digest {
		r.differs(ref, "the row knows %d facts, the chain has %d: facts at the end were removed or added", row.Facts, len(chain))
		return
	}
	c, err := registration.Replay(texts)
	if err != nil {
		r.differs(ref, "facts cannot be replayed: %v", err)
		return
	}
	want, err := registration.RowOf(c)
	if err != nil {
		r.differs(ref, "replayed case cannot be written: %v", err)
		return
	}
	if what, ok := sameRow(want, row); !ok {
		r.differs(ref, "the row says otherwise than its facts: %s", what)
	}
	if c.SignedBy != "" {
		r.wanted[c.SignedBy] = ref
	}
	for _, k := range c.Consents {
		if c.Copied == "" {
			r.wanted[k.Proof] = ref
		}
	}
	if _, ok := r.entries[c.Entry]; c.Entry != "" && !ok {
		r.differs(ref, "its register entry is missing")
	}
}

// sameRow compares a row with what the facts add up to and names the first field that differs.
func sameRow(want, got writ.Row) (string, bool) {
	for _, f := range []struct{ name, a, b string }{
		{"state", want.State, got.State}, {"number", want.Number, got.Number}, {"person", want.Person, got.Person},
		{"filer", want.Filer, got.Filer}, {"rka", want.RKA, got.RKA}, {"type", want.Type, got.Type},
		{"request", want.Request, got.Request}, {"body", want.Body, got.Body},
	} {
		if f.a != f.b {
			return f.name, false
		}
	}
	return "", true
}
