package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

// CounterMode says whom the counters of the State corporation serve.
type CounterMode string

const (
	SeedAll CounterMode = "seed-all" // everybody, as the service page says
	Pilot   CounterMode = "pilot"    // only those who cannot go online
)

var (
	pilotFrom  = civil.Date{Year: 2025, Month: time.November, Day: 11}
	pilotUntil = civil.Date{Year: 2026, Month: time.July, Day: 1}
)

var counterAll = Text{
	"Халыққа қызмет көрсету орталығында өтінішті кез келген адам бере алады.",
	"В центре обслуживания заявление может подать любой.",
	"Anybody may apply at a service centre.",
}

const counterClause = "How to get the service in the State corporation"

var counterNorms = []Norm{{
	ID: Counter, Basis: Act, Mark: Seed, Source: servicePage, Clause: counterClause, Rule: counterAll, Until: pilotFrom,
}, {
	ID: Counter, Basis: Act, Mark: Verified, From: pilotFrom, Until: pilotUntil,
	Source: "joint order of 07.10.2025 No. 500 and MIA of 31.10.2025 No. 801; zakon.kz 6497528", Clause: "pilot, online only",
	Rule: Text{
		"Пилот кезінде орталық меншік иесі кәмелетке толмаған немесе әрекетке қабілетсіз болғанда, сондай-ақ шетелдіктерге, азаматтығы жоқ адамдарға, босқындарға және шетелден келгендерге ғана қызмет көрсетеді.",
		"Во время пилота центр принимает, только если собственник несовершеннолетний или недееспособен, а также иностранцев, лиц без гражданства, беженцев и прибывших из-за границы.",
		"During the pilot a centre serves only cases whose owner is a minor or incapacitated, and foreigners, stateless persons, refugees and people arriving from abroad.",
	},
}, {
	ID: Counter, Basis: Act, Mark: Seed, Source: servicePage, Clause: counterClause, Rule: counterAll, From: pilotUntil,
}, {
	ID: OwnerPresence, Basis: Act, Mark: Seed, Source: servicePage, Clause: counterClause + ", item 1",
	Rule: Text{
		"Орталықта меншік иесі өзі келіп, келісім береді.",
		"В центре собственник присутствует лично и даёт согласие.",
		"At a centre the owner is present in person and consents.",
	},
}, {
	ID: OwnerAttorney, Basis: Ours, Mark: Partly, Source: "decision of the project", Clause: "zakon.kz amp 6426707 (2024) accepts it for residence permits only",
	Rule: Text{
		"Меншік иесінің орнына оның сенім білдірген өкілі келісім бере алмайды.",
		"Поверенный не может дать согласие вместо собственника.",
		"An attorney cannot consent in the owner's place.",
	},
}}

// CounterCase is what the pilot asks about somebody at the counter.
type CounterCase struct {
	OwnerMinor         bool
	OwnerIncapacitated bool
	Foreign            bool // foreigner or stateless person
	Refugee            bool
	Arriving           bool // a citizen who comes from abroad to stay
}

// CounterPolicy returns whom the counters serve on the day.
func CounterPolicy(day civil.Date) (CounterMode, Finding) {
	n, f := ask(Counter, day)
	mode := SeedAll
	if n.Mark == Verified && !n.Until.IsZero() {
		mode = Pilot
	}
	return mode, f.say(string(mode))
}

// CounterServes says whether a counter may take the case on the day.
func CounterServes(c CounterCase, day civil.Date) (bool, Finding) {
	mode, f := CounterPolicy(day)
	f.Inputs = append(f.Inputs,
		flag("owner minor", c.OwnerMinor), flag("owner incapacitated", c.OwnerIncapacitated),
		flag("foreign", c.Foreign), flag("refugee", c.Refugee), flag("arriving", c.Arriving))
	ok := mode == SeedAll || c != CounterCase{}
	return ok, f.say(yesNo(ok))
}

// OwnerMustCome says whether an owner has to be present at the counter.
func OwnerMustCome(day civil.Date) (bool, Finding) {
	_, f := ask(OwnerPresence, day)
	return true, f.say(yesNo(true))
}

// OwnerByAttorney says whether an attorney may consent for an owner.
func OwnerByAttorney(day civil.Date) (bool, Finding) {
	_, f := ask(OwnerAttorney, day)
	return false, f.say(yesNo(false))
}
