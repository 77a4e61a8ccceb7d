package petition

import (
	"context"
	"fmt"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/signing"
)

// ErrandProve asks again about a signature over a list whose certificate could not be asked about.
const ErrandProve = "list-prove"

// proving is the errand that asks about the list's signature. Its rows wait for the answer together.
func proving(l roster.List, word int) ([]writ.Errand, error) {
	jobs, err := errands(ErrandProve, l, order{Word: word}, []int{0})
	if err == nil && len(jobs) != 1 {
		err = fault.New(fault.Internal, "one errand asks about a signature")
	}
	return jobs, err
}

// Prover is the worker that asks about a list's signature until the authority answers: then the whole list
// goes on, or all its rows come back to be signed.
type Prover struct {
	Desk *Desk
	Seal signing.Rechecker
}

// Kind of errand that this worker does.
func (Prover) Kind() string { return ErrandProve }

// Do asks once more.
func (p Prover) Do(ctx context.Context, j writ.Job) (bool, error) {
	job, err := p.Desk.take(ctx, j)
	if err != nil || job.gone || job.list.Pending != job.Word {
		return false, err
	}
	word, pr, err := p.Desk.word(ctx, job)
	if err != nil {
		return false, err
	}
	switch v := p.Seal.Recheck(ctx, pr).(type) {
	case proof.Waiting:
		return false, errand.Later{After: signing.Pace(j.Attempt), Why: "OCSP is silent"}
	case proof.Accepted:
		err = p.Desk.proved(ctx, job, word, v.Proof, j.Key)
	case proof.Rejected:
		err = p.Desk.unproved(ctx, job, j.Key)
	default:
		return false, fmt.Errorf("a verdict of no known kind %T", v)
	}
	return err == nil, again(err)
}

// proved keeps the answer and has each application signed.
func (d *Desk) proved(ctx context.Context, j job, word roster.Word, good proof.Proof, key string) error {
	good.Standing = proof.Good
	l := j.list
	l.Pending, l.Changed = 0, d.Calendar.Now()
	l.Turn++
	jobs, err := errands(ErrandSign, l, order{Word: word.N}, word.Rows)
	if err != nil {
		return err
	}
	err = d.Books.SaveRoster(ctx, roster.Change{Org: l.Org, Ref: l.Ref, Head: &l}, writ.Writ{Proofs: []proof.Proof{good}, Errands: jobs, Done: []string{key}})
	if err == nil {
		d.wake()
	}
	return err
}

// unproved brings every row that the signature covered back to be signed, and says why on the list.
func (d *Desk) unproved(ctx context.Context, j job, key string) error {
	all, err := d.Books.RosterRows(ctx, j.list.Org, j.list.Ref)
	if err != nil {
		return err
	}
	l := j.list
	l.Pending, l.Struck, l.Changed = 0, j.Word, d.Calendar.Now()
	var back []roster.Row
	for _, r := range all {
		if r.State == roster.Signed && r.Word == j.Word {
			r.State, r.Word, r.Changed = roster.Filed, 0, l.Changed
			back = append(back, r)
		}
	}
	return d.Books.SaveRoster(ctx, roster.Change{Org: l.Org, Ref: l.Ref, Head: &l, Rows: back}, writ.Writ{Done: []string{key}})
}
