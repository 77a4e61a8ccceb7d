package seal

import (
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/ocsp"
	"tirkeu/internal/core/proof"
)

// Reasons why a kept proof does not hold, beside those of eds.
var (
	ErrNotEDS     = errors.New("not a proof by signature")
	ErrNoEvidence = errors.New("no evidence that the certificate stood")
	ErrNoWitness  = errors.New("a word in ink without an operator beside its signer")
	ErrDiffers    = errors.New("the proof says otherwise than its signature")
)

// Review verifies a kept proof from its own bytes alone, years later and with nobody asked: the signature over
// the rendering, the path at the time of the word, the person, the timestamp, and for a good proof the OCSP
// answer or the lists. Of a word in ink the signature is the operator's seal. Whether the rendering says what the case says is not its matter.
func (g *Gate) Review(p proof.Proof) error {
	e, err := g.again(p)
	if err != nil {
		return err
	}
	if p.Standing != proof.Good {
		return nil
	}
	return e.evidence(p)
}

// again judges a kept proof as Accept did, at the time of its word.
func (g *Gate) again(p proof.Proof) (*exam, error) {
	e := &exam{raw: p.CMS, now: p.At, set: g.set}
	e.asked = proof.Asked{Rendering: p.Rendering, Digest: p.Digest, Lang: p.Lang, Signer: p.Signer, BIN: p.BIN}
	switch p.Kind {
	case proof.EDS:
	case proof.Ink:
		if p.Signer.IsZero() || p.Operator.IsZero() || p.Signer == p.Operator {
			return nil, ErrNoWitness
		}
		e.ink, e.asked.Signer, e.asked.BIN, e.asked.Seal = &p, p.Operator, "", true
	default:
		return nil, ErrNotEDS
	}
	for _, r := range before {
		if no := r.check(e); no != nil {
			return nil, fmt.Errorf("%s: %s", r.name, no.Reason)
		}
	}
	if e.signer != e.asked.Signer || e.bin != e.asked.BIN {
		return nil, ErrDiffers
	}
	if err := e.keptStamp(p); err != nil {
		return nil, err
	}
	return e, e.keptChain(p)
}

// keptStamp compares the time of the word with the timestamp beside it.
func (e *exam) keptStamp(p proof.Proof) error {
	e.token, e.at = p.Timestamp, p.At
	if len(p.Timestamp) == 0 {
		return nil
	}
	at, ok := e.stamped(p.Timestamp)
	if !ok || !at.Truncate(time.Microsecond).Equal(p.At) {
		return fmt.Errorf("timestamp: %w", ErrDiffers)
	}
	return nil
}

func (e *exam) keptChain(p proof.Proof) error {
	if len(p.Chain) == 0 {
		return fmt.Errorf("chain: %w", ErrDiffers)
	}
	first, err := cert.Parse(p.Chain[0])
	if err != nil {
		return err
	}
	if !first.Equal(e.cert) {
		return fmt.Errorf("chain: %w", ErrDiffers)
	}
	return nil
}

// age is how old an answer of the authority may be beside the word that it stands for: it is kept for a few
// minutes before it is asked for again, and a proof that waited gets its answer later.
const age = 24 * time.Hour

func (e *exam) evidence(p proof.Proof) error {
	switch {
	case len(p.OCSP) > 0:
		return e.keptOCSP(p)
	case len(p.CRL) > 0:
		return e.keptLists(p)
	}
	return ErrNoEvidence
}

func (e *exam) keptOCSP(p proof.Proof) error {
	r, err := ocsp.ParseResponse(p.OCSP)
	if err != nil {
		return err
	}
	v, err := r.Verify(e.cert, e.path[1], ocsp.VerifyOptions{At: r.ProducedAt})
	if err != nil {
		return err
	}
	if v.State != ocsp.Good || p.At.Sub(v.ProducedAt) > age {
		return ErrNoEvidence
	}
	return nil
}

func (e *exam) keptLists(p proof.Proof) error {
	var lists []*cert.CRL
	for block, rest := pem.Decode(p.CRL); block != nil; block, rest = pem.Decode(rest) {
		l, err := cert.ParseCRL(block.Bytes)
		if err != nil {
			return err
		}
		if err := l.CheckSignature(e.path[1]); err != nil {
			return err
		}
		if l.ThisUpdate.Before(p.At) {
			err = l.ValidAt(p.At)
		}
		if err != nil {
			return err
		}
		lists = append(lists, l)
	}
	if len(lists) == 0 || lists[0].Delta {
		return ErrNoEvidence
	}
	_, found := lists[0].Lookup(e.cert.SerialNumber)
	if len(lists) > 1 {
		var err error
		if _, found, err = lists[0].LookupWithDelta(lists[1], e.cert.SerialNumber); err != nil {
			return err
		}
	}
	if found {
		return ErrNoEvidence
	}
	return nil
}
