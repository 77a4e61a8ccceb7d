package law

import (
	"fmt"
	"time"

	"tirkeu/internal/core/civil"
)

var complaintNorms = []Norm{{
	ID: Complaint, Basis: Act, Mark: Partly, Source: "Law \"On public services\" Art. 25; Administrative Procedural Code Art. 91; gp14.kz", Clause: "only the provider's five working days were read",
	Rule: Text{
		"Шағым {file} ай ішінде беріледі; қызмет беруші оны {provider}, бағалау органы {quality}, жоғары орган {review} жұмыс күнінде қарайды; іс {forward} жұмыс күнінде жіберіледі.",
		"Жалобу подают в течение {file} месяцев; услугодатель рассматривает её за {provider}, орган по качеству — за {quality}, вышестоящий — за {review} рабочих дней; дело передают за {forward} рабочих дня.",
		"A complaint is made within {file} months; the provider decides in {provider}, the quality body in {quality}, the higher body in {review} working days; the file is passed on in {forward}.",
	},
	Limits: []Limit{
		{"file", 3, Months}, {"provider", 5, WorkingDays}, {"quality", 15, WorkingDays},
		{"review", 20, WorkingDays}, {"forward", 3, WorkingDays},
	},
}, {
	ID: Hearing, Basis: Act, Mark: Partly, Source: "Administrative Procedural Code of 29.06.2020 Art. 73", Clause: "length of the notice not confirmed",
	Rule: Text{
		"Қызметкер теріс шешім шығарардан {days} жұмыс күні бұрын адамға хабарлап, оны тыңдайды.",
		"Прежде чем отказать, сотрудник за {days} рабочих дня предупреждает человека и выслушивает его.",
		"Before an officer refuses, the person is told {days} working days ahead and heard.",
	},
	Limits: []Limit{{"days", 3, WorkingDays}},
}}

// ComplaintTerms are the terms of a complaint. File is in months, the others
// are in working days.
type ComplaintTerms struct {
	File     int // to complain, from learning of the decision
	Provider int // for the service provider to decide
	Quality  int // for the body that watches the quality of public services
	Review   int // for the higher body
	Forward  int // for the provider to pass the file on
}

// Complaints returns the terms of a complaint.
func Complaints(day civil.Date) (ComplaintTerms, Finding) {
	n, f := ask(Complaint, day)
	t := ComplaintTerms{n.limit("file"), n.limit("provider"), n.limit("quality"), n.limit("review"), n.limit("forward")}
	return t, f.say(fmt.Sprint(t))
}

// ComplaintBy returns the instant before which the provider answers a complaint that came in at the
// other: the end of the last working day of its term.
func ComplaintBy(came time.Time) (time.Time, Finding) {
	day := civil.DateOf(came)
	n, f := ask(Complaint, day)
	last := civil.AddWorkingDays(day, n.limit("provider"))
	return last.AddDays(1).Start(), f.say(last.String())
}

// ComplainUntil returns the last day on which a decision of the day may be complained of.
func ComplainUntil(decided civil.Date) (civil.Date, Finding) {
	n, f := ask(Complaint, decided)
	last := decided.AddMonths(n.limit("file"))
	return last, f.say(last.String())
}

// HearingNotice returns how many working days before a refusal by an officer
// the person is told of it.
func HearingNotice(day civil.Date) (int, Finding) {
	n, f := ask(Hearing, day)
	return n.limit("days"), f.sayInt(n.limit("days"), WorkingDays)
}

// HearingBy returns the instant before which the person may speak who was told
// at the other that an officer means to refuse: the end of the last working day
// of the notice. The day of telling does not count.
func HearingBy(told time.Time) (time.Time, Finding) {
	day := civil.DateOf(told)
	n, f := ask(Hearing, day)
	last := civil.AddWorkingDays(day, n.limit("days"))
	return last.AddDays(1).Start(), f.say(last.String())
}
