package law

import "tirkeu/internal/core/civil"

var ageNorms = []Norm{{
	ID: Child, Basis: Act, Mark: Verified, Source: "Gov. Resolution of 04.02.2020 No. 30; Civil Code Art. 16", Clause: "registration of children cancelled; place of residence of minors",
	Rule: Text{
		"{age} жасқа толмаған бала бөлек тіркелмейді: мекенжайы ата-анасымен бірдей.",
		"Ребёнок младше {age} лет отдельно не регистрируется: его адрес — адрес родителей.",
		"A child under {age} is not registered apart: the address is that of the parents.",
	},
	Limits: []Limit{{"age", 14, Years}},
}, {
	ID: OwnName, Basis: Act, Mark: Partly, Source: "egov.kz, service for children of 14–16; NIT release, 18.11.2025", Clause: "who applies",
	Rule: Text{
		"{age} жастан бастап адам өтінішті өзі береді, оған дейін заңды өкілі береді.",
		"С {age} лет человек подаёт заявление сам, до этого — законный представитель.",
		"From {age} years on a person applies in person, before that a legal representative does.",
	},
	Limits: []Limit{{"age", 16, Years}},
}, {
	ID: Adult, Basis: Act, Mark: Unconfirmed, Source: "Civil Code Art. 17; pilot order of 07.10.2025 No. 500", Clause: "majority; minors who own a dwelling",
	Rule: Text{
		"{age} жасқа толмаған меншік иесі үшін өкілі халыққа қызмет көрсету орталығында келісім береді.",
		"За собственника младше {age} лет согласие даёт представитель в центре обслуживания.",
		"For an owner under {age} a representative consents at a service centre.",
	},
	Limits: []Limit{{"age", 18, Years}},
}}

// MinorAge returns the age from which a child is registered apart from the parents.
func MinorAge(day civil.Date) (int, Finding) { return age(Child, day) }

// SelfAge returns the age from which a person applies without a representative.
func SelfAge(day civil.Date) (int, Finding) { return age(OwnName, day) }

// AdultAge returns the age from which an owner may consent online.
func AdultAge(day civil.Date) (int, Finding) { return age(Adult, day) }

// IsMinor says that a person born on the day is not of age on the other, for
// callers who keep no trace of it.
func IsMinor(born, on civil.Date) bool {
	years, _ := AdultAge(on)
	return civil.Age(born, on) < years
}

func age(id string, day civil.Date) (int, Finding) {
	n, f := ask(id, day)
	return n.limit("age"), f.sayInt(n.limit("age"), Years)
}
