package law

import (
	"fmt"
	"time"

	"tirkeu/internal/core/civil"
)

var reminderNorms = []Norm{{
	ID: ConsentReminding, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Жауап бермеген меншік иесіне екі рет ескертіледі: мерзімнің {first} және {second} пайызы қалғанда.",
		"Молчащему собственнику напоминают дважды: когда остаётся {first} и {second} процентов срока.",
		"A silent owner is reminded twice: with {first} and with {second} percent of the window left.",
	},
	Limits: []Limit{{"first", 50, Percent}, {"second", 25, Percent}},
}, {
	ID: EndReminding, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Мерзімнің аяқталуы туралы адамға {first}, {second}, {third} күн бұрын және соңғы күні, меншік иелеріне {owners} күн бұрын ескертіледі.",
		"О конце срока человеку напоминают за {first}, {second}, {third} дня и в последний день, собственникам — за {owners} дней.",
		"Of the end of the term the person is told {first}, {second} and {third} days before and on the last day, the owners {owners} days before.",
	},
	Limits: []Limit{{"first", 30, Days}, {"second", 10, Days}, {"third", 3, Days}, {"last", 0, Days}, {"owners", 10, Days}},
}}

// ConsentReminders returns how long before the end of the window a silent
// owner is reminded, the earliest first.
func ConsentReminders(window time.Duration, day civil.Date) ([]time.Duration, Finding) {
	n, f := ask(ConsentReminding, day, Input{"window", window.String()})
	left := []time.Duration{percent(window, n.limit("first")), percent(window, n.limit("second"))}
	return left, f.say(fmt.Sprint(left))
}

// EndReminders returns how many days before the last day of a term the person
// and the owners are reminded, the earliest first; 0 is the last day itself.
func EndReminders(day civil.Date) (person, owners []int, f Finding) {
	n, f := ask(EndReminding, day)
	person = []int{n.limit("first"), n.limit("second"), n.limit("third"), n.limit("last")}
	owners = []int{n.limit("owners")}
	return person, owners, f.say(fmt.Sprint("person ", person, ", owners ", owners))
}

func percent(d time.Duration, share int) time.Duration { return d * time.Duration(share) / 100 }
