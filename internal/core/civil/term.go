package civil

import "time"

// Term counts a term of whole months from the instant of fixing. The last day
// is the day of the same number, or the last day of a shorter month, and the
// term runs out at its end: until is the first instant of the day after, so the
// term is [from, until). Weekends and holidays shift nothing.
//
// Our rule, after the Civil Code's way of counting months (not confirmed).
func Term(from time.Time, months int) (last Date, until time.Time) {
	last = DateOf(from).AddMonths(months)
	return last, last.AddDays(1).Start()
}

// Age counts the full years that somebody born on the day has on another day.
// A person born on 29 February grows older on 1 March in a common year (our
// choice: it never calls anyone older too early). Before birth it is negative.
func Age(born, on Date) int {
	years := on.Year - born.Year
	if on.Month < born.Month || (on.Month == born.Month && on.Day < born.Day) {
		years--
	}
	return years
}
