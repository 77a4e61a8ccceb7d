package drafting

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/iin"
)

func TestTogether(t *testing.T) {
	one, err := iin.Parse("110818901918")
	if err != nil {
		t.Fatal(err)
	}
	two, err := iin.Parse("140305901012")
	if err != nil {
		t.Fatal(err)
	}
	child, ward := Relative{IIN: one, Name: "Бекова Алуа"}, Relative{IIN: two, Name: "Омарова  Әлия\nX", Ward: true}
	var f Form
	f.Together(true, []Relative{child, ward})
	if f.For != "me" || f.Person != "" {
		t.Errorf("the filer himself: %+v", f)
	}
	want := []Other{{one, "child", "Бекова Алуа"}, {two, "ward", "Омарова Әлия X"}}
	if diff := cmp.Diff(want, f.Others(), cmp.Comparer(func(a, b iin.IIN) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	f.Together(false, []Relative{child, ward})
	if f.Person != one.Digits() || len(f.Others()) != 1 || f.Others()[0].IIN != two {
		t.Errorf("without the filer: %+v", f)
	}
	f.Together(true, nil)
	if f.With != "" || f.Others() != nil {
		t.Errorf("alone: %+v", f)
	}
}
