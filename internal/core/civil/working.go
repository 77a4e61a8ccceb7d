package civil

import "time"

// Holiday is a row of the table of days off that return every year. Until is
// the year from which it is no longer kept, zero while it is. A holiday that
// Carries gives the next working day off when it falls on a weekend. Verified
// says that the day and the carrying were read in a source; the years in which
// the rows begin were not.
type Holiday struct {
	Name        string
	From, Until int
	Month       time.Month
	Day         int
	Carries     bool
	Verified    bool
}

// holidays: Law "On holidays" of 13.12.2001 No. 267-II and Labour Code Art. 84.
// Days and carrying were read in the calendars of days off for 2026 (inform.kz,
// 02.01.2026) and, for the rows that have ended, for 2019 (kokshetau.online).
var holidays = []Holiday{
	{"New Year", 2002, 0, time.January, 1, true, true},
	{"New Year", 2002, 0, time.January, 2, true, true},
	{"Orthodox Christmas", 2006, 0, time.January, 7, false, true},
	{"Women's Day", 2002, 0, time.March, 8, true, true},
	{"Nauryz", 2002, 0, time.March, 21, true, true},
	{"Nauryz", 2010, 0, time.March, 22, true, true},
	{"Nauryz", 2010, 0, time.March, 23, true, true},
	{"Unity Day", 2002, 0, time.May, 1, true, true},
	{"Defender's Day", 2013, 0, time.May, 7, true, true},
	{"Victory Day", 2002, 0, time.May, 9, true, true},
	{"Capital Day", 2009, 0, time.July, 6, true, true},
	{"Constitution Day", 2002, 0, time.August, 30, true, true},
	{"Republic Day", 2022, 0, time.October, 25, true, true},
	{"First President's Day", 2012, 2022, time.December, 1, true, true},
	{"Independence Day", 2002, 0, time.December, 16, true, true},
	{"Independence Day", 2002, 2022, time.December, 17, true, true},
}

// kurbanAit is the first day of the feast, which moves with the moon; a day off
// that does not carry. A row is added when the day is announced. The day of
// 2026 was read (inform.kz, 02.01.2026), the others were not.
var kurbanAit = map[Date]bool{
	{2024, time.June, 16}: true,
	{2025, time.June, 6}:  true,
	{2026, time.May, 27}:  true,
	{2027, time.May, 16}:  true,
}

// Holidays returns the table of yearly days off, to be printed with its marks.
func Holidays() []Holiday { return append([]Holiday(nil), holidays...) }

// IsWorkingDay says that offices work on the day: not a weekend, a holiday, or
// the day off that a holiday on a weekend carries forward. Days that the
// Government moves by resolution are not known.
func IsWorkingDay(d Date) bool {
	return !isWeekend(d) && !isHoliday(d) && !isCarried(d)
}

// AddWorkingDays returns the n-th working day after d; d itself is not counted.
// With n of zero or less it returns d.
func AddWorkingDays(d Date, n int) Date {
	for n > 0 {
		d = d.AddDays(1)
		if IsWorkingDay(d) {
			n--
		}
	}
	return d
}

func isWeekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

func isHoliday(d Date) bool { return kurbanAit[d] || yearly(d, false) }

func yearly(d Date, carrying bool) bool {
	for _, h := range holidays {
		kept := d.Year >= h.From && (h.Until == 0 || d.Year < h.Until)
		if kept && h.Month == d.Month && h.Day == d.Day && (h.Carries || !carrying) {
			return true
		}
	}
	return false
}

// carryReach is how far back a carried day off may come from: longer than any
// chain of weekend and holidays in the table.
const carryReach = 10

// isCarried walks the days before d and hands each holiday that fell on a
// weekend to the first free working day after it.
func isCarried(d Date) bool {
	owed := 0
	for day := d.AddDays(-carryReach); !day.After(d); day = day.AddDays(1) {
		free := isWeekend(day) || isHoliday(day)
		switch {
		case isWeekend(day) && yearly(day, true):
			owed++
		case !free && owed > 0:
			owed--
			if day == d {
				return true
			}
		}
	}
	return false
}
