package signing

import (
	"context"
	"encoding/json"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
)

// Rechecker asks again about a proof whose certificate's standing could not be asked.
type Rechecker interface {
	Recheck(ctx context.Context, p proof.Proof) proof.Verdict
}

// Proofs reads stored proofs.
type Proofs interface {
	Proof(ctx context.Context, id string) (proof.Proof, error)
}

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Recheck is the worker of errands of kind "recheck-proof": a pending proof is asked about until
// the authority answers; then it counts, or is struck and the person may sign again.
type Recheck struct {
	Proofs Proofs
	Seal   Rechecker
	Door   Door
}

// Kind of errand that this worker does.
func (Recheck) Kind() string { return registration.ErrandRecheck }

// Do asks once more about one proof.
func (r Recheck) Do(ctx context.Context, j writ.Job) (bool, error) {
	var body struct {
		Case  string `json:"case"`
		Proof string `json:"proof"`
	}
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	p, err := r.Proofs.Proof(ctx, body.Proof)
	if err != nil {
		return false, err
	}
	act := registration.Prove{ProofID: body.Proof}
	switch v := r.Seal.Recheck(ctx, p).(type) {
	case proof.Waiting:
		return false, errand.Later{After: Pace(j.Attempt), Why: "OCSP is silent"}
	case proof.Accepted:
		act.Good, act.OCSP, act.At, act.Proof = true, v.Proof.OCSP, v.Proof.At, v.Proof
	case proof.Rejected:
		act.Good = false
	}
	_, err = r.Door.Do(ctx, office.Order{
		Ref: body.Case, Act: act, By: registration.Actor{Machine: "registers"}, Done: []string{j.Key},
	})
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Forbidden) {
		return false, nil // the case has moved on without this proof
	}
	return err == nil, err
}

// Pace asks often at first, then every minute.
func Pace(attempt int) time.Duration {
	return min(2*time.Second*time.Duration(max(attempt, 1)), time.Minute)
}
