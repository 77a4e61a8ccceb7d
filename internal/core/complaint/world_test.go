package complaint

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The cast: anna applied and lives there, boris is registered by her, dana and firm own, erik has no
// part; gulnar and nurlan are officers, and nurlan refused.
var (
	anna   = must(iin.Parse("900101300017"))
	boris  = must(iin.Parse("850515400012"))
	dana   = must(iin.Parse("050312500018"))
	erik   = must(iin.Parse("910203401236"))
	gulnar = must(iin.Parse("880211902013"))
	nurlan = must(iin.Parse("850101300015"))
	firm   = iin.EntityParty(must(iin.ParseBIN("061211600012")))
	flat   = must(address.ParseRKA("1234567890123456"))
	clock  = Actor{Machine: writ.MachineClock}
	noon   = civil.MustDate(2026, time.September, 14).Start().Add(12 * time.Hour) // a Monday
)

const words = "Мен бұл мекенжайды сұраған жоқпын."

func citizen(p iin.IIN) Actor { return Actor{Person: p} }
func officer(p iin.IIN) Actor { return Actor{Officer: p} }

// world is one complaint as a test plays it: what the books hold after each writ.
type world struct {
	t     testing.TB
	s     Situation
	now   time.Time
	texts []string
	last  writ.Writ
}

func refusedCase() registration.Case {
	owner := func(p iin.Party, n int) registration.Owned {
		return registration.Owned{Owner: dwelling.Owner{Party: p, Name: "x"}, Ordinal: n}
	}
	return registration.Case{Ref: "c1", Number: "2609-0001-0001", State: registration.Refused, Since: noon.Add(-time.Hour),
		Filer: anna, Person: boris, SignedBy: "p1", Owners: []registration.Owned{owner(iin.PersonParty(dana), 1), owner(firm, 2)}}
}

func entrySubject() Subject {
	e := register.Entry{ID: "e1", Number: "N1", Person: boris, RKA: flat, Type: consent.Temporary, Months: 6, Case: "c1"}.Begin(noon.Add(-time.Hour), civil.Date{})
	c := refusedCase()
	c.State, c.Entry = registration.Done, "e1"
	return Subject{Case: c, Entry: e}
}

func newWorld(t testing.TB, s Subject) *world {
	t.Helper()
	s.Facts = append(s.Facts, `{"v":1,"verb":"take","actor":"officer:`+gulnar.Digits()+`"}`, `{"v":1,"verb":"reject","actor":"officer:`+nurlan.Digits()+`"}`, `not json`)
	return &world{t: t, now: noon, s: Situation{Subject: s, Fresh: Fresh{Ref: "k1", Number: "2609-0002-0002"}}}
}

func (w *world) lodge(k Kind) Lodge {
	return Lodge{About: w.s.Subject.about(), Kind: k, Lang: "kk", Text: words, Salt: "s"}
}

// do hears the act and keeps what it wrote, as the books would.
func (w *world) do(a Act, by Actor) error {
	w.t.Helper()
	out, c, err := Decide(w.s, a, by, w.now)
	if len(out.Facts) == 0 {
		if err == nil {
			w.t.Fatalf("%s wrote nothing and was no error", a.Verb())
		}
		return err
	}
	for _, f := range out.Facts {
		if f.Case != c.Ref {
			w.t.Fatalf("a fact of %s is in a complaint's writ", f.Case)
		}
		w.texts = append(w.texts, f.Text)
	}
	w.s.Complaint, w.last = c, out
	return err
}

var values = cmp.AllowUnexported(iin.IIN{}, iin.BIN{}, iin.Party{}, address.RKA{})

// whole: the facts add up to what the row holds, and the writ touches nothing else.
func (w *world) whole() {
	w.t.Helper()
	again, err := Replay(w.texts)
	if err != nil {
		w.t.Fatal(err)
	}
	if d := cmp.Diff(w.s.Complaint, again, values); d != "" {
		w.t.Fatal(d)
	}
	back, err := Unmarshal([]byte(w.last.Rows[0].Body))
	if err != nil {
		w.t.Fatal(err)
	}
	if d := cmp.Diff(again, back, values); d != "" {
		w.t.Fatal(d)
	}
	if len(w.last.Rows) != 1 || w.last.Rows[0].Ref != again.Ref || len(w.last.Entries)+len(w.last.Proofs)+len(w.last.Kept) != 0 {
		w.t.Fatalf("a complaint changed something else: %+v", w.last)
	}
}
