package civil

import "time"

// offset is one row of the table of legal time. Each row holds from its
// instant until that of the next row.
type offset struct {
	from time.Time
	zone *time.Location
}

// offsets is the legal time of Astana. Clocks went back from UTC+6 to UTC+5 at
// midnight of 1 March 2024, so 29 February 2024 had 25 hours. Days before 2004,
// when there was summer time, are also read as UTC+6: no entry is that old and
// dates of birth are days, not instants.
// Source: Government resolution on a single time zone, in force 1 March 2024
// (unverified here; IANA tzdata 2024a agrees).
var offsets = [...]offset{
	{time.Time{}, time.FixedZone("UTC+6", 6*60*60)},
	{time.Date(2024, time.February, 29, 18, 0, 0, 0, time.UTC), time.FixedZone("UTC+5", 5*60*60)},
}

// Local shows the instant on the clock of Astana, for printing only.
func Local(t time.Time) time.Time { return t.In(zoneAt(t)) }

// DateOf returns the day that the calendar in Astana shows at the instant.
func DateOf(t time.Time) Date { return fromMidnight(Local(t)) }

// Start returns the first instant of the day in Astana, in UTC.
func (d Date) Start() time.Time {
	for i := len(offsets) - 1; i >= 0; i-- {
		t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, offsets[i].zone).UTC()
		if zoneAt(t) == offsets[i].zone {
			return t
		}
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, offsets[0].zone).UTC()
}

func zoneAt(t time.Time) *time.Location {
	zone := offsets[0].zone
	for _, o := range offsets[1:] {
		if !t.Before(o.from) {
			zone = o.zone
		}
	}
	return zone
}

// Micros returns the instant as whole microseconds since 1970 in UTC, the way
// databases keep it. What is finer than a microsecond is cut towards the past.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// FromMicros returns the instant that [Micros] wrote, in UTC.
func FromMicros(n int64) time.Time { return time.UnixMicro(n).UTC() }

// Instant cuts t to microseconds in UTC and drops a monotonic reading, so that
// an instant equals itself after a trip through a database.
func Instant(t time.Time) time.Time { return FromMicros(Micros(t)) }

// Stamp is Micros of an instant that may be none: 0 for the zero time.
func Stamp(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return Micros(t)
}

// Stamped is the instant of a stamp: the zero time for 0.
func Stamped(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return FromMicros(n)
}
