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
}}

// UndoWindow returns how long an owner may undo a removal.
func UndoWindow(day civil.Date) (time.Duration, Finding) { return spanOf(Undoing, "hours", day) }

// CoOwnersConfirm says whether a removal by one owner needs the others.
func CoOwnersConfirm(day civil.Date) (bool, Finding) {
	_, f := ask(EndByOwner, day)
	return true, f.say(yesNo(true))
}
