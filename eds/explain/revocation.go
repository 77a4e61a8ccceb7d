package explain

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/ocsp"
)

const revocationPoint = "revocation"

// maxListAge bounds the age of a list that does not say when the next one comes.
const maxListAge = 7 * 24 * time.Hour

// revocation asks whether the certificate was taken back by the time it is judged for. Lists are also searched for the
// authorities above it when one of theirs is given.
func (j *judge) revocation(ctx context.Context, c *Checks, ch chain) {
	if !j.Revocation.asked() {
		c.unasked(revocationPoint, "Nobody was asked whether the certificate was revoked.")
		return
	}
	issuers := j.issuers(ch.path, 0)
	if len(issuers) == 0 {
		c.unknown(revocationPoint, "The issuer is not established, so no answer about revocation can be believed.")
		return
	}
	if j.Revocation.Ask != nil {
		j.byOCSP(ctx, c, ch, issuers[0])
	}
	if len(j.Revocation.Lists) == 0 {
		return
	}
	j.byLists(c, "", ch.leaf, issuers, ch.at)
	for n := 1; n+1 < len(ch.path); n++ {
		if len(listsOf(j.Revocation.Lists, ch.path[n])) > 0 {
			j.byLists(c, nameOf(ch.path[n])+": ", ch.path[n], j.issuers(ch.path, n), ch.at)
		}
	}
}

// issuers gives the certificates that may sign lists about one of the path: the next one, and trusted ones of its name,
// for an authority that renewed its key.
func (j *judge) issuers(path []*cert.Certificate, n int) []*cert.Certificate {
	if len(path) <= n {
		return nil
	}
	var found []*cert.Certificate
	if len(path) > n+1 {
		found = append(found, path[n+1])
	}
	for _, c := range j.pool.Issuers(path[n]) {
		if !c.Equal(path[n]) && path[n].CheckIssued(c) == nil || len(found) > 0 && !c.Equal(found[0]) {
			found = append(found, c)
		}
	}
	return found
}

func listsOf(lists []*cert.CRL, c *cert.Certificate) []*cert.CRL {
	var found []*cert.CRL
	for _, l := range lists {
		if bytes.Equal(l.RawIssuer, c.RawIssuer) {
			found = append(found, l)
		}
	}
	return found
}

// byLists looks a certificate up in the lists of its authority.
func (j *judge) byLists(c *Checks, who string, subject *cert.Certificate, issuers []*cert.Certificate, at time.Time) {
	s := listSearch{subject: subject, at: at, now: j.Now}
	for _, l := range listsOf(j.Revocation.Lists, subject) {
		s.take(l, issuers)
	}
	for _, l := range slices.Concat(s.stale, s.fresh) {
		// a revocation is final but for a hold, so an old list is enough to know of it
		if r, ok := l.Lookup(subject.SerialNumber); ok && !r.At.After(at) && r.Reason != cert.ReasonHold && r.Reason != cert.ReasonRemoved {
			c.bad(revocationPoint, "%sRevoked on %s (%s), says the list of %s.", who, stamp(r.At), r.Reason, stamp(l.ThisUpdate))
			return
		}
	}
	base, delta := s.newest()
	if base == nil {
		c.unknown(revocationPoint, "%s%s", who, s.missing())
		return
	}
	r, found, _ := base.LookupWithDelta(delta, subject.SerialNumber)
	told := "the list of " + stamp(base.ThisUpdate)
	if delta != nil {
		told += " with the delta list of " + stamp(delta.ThisUpdate)
	}
	switch {
	case !found:
		c.good(revocationPoint, "%sNot revoked, says %s.", who, told)
	case r.At.After(at):
		c.good(revocationPoint, "%sRevoked only later, on %s (%s), says %s.", who, stamp(r.At), r.Reason, told)
	default:
		c.bad(revocationPoint, "%sRevoked on %s (%s), says %s.", who, stamp(r.At), r.Reason, told)
	}
}

// listSearch sorts lists into those that tell the state at a time and those that do not.
type listSearch struct {
	subject *cert.Certificate
	at, now time.Time
	fresh   []*cert.CRL
	stale   []*cert.CRL // well signed, but not of the time
	refused []string
}

func (s *listSearch) take(l *cert.CRL, issuers []*cert.Certificate) {
	err := cert.ErrUnknownIssuer
	for _, issuer := range issuers {
		if err = l.CheckSignature(issuer); err == nil {
			break
		}
	}
	if err != nil {
		s.refused = append(s.refused, fmt.Sprintf("The signature of the list of %s is not good. %s", stamp(l.ThisUpdate), why(err)))
		return
	}
	if dated := s.dates(l); dated != "" {
		s.stale, s.refused = append(s.stale, l), append(s.refused, dated)
		return
	}
	s.fresh = append(s.fresh, l)
}

