package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var termNorms = []Norm{{
	ID: Term, Basis: Practice, Mark: Verified,
	Source: "nitec.kz, \"Kazakhstani citizens can temporary register\"; info.homsters.kz p=12645",
	Clause: "list of months in the portal's form",
	Rule: Text{
		"Уақытша тіркеу мерзімі — {min}–{max} толық ай.",
		"Срок временной регистрации — от {min} до {max} целых месяцев.",
		"A temporary registration lasts {min} to {max} whole months.",
	},
	Limits: []Limit{{"min", 1, Months}, {"max", 12, Months}},
}, {
	ID: TermCount, Basis: Ours, Mark: Unconfirmed,
	Source: "decision of the project", Clause: "after the Civil Code's way of counting months",
	Rule: Text{
		"Мерзім жазба енгізілген күннен айлап саналады және соңғы күннің 24:00-інде бітеді; ондай күні жоқ айда айдың соңғы күні алынады. Құжаттың мерзімі ертерек бітсе, тіркеу де сол күні бітеді.",
		"Срок считают месяцами со дня записи, он кончается в 24:00 последнего дня; если такого числа в месяце нет, берут последний день месяца. Если документ кончается раньше, регистрация кончается вместе с ним.",
		"The term is counted in months from the day of the entry and runs out at 24:00 of its last day; a month without that day gives its last one. When a document runs out earlier, the registration ends with it.",
	},
}, {
	ID: AwaitPaper, Basis: Act, Mark: Seed, Source: servicePage, Clause: "Citizens who arrived from outside the Republic, paragraph 2",
	Rule: Text{
		"Шетелден келген азамат сондағы тіркеуден шыққаны туралы құжатты алғанша уақытша тіркеледі.",
		"Прибывшего из-за границы гражданина регистрируют временно, пока он получает документ о снятии с регистрации там.",
		"A citizen who came from abroad is registered temporarily while getting the paper on deregistration there.",
	},
}}

// TermAllowed says whether an application may ask for the months. A permanent
// registration has no term, so its months must be zero.
func TermAllowed(months int, permanent bool, day civil.Date) (bool, Finding) {
	n, f := ask(Term, day, number("months", months), flag("permanent", permanent))
	ok := months >= n.limit("min") && months <= n.limit("max")
	if permanent {
		ok = months == 0
	}
	return ok, f.say(yesNo(ok))
}

// TermRange returns the shortest and the longest term in months, for forms.
func TermRange(day civil.Date) (shortest, longest int, f Finding) {
	n, f := ask(Term, day)
	shortest, longest = n.limit("min"), n.limit("max")
	return shortest, longest, f.say(number("", shortest).Value + ".." + number("", longest).Value)
}

// TermEnd counts a term of months that starts at the instant of fixing: its
// last day, and the instant at which it is over. document is the last day of
// the paper that bounds it (a refugee certificate, say), or zero.
func TermEnd(fixed time.Time, months int, document civil.Date) (last civil.Date, until time.Time, f Finding) {
	_, f = ask(TermCount, civil.DateOf(fixed), number("months", months), Input{"document", document.String()})
	last, until = civil.Term(fixed, months)
	if !document.IsZero() && document.Before(last) {
		last, until = document, document.AddDays(1).Start()
	}
	return last, until, f.say(last.String())
}
