package words

import (
	"fmt"
	"time"
)

var months = map[Lang][12]string{
	KK: {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"},
	RU: {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
	EN: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// month is the month's name as it stands in a date; a number that is no month gives the number itself.
func month(l Lang, m int) string {
	if m < 1 || m > 12 {
		return fmt.Sprint(m)
	}
	return months[known(l)][m-1]
}

// Date writes a civil date: «2026 ж. 26 қараша», «26 ноября 2026 г.», “26 November 2026”.
func Date(l Lang, y, m, d int) string {
	switch l {
	case RU:
		return DayMonth(l, m, d) + nbsp + fmt.Sprint(y) + nbsp + "г."
	case EN:
		return DayMonth(l, m, d) + " " + fmt.Sprint(y)
	}
	return fmt.Sprint(y) + nbsp + "ж. " + DayMonth(KK, m, d)
}

// DateFull writes a date as documents do: «2026 жылғы 26 қараша», «26 ноября 2026 года», “26 November 2026”.
func DateFull(l Lang, y, m, d int) string {
	switch l {
	case RU:
		return DayMonth(l, m, d) + nbsp + fmt.Sprint(y) + nbsp + "года"
	case EN:
		return Date(EN, y, m, d)
	}
	return fmt.Sprint(y) + nbsp + "жылғы " + DayMonth(KK, m, d)
}

// DayMonth writes a day without its year: «26 қараша», «26 ноября», “26 November”.
func DayMonth(l Lang, m, d int) string {
	return fmt.Sprint(d) + nbsp + month(l, m)
}

// MonthYear writes a month of a year, as a heading of a statistic: «2026 ж. қараша», «ноябрь 2026 г.», “November 2026”.
func MonthYear(l Lang, y, m int) string {
	switch l {
	case RU:
		return monthAlone(m) + " " + fmt.Sprint(y) + nbsp + "г."
	case EN:
		return month(EN, m) + " " + fmt.Sprint(y)
	}
	return fmt.Sprint(y) + nbsp + "ж. " + month(KK, m)
}

// monthAlone is a Russian month's name outside a date.
func monthAlone(m int) string {
	names := [12]string{"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"}
	if m < 1 || m > 12 {
		return fmt.Sprint(m)
	}
	return names[m-1]
}

// Until writes the last day of a term: «2027 жылғы 26 қарашаға дейін», «до 26 ноября 2027 г.», “until 26 November 2027”.
func Until(l Lang, y, m, d int) string {
	switch l {
	case RU:
		return "до" + nbsp + Date(RU, y, m, d)
	case EN:
		return "until " + Date(EN, y, m, d)
	}
	return fmt.Sprint(y) + nbsp + "жылғы " + fmt.Sprint(d) + nbsp + Noun(month(KK, m), Dat) + " дейін"
}

// From writes the first day of a term: «2026 жылғы 26 қарашадан бастап», «с 26 ноября 2026 г.», “from 26 November 2026”.
func From(l Lang, y, m, d int) string {
	switch l {
	case RU:
		return "с" + nbsp + Date(RU, y, m, d)
	case EN:
		return "from " + Date(EN, y, m, d)
	}
	return fmt.Sprint(y) + nbsp + "жылғы " + fmt.Sprint(d) + nbsp + Noun(month(KK, m), Abl) + " бастап"
}

// Clock writes the hour and minute of local: 14:05.
func Clock(local time.Time) string { return local.Format("15:04") }

// DateTime writes the moment local, already in the reader's zone: «26 ноября 2026 г., 14:05».
func DateTime(l Lang, local time.Time) string {
	y, m, d := local.Date()
	return Date(l, y, int(m), d) + ", " + Clock(local)
}

// Due writes the moment local before which something has to be done: one that ends a day, at midnight, as that
// day, «25 ноября 2026 г.» and not «26 ноября 2026 г., 00:00»; any other as DateTime does.
func Due(l Lang, local time.Time) string {
	if h, m, s := local.Clock(); h+m+s == 0 {
		y, mo, d := local.Add(-time.Second).Date()
		return Date(l, y, int(mo), d)
	}
	return DateTime(l, local)
}

// DayTime writes a moment without its year, for deadlines of the next days: «29 қараша, 14:05».
func DayTime(l Lang, local time.Time) string {
	_, m, d := local.Date()
	return DayMonth(l, int(m), d) + ", " + Clock(local)
}
