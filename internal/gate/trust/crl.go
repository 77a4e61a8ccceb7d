package trust

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"time"

	"tirkeu/eds/cert"
)

// How long a list is used before it is fetched anew, though it says that it is good for longer.
const (
	baseFresh  = 24 * time.Hour
	deltaFresh = 5 * time.Minute
)

// list is a fetched list. Whether its issuer signed it is asked at each use.
type list struct {
	crl     *cert.CRL
	fetched time.Time
}

var errNoList = errors.New("no list of this authority")

// byLists looks the certificate up in the lists of its issuer.
func (g *Gate) byLists(ctx context.Context, c, issuer *cert.Certificate) (Answer, error) {
	reason := errNotAsked
	for _, addresses := range g.set.Lists {
		a, err := g.byList(ctx, addresses, c, issuer)
		if err == nil {
			return a, nil
		}
		if reason = err; !errors.Is(err, errNoList) {
			return nil, err
		}
	}
	return nil, reason
}

func (g *Gate) byList(ctx context.Context, addresses Lists, c, issuer *cert.Certificate) (Answer, error) {
	base, err := g.list(ctx, addresses.Base, issuer, baseFresh)
	if err != nil {
		return nil, err
	}
	e := Evidence{CRL: listPEM(base), At: g.set.Now()}
	entry, found := base.Lookup(c.SerialNumber)
	if addresses.Delta != "" {
		delta, err := g.list(ctx, addresses.Delta, issuer, deltaFresh)
		if err != nil {
			return nil, err
		}
		if entry, found, err = base.LookupWithDelta(delta, c.SerialNumber); err != nil {
			g.drop(addresses) // a new base list has come out meanwhile
			return nil, err
		}
		e.CRL = append(e.CRL, listPEM(delta)...)
	}
	if found {
		return Revoked{At: entry.At, Hold: entry.Reason == cert.ReasonHold, Evidence: e}, nil
	}
	return Good{e}, nil
}

func listPEM(l *cert.CRL) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: l.Raw})
}

// list gives a list that is current now and signed by the issuer.
func (g *Gate) list(ctx context.Context, address string, issuer *cert.Certificate, fresh time.Duration) (*cert.CRL, error) {
	now := g.set.Now()
	l := g.stored(address)
	if l == nil || now.Before(l.fetched) || now.Sub(l.fetched) >= fresh {
		raw, err := g.exchange(ctx, address, "", nil, cert.MaxCRLSize)
		if err != nil {
			return nil, err
		}
		crl, err := cert.ParseCRL(raw)
		if err != nil {
			return nil, err
		}
		l = &list{crl, now}
	}
	if !bytes.Equal(l.crl.RawIssuer, issuer.RawSubject) {
		g.store(address, l) // another authority's: good to know for the next question
		return nil, errNoList
	}
	if err := l.crl.ValidAt(now); err != nil {
		return nil, err
	}
	if err := l.crl.CheckSignature(issuer); err != nil {
		return nil, err
	}
	g.store(address, l)
	return l.crl, nil
}

func (g *Gate) stored(address string) *list {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.lists[address]
}

func (g *Gate) store(address string, l *list) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.lists[address] = l
}

func (g *Gate) drop(a Lists) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.lists, a.Base)
	delete(g.lists, a.Delta)
}
