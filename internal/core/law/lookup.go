package law

import (
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
)

// OwnerKey is what the real-estate register is asked with.
type OwnerKey string

const (
	ByRKA        OwnerKey = "iin+rka"
	ByArea       OwnerKey = "iin+area"
	ByAreaStreet OwnerKey = "iin+area+street+house"
)

// OwnerKeys are the keys open to somebody, the preferred one first.
type OwnerKeys []OwnerKey

// Has says that the key is open.
func (k OwnerKeys) Has(key OwnerKey) bool { return slices.Contains(k, key) }

var lookupFrom = civil.Date{Year: 2025, Month: time.November, Day: 30}

var lookupNorms = []Norm{{
	ID: Lookup, Basis: Act, Mark: Seed, Source: servicePage, Clause: counterClause + ", item 2", Until: lookupFrom,
	Rule: Text{
		"Құқық меншік иесінің ЖСН-і мен алаңы немесе ЖСН-і мен МТК-сі арқылы тексеріледі. Порталда алаңмен бірге көше мен үй де жазылады (біздің шарт).",
		"Право проверяют по ИИН собственника и площади либо по ИИН и РКА. На портале к площади нужны улица и дом (наше условие).",
		"The right is checked by the owner's IIN and the area, or by IIN and RKA. On the portal the area needs street and house too (our condition).",
	},
}, {
	ID: Lookup, Basis: Act, Mark: Verified, Source: "MIA order of 14.11.2025, in force 30.11.2025; zakon.kz 6498439", Clause: "look-up by RKA", From: lookupFrom,
	Rule: Text{
		"Құқық алдымен меншік иесінің ЖСН-і мен МТК арқылы, содан соң ЖСН-і мен алаңы арқылы тексеріледі. Порталда алаңмен бірге көше мен үй де жазылады (біздің шарт).",
		"Право проверяют прежде всего по ИИН собственника и РКА, затем по ИИН и площади. На портале к площади нужны улица и дом (наше условие).",
		"The right is checked first by the owner's IIN and RKA, then by IIN and area. On the portal the area needs street and house too (our condition).",
	},
}, {
	ID: Area, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Енгізілген алаң тізілімдегіден {tolerance} шаршы дециметрден артық ерекшеленбесе, сәйкес деп саналады.",
		"Площадь считается совпавшей, если отличается от записи не более чем на {tolerance} кв. дм.",
		"An area matches when it differs from the register by no more than {tolerance} dm².",
	},
	Limits: []Limit{{"tolerance", 10, HundredthsM2}},
}, {
	ID: OwnerRight, Basis: Act, Mark: Seed, Source: servicePage, Clause: counterClause + ", item 2",
	Rule: Text{
		"Келісім беруші баспананың меншік иесі екені тізілімнен расталуы тиіс.",
		"То, что согласие даёт собственник жилища, должно подтверждаться реестром.",
		"The register must confirm that whoever consents owns the dwelling.",
	},
}}

// OwnerLookup returns the keys by which owners may be looked up on the channel.
// Only an operator at a counter may use IIN and area alone.
func OwnerLookup(day civil.Date, channel Channel) (OwnerKeys, Finding) {
	n, f := ask(Lookup, day, Input{"channel", string(channel)})
	var keys OwnerKeys
	switch channel {
	case CounterWindow:
		keys = OwnerKeys{ByArea, ByRKA}
	case Portal, Mobile, Bank:
		keys = OwnerKeys{ByAreaStreet, ByRKA}
	}
	if n.Mark == Verified {
		slices.Reverse(keys)
	}
	words := make([]string, len(keys))
	for i, k := range keys {
		words[i] = string(k)
	}
	return keys, f.say(strings.Join(words, ","))
}

// AreaTolerance returns how far a typed area may be from the register's, in
// hundredths of a square metre.
func AreaTolerance(day civil.Date) (int, Finding) {
	n, f := ask(Area, day)
	return n.limit("tolerance"), f.sayInt(n.limit("tolerance"), HundredthsM2)
}

// AreaMatches says whether two areas in hundredths of a square metre are the same.
func AreaMatches(typed, registered int, day civil.Date) (bool, Finding) {
	n, f := ask(Area, day, number("typed", typed), number("registered", registered))
	gap := max(typed-registered, registered-typed)
	ok := typed > 0 && registered > 0 && gap <= n.limit("tolerance")
	return ok, f.say(yesNo(ok))
}
