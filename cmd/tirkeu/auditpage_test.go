package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"tirkeu/internal/core/writ"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/work/audit"
)

// exportedByAuditor is a case as a file.
func exportedByAuditor(w *world, tenant string) act {
	a := readByAuditor(w, tenant)
	a.path = "/audit/export"
	a.form.Set("format", "csv")
	return a
}

// TestAuditPage: a case is read with its chain, decisions and proofs checked at that moment, and given as a
// file; each is a look that its people see.
func TestAuditPage(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.registered("aidana", people.TwinA, "marina", 3)
		k := w.kase(ref)
		x := w.who("kamila")
		p := w.page(x.Get("/audit"))
		p = w.page(x.Fill(p, p.Form("number", "purpose"), walker.Fields{"number": k.Number, "purpose": "audit"}))
		for _, says := range []string{text("officer.audit.whole"), text("officer.audit.facts", "n", k.Facts), text("officer.audit.proofs", "n", 2), text("officer.trace.source")} {
			if !p.Says(says) {
				t.Errorf("the page lacks %q: %s", says, p.Text)
			}
		}
		form := p.FormTo("/audit/export").Values
		form.Set("format", "json")
		got := w.page(x.Knock("POST", "/audit/export", form))
		var file struct {
			Number      string
			Differences []any
			Facts       []struct{ Text string }
		}
		if err := json.Unmarshal(got.Body, &file); err != nil || file.Number != k.Number || len(file.Facts) != k.Facts || len(file.Differences) != 0 {
			t.Errorf("the file: %v, %+v", err, file)
		}
		form.Set("format", "csv")
		if got := w.page(x.Knock("POST", "/audit/export", form)); strings.Count(string(got.Body), "\n") != k.Facts+1 {
			t.Errorf("the table: %s", got.Body)
		}
		w.accessed("aidana", "case", "audit", 3)

		rep := must[audit.Report](w)(audit.One(w.ctx, w.store, nil, ref))
		if len(rep.Differences) != 0 || rep.Facts != k.Facts || rep.Proofs != 2 || rep.Judged == 0 {
			t.Errorf("%+v", rep)
		}
		for name, bend := range map[string]func([]writ.Fact) []writ.Fact{
			"a fact changed":      func(f []writ.Fact) []writ.Fact { f[1].Text = strings.Replace(f[1].Text, "learn", "leant", 1); return f },
			"the last one gone":   func(f []writ.Fact) []writ.Fact { return f[:len(f)-1] },
			"the first one gone":  func(f []writ.Fact) []writ.Fact { return f[1:] },
			"all of them gone":    func([]writ.Fact) []writ.Fact { return nil },
			"one of them doubled": func(f []writ.Fact) []writ.Fact { return append(f[:1], f...) },
		} {
			if rep := must[audit.Report](w)(audit.One(w.ctx, bent{w.store, bend}, nil, ref)); len(rep.Differences) == 0 {
				t.Errorf("%s: nothing is named", name)
			}
		}
	})
}

// bent are the books with other facts.
type bent struct {
	audit.Shelf
	bend func([]writ.Fact) []writ.Fact
}

func (b bent) Facts(ctx context.Context, chain string) ([]writ.Fact, error) {
	facts, err := b.Shelf.Facts(ctx, chain)
	return b.bend(facts), err
}
