package law

import "tirkeu/internal/core/civil"

var crowdingNorms = []Norm{{
	ID: Crowding, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Баспанада {people} адамнан артық болса, бір адамға {area} м²-ден аз келсе немесе {days} күнде {fresh} тіркеуден көп жасалса, бір адам {days} күнде {requests} өтініштен көп берсе немесе бір телефонмен {phone} адамнан көп кірсе не қол қойса, бір меншік иесі {days} күнде {owner} адамнан көпке келісім берсе, қызметкер қарайды; бұл бас тарту емес.",
		"Если в жилье больше {people} человек, меньше {area} м² на человека или больше {fresh} регистраций за {days} дней, если один человек подал за {days} дней больше {requests} заявлений или одним телефоном входят или подписывают больше {phone} человека, если один собственник за {days} дней согласился больше чем на {owner} человек, смотрит сотрудник; это не отказ.",
		"More than {people} people in a dwelling, less than {area} m² for each, or more than {fresh} registrations in {days} days, more than {requests} applications of one person in {days} days, and one phone by which more than {phone} person logs in or signs, and an owner who consents to more than {owner} people in {days} days are looked at by an officer; that is no refusal.",
	},
	Limits: []Limit{{"people", 10, Persons}, {"area", 6, SquareMetres}, {"fresh", 5, Times}, {"days", 30, Days}, {"requests", 5, Times}, {"phone", 1, Persons}, {"owner", 5, Persons}},
}}

// Load is what is known of the people at a dwelling.
type Load struct {
	People int // unrelated persons with an active entry, the new one included
	Area   int // useful area in hundredths of a square metre, 0 when unknown
	Fresh  int // entries made in the last CrowdingDays
}

// CrowdingDays returns over how many days fresh entries are counted.
func CrowdingDays(day civil.Date) (int, Finding) { return daysOf(Crowding, day) }

// Crowded says whether an officer should look at the dwelling.
func Crowded(l Load, day civil.Date) (bool, Finding) {
	n, f := ask(Crowding, day, number("people", l.People), number("area", l.Area), number("fresh", l.Fresh))
	tight := l.Area > 0 && l.People > 0 && l.Area < l.People*n.limit("area")*hundredths
	crowded := l.People > n.limit("people") || tight || l.Fresh > n.limit("fresh")
	return crowded, f.say(yesNo(crowded))
}

// Insistent says whether an officer should look at a person who filed so many applications in the
// last CrowdingDays.
func Insistent(requests int, day civil.Date) (bool, Finding) {
	n, f := ask(Crowding, day, number("requests", requests))
	many := requests > n.limit("requests")
	return many, f.say(yesNo(many))
}

// PhoneShared says whether an officer should look at a phone by which so many persons log in or sign:
// BMG ties a number to one person.
func PhoneShared(persons int, day civil.Date) (bool, Finding) {
	n, f := ask(Crowding, day, number("persons", persons))
	shared := persons > n.limit("phone")
	return shared, f.say(yesNo(shared))
}

// Generous says whether an officer should look at an owner who consented to so many persons in the last
// CrowdingDays.
func Generous(persons int, day civil.Date) (bool, Finding) {
	n, f := ask(Crowding, day, number("persons", persons))
	many := persons > n.limit("owner")
	return many, f.say(yesNo(many))
}
