package explain

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
)

// Verify judges the signatures of a CMS message, an XML document or a SOAP envelope: the signature itself, the
// certificate's validity and path, revocation, key usage, and timestamps. An error says that the file cannot be read;
// everything else is in the report.
func Verify(ctx context.Context, b []byte, q Question) (*Report, error) {
	if len(b) > MaxInput {
		return nil, ErrTooLarge
	}
	in, err := Open(b)
	if err != nil {
		return nil, err
	}
	j := newJudge(q)
	switch in.Kind {
	case KindCMS, KindBundle:
		if len(in.Bodies) > 1 {
			return nil, fmt.Errorf("%w: several messages in one file", ErrWrongKind)
		}
		return j.cms(ctx, in.Bodies[0])
	case KindXML, KindSOAP:
		return j.xml(ctx, in)
	}
	return nil, fmt.Errorf("%w: %s, not a signature", ErrWrongKind, in.Kind.Words())
}

func (j *judge) cms(ctx context.Context, der []byte) (*Report, error) {
	m, err := cms.Parse(der, cmsLimits)
	if err != nil {
		return nil, err
	}
	r := &Report{Kind: KindCMS}
	messageFacts(r, m)
	if !j.contentThere(r, m) {
		return r.judged(), nil
	}
	data := j.Data
	if !m.Detached {
		data = nil // compared above
	}
	results, err := m.Verify(data, cms.VerifyOptions{Certificates: j.Trusted})
	if err != nil {
		r.Checks.bad("signatures", "%s", why(err))
		return r.judged(), nil
	}
	for n, one := range results {
		r.Parts = append(r.Parts, j.signer(ctx, n+1, one, m.Certificates))
	}
	j.expected(r)
	return r.judged(), nil
}

func messageFacts(r *Report, m *cms.SignedData) {
	if m.Detached {
		r.fact("content", "detached: the signed data is kept elsewhere")
	} else {
		r.fact("content", "attached, %d bytes", len(m.Content))
	}
	r.fact("signatures", "%d", len(m.Signers))
	if len(m.CRLs) > 0 {
		r.fact("enclosed lists", "%d, not used", len(m.CRLs))
	}
}

// contentThere tells whether the signatures can be looked at: somebody signed, and the data is at hand.
func (j *judge) contentThere(r *Report, m *cms.SignedData) bool {
	switch {
	case len(m.Signers) == 0:
		r.Checks.bad("signatures", "Nobody signed this message.")
		return false
	case m.Detached && j.Data == nil:
		r.Checks.unknown("data", "The signature is detached and the signed data is not given, so it cannot be checked.")
		return false
	case m.Detached || j.Data == nil:
	case bytes.Equal(j.Data, m.Content):
		r.Checks.good("data", "The enclosed data is the data given, byte for byte.")
	default:
		r.Checks.bad("data", "%s", why(cms.ErrContentDiffers))
	}
	return true
}

// signer judges one signature of a message.
func (j *judge) signer(ctx context.Context, n int, s cms.SignerResult, enclosed []*cert.Certificate) Part {
	p := Part{Title: fmt.Sprintf("Signature %d", n), Certificate: describe(s.Certificate)}
	if !s.SigningTime.IsZero() {
		claimed := s.SigningTime.UTC()
		p.Claimed = &claimed
	}
	if s.Err != nil {
		p.Checks.bad("signature", "%s", why(s.Err))
	} else {
		p.Checks.good("signature", "%s; the data is what was signed.", s.Algorithm)
	}
	if s.Certificate == nil {
		return p
	}
	stamped := j.stamps(&p, s, enclosed)
	at, from := j.when(stamped)
	p.At, p.AtSource = &at, from
	path := j.path(&p.Checks, s.Certificate, enclosed, at)
	usage(&p.Checks, s.Certificate)
	j.revocation(ctx, &p.Checks, chain{s.Certificate, path, at})
	return p
}

// expected demands that some signature with nothing against it names the person and the legal entity asked for.
func (j *judge) expected(r *Report) {
	if j.IIN == "" && j.BIN == "" {
		return
	}
	want := named(j.IIN, j.BIN)
	fits := func(p Part) bool {
		h := p.Certificate
		return h != nil && p.Checks.verdict() == Good && (j.IIN == "" || h.IIN == j.IIN) && (j.BIN == "" || h.BIN == j.BIN)
	}
	if slices.ContainsFunc(r.Parts, fits) {
		r.Checks.good("signer", "A good signature names %s.", want)
		return
	}
	r.Checks.bad("signer", "No good signature names %s.", want)
}

func named(iin, bin string) string {
	switch {
	case bin == "":
		return "IIN " + iin
	case iin == "":
		return "BIN " + bin
	}
	return "IIN " + iin + " and BIN " + bin
}
