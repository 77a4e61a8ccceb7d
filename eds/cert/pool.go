package cert

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	maxPath   = 5    // certificates in one path, the anchor included
	maxChecks = 32   // signatures checked while one path is searched
	maxLinks  = 4096 // remembered good signatures
)

// Pool holds trusted certificates. Every one of them is an anchor, self-signed or not: an operator may pin an issuing
// authority and leave its root out.
//
// A path is leaf, issuing authority, and at most three more up to the anchor. Checked are the validity of every
// certificate at the given time, the anchor's too; issuer and subject names as bytes; BasicConstraints with the path
// length; keyCertSign; critical extensions; and every signature. Name constraints and policy mapping are not supported
// and refused when critical. Revocation is a matter of the caller.
//
// A Pool remembers which signatures were good, so that the second path through the same authority is cheap. It may be
// used by several goroutines.
type Pool struct {
	byName map[string][]*Certificate

	mu    sync.Mutex
	links map[[32]byte]bool // child and issuer whose signature was verified
}

// NewPool makes a pool of anchors. Duplicates count once, nil is passed over.
func NewPool(certs ...*Certificate) *Pool {
	p := &Pool{byName: map[string][]*Certificate{}, links: map[[32]byte]bool{}}
	for _, c := range certs {
		if c != nil && !p.Contains(c) {
			p.byName[string(c.RawSubject)] = append(p.byName[string(c.RawSubject)], c)
		}
	}
	return p
}

// Contains tells whether c is one of the anchors.
func (p *Pool) Contains(c *Certificate) bool {
	return slices.ContainsFunc(p.byName[string(c.RawSubject)], c.Equal)
}

// Issuers gives the anchors whose subject is the issuer of c.
func (p *Pool) Issuers(c *Certificate) []*Certificate {
	return slices.Clone(p.byName[string(c.RawIssuer)])
}

// Path finds a good path from leaf to an anchor, leaf first, through the certificates of the pool and those in extra.
// A leaf that is an anchor itself is a path of one.
// The error names the most telling obstacle: ErrUnknownIssuer when no issuer was found, else ErrExpired,
// ErrNotYetValid, ErrNotCA, ErrKeyUsage, ErrBadSignature, ErrCriticalExtension or ErrPathTooLong.
func (p *Pool) Path(leaf *Certificate, extra []*Certificate, at time.Time) ([]*Certificate, error) {
	if err := leaf.ValidAt(at); err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	if err := leaf.checkCritical(); err != nil {
		return nil, err
	}
	w := walk{pool: p, extra: extra, at: at, worst: ErrUnknownIssuer}
	if path := w.from([]*Certificate{leaf}); path != nil {
		return path, nil
	}
	return nil, w.worst
}

func (c *Certificate) checkCritical() error {
	if len(c.UnhandledCriticalExtensions) > 0 {
		return fmt.Errorf("%w: %v", ErrCriticalExtension, c.UnhandledCriticalExtensions[0])
	}
	for _, e := range c.Extensions {
		if e.Critical && (e.Id.Equal(oidNameConstraints) || e.Id.Equal(oidPolicyConstraints)) {
			return fmt.Errorf("%w: %v", ErrCriticalExtension, e.Id)
		}
	}
	return nil
}

type walk struct {
	pool   *Pool
	extra  []*Certificate
	at     time.Time
	checks int
	worst  error
}

// from extends a path until its last certificate is an anchor; nil when no way leads there.
func (w *walk) from(path []*Certificate) []*Certificate {
	child := path[len(path)-1]
	if w.pool.Contains(child) {
		return path
	}
	for _, issuer := range w.candidates(child) {
		if slices.ContainsFunc(path, issuer.Equal) {
			continue
		}
		if len(path) == maxPath {
			w.fail(ErrPathTooLong)
			return nil
		}
		if err := w.link(issuer, path); err != nil {
			w.fail(err)
			continue
		}
		if found := w.from(append(slices.Clone(path), issuer)); found != nil {
			return found
		}
	}
	return nil
}

func (w *walk) fail(err error) {
	if w.worst == ErrUnknownIssuer || errors.Is(w.worst, ErrBadSignature) { // another of the same name says less
		w.worst = fmt.Errorf("issuing certificate: %w", err)
	}
}

func (w *walk) candidates(child *Certificate) []*Certificate {
	found := w.pool.Issuers(child)
	for _, c := range w.extra {
		if c != nil && bytes.Equal(c.RawSubject, child.RawIssuer) && !w.pool.Contains(c) {
			found = append(found, c)
		}
	}
	return found
}

// link checks that issuer may stand above the path below it, and signed its last certificate.
func (w *walk) link(issuer *Certificate, path []*Certificate) error {
	if err := issuer.ValidAt(w.at); err != nil {
		return err
	}
	if !issuer.BasicConstraintsValid || !issuer.IsCA {
		return ErrNotCA
	}
	if issuer.KeyUsage != 0 && issuer.KeyUsage&x509.KeyUsageCertSign == 0 {
		return ErrKeyUsage
	}
	if (issuer.MaxPathLen > 0 || issuer.MaxPathLenZero) && countCAs(path) > issuer.MaxPathLen {
		return ErrPathTooLong
	}
	if err := issuer.checkCritical(); err != nil {
		return err
	}
	return w.signed(path[len(path)-1], issuer)
}

// countCAs counts the authorities below an issuer that its path length bounds (RFC 5280 section 4.2.1.9).
func countCAs(path []*Certificate) int {
	n := 0
	for _, c := range path[1:] {
		if !c.SelfIssued() {
			n++
		}
	}
	return n
}

func (w *walk) signed(child, issuer *Certificate) error {
	key := linkKey(child, issuer)
	if w.pool.known(key) {
		return nil
	}
	if w.checks++; w.checks > maxChecks {
		return ErrTooMany
	}
	if err := child.CheckIssued(issuer); err != nil {
		return err
	}
	w.pool.remember(key)
	return nil
}

func linkKey(child, issuer *Certificate) [32]byte {
	a, b := child.Fingerprint(), issuer.Fingerprint()
	return sha256.Sum256(append(a[:], b[:]...))
}

func (p *Pool) known(key [32]byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.links[key]
}

func (p *Pool) remember(key [32]byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.links) >= maxLinks {
		clear(p.links)
	}
	p.links[key] = true
}
