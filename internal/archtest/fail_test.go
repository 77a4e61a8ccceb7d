package archtest

import (
	"fmt"
	"strings"
	"testing"
)

// example is a small file that breaks a rule, and one that differs in as little as possible and
// keeps it. The first proves that the rule can fail, the second that it does not fail always.
type example struct {
	rule func(source) []breach
	path string
	bad  string // what makes the breach
	good string // what stands in the same place and makes none
	says string // part of the message
}

// file puts a file together from its package name, imports and a body.
func file(pkg, rest string) string { return "package " + pkg + "\n\n" + rest + "\n" }

func imp(paths ...string) string {
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, "import _ %q\n", p)
	}
	return b.String()
}

var wallExamples = []example{
	{walls, "eds/cms/a.go", imp("tirkeu/internal/core/iin"), imp("tirkeu/eds/cert"), "knows nothing of this house"},
	{walls, "eds/cert/a.go", imp("tirkeu/eds/cms"), imp("tirkeu/eds/gost"), "knows nothing"},
	{walls, "eds/cms/a.go", imp("github.com/beevik/etree"), imp("golang.org/x/crypto/cryptobyte"), "somebody else's decision"},
	{walls, "eds/cms/a.go", imp("tirkeu/eds/edstest"), imp("tirkeu/eds/gost"), "only tests need"},
	{walls, "eds/cert/a.go", imp("tirkeu/eds/edstest/issuing"), imp("tirkeu/eds/gost"), "only tests need"},
	{walls, "eds/edstest/a.go", imp("tirkeu/eds/cert"), imp("testing"), "none of its rooms"},
	{walls, "eds/edstest/issuing/a.go", imp("tirkeu/eds/cms"), imp("testing", "tirkeu/eds/edstest"), "nothing else"},
	{walls, "eds/gost/a_test.go", imp("tirkeu/eds/cert"), imp("tirkeu/eds/edstest"), "knows nothing"},
	{walls, "cmd/tirkeu/a.go", imp("tirkeu/internal/store/storetest"), imp("tirkeu/internal/store"), "only tests need"},
	{walls, "eds/cms/a_test.go", imp("tirkeu/internal/town/ca"), imp("github.com/google/go-cmp/cmp"), "knows nothing"},
	{walls, "eds/xmldsig/a.go", imp("golang.org/x/net/html"), imp("github.com/beevik/etree"), "somebody else's decision"},
	{walls, "internal/core/civil/a.go", imp("tirkeu/internal/core/law"), imp("fmt"), "rests only on those below"},
	{walls, "internal/core/law/a.go", imp("tirkeu/internal/core/address"), imp("tirkeu/internal/core/civil"), "rests only on those below"},
	{walls, "internal/core/dwelling/a.go", imp("tirkeu/internal/core/consent"), imp("tirkeu/internal/core/law"), "rests only on those below"},
	{walls, "internal/core/writ/a.go", imp("tirkeu/internal/core/registration"), imp("tirkeu/internal/core/register"), "rests only on those below"},
	{walls, "internal/core/registration/a.go", imp("tirkeu/internal/core/notice"), imp("tirkeu/internal/core/writ"), "rests only on those below"},
	{walls, "internal/core/registration/a.go", imp("tirkeu/internal/core/unheardof"), imp("tirkeu/internal/core/law"), "rests only on those below"},
	{walls, "internal/core/law/a.go", imp("tirkeu/internal/store"), imp("tirkeu/internal/core/civil"), "takes values"},
	{walls, "internal/core/law/a.go", imp("golang.org/x/text/language"), imp("strings"), "somebody else's decision"},
	{walls, "internal/core/law/a_test.go", imp("tirkeu/internal/town"), imp("os"), "takes values"},
	{walls, "internal/words/a.go", imp("tirkeu/internal/core/law"), imp("golang.org/x/text/language"), "know none of them"},
	{walls, "internal/work/office/a.go", imp("tirkeu/internal/store"), imp("tirkeu/internal/core/writ"), "wired in cmd"},
	{walls, "internal/work/office/a.go", imp("tirkeu/internal/work/watch"), imp("tirkeu/internal/work/errand"), "wired in cmd"},
	{walls, "internal/work/gather/a.go", imp("tirkeu/internal/gate/title"), imp("tirkeu/internal/work/office"), "wired in cmd"},
	{walls, "internal/work/office/a.go", imp("net/http"), imp("context"), "knows no requests"},
	{walls, "internal/work/office/a.go", imp("database/sql"), imp("log/slog"), "through a port"},
	{walls, "internal/store/a.go", imp("tirkeu/internal/work/office"), imp("tirkeu/internal/core/writ"), "nobody above"},
	{walls, "internal/store/a.go", imp("github.com/lib/pq"), imp("github.com/jackc/pgx/v5/pgconn"), "somebody else's decision"},
	{walls, "internal/store/cluster/a.go", imp("tirkeu/internal/core/iin"), imp("os/exec"), "nothing of ours"},
	{walls, "internal/gate/title/a.go", imp("tirkeu/internal/gate/person"), imp("tirkeu/internal/gate/shep/place"), "nor other gates"},
	{walls, "internal/gate/seal/a.go", imp("tirkeu/internal/gate/shep"), imp("tirkeu/internal/gate/trust"), "nor other gates"},
	{walls, "internal/gate/sms/a.go", imp("tirkeu/internal/store"), imp("net/http"), "knows neither the house"},
	{walls, "internal/gate/new/a.go", imp("tirkeu/internal/gate/shep"), imp("tirkeu/eds/cert"), "nor other gates"},
	{walls, "internal/unheardof/a.go", imp("fmt"), "", "stands on no floor"},
	{walls, "internal/desk/new/a.go", imp("tirkeu/internal/desk/lobby"), imp("tirkeu/internal/desk/frame"), "nor other desks"},
	{walls, "internal/desk/lobby/a.go", imp("github.com/boombuler/barcode/qr"), imp("html/template"), "somebody else's decision"},
	{walls, "internal/desk/lobby/a.go", imp("tirkeu/internal/desk/cabinet"), imp("tirkeu/internal/desk/frame"), "nor other desks"},
	{walls, "internal/desk/lobby/a.go", imp("tirkeu/internal/store"), imp("tirkeu/internal/work/lookup"), "meets neither the store"},
	{walls, "internal/desk/frame/a.go", imp("tirkeu/internal/gate/seal"), imp("tirkeu/internal/words"), "meets neither the store"},
	{walls, "internal/gate/paper/a.go", imp("tirkeu/internal/words"), imp("tirkeu/internal/core/sheet", "codeberg.org/go-pdf/fpdf"), "rows of a sheet"},
	{walls, "internal/browsertest/a_test.go", imp("tirkeu/internal/store"), imp("github.com/chromedp/chromedp"), "from outside"},
	{walls, "internal/town/wire/a.go", imp("tirkeu/internal/work/office"), imp("tirkeu/internal/gate/shep"), "stands outside"},
	{walls, "internal/town/wire/a.go", imp("testing"), imp("net/http"), "end up in the binary"},
	{walls, "internal/town/wire/a_test.go", imp("tirkeu/cmd/tirkeu"), imp("tirkeu/internal/store"), "roof"},
	{walls, "internal/store/storetest/a.go", imp("tirkeu/internal/work/office"), imp("testing"), "same one"},
	{walls, "cmd/tirkeu/a.go", imp("github.com/spf13/cobra"), imp("tirkeu/internal/store", "tirkeu/eds/cms"), "somebody else's decision"},
}

