package dwelling

import "testing"

func TestMetres(t *testing.T) {
	for typed, want := range map[string]int{
		"54.3": 5430, "54,30 м²": 5430, " 1 ": 100, "1": 100, "100000": 10_000_000, "45 m²": 4500, "0.99": 0, "100001": 0, "": 0, "NaN": 0, "Inf": 0, "-5": 0, "abc": 0,
	} {
		if got, ok := Metres(typed); got != want || ok != (want > 0) {
			t.Errorf("%q: %d, %v", typed, got, ok)
		}
	}
}

func FuzzMetres(f *testing.F) {
	f.Add("54,3")
	f.Fuzz(func(t *testing.T, typed string) {
		if n, ok := Metres(typed); ok && (n < 100 || n > mostMetres*100) {
			t.Errorf("%q: %d", typed, n)
		}
	})
}
