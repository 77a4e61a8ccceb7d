package explain

import (
	"context"
	"fmt"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
)

// Certificates gives the certificates in a file: DER, PEM, base64, or a p7b bundle.
func Certificates(b []byte) ([]*cert.Certificate, error) {
	if len(b) > MaxInput {
		return nil, ErrTooLarge
	}
	in, err := Open(b)
	if err != nil {
		return nil, err
	}
	return certificates(in)
}

func certificates(in Input) ([]*cert.Certificate, error) {
	var found []*cert.Certificate
	for _, body := range in.Bodies {
		switch sniff(body) {
		case KindCertificate:
			c, err := cert.Parse(body)
			if err != nil {
				return nil, err
			}
			found = append(found, c)
		case KindBundle:
			m, err := cms.Parse(body, cmsLimits)
			if err != nil {
				return nil, err
			}
			found = append(found, m.Certificates...)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: %s, not a certificate", ErrWrongKind, in.Kind.Words())
	}
	return found, nil
}

// Anchors gives the certificates in a file that can be read, for a folder of trusted ones: what is malformed or no
// certificate is passed over.
func Anchors(b []byte) []*cert.Certificate {
	if len(b) > MaxInput {
		return nil
	}
	in, err := Open(b)
	if err != nil {
		return nil
	}
	var found []*cert.Certificate
	for _, body := range in.Bodies {
		if certs, err := certificates(Input{Kind: in.Kind, Bodies: [][]byte{body}}); err == nil {
			found = append(found, certs...)
		}
	}
	return found
}

// Lists gives the revocation lists in a file: DER, base64, or PEM with one or several.
func Lists(b []byte) ([]*cert.CRL, error) {
	if len(b) > 2*cert.MaxCRLSize {
		return nil, ErrTooLarge
	}
	in, err := Open(b)
	if err != nil {
		return nil, err
	}
	var found []*cert.CRL
	for _, body := range in.Bodies {
		if sniff(body) != KindCRL {
			continue
		}
		l, err := cert.ParseCRL(body)
		if err != nil {
			return nil, err
		}
		found = append(found, l)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: %s, not a revocation list", ErrWrongKind, in.Kind.Words())
	}
	return found, nil
}

// Certificate judges the certificates in a file: validity, path when anchors are given, and revocation when it is
// asked. Other certificates of the same file help to find a path.
func Certificate(ctx context.Context, b []byte, q Question) (*Report, error) {
	found, err := Certificates(b)
	if err != nil {
		return nil, err
	}
	j := newJudge(q)
	r := &Report{Kind: KindCertificate}
	for n, c := range found {
		p := certificatePart(n, len(found), c)
		at, from := j.when(time.Time{})
		p.At, p.AtSource = &at, from
		if len(j.Trusted) == 0 {
			j.untrusted(&p.Checks, chain{leaf: c, at: at})
		} else {
			path := j.path(&p.Checks, c, found, at)
			j.revocation(ctx, &p.Checks, chain{c, path, at})
		}
		r.Parts = append(r.Parts, p)
	}
	j.expected(r)
	return r.judged(), nil
}

func certificatePart(n, of int, c *cert.Certificate) Part {
	p := Part{Title: "Certificate", Certificate: describe(c)}
	if of > 1 {
		p.Title = fmt.Sprintf("Certificate %d", n+1)
	}
	p.Certificate.facts(&p)
	return p
}

// untrusted judges what can be judged without anchors.
func (j *judge) untrusted(c *Checks, ch chain) {
	if ch.leaf.KeyError != nil {
		c.bad("key", "%s", why(ch.leaf.KeyError))
	}
	validity(c, ch.leaf, ch.at)
	c.unasked("path", "No trusted certificates are given.")
	if j.Revocation.asked() {
		c.unknown(revocationPoint, "Without trusted certificates no answer about revocation can be believed.")
		return
	}
	c.unasked(revocationPoint, "Nobody was asked whether the certificate was revoked.")
}
