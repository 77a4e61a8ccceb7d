package words

import (
	"strings"
	"testing"
	"time"
)

// plain turns no-break spaces into ordinary ones, so that wants can be read.
func plain(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

func TestDates(t *testing.T) {
	local := time.Date(2026, 11, 26, 14, 5, 0, 0, time.FixedZone("", 5*3600))
	midnight := time.Date(2026, 12, 1, 0, 0, 0, 0, local.Location())
	cases := []struct{ got, want string }{
		{Date(KK, 2026, 11, 26), "2026 ж. 26 қараша"},
		{Date(RU, 2026, 11, 26), "26 ноября 2026 г."},
		{Date(EN, 2026, 11, 26), "26 November 2026"},
		{DateFull(KK, 2026, 11, 26), "2026 жылғы 26 қараша"},
		{DateFull(RU, 2026, 5, 1), "1 мая 2026 года"},
		{DateFull(EN, 2026, 5, 1), "1 May 2026"},
		{Until(KK, 2027, 11, 26), "2027 жылғы 26 қарашаға дейін"},
		{Until(KK, 2027, 9, 1), "2027 жылғы 1 қыркүйекке дейін"},
		{Until(KK, 2027, 5, 9), "2027 жылғы 9 мамырға дейін"},
		{Until(KK, 2027, 7, 9), "2027 жылғы 9 шілдеге дейін"},
		{Until(RU, 2027, 11, 26), "до 26 ноября 2027 г."},
		{Until(EN, 2027, 11, 26), "until 26 November 2027"},
		{From(KK, 2026, 10, 3), "2026 жылғы 3 қазаннан бастап"},
		{From(KK, 2026, 3, 3), "2026 жылғы 3 наурыздан бастап"},
		{From(RU, 2026, 10, 3), "с 3 октября 2026 г."},
		{From(EN, 2026, 10, 3), "from 3 October 2026"},
		{DayMonth(KK, 11, 26), "26 қараша"},
		{DayMonth(RU, 0, 26), "26 0"},
		{DayMonth(RU, 13, 26), "26 13"},
		{MonthYear(KK, 2026, 1), "2026 ж. қаңтар"},
		{MonthYear(RU, 2026, 12), "декабрь 2026 г."},
		{MonthYear(RU, 2026, 13), "13 2026 г."},
		{MonthYear(EN, 2026, 12), "December 2026"},
		{DateTime(RU, local), "26 ноября 2026 г., 14:05"},
		{DateTime(KK, local), "2026 ж. 26 қараша, 14:05"},
		{DateTime(EN, local), "26 November 2026, 14:05"},
		{DayTime(KK, local), "26 қараша, 14:05"},
		{Due(RU, local), "26 ноября 2026 г., 14:05"},
		{Due(RU, midnight), "30 ноября 2026 г."},
		{Due(KK, midnight), "2026 ж. 30 қараша"},
		{Due(EN, midnight.Add(-time.Minute)), "30 November 2026, 23:59"},
		{Due(EN, midnight.Add(time.Minute)), "1 December 2026, 00:01"},
	}
	for _, c := range cases {
		if plain(c.got) != c.want {
			t.Errorf("%q, want %q", plain(c.got), c.want)
		}
	}
}

func TestDuration(t *testing.T) {
	cases := []struct {
		l    Lang
		d    time.Duration
		want string
	}{
		{RU, 2*24*time.Hour + 19*time.Hour, "2 дня 19 часов"},
		{KK, 2*24*time.Hour + 19*time.Hour, "2 күн 19 сағат"},
		{EN, 2*24*time.Hour + 19*time.Hour, "2 days 19 hours"},
		{RU, time.Minute - 1, "меньше минуты"},
		{RU, time.Minute, "1 минута"},
		{RU, time.Minute + 59*time.Second, "1 минута"},
		{RU, 0, "меньше минуты"},
		{RU, -time.Hour, "меньше минуты"},
		{RU, time.Hour - time.Second, "59 минут"},
		{RU, time.Hour, "1 час"},
		{RU, time.Hour + time.Minute, "1 час 1 минута"},
		{RU, 24*time.Hour - time.Minute, "23 часа 59 минут"},
		{RU, 24 * time.Hour, "1 день"},
		{RU, 24*time.Hour + 5*time.Minute, "1 день"},
		{RU, 25 * time.Hour, "1 день 1 час"},
		{EN, 21 * 24 * time.Hour, "21 days"},
	}
	for _, c := range cases {
		if got := plain(Duration(c.l, c.d)); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.l, c.d, got, c.want)
		}
	}
}

func TestCounts(t *testing.T) {
	cases := []struct{ got, want string }{
		{Months(RU, 1), "1 месяц"}, {Months(RU, 6), "6 месяцев"}, {Months(RU, 2), "2 месяца"},
		{Months(KK, 6), "6 ай"}, {Months(EN, 1), "1 month"}, {Months(EN, 12), "12 months"},
		{Days(RU, 10), "10 дней"}, {Minutes(KK, 10), "10 минут"}, {People(RU, 3), "3 человека"},
		{People(KK, 21), "21 адам"}, {People(EN, 1), "1 person"},
		{Number(RU, 1234567), "1 234 567"}, {Number(EN, 1234567), "1,234,567"}, {Number(KK, 999), "999"},
		{Number(KK, 1000), "1 000"}, {Number(RU, -4325), "−4 325"}, {Number(RU, 0), "0"}, {Number(RU, -100), "−100"},
		{Money(RU, 4325), "4 325 ₸"}, {Money(EN, 30275), "30,275 ₸"},
		{Tenths(RU, 548), "54,8"}, {Tenths(EN, 548), "54.8"}, {Tenths(KK, 540), "54"}, {Tenths(RU, -5), "−0,5"},
		{Groups("0201300012345678", 4), "0201 3000 1234 5678"}, {Groups("0201 3000", 4), "0201 3000"}, {Groups("12345", 4), "1234 5"},
		{Groups("123", 0), "123"},
	}
	for _, c := range cases {
		if plain(c.got) != c.want {
			t.Errorf("%q, want %q", plain(c.got), c.want)
		}
	}
}
