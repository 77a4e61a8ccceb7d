// Package civil holds days of the calendar as people in Kazakhstan read them,
// the instants at which those days begin, terms of whole months, and working
// days. It is pure: no clock, no time zone database.
//
// A day is a [Date]. An instant is a time.Time in UTC cut to microseconds, the
// precision of the databases.
package civil

import (
	"errors"
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar without a time of day. The zero Date
// is no day at all. Dates compare with == and order with [Date.Compare].
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const (
	minYear = 1
	maxYear = 9999
	layout  = "2006-01-02"
)

// ErrDate is wrapped by every error about a day that does not exist or is not
// written as YYYY-MM-DD.
var ErrDate = errors.New("not a calendar day")

// NewDate returns the day, or an error wrapping [ErrDate] when the calendar has
// no such day. Years run from 1 to 9999.
func NewDate(y int, m time.Month, d int) (Date, error) {
	if y < minYear || y > maxYear || m < time.January || m > time.December || d < 1 || d > daysIn(y, m) {
		return Date{}, fmt.Errorf("%w: %d-%d-%d", ErrDate, y, int(m), d)
	}
	return Date{y, m, d}, nil
}

// MustDate is [NewDate] for days written in source; it panics on a bad one.
func MustDate(y int, m time.Month, d int) Date {
	date, err := NewDate(y, m, d)
	if err != nil {
		panic(err)
	}
	return date
}

// ParseDate reads a day written as YYYY-MM-DD (ISO 8601), ten bytes exactly.
func ParseDate(s string) (Date, error) {
	if len(s) != len(layout) {
		return Date{}, fmt.Errorf("%w: want YYYY-MM-DD", ErrDate)
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return Date{}, fmt.Errorf("%w: want YYYY-MM-DD", ErrDate)
	}
	return NewDate(t.Year(), t.Month(), t.Day())
}

// String writes the day as YYYY-MM-DD, and the zero Date as nothing.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero says that d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1, 0 or +1 as d is before, the same as, or after o.
func (d Date) Compare(o Date) int {
	switch {
	case d == o:
		return 0
	case d.Year != o.Year:
		return sign(d.Year - o.Year)
	case d.Month != o.Month:
		return sign(int(d.Month - o.Month))
	}
	return sign(d.Day - o.Day)
}

// Before says that d comes before o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After says that d comes after o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// Within says that d lies in [from, until): from included, until excluded.
// A zero from or until leaves that side open.
func (d Date) Within(from, until Date) bool {
	return (from.IsZero() || !d.Before(from)) && (until.IsZero() || d.Before(until))
}

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	return fromMidnight(time.Unix(d.midnight().Unix()+int64(n)*secondsADay, 0).UTC())
}

// AddMonths returns the day of the same number n months later. A month without
// that number gives its last day: 31 January and one month is 28 or 29
// February. Months are counted from d, so two steps of one month may differ
// from one step of two.
func (d Date) AddMonths(n int) Date {
	months := d.Year*12 + int(d.Month) - 1 + n
	y, m := floorDiv(months, 12)
	month := time.Month(m + 1)
	return Date{y, month, min(d.Day, daysIn(y, month))}
}

// DaysUntil counts days from d to o: 0 for the same day, negative when o is earlier.
func (d Date) DaysUntil(o Date) int {
	return int((o.midnight().Unix() - d.midnight().Unix()) / secondsADay)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// MarshalText writes the day as YYYY-MM-DD, and the zero Date as nothing.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	date, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = date
	return nil
}

const secondsADay = 24 * 60 * 60

// midnight is the start of the day on a clock without zones.
func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

func fromMidnight(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

func daysIn(y int, m time.Month) int {
	switch m {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func floorDiv(a, b int) (quotient, remainder int) {
	quotient, remainder = a/b, a%b
	if remainder < 0 {
		quotient, remainder = quotient-1, remainder+b
	}
	return quotient, remainder
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
