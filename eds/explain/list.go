package explain

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"

	"tirkeu/eds/cert"
)

// List judges revocation lists: their signatures when their authority is among the trusted certificates, and their
// dates. With a serial number it also says whether that certificate stands in them, which does not change the verdict.
func List(b []byte, serial *big.Int, q Question) (*Report, error) {
	lists, err := Lists(b)
	if err != nil {
		return nil, err
	}
	j := newJudge(q)
	r := &Report{Kind: KindCRL}
	for n, l := range lists {
		p := listPart(n, len(lists), l)
		at, from := j.when(time.Time{})
		p.At, p.AtSource = &at, from
		j.listSigned(&p.Checks, l)
		listDated(&p.Checks, l, at)
		if serial != nil {
			listEntry(&p, l, serial)
		}
		r.Parts = append(r.Parts, p)
	}
	return r.judged(), nil
}

func listPart(n, of int, l *cert.CRL) Part {
	p := Part{Title: "Base list"}
	if l.Delta {
		p.Title = "Delta list"
	}
	if of > 1 {
		p.Title = fmt.Sprintf("%s (%d of %d)", p.Title, n+1, of)
	}
	p.fact("authority", "%s", nameText(l.RawIssuer))
	if l.Number != nil {
		p.fact("number", "%s", l.Number)
	}
	if l.Delta {
		p.fact("counts from", "%s", l.Base)
	}
	p.fact("this update", "%s", stamp(l.ThisUpdate))
	if l.NextUpdate.IsZero() {
		p.fact("next update", "not told")
	} else {
		p.fact("next update", "%s", stamp(l.NextUpdate))
	}
	p.fact("entries", "%d", l.Len())
	p.fact("signed with", "%s", orUnknown(l.Algorithm.Name))
	return p
}

func orUnknown(algorithm string) string {
	if algorithm == "" {
		return "an algorithm that is not accepted"
	}
	return algorithm
}

// nameText writes a DER name for people.
func nameText(raw []byte) string {
	var rdns pkix.RDNSequence
	if rest, err := asn1.Unmarshal(raw, &rdns); err != nil || len(rest) > 0 {
		return "a name that cannot be read"
	}
	return rdns.String()
}

// listSigned finds the authority among the trusted certificates.
func (j *judge) listSigned(c *Checks, l *cert.CRL) {
	if len(j.Trusted) == 0 {
		c.unasked("signature", "The authority's certificate is not given.")
		return
	}
	err := cert.ErrUnknownIssuer
	for _, issuer := range j.Trusted {
		if !bytes.Equal(issuer.RawSubject, l.RawIssuer) {
			continue
		}
		if err = l.CheckSignature(issuer); err == nil {
			c.good("signature", "%s; signed by %s.", l.Algorithm, nameOf(issuer))
			return
		}
	}
	c.bad("signature", "%s", why(err))
}

func listDated(c *Checks, l *cert.CRL, at time.Time) {
	switch {
	case at.Before(l.ThisUpdate):
		c.bad("validity", "The list was made later, on %s.", stamp(l.ThisUpdate))
	case l.NextUpdate.IsZero():
		c.good("validity", "The list does not say when the next one comes.")
	case at.After(l.NextUpdate):
		c.bad("validity", "A newer list was due on %s.", stamp(l.NextUpdate))
	default:
		c.good("validity", "Good until %s.", stamp(l.NextUpdate))
	}
}

func listEntry(p *Part, l *cert.CRL, serial *big.Int) {
	e, found := l.Lookup(serial)
	if !found {
		p.fact("serial", "%x does not stand in this list", serial.Bytes())
		return
	}
	p.fact("serial", "%x stands in this list since %s (%s)", serial.Bytes(), stamp(e.At), e.Reason)
}
