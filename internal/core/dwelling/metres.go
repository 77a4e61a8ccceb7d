package dwelling

import (
	"math"
	"strconv"
	"strings"
)

// mostMetres bounds an area as typed, in m².
const mostMetres = 100_000

// Metres reads square metres as people type them ("54,3 м²"), in hundredths of a square metre; false for
// less than one, more than mostMetres and what is no number.
func Metres(typed string) (hundredths int, ok bool) {
	s := strings.NewReplacer(",", ".", " ", "", "\u00a0", "", "м²", "", "m²", "").Replace(typed)
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(x >= 1 && x <= mostMetres) {
		return 0, false
	}
	return int(math.Round(x * 100)), true
}
