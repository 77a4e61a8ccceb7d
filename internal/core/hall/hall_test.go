package hall

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
)

var (
	today = civil.MustDate(2026, time.September, 14)
	nine  = today.Start().Add(9 * time.Hour)
)

// queue makes waiting tickets, a minute apart: "o" for ordinary people, "p" for those called first.
func queue(kinds string) []Ticket {
	var out []Ticket
	for i, k := range kinds {
		t := Ticket{ID: fmt.Sprint(i), Series: "A", Seq: i + 1, State: Waiting, Made: nine.Add(time.Duration(i) * time.Minute)}
		if k == 'p' {
			t.Priority, t.Series = Disabled, "P"
		}
		out = append(out, t)
	}
	return out
}

// TestOrder: those called first come first, and after three of them in a row the one who waited longest.
func TestOrder(t *testing.T) {
	for kinds, want := range map[string]string{
		"": "", "o": "0", "oo": "0 1", "op": "1 0", "opp": "1 2 0", "oppp": "1 2 3 0",
		"opppp": "1 2 3 0 4", "oopppppp": "2 3 4 0 5 6 7 1", "pppp": "0 1 2 3",
	} {
		var got []string
		for _, x := range Lines(queue(kinds), today) {
			got = append(got, x.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q is called %q, want %q", kinds, s, want)
		}
	}
}

// TestOrderCountsCalls: calls that were made count, and an ordinary one begins the row anew.
func TestOrderCountsCalls(t *testing.T) {
	day := queue("pppop")
	for i, at := range []int{1, 2, 3} {
		day[i].State, day[i].Called = Served, nine.Add(time.Duration(at)*time.Hour)
	}
	if got, _ := Next(day, today); got.ID != "3" {
		t.Errorf("after three called first, %s is called", got.ID)
	}
	day[3].State, day[3].Called = Served, nine.Add(4*time.Hour)
	if got, _ := Next(day, today); got.ID != "4" {
		t.Errorf("after an ordinary person, %s is called", got.ID)
	}
	day[4].State = Absent
	if got, ok := Next(day, today); ok {
		t.Errorf("nobody waits, and %s is called", got.ID)
	}
}

func TestWaited(t *testing.T) {
	x := Ticket{Made: nine}
	if got := x.Waited(nine.Add(time.Minute)); got != time.Minute {
		t.Errorf("waits %v", got)
	}
	x.Called = nine.Add(2 * time.Minute)
	if got := x.Waited(nine.Add(time.Hour)); got != 2*time.Minute {
		t.Errorf("waited %v", got)
	}
	if got := (Ticket{Made: nine}).Waited(nine.Add(-time.Minute)); got != 0 {
		t.Errorf("waited %v before he came", got)
	}
}

const roll = `{"branches":[{"code":"AST-1","kato":"710000000","name":{"kk":"а","ru":"б","en":"c"},"address":{"kk":"а","ru":"б","en":"c"}}],
"operators":[{"iin":"950129902816","branch":"AST-1","window":"5"}]}`

func TestParseRoll(t *testing.T) {
	r, err := ParseRoll([]byte(roll))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := r.Branch("AST-1")
	if d := cmp.Diff(Text{"а", "б", "c"}, b.Names); d != "" || b.KATO != "710000000" {
		t.Errorf("the branch is %+v", b)
	}
	s, ok := r.Seat(r.Seats[0].Person)
	if !ok || s.Window != "5" || s.Branch != "AST-1" {
		t.Errorf("the seat is %+v", s)
	}
	for name, change := range map[string][2]string{
		"an unknown field": {`"window"`, `"windows"`}, "no branch": {`"branch":"AST-1"`, `"branch":"ALA"`},
		"a bad IIN": {"950129902816", "950129902817"}, "a bad KATO": {"710000000", "71"}, "a bad code": {`"code":"AST-1"`, `"code":"ast 1"`},
		"no name": {`"kk":"а"`, `"kk":""`}, "a bad window": {`"5"`, `"55555"`}, "no JSON": {"{", ""},
		"something after it": {`"5"}]}`, `"5"}]} {}`},
		"an operator twice":  {`"5"}]`, `"5"},{"iin":"950129902816","branch":"AST-1","window":"6"}]`},
	} {
		bad := strings.Replace(roll, change[0], change[1], 1)
		if _, err := ParseRoll([]byte(bad)); bad == roll || err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := ParseRoll(make([]byte, MaxRoll+1)); err == nil {
		t.Error("an endless roll is taken")
	}
}

func FuzzParseRoll(f *testing.F) {
	f.Add([]byte(roll))
	f.Add([]byte(`{"branches":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseRoll(text)
		if err == nil && r.Check() != nil {
			t.Error("a roll is taken that does not hold")
		}
	})
}

// TestUnusual: masks are soft and know only some kinds.
func TestUnusual(t *testing.T) {
	for _, c := range []struct {
		kind   applicant.PaperKind
		number string
		want   bool
	}{
		{applicant.IDCard, "012345678", false}, {applicant.IDCard, "12345678", true}, {applicant.IDCard, "0123456789", true},
		{applicant.Passport, "N12345678", false}, {applicant.Passport, "12345678", true}, {applicant.Passport, "N1234567", true},
		{applicant.BirthCertificate, "what ever", false},
	} {
		if got := Unusual(c.kind, c.number); got != c.want {
			t.Errorf("%s %s: %v", c.kind, c.number, got)
		}
	}
}

func TestLacks(t *testing.T) {
	seen := map[Lack]bool{}
	for _, l := range Lacks() {
		if seen[l] || !l.Known() {
			t.Errorf("%s stands twice, or is not known", l)
		}
		seen[l] = true
	}
	if Lack("").Known() || Lack("else").Known() {
		t.Error("the list is open")
	}
}
