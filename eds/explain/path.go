package explain

import (
	"errors"
	"strings"
	"time"

	"tirkeu/eds/cert"
)

// chain is a certificate with its path to an anchor (nil when there is none) and the time it is judged for.
type chain struct {
	leaf *cert.Certificate
	path []*cert.Certificate
	at   time.Time
}

// path judges validity and path, and gives the path.
func (j *judge) path(c *Checks, leaf *cert.Certificate, extra []*cert.Certificate, at time.Time) []*cert.Certificate {
	if leaf.KeyError != nil {
		c.bad("key", "%s", why(leaf.KeyError))
	}
	validity(c, leaf, at)
	if len(j.Trusted) == 0 {
		c.unknown("path", "No trusted certificates are given.")
		return nil
	}
	path, err := j.pool.Path(leaf, extra, inside(leaf, at))
	switch {
	case err == nil:
		c.good("path", "%s", pathWords(path))
	case errors.Is(err, cert.ErrExpired):
		c.bad("path", "A certificate of an authority on the path had expired at that time.")
	case errors.Is(err, cert.ErrNotYetValid):
		c.bad("path", "A certificate of an authority on the path was not yet valid at that time.")
	case errors.Is(err, cert.ErrBadSignature):
		c.bad("path", "An authority of the issuer's name did not sign it: the certificate was changed or forged, or the authority's key is another one.")
	default:
		c.bad("path", "%s", why(err))
	}
	return path
}

// inside moves a time into the validity of a certificate, so that its path is judged even when it has expired.
func inside(c *cert.Certificate, at time.Time) time.Time {
	switch {
	case at.Before(c.NotBefore):
		return c.NotBefore
	case at.After(c.NotAfter):
		return c.NotAfter
	}
	return at
}

func validity(c *Checks, leaf *cert.Certificate, at time.Time) {
	err := leaf.ValidAt(at)
	switch {
	case err == nil:
		c.good("validity", "Valid from %s to %s.", stamp(leaf.NotBefore), stamp(leaf.NotAfter))
	case errors.Is(err, cert.ErrExpired):
		c.bad("validity", "The certificate had expired on %s.", stamp(leaf.NotAfter))
	default:
		c.bad("validity", "The certificate was not valid before %s.", stamp(leaf.NotBefore))
	}
}

func pathWords(path []*cert.Certificate) string {
	if len(path) == 1 {
		return "The certificate itself is a trusted one."
	}
	var names []string
	for _, c := range path[1:] {
		names = append(names, nameOf(c))
	}
	return "Issued by " + strings.Join(names, ", issued by ") + ", which is trusted."
}

func nameOf(c *cert.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return c.SubjectDN()
}
