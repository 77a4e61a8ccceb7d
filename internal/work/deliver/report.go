package deliver

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/signing"
)

// Population is GBD FL, told of every change in the register.
type Population interface {
	Report(ctx context.Context, number string, e register.Entry) error
}

// Receipts keeps when GBD FL took a version of an entry.
type Receipts interface {
	Entry(ctx context.Context, id string) (register.Entry, error)
	PutReceipt(ctx context.Context, r keeping.Receipt) error
}

// Report is the worker of errands of kind "gbdfl": each change of the register, numbered, at least
// once. The receipt is "known to GBD FL since".
type Report struct {
	Population Population
	Receipts   Receipts
	Calendar   signing.Clock
}

// Kind of errand that this worker does.
func (Report) Kind() string { return registration.ErrandGBDFL }

// Do sends the present version of the entry under the number of the errand's version.
func (r Report) Do(ctx context.Context, j writ.Job) (bool, error) {
	var body struct {
		Entry   string `json:"entry"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	e, err := r.Receipts.Entry(ctx, body.Entry)
	if err != nil {
		return false, err
	}
	if e.Version > body.Version {
		return false, nil // a later version has an errand of its own
	}
	if err := r.Population.Report(ctx, j.Key, e); err != nil {
		if fault.Is(err, fault.Unavailable) {
			return false, errand.Later{Why: "GBD FL is silent"}
		}
		return false, err
	}
	return false, r.Receipts.PutReceipt(ctx, keeping.Receipt{
		Entry: e.ID, Version: body.Version, Person: e.Person, At: r.Calendar.Now(),
	})
}
