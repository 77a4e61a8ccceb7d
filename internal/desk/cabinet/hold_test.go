package cabinet

import (
	"testing"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/work/drafting"
)

// TestHolds: of several people each waits for the last day of the own term, and who has none does not wait;
// nobody waits when the form does not ask for it.
func TestHolds(t *testing.T) {
	number := func(digits string) iin.IIN {
		i, err := iin.Parse(digits)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	mother, child, ward := number("930606901817"), number("110818901918"), number("710903900213")
	d := drafting.Draft{}
	d.Person, d.Request = mother, "r"
	d.Form.Together(true, []drafting.Relative{{IIN: child, Name: "A"}, {IIN: ward, Name: "B", Ward: true}})
	day := civil.Date{Year: 2026, Month: 11, Day: 14}
	wait := holds{{Person: mother, Day: day}, {Person: child, Day: day.AddDays(5)}, {Person: ward}}
	for _, hold := range []bool{true, false} {
		list := asks(d, registration.Ask{Person: mother, Hold: hold}, wait)
		if len(list) != 3 {
			t.Fatalf("%d applications", len(list))
		}
		for i, want := range []bool{hold, hold, false} {
			if list[i].Hold != want || list[i].Person != wait[i].Person {
				t.Errorf("hold %v, person %d: %+v", hold, i, list[i])
			}
		}
	}
	if one := asks(drafting.Draft{}, registration.Ask{Person: mother, Hold: true}, holds{{Person: mother, Day: day}}); len(one) != 1 || !one[0].Hold {
		t.Errorf("alone: %+v", one)
	}
	if got := wait.day(child); got != day.AddDays(5) {
		t.Errorf("the child's day: %v", got)
	}
	if got := holds(nil).day(mother); !got.IsZero() {
		t.Errorf("no day: %v", got)
	}
}
