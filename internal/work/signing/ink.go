package signing

import (
	"context"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
)

// Sealing is a text that somebody signs by hand before an operator, ready for the operator's seal.
type Sealing struct {
	Paper  Paper   // with the witness's words beneath it: exactly what the operator signs
	Person iin.IIN // who signs by hand
	BIN    string  // digits of the legal entity that he speaks for, "" for himself
}

// BeforeOperator puts the witness's words beneath a paper that a present person signs by hand.
func BeforeOperator(p Paper, w consent.Witness, person iin.IIN, bin string) (Sealing, error) {
	p.Rendering = consent.RenderInk(p.Rendering, w, p.Lang)
	if p.Rendering == nil {
		return Sealing{}, fault.New(fault.Internal, "a paper without digest, or a language without words of a witness")
	}
	return Sealing{Paper: p, Person: person, BIN: bin}, nil
}

// Inked judges an operator's signature and makes it the present person's word in ink. It is a No when
// the signature is not good. Nobody is his own witness.
func Inked(ctx context.Context, seal Seal, s Sealing, operator iin.IIN, cms []byte) (proof.Proof, error) {
	if operator.IsZero() || operator == s.Person {
		return proof.Proof{}, fault.New(fault.Forbidden, "an operator is not his own witness")
	}
	asked := proof.Asked{Rendering: s.Paper.Rendering, Digest: s.Paper.Digest, Lang: s.Paper.Lang, Signer: operator, Seal: true}
	p, err := Received(seal.Accept(ctx, asked, cms))
	if err != nil {
		return proof.Proof{}, err
	}
	return Ink(p, s.Person, s.BIN), nil
}

// Ink makes an operator's accepted seal the word of the person who signed by hand before him.
func Ink(seal proof.Proof, person iin.IIN, bin string) proof.Proof {
	return proof.Sealed(seal, person, bin)
}
