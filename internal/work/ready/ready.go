// Package ready tells a person, before any form, whether he can apply online: his category, his
// document, his ways to sign. Of owners it tells nothing.
package ready

import (
	"context"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// Soon is how long before its end a certificate is called about to expire (ours).
const Soon = 30 * 24 * time.Hour

// Persons is GBD FL.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// Phones is BMG.
type Phones interface {
	Phone(ctx context.Context, i iin.IIN) (number string, known bool, err error)
}

// Word is what one check says.
type Word string

const (
	Good   Word = "ok"
	Warns  Word = "warn" // may go on, and should know
	Bad    Word = "no"
	Silent Word = "silent" // the register does not answer
)

// Check is what is known of one person's readiness.
type Check struct {
	Document Word
	Way      applicant.Way // where his category is served; "" when not known
	Phone    Word
	EDS      Word // Warns: not seen, or about to expire
	Seen     bool // he logged in by EDS
	Ends     time.Time
}

// Desk looks. Fields are set once.
type Desk struct {
	Persons  Persons
	Phones   Phones
	Calendar interface{ Now() time.Time }
}

// limit of the wait for both registers together: a page is waiting.
const limit = 3 * time.Second

// Of looks at one person. seen tells that he logged in by EDS; ends is the certificate's end, zero
// when it is not known.
func (d *Desk) Of(ctx context.Context, person iin.IIN, seen bool, ends time.Time) Check {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	now := d.Calendar.Now()
	c := Check{Document: Silent, Phone: Silent, EDS: edsWord(seen, ends, now), Seen: seen, Ends: ends}
	switch ans := d.Persons.Person(ctx, person).(type) {
	case applicant.Found:
		category, _ := applicant.CategoryOn(ans.Person, civil.DateOf(now))
		c.Way, c.Document = applicant.WayOf(category), Bad
		if ok, _ := ans.Person.Papers(civil.DateOf(now)); ok {
			c.Document = Good
		}
	case applicant.Unknown:
		c.Document = Bad
	case applicant.Silent:
	}
	if _, known, err := d.Phones.Phone(ctx, person); err == nil {
		c.Phone = Bad
		if known {
			c.Phone = Good
		}
	}
	return c
}

func edsWord(seen bool, ends, now time.Time) Word {
	if !seen || !ends.IsZero() && ends.Sub(now) <= Soon {
		return Warns
	}
	return Good
}