var banExamples = []example{
	{clockBans, "internal/core/law/a.go", timeCall("Now()"), timeCall("Unix(0, 0)"), "can be replayed"},
	{clockBans, "internal/core/law/a.go", `import t "time"; var x = t.Now()`, `import t "time"; var x = t.Unix(0, 0)`, "can be replayed"},
	{clockBans, "internal/core/civil/a.go", `import "time"; var x, _ = time.LoadLocation("Asia/Almaty")`, timeCall(`FixedZone("", 5*3600)`), "dated table"},
	{clockBans, "internal/core/civil/a.go", timeCall("Local"), timeCall("UTC"), "dated table"},
	{clockBans, "internal/core/life/a.go", timeCall("After(1)"), timeCall("Duration(1)"), "does not wait"},
	{clockBans, "internal/work/office/a.go", timeCall("Since(y)"), timeCall("NewTimer(1)"), "both are ports"},
	{clockBans, "internal/work/office/a.go", timeCall("Local"), timeCall("UTC"), "hour of Kazakhstan"},
	{clockBans, "internal/store/a.go", timeCall("Now()"), timeCall("Second"), "as an argument"},
	{clockBans, "internal/desk/lobby/a.go", timeCall("Until(y)"), timeCall("Hour"), "a port"},
	{dateBans, "internal/work/office/a.go", "var x = y.AddDate(0, 1, 0)", "var x = y.AddMonths(1)", "3 March"},
	{sqlClocks, "internal/store/a.go", "const q = `SELECT now()`", "const q = `SELECT $1`; var x = b.now()", "argument"},
	{sqlClocks, "internal/store/a.go", "const q = `DEFAULT CURRENT_TIMESTAMP`", "const q = `DEFAULT 0`", "argument"},
	{packageNames, "internal/work/util/a.go", "", "", "noun of the service"},
	{packageNames, "internal/models/law/a.go", "", "", "noun of the service"},
	{packageNames, "internal/core/iin/a.go", "", "", "must know the name"},
	{skips, "internal/work/office/a_test.go", "func f() { t.Skip() }", `func f() { t.Skip("SKIPPED: no ../shared") }`, "must be seen"},
	{skips, "internal/work/office/a_test.go", "func f() { b.SkipNow() }", "func f() { x.Skip() }", "must be seen"},
}

