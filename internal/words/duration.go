package words

import (
	"strings"
	"time"
)

// Duration writes a length of time in words by its two largest units, rounded down to the minute: «2 дня 19 часов»,
// «2 күн 19 сағат», “2 days 19 hours”. Less than a minute, nothing or less is said in words.
func Duration(l Lang, d time.Duration) string {
	if d < time.Minute {
		return T(l, "shell.time.under_minute")
	}
	left := int(d / time.Minute)
	units := []struct {
		key string
		n   int
	}{
		{"shell.time.days", left / (24 * 60)},
		{"shell.time.hours", left / 60 % 24},
		{"shell.time.minutes", left % 60},
	}
	first := 0
	for units[first].n == 0 {
		first++
	}
	var said []string
	for _, u := range units[first:min(first+2, len(units))] {
		if u.n > 0 {
			said = append(said, T(l, u.key, "n", u.n))
		}
	}
	return strings.ReplaceAll(strings.Join(said, " "), " ", nbsp)
}

// Months writes a term in months: «6 ай», «6 месяцев», “6 months”.
func Months(l Lang, n int) string { return T(l, "shell.time.months", "n", n) }

// Days writes a number of days: «10 күн», «10 дней», “10 days”.
func Days(l Lang, n int) string { return T(l, "shell.time.days", "n", n) }

// Minutes writes a number of minutes: «10 минут», “10 minutes”.
func Minutes(l Lang, n int) string { return T(l, "shell.time.minutes", "n", n) }

// People writes a number of persons: «3 адам», «3 человека», “3 people”.
func People(l Lang, n int) string { return T(l, "shell.people", "n", n) }
