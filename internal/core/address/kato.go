package address

import (
	"errors"
	"slices"
)

// ErrKATO says that the text is not nine digits.
var ErrKATO = errors.New("not a KATO code of nine digits")

// KATO is a code of the classifier of administrative-territorial objects, nine
// digits: two for the region, two for the district or city, two for the rural
// district, three for the settlement.
type KATO string

const (
	katoDigits    = 9
	capitalRegion = "71"
)

// ParseKATO reads nine digits.
func ParseKATO(s string) (KATO, error) {
	if len(s) != katoDigits {
		return "", ErrKATO
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return "", ErrKATO
		}
	}
	return KATO(s), nil
}

// Region returns the two digits of the region, or nothing for an empty code.
func (k KATO) Region() string { return string(k[:min(len(k), 2)]) }

// IsCapital says that the place is in Astana.
func (k KATO) IsCapital() bool { return k.Region() == capitalRegion }

// Region is one of the twenty regions and cities of republican rank.
type Region struct {
	Code  string // first two digits of KATO, also ISO 3166-2:KZ
	Names Names
}

// regions by code. The names are to be checked against the classifier before
// release: they were written down from general knowledge.
var regions = []Region{
	{"10", Names{"Абай облысы", "область Абай", "Abai Region"}},
	{"11", Names{"Ақмола облысы", "Акмолинская область", "Akmola Region"}},
	{"15", Names{"Ақтөбе облысы", "Актюбинская область", "Aktobe Region"}},
	{"19", Names{"Алматы облысы", "Алматинская область", "Almaty Region"}},
	{"23", Names{"Атырау облысы", "Атырауская область", "Atyrau Region"}},
	{"27", Names{"Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region"}},
	{"31", Names{"Жамбыл облысы", "Жамбылская область", "Zhambyl Region"}},
	{"33", Names{"Жетісу облысы", "область Жетісу", "Jetisu Region"}},
	{"35", Names{"Қарағанды облысы", "Карагандинская область", "Karaganda Region"}},
	{"39", Names{"Қостанай облысы", "Костанайская область", "Kostanay Region"}},
	{"43", Names{"Қызылорда облысы", "Кызылординская область", "Kyzylorda Region"}},
	{"47", Names{"Маңғыстау облысы", "Мангистауская область", "Mangystau Region"}},
	{"55", Names{"Павлодар облысы", "Павлодарская область", "Pavlodar Region"}},
	{"59", Names{"Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region"}},
	{"61", Names{"Түркістан облысы", "Туркестанская область", "Turkistan Region"}},
	{"62", Names{"Ұлытау облысы", "область Ұлытау", "Ulytau Region"}},
	{"63", Names{"Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region"}},
	{"71", Names{"Астана қаласы", "город Астана", "Astana"}},
	{"75", Names{"Алматы қаласы", "город Алматы", "Almaty"}},
	{"79", Names{"Шымкент қаласы", "город Шымкент", "Shymkent"}},
}

// Regions returns all regions, by code.
func Regions() []Region { return slices.Clone(regions) }

// FindRegion returns the region with the two-digit code.
func FindRegion(code string) (Region, bool) {
	for _, r := range regions {
		if r.Code == code {
			return r, true
		}
	}
	return Region{}, false
}
