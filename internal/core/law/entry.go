package law

import "tirkeu/internal/core/civil"

var entryNorms = []Norm{{
	ID: NoSameAddress, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Тұрақты тіркелген мекенжайға сол адам уақытша тіркелмейді.",
		"По адресу постоянной регистрации временно не регистрируют.",
		"Nobody is registered temporarily at the own permanent address.",
	},
}, {
	ID: OneOpen, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Бір адамда бір түрдегі {open} ғана ашық өтініш болады.",
		"У человека может быть только {open} открытое заявление одного вида.",
		"A person has no more than {open} open application of a kind.",
	},
	Limits: []Limit{{"open", 1, Times}},
}, {
	ID: OneActive, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "consistent with gov.kz/situations/424/1046",
	Rule: Text{
		"Бір адамда {active} тұрақты және {active} уақытша тіркеу болады; жаңасы ескісінің орнын басады.",
		"У человека {active} постоянная и {active} временная регистрация; новая сменяет прежнюю.",
		"A person has {active} permanent and {active} temporary registration; a new one takes the place of the old.",
	},
	Limits: []Limit{{"active", 1, Times}},
}, {
	ID: PermanentFirst, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "the service page does not forbid; keremet.kaznu.kz/ru/20915 asked for it",
	Rule: Text{
		"Тұрақты тіркеуі жоқ адам да уақытша тіркеле алады; бұл туралы ескертіледі.",
		"Временно зарегистрироваться можно и без постоянной регистрации; об этом предупреждают.",
		"One may register temporarily without a permanent registration; a warning is shown.",
	},
}}

// AddressDiffers says whether the address asked for is a new one: a temporary
// registration at the own permanent address is pointless.
func AddressDiffers(temporary, same bool, day civil.Date) (bool, Finding) {
	_, f := ask(NoSameAddress, day, flag("temporary", temporary), flag("same", same))
	ok := !temporary || !same
	return ok, f.say(yesNo(ok))
}

// MayOpen says whether one more application of the kind may be opened beside
// the open ones.
func MayOpen(open int, day civil.Date) (bool, Finding) {
	n, f := ask(OneOpen, day, number("open", open))
	ok := open < n.limit("open")
	return ok, f.say(yesNo(ok))
}

// MaxActive returns how many entries of one kind a person may have at once.
func MaxActive(day civil.Date) (int, Finding) {
	n, f := ask(OneActive, day)
	return n.limit("active"), f.sayInt(n.limit("active"), Times)
}

// NeedsPermanent says whether a temporary registration needs a permanent one
// before it. It does not: its absence is a warning.
func NeedsPermanent(day civil.Date) (bool, Finding) {
	_, f := ask(PermanentFirst, day)
	return false, f.say(yesNo(false))
}
