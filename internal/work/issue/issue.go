// Package issue makes the documents that people take away: the notification of registration, the
// address certificate, the motivated refusal. A document's bytes are made once and kept; whoever
// asks again gets the same bytes.
package issue

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/sheet"
	"tirkeu/internal/work/lookup"
)

// Books is where issued documents are kept.
type Books interface {
	Issued(ctx context.Context, person iin.IIN, number, kind string) (keeping.Issued, error)
	PutIssued(ctx context.Context, d keeping.Issued) error
}

// Printer draws a sheet.
type Printer func(s sheet.Sheet) ([]byte, error)

// Issuer makes documents. Fields are set once.
type Issuer struct {
	Books    Books
	Receipts Receipts // of counters
	Print    Printer
	Key      *ecdsa.PrivateKey // signs the codes
	Base     *url.URL
	Calendar interface{ Now() time.Time }
	Token    func(n int) (string, error)
	Training bool // the sheet says that it has no legal force
}

// Notification is the notification of one entry, as it was or is now issued.
func (i *Issuer) Notification(ctx context.Context, l lookup.Line, name string) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "issue a notification")
	e := l.Entry
	d, err = i.Books.Issued(ctx, e.Person, e.Number, string(sheet.Notification))
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	if !l.Known {
		return d, fault.New(fault.Unavailable, "the address register is silent: a document without its address is not issued")
	}
	now := i.Calendar.Now()
	salt, err := i.Token(12)
	if err != nil {
		return d, err
	}
	code, err := sheet.Seal(i.Key, i.claim(e, name, salt, now))
	if err != nil {
		return d, err
	}
	return i.keep(ctx, keeping.Issued{Number: e.Number, Kind: string(sheet.Notification), Person: e.Person, Code: code, Salt: salt, Made: now},
		i.notification(l, name, now), "/v/"+e.Number+"#"+code)
}

// claim is what the code says: number, dates, and a salted digest of name, IIN and RKA.
func (i *Issuer) claim(e register.Entry, name, salt string, now time.Time) sheet.Claim {
	c := sheet.Claim{V: 1, Number: e.Number, Type: string(e.Type), From: civil.DateOf(e.From), Issued: civil.DateOf(now), Salt: salt,
		Digest: sheet.Bind(salt, name, e.Person.Digits(), e.RKA.Digits())}
	if e.Type == consent.Temporary {
		c.Last = e.LastDay()
	}
	return c
}

// keep prints the sheet, keeps it, and reads back what is kept: the first of two that raced.
func (i *Issuer) keep(ctx context.Context, d keeping.Issued, s sheet.Sheet, path string) (keeping.Issued, error) {
	if path != "" {
		s.Link = i.Base.String() + path
	}
	s.Made = d.Made
	pdf, err := i.Print(s)
	if err != nil {
		return d, err
	}
	sum := sha256.Sum256(pdf)
	d.PDF, d.Digest = pdf, hex.EncodeToString(sum[:])
	if err := i.Books.PutIssued(ctx, d); err != nil {
		return d, err
	}
	return i.Books.Issued(ctx, d.Person, d.Number, d.Kind)
}
