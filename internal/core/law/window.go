package law

import "tirkeu/internal/core/civil"

const arrivalClause = "Citizens of the Republic of Kazakhstan who arrived from outside the Republic"

var windowNorms = []Norm{{
	ID: BranchPlace, Basis: Act, Mark: Seed, Source: servicePage, Clause: "In the state Corporation documents are accepted",
	Rule: Text{
		"Мемлекеттік корпорацияда құжаттар тұрақты тіркелген немесе уақытша болатын жердегі бөлімшеде қабылданады. Бір аудан немесе қала бір жер деп саналады (біздің шарт).",
		"В Государственной корпорации документы принимают по месту постоянной регистрации или временного пребывания. Одним местом считаем район или город (наше условие).",
		"The State corporation accepts documents at the place of permanent registration or of temporary stay. A district or city counts as one place (our condition).",
	},
}, {
	ID: Arrival, Basis: Act, Mark: Seed, Source: servicePage, Clause: arrivalClause,
	Rule: Text{
		"Тұрақты тұруға шетелден келген азамат паспортын (жоғалса немесе мерзімі өтсе — қайтып оралуға арналған куәлікті) және бұрынғы елінде тіркеуден шыққаны туралы құжатты не азаматтығының жоқтығы туралы анықтаманы көрсетеді.",
		"Гражданин, прибывший из-за границы на постоянное жительство, предъявляет паспорт (при утере или истечении — свидетельство на возвращение) и документ о снятии с учёта в прежней стране либо справку об отсутствии гражданства.",
		"A citizen who comes from abroad to stay shows a passport (when it is lost or has expired, a certificate of return) and a document on deregistration in the former country, or a certificate of absence of citizenship.",
	},
}, {
	ID: TeenPapers, Basis: Act, Mark: Seed, Source: servicePage, Clause: "An identity document, children who have reached the age of 14",
	Rule: Text{
		"14 жасқа толған бала үшін туу туралы куәлігі және, бар болса, азаматтың паспорты көрсетіледі.",
		"За ребёнка, достигшего 14 лет, предъявляют свидетельство о рождении и, если есть, паспорт гражданина.",
		"For a child who has reached 14 a birth certificate is shown and, if there is one, the citizen's passport.",
	},
}, {
	ID: RefugeeList, Basis: Act, Mark: Seed, Source: servicePage, Clause: "Foreigners and stateless persons who have received refugee status",
	Rule: Text{
		"Босқын мәртебесін алған шетелдік пен азаматтығы жоқ адам осы құжаттарды тапсырады. Тек уақытша тіркеледі, мерзімі босқын куәлігінен аспайды (біздің шешім).",
		"Иностранец и лицо без гражданства со статусом беженца подают те же документы. Регистрируют только временно и не дольше срока удостоверения беженца (наше решение).",
		"A foreigner or stateless person with refugee status submits the same list of documents. The registration is temporary only and never longer than the refugee certificate (our decision).",
	},
}, {
	ID: Attorney, Basis: Act, Mark: Seed, Source: servicePage, Clause: "or a notarized power of attorney",
	Rule: Text{
		"Халыққа қызмет көрсету орталығында адамның атынан осы әрекеттерге өкілеттік беретін нотариалды сенімхаты бар өкіл жүгіне алады.",
		"В центре за человека может обратиться представитель с нотариальной доверенностью, в которой названы эти действия.",
		"At a centre an attorney may apply for somebody under a notarised power that covers these acts.",
	},
}}

// BranchServes says whether a branch of the State corporation may take an application: its seat and
// one of the person's places are in the same district or city. Codes are those of KATO, nine digits.
func BranchServes(seat string, places []string, day civil.Date) (bool, Finding) {
	_, f := ask(BranchPlace, day, Input{"seat", seat})
	ok := false
	for _, p := range places {
		f.Inputs = append(f.Inputs, Input{"place", p})
		ok = ok || (districtOf(seat) != "" && districtOf(p) == districtOf(seat))
	}
	return ok, f.say(yesNo(ok))
}

// districtOf is the part of a code that names a district or a city: four digits, and two for the cities
// of republican rank, whose districts are parts of one city.
func districtOf(kato string) string {
	if len(kato) != katoDigits {
		return ""
	}
	switch kato[:2] {
	case "71", "75", "79":
		return kato[:2]
	}
	return kato[:4]
}

const katoDigits = 9

// Arrived is what somebody who came from abroad to stay shows.
type Arrived struct {
	Passport       bool // in force
	Return         bool // certificate of return
	Deregistration bool // document on deregistration in the former country
	NoCitizenship  bool // certificate of absence of its citizenship
}

// ArrivalPapers says whether the papers of somebody who came from abroad prove who he is, and whether
// they are whole. When they prove the person but are not whole, he is registered temporarily (AwaitPaper).
func ArrivalPapers(a Arrived, day civil.Date) (identified, whole bool, f Finding) {
	_, f = ask(Arrival, day, flag("passport", a.Passport), flag("certificate of return", a.Return),
		flag("deregistration", a.Deregistration), flag("no citizenship", a.NoCitizenship))
	identified = a.Passport || a.Return
	whole = identified && (a.Deregistration || a.NoCitizenship)
	return identified, whole, f.say(yesNo(identified) + "," + yesNo(whole))
}

// TeenIdentified says whether the papers for a child of 14 or 15 are enough: the birth certificate is.
func TeenIdentified(birth bool, day civil.Date) (bool, Finding) {
	_, f := ask(TeenPapers, day, flag("birth certificate", birth))
	return birth, f.say(yesNo(birth))
}

// Standing is what binds the kind and the end of a registration.
type Standing string

const (
	Bare    Standing = "bare"    // came from abroad without the second paper
	Refugee Standing = "refugee" // bound by the refugee certificate
)

// AwaitCode is the reason code of a registration that lasts while a paper is awaited.
const AwaitCode = "AWAIT_FOREIGN_DOC"

// OnlyTemporary says that somebody of the standing is registered temporarily only, and which reason
// code the registration bears.
func OnlyTemporary(s Standing, day civil.Date) (only bool, reason string, f Finding) {
	switch s {
	case Bare:
		_, f = ask(AwaitPaper, day)
		return true, AwaitCode, f.say(yesNo(true))
	case Refugee:
		_, f = ask(RefugeeList, day)
		return true, "", f.say(yesNo(true))
	}
	_, f = ask(AwaitPaper, day)
	return false, "", f.say(yesNo(false))
}

// PowerSeen is what the notary register tells of a power of attorney, held against a case.
type PowerSeen struct {
	Known, Revoked, Covers bool
	Parties                bool // the principal is the person, the attorney is whoever applies
	From, Until            civil.Date
}

// PowerHolds says whether an attorney may apply under the power on the day. Its first and last day
// count; a zero last day means that it never runs out.
func PowerHolds(p PowerSeen, day civil.Date) (bool, Finding) {
	_, f := ask(Attorney, day, flag("known", p.Known), flag("revoked", p.Revoked), flag("covers", p.Covers),
		flag("parties", p.Parties), Input{"from", p.From.String()}, Input{"until", p.Until.String()})
	ok := p.Known && !p.Revoked && p.Covers && p.Parties && !p.From.IsZero() && !day.Before(p.From) &&
		(p.Until.IsZero() || !p.Until.Before(day))
	return ok, f.say(yesNo(ok))
}
