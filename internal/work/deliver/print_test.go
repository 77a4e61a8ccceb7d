package deliver

import (
	"strings"
	"testing"

	"tirkeu/internal/words"
)

// TestOrganisationIsNamed: an SMS gives the name short, a letter whole; in English in Latin letters; where
// nobody knows the name the sentence stands without it.
func TestOrganisationIsNamed(t *testing.T) {
	long := "Некоммерческое акционерное общество «Дала университеті»"
	vars := func(org string) map[string]string {
		return map[string]string{"organisation": org, "number": "2611-4835-07", "from_day": "2026-09-14", "last_day": "2026-09-14",
			"register_by": "2026-09-24", "address_kk": "A", "address_ru": "A", "address_en": "A"}
	}
	for _, kind := range []string{"placed", "ended_org"} {
		for l, want := range map[words.Lang][2]string{
			words.KK: {"НАО «Дала университеті»", long}, words.RU: {"НАО «Дала университеті»", long}, words.EN: {"NAO «Dala ūnīversīteti»", "obshchestvo «Dala ūnīversīteti»"},
		} {
			sms, letter := Print(l, "sms", kind, vars(long)), Print(l, "notice", kind, vars(long))
			if !strings.Contains(sms, want[0]) || !strings.Contains(letter, want[1]) {
				t.Errorf("%s %s: %q; %q", l, kind, sms, letter)
			}
			if n, _ := words.Parts(sms); n > 2 {
				t.Errorf("%s %s: %d parts", l, kind, n)
			}
			if bare := Print(l, "sms", kind, vars("")) + Print(l, "notice", kind, vars("")); strings.Contains(bare, words.Hole) || strings.Contains(bare, ": .") {
				t.Errorf("%s %s without a name: %q", l, kind, bare)
			}
		}
	}
}