func timeCall(rest string) string { return `import "time"; var x = time.` + rest }

func nest(deep int) string {
	return "func f() {" + strings.Repeat("if a {", deep) + strings.Repeat("}", deep) + "}"
}

var budgetExamples = []example{
	{budgets, "internal/work/office/a.go", "func f() {" + strings.Repeat("\n", maxFunction) + "}", "func f() {" + strings.Repeat("\n", maxFunction-1) + "}", "read in one piece"},
	{budgets, "internal/work/office/a.go", "var f = func() {" + strings.Repeat("\n", maxFunction) + "}", "var f = func() {" + strings.Repeat("\n", maxFunction-1) + "}", "read in one piece"},
	{budgets, "internal/work/office/a.go", strings.Repeat("\n", maxFile-2), strings.Repeat("\n", maxFile-3), "one thing"},
	{budgets, "internal/work/office/a.go", "func f(a, b, c, d, e, g int) {}", "func (x T) f(a, b, c, d, e int) {}", "sixth"},
	{budgets, "internal/work/office/a.go", "type I interface { A(); B(); C(); D(); E(); F() }", "type I interface { A(); B(); C(); D(); E(); fmt.Stringer }", "few things"},
	{budgets, "internal/work/office/a.go", nest(4), nest(3), "which conditions"},
	{budgets, "internal/work/office/a.go", "func f() { for { switch { case a: for range b { select { case <-c: } } } } }", "func f() { for { switch { case a: for range b { g(func() { if a {} }) } } } }", "which conditions"},
	{budgets, "internal/work/office/a.go", "func f() { if a { } else if b { for { if c { if d {} } } } }", "func f() { if a { } else if b { } else if c { for { if d {} } } }", "which conditions"},
	{budgets, "eds/cms/a.go", nest(4), "", "which conditions"},
}

func TestRulesCanFail(t *testing.T) {
	for _, list := range [][]example{wallExamples, banExamples, budgetExamples} {
		for _, e := range list {
			tryExample(t, e)
		}
	}
}

