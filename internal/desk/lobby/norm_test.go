package lobby

import (
	"testing"

	"tirkeu/internal/core/civil"
)

func TestReadDay(t *testing.T) {
	for typed, want := range map[string]string{
		"20.11.2026": "2026-11-20", "2026-11-20": "2026-11-20", "31.02.2026": "", "20.11.26": "", "1.1.2026": "", "": "", "20/11/2026": "",
	} {
		got, ok := readDay(typed)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: %v, %v", typed, got, ok)
		}
	}
}

func FuzzReadDay(f *testing.F) {
	f.Add("20.11.2026")
	f.Fuzz(func(t *testing.T, typed string) {
		if d, ok := readDay(typed); ok {
			if back, err := civil.ParseDate(d.String()); err != nil || back != d {
				t.Errorf("%q: %v", typed, d)
			}
		}
	})
}
