package law

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
)

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// declared reads the norm ids from ids.go, so that an id without a norm shows.
func declared(t *testing.T) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "ids.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			id, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			if ids[id] {
				t.Errorf("id %q is declared twice", id)
			}
			ids[id] = true
		}
		return true
	})
	return ids
}

func TestEveryIDHasANorm(t *testing.T) {
	ids := declared(t)
	for id := range ids {
		if _, ok := Find(id); !ok {
			t.Errorf("id %q has no norm", id)
		}
	}
	for _, n := range Norms() {
		if !ids[n.ID] {
			t.Errorf("norm %q has no id in ids.go", n.ID)
		}
	}
}

func TestNormsAreComplete(t *testing.T) {
	bases := map[Basis]bool{Act: true, Practice: true, Ours: true}
	marks := map[Mark]bool{Seed: true, Verified: true, Partly: true, Unconfirmed: true}
	for _, n := range Norms() {
		if !bases[n.Basis] || !marks[n.Mark] {
			t.Errorf("%s has basis %q and mark %q", n.ID, n.Basis, n.Mark)
		}
		if n.Source == "" || n.Clause == "" {
			t.Errorf("%s names no source or clause", n.ID)
		}
		for _, lang := range []string{"kk", "ru", "en"} {
			rule := n.Rule.In(lang)
			if rule == "" || strings.ContainsAny(rule, "{}") {
				t.Errorf("%s in %s says %q", n.ID, lang, rule)
			}
		}
		if n.Rule.In("de") != "" {
			t.Errorf("%s speaks German", n.ID)
		}
		if n.Basis == Ours && (n.Mark == Seed || n.Mark == Verified) {
			t.Errorf("%s is ours and cannot be %s", n.ID, n.Mark)
		}
	}
}

// Versions of a norm stand together, oldest first, and never overlap.
func TestVersionsFollowEachOther(t *testing.T) {
	seen := map[string]bool{}
	var last Norm
	for _, n := range Norms() {
		if n.ID != last.ID {
			if seen[n.ID] {
				t.Errorf("versions of %s are apart", n.ID)
			}
			seen[n.ID] = true
		} else if last.Until.IsZero() || n.From != last.Until {
			t.Errorf("%s of %v does not follow the version before it", n.ID, n.From)
		}
		if !n.Until.IsZero() && !n.From.Before(n.Until) && !n.From.IsZero() {
			t.Errorf("%s is never in force", n.ID)
		}
		names := map[string]bool{}
		for _, l := range n.Limits {
			if names[l.Name] || l.Name == "" || l.Unit == "" || l.Value < 0 {
				t.Errorf("%s has a bad limit %+v", n.ID, l)
			}
			names[l.Name] = true
		}
		last = n
	}
}

func TestShownAsLaw(t *testing.T) {
	for _, b := range []Basis{Act, Practice, Ours, ""} {
		for _, m := range []Mark{Seed, Verified, Partly, Unconfirmed, ""} {
			want := b == Act && (m == Seed || m == Verified)
			if got := (Norm{Basis: b, Mark: m}).ShownAsLaw(); got != want {
				t.Errorf("%q %q shown as law: %v", b, m, got)
			}
		}
	}
	for id, want := range map[string]bool{EveryOwner: true, Fixing: true, AddressPage: true, Capital: false, Term: false, ConsentWait: false, Deadline: false, Silence: false} {
		n, _ := Find(id)
		if n.ShownAsLaw() != want {
			t.Errorf("%s shown as law: %v", id, !want)
		}
	}
}

func TestFind(t *testing.T) {
	n, ok := Find(IndexMCI)
	if !ok || n.From != civil.MustDate(2026, time.January, 1) {
		t.Errorf("the newest MCI is of %v", n.From)
	}
	if _, ok := Find("no such norm"); ok {
		t.Error("a norm that is not there is found")
	}
	if _, ok := NormAt("no such norm", day(t, "2026-01-01")); ok {
		t.Error("a norm that is not there is in force")
	}
	Norms()[0].ID = "changed"
	if Norms()[0].ID == "changed" {
		t.Error("the book can be changed from outside")
	}
}

func TestUnknownLimitPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a limit that is not there has a value")
		}
	}()
	n, _ := Find(Term)
	n.limit("no such limit")
}
