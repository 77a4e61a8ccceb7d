package law

import "tirkeu/internal/core/civil"

var stayNorms = []Norm{{
	ID: GuestStay, Basis: Act, Mark: Verified, Source: "egov.kz/cms/en/articles/temp_registr, 19.12.2023", Clause: "guests",
	Rule: Text{
		"Қонақ болып {months} айдан аспай тұрған адам тіркелмейді.",
		"Гость, который живёт не дольше {months} месяца, не регистрируется.",
		"A guest who stays no longer than {months} month need not register.",
	},
	Limits: []Limit{{"months", 1, Months}},
}}

var deadlineNorms = []Norm{{
	ID: Deadline, Basis: Act, Mark: Partly, Source: "draft of the Rules for registration, via Tengrinews; gov.kz/situations/424", Clause: "time to submit documents",
	Rule: Text{
		"Жаңа жерге келген соң {days} күнтізбелік күн ішінде тіркелуге өтініш беру керек.",
		"Подать документы нужно в течение {days} календарных дней после прибытия.",
		"Documents are to be submitted within {days} calendar days of arrival.",
	},
	Limits: []Limit{{"days", 10, Days}},
}, {
	ID: Liability, Basis: Act, Mark: Verified, Source: "Administrative Offences Code Art. 492; saqshy.info", Clause: "citizens",
	Rule: Text{
		"Мерзімнен өтіп, {months} айға дейін тіркелмеген адам ескерту алады, одан асса — {fine} АЕК айыппұл.",
		"За жизнь без регистрации сверх срока и до {months} месяца — предупреждение, дольше — штраф {fine} МРП.",
		"Living unregistered past the deadline brings a warning up to {months} month and a fine of {fine} MCI after it.",
	},
	Limits: []Limit{{"months", 1, Months}, {"fine", 7, MCIs}},
}}

// GuestMonths returns how many months a guest may stay unregistered.
func GuestMonths(day civil.Date) (int, Finding) {
	n, f := ask(GuestStay, day)
	return n.limit("months"), f.sayInt(n.limit("months"), Months)
}

// RegisterBy returns the last day on which somebody who arrived on the day
// applies in time.
func RegisterBy(arrived civil.Date) (civil.Date, Finding) {
	n, f := ask(Deadline, arrived)
	last := arrived.AddDays(n.limit("days"))
	return last, f.say(last.String())
}

// Lateness is what living unregistered may bring.
type Lateness string

const (
	InTime  Lateness = "in time"
	Warning Lateness = "warning"
	Fine    Lateness = "fine"
)

// LatenessOn says what somebody who arrived on the day and is still not
// registered on the other day may expect. It is for advice: we never fine.
func LatenessOn(arrived, on civil.Date) (Lateness, Finding) {
	by, _ := RegisterBy(arrived)
	n, f := ask(Liability, on, Input{"arrived", arrived.String()})
	late := Fine
	switch {
	case !on.After(by):
		late = InTime
	case !on.After(arrived.AddMonths(n.limit("months"))):
		late = Warning
	}
	return late, f.say(string(late))
}
