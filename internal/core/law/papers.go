package law

import "tirkeu/internal/core/civil"

const publicServices = "Law \"On public services\" of 15.04.2013 No. 88-V; wording seen at gov.kz/services/3956"

var paperNorms = []Norm{{
	ID: Documents, Basis: Act, Mark: Seed, Source: servicePage, Clause: "An identity document",
	Rule: Text{
		"Адамды және оның құқығын растайтын құжаттың мерзімі өтпеген болуы керек.",
		"Документ, удостоверяющий человека и его право, должен действовать.",
		"The document that proves the person and the right must be in force.",
	},
}, {
	ID: Authority, Basis: Act, Mark: Seed, Source: servicePage, Clause: "When the service recipient personally applies",
	Rule: Text{
		"Бала мен әрекетке қабілетсіз адам үшін заңды өкілі өкілеттігін растап өтініш береді; басқа адам үшін — нотариалды сенімхатпен.",
		"За ребёнка и недееспособного обращается законный представитель с доказательством полномочий; за другого — по нотариальной доверенности.",
		"For a child or an incapacitated person a legal representative applies with proof of authority; for others, an attorney with a notarised power.",
	},
}, {
	ID: Reliable, Basis: Act, Mark: Partly, Source: publicServices, Clause: "ground 1",
	Rule: Text{
		"Берілген құжаттар мен мәліметтер дұрыс болуы керек.",
		"Представленные документы и сведения должны быть достоверны.",
		"The documents and data given must be reliable.",
	},
}, {
	ID: PersonalData, Basis: Act, Mark: Partly, Source: publicServices, Clause: "ground 3",
	Rule: Text{
		"Қызмет көрсету үшін адам қолжетімділігі шектеулі дербес деректерін пайдалануға келіседі.",
		"Для услуги нужно согласие человека на доступ к его персональным данным ограниченного доступа.",
		"The service needs the person's consent to access to restricted personal data.",
	},
}}

// DocumentValid says whether a document that is good to the last day, that day
// included, is in force on the day. A zero last means that it never runs out.
func DocumentValid(last, day civil.Date) (bool, Finding) {
	_, f := ask(Documents, day, Input{"last", last.String()})
	ok := last.IsZero() || !last.Before(day)
	return ok, f.say(yesNo(ok))
}
