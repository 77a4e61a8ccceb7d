package law

import "tirkeu/internal/core/civil"

var daysNorms = []Norm{{
	ID: DayOfRules, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Өтінішке өтініш беруші қол қойған күнгі ережелер қолданылады.",
		"К заявлению применяют правила дня, когда его подписал заявитель.",
		"An application is judged by the rules of the day on which the applicant signed it.",
	},
}, {
	ID: SigningOrder, Basis: Practice, Mark: Seed, Source: servicePage, Clause: "How to get the online service, item 2",
	Rule: Text{
		"Алдымен өтініш беруші қол қояды, содан соң меншік иелерінен сұралады; меншік иесі алдын ала да келісе алады.",
		"Сначала подписывает заявитель, затем спрашивают собственников; собственник может согласиться и заранее.",
		"The applicant signs first, then the owners are asked; an owner may also consent beforehand.",
	},
}}

// RulesDay returns the day whose rules count: the day of the applicant's
// signature, and today while it is not signed (a zero signed).
func RulesDay(signed, today civil.Date) (civil.Date, Finding) {
	_, f := ask(DayOfRules, today, Input{"signed", signed.String()})
	day := today
	if !signed.IsZero() {
		day = signed
	}
	return day, f.say(day.String())
}
