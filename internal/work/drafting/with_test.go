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

// TestLeave: whoever has an application elsewhere leaves the form; the next takes the first place.
func TestLeave(t *testing.T) {
	one, err := iin.Parse("110818901918")
	if err != nil {
		t.Fatal(err)
	}
	two, err := iin.Parse("140305901012")
	if err != nil {
		t.Fatal(err)
	}
	child, ward := Relative{IIN: one, Name: "Бекова Алуа"}, Relative{IIN: two, Name: "Омарова Әлия", Ward: true}
	for name, c := range map[string]struct {
		me    bool
		list  []Relative
		first bool
		who   iin.IIN
		left  bool
		form  string // For, Person
		with  string
	}{
		"the filer":          {true, []Relative{child, ward}, true, iin.IIN{}, true, "child " + one.Digits(), two.Digits() + " ward Омарова Әлия\n"},
		"the first relative": {false, []Relative{child, ward}, true, one, true, "ward " + two.Digits(), ""},
		"another":            {true, []Relative{child, ward}, false, two, true, "me ", one.Digits() + " child Бекова Алуа\n"},
		"nobody of the form": {true, []Relative{child}, false, two, false, "me ", one.Digits() + " child Бекова Алуа\n"},
		"the only one":       {false, []Relative{child}, true, one, false, "child " + one.Digits(), ""},
	} {
		var f Form
		f.Together(c.me, c.list)
		if got := f.leave(c.first, c.who); got != c.left || f.For+" "+f.Person != c.form || f.With != c.with {
			t.Errorf("%s: %v, %+v", name, got, f)
		}
	}
}
