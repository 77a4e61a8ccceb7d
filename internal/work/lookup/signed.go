package lookup

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
)

// Signed is the word that an applicant gave on his application: the text as he read it, and how he signed.
// NotFound when it is not signed, or when somebody else signed it.
func Signed(ctx context.Context, e Evidence, c registration.Case, by iin.IIN) (p proof.Proof, err error) {
	defer fault.Wrap(&err, "read what was signed")
	if c.SignedBy == "" {
		return proof.Proof{}, fault.New(fault.NotFound, "the application is not signed")
	}
	if p, err = e.Proof(ctx, c.SignedBy); err != nil {
		return proof.Proof{}, err
	}
	if p.Signer != by {
		return proof.Proof{}, fault.New(fault.NotFound, "somebody else signed the application")
	}
	return p, nil
}
