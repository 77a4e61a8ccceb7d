package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var waitNorms = []Norm{{
	ID: DraftWait, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Қол қойылмаған жоба {days} күн сақталады.",
		"Неподписанный черновик хранится {days} дней.",
		"An unsigned draft is kept for {days} days.",
	},
	Limits: []Limit{{"days", 30, Days}},
}, {
	ID: SignWait, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Тексерілген өтінішке {days} күн ішінде қол қойылады.",
		"Проверенное заявление подписывают в течение {days} дней.",
		"A checked application is to be signed within {days} days.",
	},
	Limits: []Limit{{"days", 10, Days}},
}, {
	ID: Silence, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Мемлекеттік тізілім {minutes} минут жауап бермесе, істі қызметкер қарайды.",
		"Если госреестр молчит {minutes} минут, дело смотрит сотрудник.",
		"When a state register is silent for {minutes} minutes, an officer looks at the case.",
	},
	Limits: []Limit{{"minutes", 10, Minutes}},
}, {
	ID: ReviewTime, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "fallback; no source found for this service",
	Rule: Text{
		"Қызметкер істі {days} жұмыс күні ішінде қарайды.",
		"Сотрудник рассматривает дело за {days} рабочий день.",
		"An officer decides within {days} working day.",
	},
	Limits: []Limit{{"days", 1, WorkingDays}},
}, {
	ID: JointNews, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Бір өтінішпен берілген істердегі бір оқиға туралы бір телефонға бір SMS жіберіледі: алғашқы хабар қалғандарын {seconds} секунд күтеді.",
		"Об одном событии в делах одного общего заявления на один телефон идёт одно SMS: первая весть ждёт остальных {seconds} секунд.",
		"One event in the cases of one joint statement is told to one phone by one SMS: the first news waits {seconds} seconds for the others.",
	},
	Limits: []Limit{{"seconds", 20, Seconds}},
}}

// DraftKeep returns how long a draft is kept.
func DraftKeep(day civil.Date) (time.Duration, Finding) { return spanOf(DraftWait, "days", day) }

// SignWindow returns how long a checked application waits for its signature.
func SignWindow(day civil.Date) (time.Duration, Finding) { return spanOf(SignWait, "days", day) }

// SilenceWait returns how long a register may be silent before an officer is asked.
func SilenceWait(day civil.Date) (time.Duration, Finding) { return spanOf(Silence, "minutes", day) }

// JointWait returns how long the first news of an event in a joint statement waits for the others.
func JointWait(day civil.Date) (time.Duration, Finding) { return spanOf(JointNews, "seconds", day) }

// ReviewTerm returns in how many working days an officer decides.
func ReviewTerm(day civil.Date) (int, Finding) {
	n, f := ask(ReviewTime, day)
	return n.limit("days"), f.sayInt(n.limit("days"), WorkingDays)
}

// ReviewBy returns the instant by which an officer decides a case that came in
// at the other: the end of the last working day of the term.
func ReviewBy(came time.Time) (time.Time, Finding) {
	day := civil.DateOf(came)
	n, f := ask(ReviewTime, day)
	last := civil.AddWorkingDays(day, n.limit("days"))
	return last.AddDays(1).Start(), f.say(last.String())
}

func spanOf(id, limit string, day civil.Date) (time.Duration, Finding) {
	n, f := ask(id, day)
	return n.span(limit), f.saySpan(n.span(limit))
}
