package law

import "tirkeu/internal/core/civil"

// standingNorms say what becomes of a registration when the act that ended it falls away.
var standingNorms = []Norm{{
	ID: Reviving, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found; an annulled entry counts as never made",
	Rule: Text{
		"Күші жойылған жазба ауыстырған бұрынғы тіркеу, мерзімі бітпесе, қайта күшіне енеді; оны кейінгі тіркеу ауыстырса, сол күннен тоқтайды.",
		"Прежняя регистрация, которую сменила аннулированная запись, снова действует, если её срок не истёк; если её сменила бы более поздняя регистрация, она прекращается с того дня.",
		"The earlier registration whose place an annulled entry took is in force again unless its term is over; where a later registration would have taken its place, it ends then.",
	},
}, {
	ID: NotNew, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "the capital's norm leaves earlier registrations untouched",
	Rule: Text{
		"Қалпына келтірілген тіркеу жаңа тіркеу емес: елорда нормативі сұралмайды, бірақ адам кейінгілер үшін есептеледі.",
		"Восстановленная регистрация не новая: норматив столицы не спрашивают, но человека считают для тех, кто придёт позже.",
		"A registration that is in force again is not a new one: the capital's norm is not asked, but the person is counted for those who come later.",
	},
}}

// Revives says whether a registration stands again when the entry that took its place is annulled.
func Revives(day civil.Date) (bool, Finding) {
	_, f := ask(Reviving, day)
	return true, f.say(yesNo(true))
}

// NormAskedAgain says whether the capital's norm is asked when a registration is in force again.
func NormAskedAgain(day civil.Date) (bool, Finding) {
	_, f := ask(NotNew, day)
	return false, f.say(yesNo(false))
}
