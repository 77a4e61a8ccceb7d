package frame

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tirkeu/internal/core/law"
	"tirkeu/internal/words"
)

// shape is one way in which a rule writes an answer of several values, and how it is said in words.
type shape struct {
	form *regexp.Regexp
	say  func(l words.Lang, v []string) (string, bool)
}

// shapes of the answers of package law that are more than a code, a day or a length of time. They are filled by
// init, since lists are said part by part with the same shapes.
var shapes []shape

func init() {
	shapes = []shape{
		{regexp.MustCompile(`^(\d{1,9}) ([^,]+)$`), sayAmount},
		{regexp.MustCompile(`^(\d{1,9})\.\.(\d{1,9})$`), sayRange},
		{regexp.MustCompile(`^(\S+), (\d{1,9}) extension of (\S+), at most (\S+)$`), sayWindow},
		{regexp.MustCompile(`^(\d{1,9} digits), (\S+), (\d{1,9}) tries, (\d{1,9} in \S+), lock (\S+)$`), sayCode},
		{regexp.MustCompile(`^\{(\d{1,9}) (\d{1,9}) (\d{1,9}) (\d{1,9}) (\d{1,9})\}$`), sayComplaint},
		{regexp.MustCompile(`^\[([0-9hms. ]+)\]$`), sayLeft},
		{regexp.MustCompile(`^person \[([\d ]+)\], owners \[([\d ]+)\]$`), sayReminders},
	}
}

// sayAmount says a number with its unit, or how many times something may be done in a stretch of time.
func sayAmount(l words.Lang, v []string) (string, bool) {
	n, err := strconv.Atoi(v[0])
	if err != nil {
		return "", false
	}
	if per, ok := strings.CutPrefix(v[1], "in "); ok {
		time, known := ruleWords(l, per)
		return words.T(l, "lobby.rules.answer.quota", "times", unit(l, law.Times, n), "time", time), known
	}
	text := unit(l, v[1], n)
	return text, text != ""
}

// counted are the units whose word bends with the number, by the key of the catalogue.
var counted = map[string]string{
	law.Months: "shell.time.months", law.Days: "shell.time.days", law.Hours: "shell.time.hours", law.Minutes: "shell.time.minutes", law.Seconds: "shell.time.seconds",
	law.Persons: "shell.people", law.WorkingDays: "lobby.rules.unit.working_days", law.Years: "lobby.rules.unit.years",
	law.Times: "lobby.rules.unit.times", law.Kilobytes: "lobby.rules.unit.kilobytes", law.Digits: "lobby.rules.unit.digits", law.MCIs: "lobby.rules.unit.mci",
}

// unit says a number with a unit of package law; "" when the unit is not known.
func unit(l words.Lang, name string, n int) string {
	switch name {
	case law.SquareMetres:
		return squareMetres(l, n*100)
	case law.HundredthsM2:
		return squareMetres(l, n)
	case law.Percent:
		return words.Number(l, n) + "\u00a0%"
	case law.Tenge:
		return words.Money(l, n)
	}
	if key, ok := counted[name]; ok {
		return words.T(l, key, "n", n)
	}
	return ""
}

// squareMetres says an area given in hundredths of a square metre: «54,3 м²», “54.3 m²”.
func squareMetres(l words.Lang, n int) string {
	mark := ","
	if l == words.EN {
		mark = "."
	}
	text := words.Number(l, n/100)
	if rest := n % 100; rest > 0 {
		text += mark + strings.TrimSuffix(fmt.Sprintf("%02d", rest), "0")
	}
	return words.T(l, "lobby.rules.unit.m2", "area", text)
}

func sayRange(l words.Lang, v []string) (string, bool) {
	return words.T(l, "lobby.rules.answer.range", "from", v[0], "to", v[1]), true
}

// sayWindow says how long owners may answer.
func sayWindow(l words.Lang, v []string) (string, bool) {
	said, ok := allWords(l, v[0], v[1]+" "+law.Times, v[2], v[3])
	if !ok {
		return "", false
	}
	return words.T(l, "lobby.rules.answer.window", "window", said[0], "extensions", said[1], "extension", said[2], "cap", said[3]), true
}

// sayCode says the limits of one-time codes.
func sayCode(l words.Lang, v []string) (string, bool) {
	said, ok := allWords(l, v[0], v[1], v[3], v[4])
	if !ok {
		return "", false
	}
	return words.T(l, "lobby.rules.answer.codes", "digits", said[0], "ttl", said[1], "tries", v[2], "quota", said[2], "lock", said[3]), true
}

// sayComplaint says the terms of a complaint, in the order of law.ComplaintTerms.
func sayComplaint(l words.Lang, v []string) (string, bool) {
	said, ok := allWords(l, v[0]+" "+law.Months, v[1]+" "+law.WorkingDays, v[2]+" "+law.WorkingDays, v[3]+" "+law.WorkingDays, v[4]+" "+law.WorkingDays)
	if !ok {
		return "", false
	}
	return words.T(l, "lobby.rules.answer.complaint", "file", said[0], "provider", said[1], "quality", said[2], "review", said[3], "forward", said[4]), true
}

// sayLeft says at which times before the end of a window reminders are sent.
func sayLeft(l words.Lang, v []string) (string, bool) {
	said, ok := allWords(l, strings.Fields(v[0])...)
	return words.T(l, "lobby.rules.answer.left", "list", strings.Join(said, ", ")), ok && len(said) > 0
}

// sayReminders says on which days before the end of a registration reminders are sent.
func sayReminders(l words.Lang, v []string) (string, bool) {
	list := func(s string) string { return strings.Join(strings.Fields(s), ", ") }
	return words.T(l, "lobby.rules.answer.reminders", "person", list(v[0]), "owners", list(v[1])), true
}

// allWords says several answers; false when one of them is not known.
func allWords(l words.Lang, answers ...string) ([]string, bool) {
	said := make([]string, len(answers))
	for i, a := range answers {
		var ok bool
		if said[i], ok = ruleWords(l, a); !ok {
			return nil, false
		}
	}
	return said, true
}
