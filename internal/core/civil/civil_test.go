package civil

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestNewDate(t *testing.T) {
	tests := []struct {
		y, m, d int
		ok      bool
	}{
		{2024, 2, 28, true}, {2024, 2, 29, true}, {2024, 2, 30, false},
		{2023, 2, 28, true}, {2023, 2, 29, false},
		{1900, 2, 29, false}, {2000, 2, 29, true}, {2100, 2, 29, false},
		{2025, 4, 30, true}, {2025, 4, 31, false}, {2025, 12, 31, true}, {2025, 12, 32, false},
		{2025, 1, 0, false}, {2025, 0, 1, false}, {2025, 1, 1, true}, {2025, 12, 1, true}, {2025, 13, 1, false},
		{0, 1, 1, false}, {1, 1, 1, true}, {9999, 12, 31, true}, {10000, 1, 1, false}, {-1, 1, 1, false},
	}
	for _, tt := range tests {
		d, err := NewDate(tt.y, time.Month(tt.m), tt.d)
		if (err == nil) != tt.ok || (err != nil) != errors.Is(err, ErrDate) || (err != nil) != d.IsZero() {
			t.Errorf("NewDate(%d, %d, %d) = %v, %v", tt.y, tt.m, tt.d, d, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("MustDate takes 30 February")
		}
	}()
	MustDate(2025, time.February, 30)
}

func TestParseDate(t *testing.T) {
	if d := date(t, "2026-02-28"); d != MustDate(2026, time.February, 28) || d.String() != "2026-02-28" {
		t.Errorf("read as %v", d)
	}
	for _, s := range []string{"", "2026-2-28", "2026-02-29", "26-02-2028", "2026-02-28 ", "2026/02/28", "0000-01-01", "2026-02-2x", "+026-02-28"} {
		if d, err := ParseDate(s); !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
}

func TestOrder(t *testing.T) {
	days := []string{"2024-12-31", "2025-01-01", "2025-01-02", "2025-02-01", "2026-01-01"}
	for i, a := range days {
		for j, b := range days {
			x, y := date(t, a), date(t, b)
			if x.Compare(y) != sign(i-j) || x.Before(y) != (i < j) || x.After(y) != (i > j) {
				t.Errorf("%s and %s are out of order", a, b)
			}
		}
	}
}

func TestWithin(t *testing.T) {
	from, until := date(t, "2025-11-24"), date(t, "2026-07-01")
	for s, want := range map[string]bool{"2025-11-23": false, "2025-11-24": true, "2025-11-25": true, "2026-06-30": true, "2026-07-01": false, "2026-07-02": false} {
		if got := date(t, s).Within(from, until); got != want {
			t.Errorf("%s within: %v", s, got)
		}
	}
	if !date(t, "0001-01-01").Within(Date{}, until) || !date(t, "9999-12-31").Within(from, Date{}) {
		t.Error("open sides are closed")
	}
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2025-01-31", 1, "2025-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2025-01-30", 1, "2025-02-28"},
		{"2025-01-28", 1, "2025-02-28"}, {"2025-01-27", 1, "2025-02-27"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2025-02-28", 12, "2026-02-28"},
		{"2025-03-31", 1, "2025-04-30"}, {"2025-05-31", 1, "2025-06-30"}, {"2025-12-31", 1, "2026-01-31"},
		{"2025-12-31", 2, "2026-02-28"}, {"2025-11-30", 3, "2026-02-28"}, {"2025-01-15", 12, "2026-01-15"},
		{"2025-01-15", 0, "2025-01-15"}, {"2025-03-31", -1, "2025-02-28"}, {"2025-01-31", -2, "2024-11-30"},
		{"2025-01-01", -12, "2024-01-01"}, {"2025-01-01", -1, "2024-12-01"},
	}
	for _, tt := range tests {
		if got := date(t, tt.from).AddMonths(tt.n); got.String() != tt.want {
			t.Errorf("%s and %d months is %v, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestAddDays(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2024-02-28", 1, "2024-02-29"}, {"2024-02-28", 2, "2024-03-01"}, {"2025-02-28", 1, "2025-03-01"},
		{"2025-12-31", 1, "2026-01-01"}, {"2026-01-01", -1, "2025-12-31"}, {"2025-06-15", 0, "2025-06-15"},
		{"2000-01-01", 146097, "2400-01-01"}, {"0001-01-01", 3652058, "9999-12-31"},
	}
	for _, tt := range tests {
		got := date(t, tt.from).AddDays(tt.n)
		if got.String() != tt.want || date(t, tt.from).DaysUntil(got) != tt.n {
			t.Errorf("%s and %d days is %v, want %s", tt.from, tt.n, got, tt.want)
		}
	}
	if w := date(t, "2026-02-28").Weekday(); w != time.Saturday {
		t.Errorf("28 February 2026 is a %v", w)
	}
}

func TestDayInAstana(t *testing.T) {
	tests := []struct{ at, day, clock string }{
		{"2026-03-01T18:59:59.999999Z", "2026-03-01", "23:59:59"},
		{"2026-03-01T19:00:00Z", "2026-03-02", "00:00:00"},
		{"2024-02-28T17:59:59Z", "2024-02-28", "23:59:59"}, // UTC+6
		{"2024-02-28T18:00:00Z", "2024-02-29", "00:00:00"},
		{"2024-02-29T17:59:59Z", "2024-02-29", "23:59:59"},
		{"2024-02-29T18:00:00Z", "2024-02-29", "23:00:00"}, // the clock went back
		{"2024-02-29T18:59:59Z", "2024-02-29", "23:59:59"},
		{"2024-02-29T19:00:00Z", "2024-03-01", "00:00:00"},
	}
	for _, tt := range tests {
		at := instant(t, tt.at)
		if got := DateOf(at); got.String() != tt.day {
			t.Errorf("the day at %s is %v, want %s", tt.at, got, tt.day)
		}
		if got := Local(at).Format(time.TimeOnly); got != tt.clock || !Local(at).Equal(at) {
			t.Errorf("the clock at %s shows %s, want %s", tt.at, got, tt.clock)
		}
	}
	for s, want := range map[string]string{
		"2024-02-29": "2024-02-28T18:00:00Z", "2024-03-01": "2024-02-29T19:00:00Z",
		"2024-03-02": "2024-03-01T19:00:00Z", "2026-01-01": "2025-12-31T19:00:00Z",
	} {
		if got := date(t, s).Start(); !got.Equal(instant(t, want)) || got.Location() != time.UTC {
			t.Errorf("%s starts at %v, want %s", s, got, want)
		}
	}
}

// Every day starts at the first instant that its date is shown.
func TestStartIsTheFirstInstant(t *testing.T) {
	for d := date(t, "2023-12-25"); d.Before(date(t, "2024-04-05")); d = d.AddDays(1) {
		if DateOf(d.Start()) != d || DateOf(d.Start().Add(-time.Microsecond)) != d.AddDays(-1) {
			t.Errorf("%v starts at %v", d, d.Start())
		}
	}
}

func TestTerm(t *testing.T) {
	tests := []struct {
		from        string
		months      int
		last, until string
	}{
		{"2026-03-15T10:00:00Z", 6, "2026-09-15", "2026-09-15T19:00:00Z"},
		{"2026-01-31T10:00:00Z", 1, "2026-02-28", "2026-02-28T19:00:00Z"},
		{"2024-01-31T10:00:00Z", 1, "2024-02-29", "2024-02-29T19:00:00Z"},
		{"2028-02-29T10:00:00Z", 12, "2029-02-28", "2029-02-28T19:00:00Z"},
		{"2026-03-31T18:59:59.999999Z", 1, "2026-04-30", "2026-04-30T19:00:00Z"}, // 31 March, 23:59
		{"2026-03-31T19:00:00Z", 1, "2026-05-01", "2026-05-01T19:00:00Z"},        // 1 April, 00:00
		{"2023-09-01T00:00:00Z", 12, "2024-09-01", "2024-09-01T19:00:00Z"},       // over the change of the clock
	}
	for _, tt := range tests {
		last, until := Term(instant(t, tt.from), tt.months)
		if last.String() != tt.last || !until.Equal(instant(t, tt.until)) {
			t.Errorf("%d months from %s end on %v, %v", tt.months, tt.from, last, until)
		}
		if DateOf(until.Add(-time.Microsecond)) != last || DateOf(until) != last.AddDays(1) {
			t.Errorf("the term does not run out at the end of %v", last)
		}
	}
}

func TestAge(t *testing.T) {
	tests := []struct {
		born, on string
		want     int
	}{
		{"2010-05-20", "2026-05-19", 15}, {"2010-05-20", "2026-05-20", 16}, {"2010-05-20", "2026-05-21", 16},
		{"2012-02-29", "2026-02-28", 13}, {"2012-02-29", "2026-03-01", 14}, {"2012-02-29", "2028-02-28", 15}, {"2012-02-29", "2028-02-29", 16},
		{"2012-02-28", "2026-02-28", 14}, {"2026-05-20", "2026-05-20", 0}, {"2026-05-20", "2026-05-19", -1},
		{"2000-12-31", "2026-01-01", 25},
	}
	for _, tt := range tests {
		if got := Age(date(t, tt.born), date(t, tt.on)); got != tt.want {
			t.Errorf("born %s is %d on %s, want %d", tt.born, got, tt.on, tt.want)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-27", 1, "2026-03-02"},  // Friday to Monday
		{"2026-03-06", 1, "2026-03-10"},  // 8 March is a Sunday and carries to Monday
		{"2026-03-20", 1, "2026-03-26"},  // Nauryz 21 to 23: Saturday and Sunday carry to 24 and 25
		{"2025-12-15", 1, "2025-12-17"},  // Independence Day
		{"2025-12-31", 1, "2026-01-05"},  // New Year on Thursday and Friday
		{"2026-01-06", 1, "2026-01-08"},  // Christmas on a Wednesday
		{"2024-01-05", 1, "2024-01-08"},  // Christmas on a Sunday does not carry
		{"2026-05-26", 1, "2026-05-28"},  // Kurban Ait
		{"2026-06-01", 5, "2026-06-08"},  // a plain week
		{"2026-06-01", 0, "2026-06-01"},  // nothing to add
		{"2026-06-06", -1, "2026-06-06"}, // nor less
		{"2022-10-24", 1, "2022-10-26"},  // Republic Day returned in 2022
		{"2021-10-22", 1, "2021-10-25"},  // and was none before
	}
	for _, tt := range tests {
		if got := AddWorkingDays(date(t, tt.from), tt.n); got.String() != tt.want {
			t.Errorf("%d working days from %s is %v, want %s", tt.n, tt.from, got, tt.want)
		}
	}
	table := Holidays()
	table[0].Month = time.July
	if Holidays()[0].Month == time.July {
		t.Error("the table can be changed from outside")
	}
}

// The days off of 2026 from Monday to Friday, as published (inform.kz, 02.01.2026).
func TestDaysOffOf2026(t *testing.T) {
	want := map[string]bool{}
	for _, s := range []string{
		"2026-01-01", "2026-01-02", "2026-01-07", "2026-03-09", "2026-03-23", "2026-03-24", "2026-03-25", "2026-05-01",
		"2026-05-07", "2026-05-11", "2026-05-27", "2026-07-06", "2026-08-31", "2026-10-26", "2026-12-16",
	} {
		want[s] = true
	}
	for d := date(t, "2026-01-01"); d.Year == 2026; d = d.AddDays(1) {
		if isWeekend(d) {
			if IsWorkingDay(d) {
				t.Errorf("%v is a weekend and a working day", d)
			}
			continue
		}
		if IsWorkingDay(d) == want[d.String()] {
			t.Errorf("%v is a working day: %v", d, IsWorkingDay(d))
		}
	}
	// rows end and begin with the year 2022
	for s, working := range map[string]bool{"2021-12-01": false, "2022-12-01": true, "2021-12-17": false, "2024-12-17": true} {
		if IsWorkingDay(date(t, s)) != working {
			t.Errorf("%s is a working day: %v", s, !working)
		}
	}
}

func TestInstants(t *testing.T) {
	at := time.Date(2026, time.March, 1, 12, 0, 0, 123456789, time.FixedZone("x", 3600))
	if got := Instant(at); got != time.Date(2026, time.March, 1, 11, 0, 0, 123456000, time.UTC) {
		t.Errorf("cut to %v", got)
	}
	if FromMicros(Micros(at)) != Instant(at) || Micros(FromMicros(-1)) != -1 {
		t.Error("microseconds do not read back")
	}
}

func TestDateText(t *testing.T) {
	type row struct{ D, Z Date }
	b, err := json.Marshal(row{D: MustDate(2026, time.March, 1)})
	if err != nil || string(b) != `{"D":"2026-03-01","Z":""}` {
		t.Fatalf("written as %s, %v", b, err)
	}
	var out row
	if err := json.Unmarshal(b, &out); err != nil || out.D != MustDate(2026, time.March, 1) || !out.Z.IsZero() {
		t.Errorf("read back as %v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"D":"2026-02-30"}`), &out); err == nil {
		t.Error("30 February is taken")
	}
}

func FuzzDate(f *testing.F) {
	f.Add("2024-02-29", 12, 400)
	f.Add("2025-01-31", -1, -1)
	f.Fuzz(func(t *testing.T, s string, months, days int) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if d.String() != s {
			t.Fatalf("%q reads back as %v", s, d)
		}
		months, days = months%1200, days%100000
		later := d.AddMonths(months)
		if y := later.Year; y < minYear || y > maxYear {
			return
		}
		if _, err := NewDate(later.Year, later.Month, later.Day); err != nil {
			t.Fatalf("%v and %d months is no day: %v", d, months, later)
		}
		if later.Day > d.Day || later.Day < d.Day && later.AddDays(1).Day != 1 {
			t.Fatalf("%v and %d months is %v", d, months, later)
		}
		moved := d.AddDays(days)
		if d.DaysUntil(moved) != days || moved.AddDays(-days) != d {
			t.Fatalf("%v and %d days is %v", d, days, moved)
		}
		if DateOf(d.Start()) != d {
			t.Fatalf("%v starts on another day", d)
		}
	})
}
