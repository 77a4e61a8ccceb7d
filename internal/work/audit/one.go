package audit

import (
	"cmp"
	"context"
	"slices"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Shelf reads one application with what lies beside its facts.
type Shelf interface {
	Row(ctx context.Context, ref string) (writ.Row, error)
	Facts(ctx context.Context, chain string) ([]writ.Fact, error)
	Proof(ctx context.Context, id string) (proof.Proof, error)
}

// One re-checks one application as it stands now: its chain, its row, the decisions by the rules, and the
// proofs that its facts name. An error means that it could not be read; differences are in the report.
func One(ctx context.Context, b Shelf, seal Seal, ref string) (rep Report, err error) {
	defer fault.Wrap(&err, "audit an application")
	row, err := b.Row(ctx, ref)
	if err != nil {
		return rep, err
	}
	facts, err := b.Facts(ctx, ref)
	if err != nil {
		return rep, err
	}
	r := newRun(seal)
	_ = r.row(row) // only counts
	for _, f := range facts {
		_ = r.fact(f)
	}
	r.endChain()
	if len(facts) == 0 {
		r.breaks(ref, "there are no facts")
	}
	for _, id := range proofsOf(facts) {
		p, err := b.Proof(ctx, id)
		if fault.Is(err, fault.NotFound) {
			r.differs("proof "+id, "is missing")
			continue
		}
		if err != nil {
			return rep, err
		}
		_ = r.proof(id, p)
	}
	slices.SortStableFunc(r.report.Differences, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What))
	})
	return r.report, nil
}

// proofsOf lists the proofs that the facts name, once each.
func proofsOf(facts []writ.Fact) (ids []string) {
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, f := range facts {
		if x, err := removal.ParseFact(f.Text); err == nil {
			if x.Heard.File != nil {
				add(x.Heard.File.Word.Proof)
			}
			if x.Heard.Word != nil {
				add(x.Heard.Word.Proof)
			}
			continue
		}
		b, err := registration.ParseFact(f.Text)
		if err != nil {
			continue // the chain says so
		}
		if b.Heard.Word != nil {
			add(b.Heard.Word.Proof)
		}
		if b.Heard.Ask != nil {
			for _, k := range b.Heard.Ask.Carried {
				add(k.Proof)
			}
		}
	}
	return ids
}
