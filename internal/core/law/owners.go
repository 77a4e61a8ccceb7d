package law

import "tirkeu/internal/core/civil"

var ownerNorms = []Norm{{
	ID: OwnerPrivacy, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Өтініш беруші меншік иелерінің аты-жөнін білмейді: тек сәйкестік пен «1-меншік иесі» деген белгі; меншік иесі өтініш берушінің толық аты-жөнін және ЖСН-нің соңғы төрт санын көреді.",
		"Заявитель не узнаёт имён собственников: только совпадение и «Собственник 1»; собственник видит полное имя заявителя и последние четыре цифры ИИН.",
		"The applicant learns no names of owners, only match or no match and \"Owner 1\"; an owner sees the applicant's full name and the last four digits of the IIN.",
	},
}, {
	ID: OwnerNews, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "precedent: SMS to owners, mybuh.kz",
	Rule: Text{
		"Баспанадағы тіркеудің әр өзгерісі туралы барлық меншік иелеріне хабарланады.",
		"О каждом изменении регистрации в жилье сообщают всем собственникам.",
		"All owners are told of every change of registration at their dwelling.",
	},
}}

// TellOwners says whether owners are told of every change at their dwelling.
func TellOwners(day civil.Date) (bool, Finding) {
	_, f := ask(OwnerNews, day)
	return true, f.say(yesNo(true))
}