func tryExample(t *testing.T, e example) {
	t.Helper()
	pkg := "wrong"
	if dir := strings.Split(e.path, "/"); !strings.Contains(e.says, "must know the name") {
		pkg = dir[len(dir)-2]
	}
	got := apply(t, e.rule, e.path, file(pkg, e.bad))
	if len(got) != 1 || !strings.Contains(got[0].String(), e.says) {
		t.Errorf("%s with %q: breaches %v, want one that says %q", e.path, e.bad, got, e.says)
	}
	if e.good == "" {
		return
	}
	if got := apply(t, e.rule, e.path, file(pkg, e.good)); len(got) != 0 {
		t.Errorf("%s with %q: breaches %v, want none", e.path, e.good, got)
	}
}

func apply(t *testing.T, rule func(source) []breach, name, body string) []breach {
	t.Helper()
	s, err := parse(name, body)
	if err != nil {
		t.Fatalf("the example does not parse: %v\n%s", err, body)
	}
	return rule(s)
}

// TestPureCanFail tries every standard package that core must not know.
func TestPureCanFail(t *testing.T) {
	for name := range impure {
		p := name
		if strings.HasSuffix(name, "/") {
			p += "x"
		}
		if got := apply(t, walls, "internal/core/law/a.go", file("law", imp(p))); len(got) != 1 {
			t.Errorf("core with %s: %v", p, got)
		}
		if got := apply(t, walls, "internal/core/law/a_test.go", file("law", imp(p))); len(got) != 0 {
			t.Errorf("tests of core with %s: %v", p, got)
		}
	}
}

// TestExemptionsHold tries what the budgets and clocks leave alone.
func TestExemptionsHold(t *testing.T) {
	generated := "// Code generated by hand. DO NOT EDIT.\n\n" + file("office", nest(9))
	for name, body := range map[string]string{
		"internal/work/office/a.go":      generated,
		"eds/gost/a.go":                  file("gost", nest(9)),
		"internal/work/office/a_test.go": file("office", timeCall("Now()")),
		"internal/desk/frame/a.go":       file("frame", timeCall("Now()")),
		"eds/gost/b_test.go":             file("gost", "type C interface { *T; A(); B(); C(); D(); E(); F() }"),
		"eds/gost/c_test.go":             file("gost", "func FuzzX(f *testing.F) { f.Fuzz(func(t *testing.T, a, b, c, d, e, g []byte) { t.Skip() }) }"),
	} {
		got := append(apply(t, budgets, name, body), apply(t, clockBans, name, body)...)
		got = append(got, apply(t, skips, name, body)...)
		if len(got) != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPathsCanFail(t *testing.T) {
	slash := "/"
	for line, want := range map[string]int{
		"see " + slash + "work/shared": 1, `"` + slash + `root/.cache"`: 1, "file:" + slash + slash + slash + "tmp/bash_jobs.0/1": 1,
		slash + "home/aigerim/x": 1, "tirkeu/internal" + slash + "work/office": 0, ".." + slash + "work/x": 0, slash + "workshop": 0,
	} {
		if got := machinePaths(text{"a.md", []byte(line + "\n")}); len(got) != want {
			t.Errorf("%q: %v, want %d", line, got, want)
		}
	}
}

func TestSchemaClocksCanFail(t *testing.T) {
	for line, want := range map[string]int{
		"a bigint DEFAULT (unixepoch())": 1, "at timestamp DEFAULT now()": 1, "a text DEFAULT datetime('now')": 1,
		"a bigint -- never now()": 0, "known bigint": 0,
	} {
		if got := schemaClocks(text{"a.sql", []byte(line)}); len(got) != want {
			t.Errorf("%q: %v, want %d", line, got, want)
		}
	}
}

func TestDocsCanFail(t *testing.T) {
	for doc, want := range map[string]int{
		"// Package law is the book.\n": 0, "": 1, "// It is the book.\n": 1, "// Package la is the book.\n": 1,
	} {
		s, err := parse("internal/core/law/a.go", doc+"package law\n")
		if err != nil {
			t.Fatal(err)
		}
		if got := undocumented([]source{s}); len(got) != want {
			t.Errorf("%q: %v, want %d", doc, got, want)
		}
	}
}
