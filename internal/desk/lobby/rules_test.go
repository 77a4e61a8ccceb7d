package lobby

import (
	"strconv"
	"testing"
)

// Every norm stands on exactly one part, and no part is longer than a page may be.
func TestPartsOfRules(t *testing.T) {
	for _, n := range []int{0, 1, aPart - 1, aPart, aPart + 1, 2 * aPart, 5*aPart - 1} {
		var all []rule
		for i := range n {
			all = append(all, rule{ID: strconv.Itoa(i)})
		}
		x := basis{Rules: all}
		x.part("")
		if (len(x.Parts) > 0) != (n > aPart) {
			t.Errorf("%d norms have parts %v", n, x.Parts)
		}
		seen := 0
		for part := range max(len(x.Parts), 1) {
			one := basis{Rules: all}
			one.part(strconv.Itoa(part + 1))
			if len(one.Rules) > aPart || (n > 0 && one.Rules[0].ID != strconv.Itoa(seen)) {
				t.Errorf("part %d of %d norms begins with %v", part+1, n, one.Rules[0])
			}
			seen += len(one.Rules)
		}
		if seen != n {
			t.Errorf("%d of %d norms are shown", seen, n)
		}
	}
	for _, asked := range []string{"0", "-1", "4", "x", "99999999999999999999"} {
		x := basis{Rules: make([]rule, 3*aPart)}
		if x.part(asked); x.Part != 1 {
			t.Errorf("part %q is %d", asked, x.Part)
		}
	}
}