// dates says why a list does not tell the state at the time; empty when it does. A list made later than that time tells
// it too, as long as the certificate had not expired before: expired ones may be left out (RFC 5280 section 3.3).
func (s *listSearch) dates(l *cert.CRL) string {
	of := "The list of " + stamp(l.ThisUpdate)
	switch {
	case l.ThisUpdate.After(s.now.Add(clockSkew)) && l.ThisUpdate.After(s.at):
		return of + " is dated later than now."
	case l.ThisUpdate.After(s.at):
		if s.subject.NotAfter.Before(l.ThisUpdate) {
			return of + " was made after the certificate had expired, so it may leave it out."
		}
	case l.NextUpdate.IsZero():
		if s.at.Sub(l.ThisUpdate) > maxListAge {
			return of + " does not say when the next one comes and is too old."
		}
	case s.at.After(l.NextUpdate):
		return of + " was good until " + stamp(l.NextUpdate) + " only."
	}
	return ""
}

// newest gives the newest base list and the newest delta list that belongs to it.
func (s *listSearch) newest() (base, delta *cert.CRL) {
	for _, l := range s.fresh {
		if !l.Delta && (base == nil || l.ThisUpdate.After(base.ThisUpdate)) {
			base = l
		}
	}
	if base == nil {
		return nil, nil
	}
	for _, l := range s.fresh {
		if !l.Delta || delta != nil && !l.ThisUpdate.After(delta.ThisUpdate) {
			continue
		}
		if _, _, err := base.LookupWithDelta(l, s.subject.SerialNumber); err == nil {
			delta = l
		}
	}
	return base, delta
}

func (s *listSearch) missing() string {
	if len(s.refused) > 0 {
		return strings.Join(s.refused, " ")
	}
	if len(s.fresh) > 0 {
		return "Only a delta list of this authority is given, and no base list."
	}
	return "No list of this certificate's authority is given."
}

// byOCSP asks the responder now.
func (j *judge) byOCSP(ctx context.Context, c *Checks, ch chain, issuer *cert.Certificate) {
	url := j.Revocation.URL
	if url == "" && len(ch.leaf.OCSPServer) > 0 {
		url = ch.leaf.OCSPServer[0]
	}
	if url == "" {
		c.unknown(revocationPoint, "The certificate names no OCSP address, and none is given.")
		return
	}
	v, err := j.exchange(ctx, url, ch.leaf, issuer)
	if err != nil {
		c.unknown(revocationPoint, "%s did not give an answer that can be believed. %s", url, why(err))
		return
	}
	if ch.at.After(j.Now.Add(clockSkew)) {
		c.unknown(revocationPoint, "The responder cannot tell the state at a time to come.")
		return
	}
	statusTold(c, v.Status, ch.at, "the OCSP answer of "+stamp(v.ProducedAt))
}

func (j *judge) exchange(ctx context.Context, url string, leaf, issuer *cert.Certificate) (ocsp.Verdict, error) {
	request, err := ocsp.NewRequest(leaf, issuer, rand.Reader)
	if err != nil {
		return ocsp.Verdict{}, err
	}
	raw, err := j.Revocation.Ask(ctx, url, request.Raw)
	if err != nil {
		return ocsp.Verdict{}, err
	}
	answer, err := ocsp.ParseResponse(raw)
	if err != nil {
		return ocsp.Verdict{}, err
	}
	return answer.Verify(leaf, issuer, ocsp.VerifyOptions{At: j.Now, Nonce: request.Nonce})
}

// statusTold puts a verified status into words.
func statusTold(c *Checks, s ocsp.Status, at time.Time, told string) {
	switch s.State {
	case ocsp.Good:
		c.good(revocationPoint, "Not revoked, says %s.", told)
	case ocsp.Revoked:
		if s.RevokedAt.After(at) {
			c.good(revocationPoint, "Revoked only later, on %s (%s), says %s.", stamp(s.RevokedAt), s.Reason, told)
			return
		}
		c.bad(revocationPoint, "Revoked on %s (%s), says %s.", stamp(s.RevokedAt), s.Reason, told)
	case ocsp.NotIssued:
		c.bad(revocationPoint, "The authority never issued a certificate of this number, says %s.", told)
	default:
		c.unknown(revocationPoint, "The responder does not know this certificate, says %s.", told)
	}
}
