// Package law is the rule book: every norm that Tirkeu applies, with its source,
// the words of the rule in three languages, the days it is in force, and one
// pure function that applies it. No other package holds a legal number.
//
// A function takes the day whose rules count (see [RulesDay]) and returns its
// answer together with a [Finding], the line it adds to the decision's [Trace].
package law

import (
	"fmt"
	"time"

	"tirkeu/internal/core/civil"
)

// Basis says where a norm comes from.
type Basis string

const (
	Act      Basis = "act"      // a published legal act or the official service page
	Practice Basis = "practice" // how the public systems are reported to behave
	Ours     Basis = "ours"     // decided here, because no source says
)

// Mark says how well the source of a norm is known.
type Mark string

const (
	Seed        Mark = "seed"        // the service's own page says so
	Verified    Mark = "verified"    // read in the source named
	Partly      Mark = "partly"      // the source is secondary, old, cut off or ambiguous
	Unconfirmed Mark = "unconfirmed" // no source was read
)

// Text is one thing said in Kazakh, Russian and English.
type Text struct {
	KK, RU, EN string
}

// In returns the text in the language "kk", "ru" or "en", and nothing in others.
func (t Text) In(lang string) string {
	switch lang {
	case "kk":
		return t.KK
	case "ru":
		return t.RU
	case "en":
		return t.EN
	}
	return ""
}

// Units of limits.
const (
	Months       = "months"
	Days         = "days"
	WorkingDays  = "working days"
	Hours        = "hours"
	Minutes      = "minutes"
	Seconds      = "seconds"
	Years        = "years"
	Times        = "times"
	Persons      = "persons"
	Digits       = "digits"
	SquareMetres = "m²"
	HundredthsM2 = "0.01 m²"
	Percent      = "percent"
	MCIs         = "MCI"
	Tenge        = "tenge"
	Kilobytes    = "kilobytes"
)

// Limit is a number of a norm.
type Limit struct {
	Name  string
	Value int
	Unit  string
}

// Norm is one version of a rule. It is in force in [From, Until); a zero From
// or Until leaves that side open. Region is empty, or the first two digits of
// the KATO codes to which alone the norm applies. Rule says it in our own words.
type Norm struct {
	ID             string
	Basis          Basis
	Mark           Mark
	Source, Clause string
	Rule           Text
	From, Until    civil.Date
	Region         string
	Limits         []Limit
}

// ShownAsLaw says that people may be told "the law says": the norm stands in an
// act, and was read there or on the official service page.
func (n Norm) ShownAsLaw() bool {
	return n.Basis == Act && (n.Mark == Seed || n.Mark == Verified)
}

// InForce says that this version holds on the day.
func (n Norm) InForce(day civil.Date) bool { return day.Within(n.From, n.Until) }

// Norms returns all versions of all norms, in the order of the rule book.
func Norms() []Norm { return append([]Norm(nil), book...) }

// Find returns the newest version of the norm.
func Find(id string) (Norm, bool) {
	for i := len(book) - 1; i >= 0; i-- {
		if book[i].ID == id {
			return book[i], true
		}
	}
	return Norm{}, false
}

// NormAt returns the version of the norm in force on the day, and false when
// there is none.
func NormAt(id string, day civil.Date) (Norm, bool) {
	for _, n := range book {
		if n.ID == id && n.InForce(day) {
			return n, true
		}
	}
	return Norm{}, false
}

// limit returns a number of the norm. A name the norm does not have is a slip
// in this package, which its tests find by calling every rule.
func (n Norm) limit(name string) int { return n.find(name).Value }

// span returns a limit that is a length of time.
func (n Norm) span(name string) time.Duration {
	l := n.find(name)
	units := map[string]time.Duration{Seconds: time.Second, Minutes: time.Minute, Hours: time.Hour, Days: 24 * time.Hour}
	return time.Duration(l.Value) * units[l.Unit]
}

func (n Norm) find(name string) Limit {
	for _, l := range n.Limits {
		if l.Name == name {
			return l
		}
	}
	panic(fmt.Sprintf("law: norm %q has no limit %q", n.ID, name))
}
