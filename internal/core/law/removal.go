package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var removalNorms = []Norm{{
	ID: Removal, Basis: Act, Mark: Verified, Source: "MIA order of 30.03.2020 No. 267", Clause: "Annex 3, title; the list of grounds was not read",
	Rule: Text{
		"Адам тіркеуден белгіленген негіздер бойынша шығарылады.",
		"С регистрации снимают по установленным основаниям.",
		"A person is struck off the register on the grounds laid down.",
	},
}, {
	ID: EndByOwner, Basis: Practice, Mark: Verified, Source: "atamekengazeti.kz p=822", Clause: "removal by an owner; co-owners confirm",
	Rule: Text{
		"Меншік иесі тұрғынды тіркеуден шығара алады; ортақ меншік иелері мұны растайды.",
		"Собственник может снять жильца с регистрации; остальные собственники это подтверждают.",
		"An owner may strike a resident off; the other owners confirm it.",
	},
}, {
	ID: Undoing, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Қателесіп шығарған меншік иесі оны {hours} сағат ішінде қайтара алады.",
		"Собственник, снявший жильца по ошибке, может вернуть его в течение {hours} ч.",
		"An owner who struck somebody off by mistake may undo it within {hours} h.",
	},
	Limits: []Limit{{"hours", 24, Hours}},
}, {
	ID: Objecting, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Меншік иесі тіркеуден шығарған адам {days} күн ішінде қарсылық білдіре алады.",
		"Человек, которого снял с регистрации собственник, может возразить в течение {days} дней.",
		"A person whom an owner struck off may object within {days} days.",
	},
	Limits: []Limit{{"days", 30, Days}},
}, {
	ID: TwoOfficers, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Сот актісі бойынша тіркеуден шығаруды және жазбаның күшін жоюды бір қызметкер ұсынады, екіншісі шешеді.",
		"Снятие по судебному акту и аннулирование предлагает один сотрудник, а решает другой.",
		"A removal by a court act and an annulment are proposed by one officer and decided by another.",
	},
}, {
	ID: NoAddress, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Тіркеуден шығарылып, мекенжайсыз қалған адамды қызметкерлер {days} күн бойы көріп тұрады.",
		"Человека, который после снятия остался без адреса, сотрудники видят в списке {days} дней.",
		"Officers see a person who was struck off and has no address left on a list for {days} days.",
	},
	Limits: []Limit{{"days", 30, Days}},
}}

// UndoWindow returns how long an owner may undo a removal.
func UndoWindow(day civil.Date) (time.Duration, Finding) { return spanOf(Undoing, "hours", day) }

// CoOwnersConfirm says whether a removal by one owner needs the others.
func CoOwnersConfirm(day civil.Date) (bool, Finding) {
	_, f := ask(EndByOwner, day)
	return true, f.say(yesNo(true))
}

// ObjectBy returns the instant before which somebody whom an owner struck off may object: the end of
// the last day of the window.
func ObjectBy(ended time.Time) (time.Time, Finding) {
	day := civil.DateOf(ended)
	n, f := ask(Objecting, day)
	last := day.AddDays(n.limit("days"))
	return last.AddDays(1).Start(), f.say(last.String())
}

// AddressWatch returns for how long officers see that somebody was left without an address.
func AddressWatch(day civil.Date) (time.Duration, Finding) { return spanOf(NoAddress, "days", day) }
