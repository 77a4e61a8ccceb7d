package law

import (
	"fmt"
	"time"

	"tirkeu/internal/core/civil"
)

// ConsentPolicy is how long owners are waited for.
type ConsentPolicy struct {
	Window     time.Duration // from asking until silence lapses the case
	Extension  time.Duration // what one extension adds
	Extensions int           // how many the applicant may ask for
	Cap        time.Duration // the wait never lasts longer than this
	Keep       time.Duration // how long a consent given beforehand stays good
}

var pilotConsent = Text{
	"Меншік иелері сұралғаннан кейін {window} сағат ішінде жауап береді; өтініш беруші мерзімді {extensions} рет {extension} сағатқа ұзарта алады, бірақ бәрі {cap} күннен аспайды.",
	"Собственники отвечают в течение {window} ч после запроса; заявитель может продлить срок {extensions} раз на {extension} ч, но всего не больше {cap} дней.",
	"Owners answer within {window} h of being asked; the applicant may extend that {extensions} time by {extension} h, {cap} days in all at most.",
}

var (
	consentPilotFrom  = civil.Date{Year: 2025, Month: time.November, Day: 24}
	consentPilotUntil = civil.Date{Year: 2026, Month: time.July, Day: 1}
)

var consentNorms = []Norm{{
	ID: ConsentWait, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: pilotConsent, Until: consentPilotFrom, Limits: consentLimits(72),
}, {
	ID: ConsentWait, Basis: Practice, Mark: Partly, Source: "b2b.telecom.kz, 21.11.2025", Clause: "one hour after the SMS from 1414; the extension and the cap are ours",
	Rule: pilotConsent, From: consentPilotFrom, Until: consentPilotUntil, Limits: consentLimits(1),
}, {
	ID: ConsentWait, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: pilotConsent, From: consentPilotUntil, Limits: consentLimits(72),
}, {
	ID: ConsentKeep, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Алдын ала берілген келісім {days} күн сақталады.",
		"Данное заранее согласие хранится {days} дней.",
		"A consent given beforehand is kept for {days} days.",
	},
	Limits: []Limit{{"days", 10, Days}},
}}

func consentLimits(hours int) []Limit {
	return []Limit{{"window", hours, Hours}, {"extension", hours, Hours}, {"extensions", 1, Times}, {"cap", 10, Days}}
}

// ConsentWindow returns how long owners are waited for and how long a consent keeps.
func ConsentWindow(day civil.Date) (ConsentPolicy, Finding) {
	keep, _ := ConsentKeeping(day)
	n, f := ask(ConsentWait, day)
	p := ConsentPolicy{
		Window:     n.span("window"),
		Extension:  n.span("extension"),
		Extensions: n.limit("extensions"),
		Cap:        n.span("cap"),
		Keep:       keep,
	}
	return p, f.say(fmt.Sprintf("%v, %d extension of %v, at most %v", p.Window, p.Extensions, p.Extension, p.Cap))
}

// ConsentKeeping returns how long a consent given beforehand stays good.
func ConsentKeeping(day civil.Date) (time.Duration, Finding) {
	n, f := ask(ConsentKeep, day)
	return n.span("days"), f.saySpan(n.span("days"))
}

// Deadline returns until when owners asked at the instant may answer after the
// number of extensions. Extensions that the policy does not give add nothing.
func (p ConsentPolicy) Deadline(asked time.Time, extensions int) time.Time {
	given := min(max(extensions, 0), p.Extensions)
	wait := p.Window + time.Duration(given)*p.Extension
	return asked.Add(min(wait, p.Cap))
}
