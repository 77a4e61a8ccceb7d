// Package address holds addresses of Kazakhstan as the address register gives
// them: codes, names in three languages, the order in which each language
// writes them, and the tolerant comparison that a search needs.
package address

import (
	"strings"

	"tirkeu/internal/core/latin"
)

// Names is a name in Kazakh, Russian and English.
type Names struct {
	KK string `json:"kk,omitempty"`
	RU string `json:"ru,omitempty"`
	EN string `json:"en,omitempty"`
}

// In returns the name in the language "kk", "ru" or "en". A name missing in it
// is given in Russian, then Kazakh, then English: the register always has one.
// English readers get a missing name in Latin letters, from the Kazakh one first.
func (n Names) In(lang string) string {
	own := ""
	switch lang {
	case "kk":
		own = n.KK
	case "ru":
		own = n.RU
	case "en":
		if own = n.EN; own == "" {
			own = latin.Of(Names{KK: n.KK, RU: n.RU}.In("kk"))
		}
	}
	for _, s := range []string{own, n.RU, n.KK, n.EN} {
		if s != "" {
			return s
		}
	}
	return ""
}

// IsZero says that there is no name.
func (n Names) IsZero() bool { return n == Names{} }

// Place is a named part of an address with its type, which is written beside
// the name in an order that depends on the language.
type Place struct {
	Names
	Type PlaceType `json:"type,omitempty"`
}

// Address is one object of the address register. Region is complete as it
// stands («Қарағанды облысы»); District, Settlement and Street carry a type.
// OldStreet are former names of the street. A cancelled address is not Actual.
type Address struct {
	RKA        RKA     `json:"rka"`
	Building   RKA     `json:"building"` // of the building that holds the room, or zero
	KATO       KATO    `json:"kato"`
	Kind       Kind    `json:"kind"`
	Region     Names   `json:"region"`
	District   Place   `json:"district"`
	Settlement Place   `json:"settlement"`
	Street     Place   `json:"street"`
	OldStreet  []Names `json:"oldStreet,omitempty"`
	House      string  `json:"house"`
	Flat       string  `json:"flat,omitempty"`
	Actual     bool    `json:"actual"`
}

// Line writes the address on one line in the language "kk", "ru" or "en":
// Kazakh and Russian from the general to the particular, English the other way
// round. A language that is none of these is written as Russian.
func (a Address) Line(lang string) string {
	var parts []string
	region := a.region
	if a.District.Type == CityDistrict { // a part of the city, so it comes after it
		city := a
		region = city.region
		a.District, a.Settlement = a.Settlement, a.District
	}
	switch lang {
	case "kk":
		parts = []string{region(lang), a.District.in(lang), a.Settlement.in(lang), a.Street.in(lang), after(a.House, "-үй"), after(a.Flat, "-пәтер")}
	case "en":
		door := strings.TrimPrefix(joined([]string{a.Flat, strings.TrimSpace(a.House + " " + a.Street.in(lang))}), " ")
		parts = []string{door, a.Settlement.in(lang), a.District.in(lang), region(lang)}
		return latin.Of(joined(parts)) // a house has a letter now and then
	default:
		parts = []string{region("ru"), a.District.in("ru"), a.Settlement.in("ru"), a.Street.in("ru"), before("д. ", a.House), before("кв. ", a.Flat)}
	}
	return joined(parts)
}

// region is left out for a city of republican rank, which is its own settlement.
func (a Address) region(lang string) string {
	if a.Settlement.Type == City && isRepublican(a.KATO.Region()) {
		return ""
	}
	return a.Region.In(lang)
}

func isRepublican(code string) bool { return code == "71" || code == "75" || code == "79" }

func joined(parts []string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}

func before(word, s string) string {
	if s == "" {
		return ""
	}
	return word + s
}

func after(s, word string) string {
	if s == "" {
		return ""
	}
	return s + word
}
