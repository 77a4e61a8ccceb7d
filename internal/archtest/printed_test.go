package archtest

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
)

var update = flag.Bool("update", false, "write the printed documents anew")

const printedBy = "<!-- Printed by the program: make docs. A test compares it. -->\n\n"

// TestPrinted compares the documents that the program prints with what it would print now.
func TestPrinted(t *testing.T) {
	compare(t, "docs/law/norms.md", ledger(law.Norms()))
	compare(t, "docs/life.md", lives())
	settings, err := settingsTable()
	if err != nil {
		t.Fatal(err)
	}
	readme := filepath.Join(root, "README.md")
	body, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	want, err := between(string(body), "settings", settings)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "README.md", want)
}

func compare(t *testing.T, name, want string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s says something else than the program: run make docs, and read what changed", name)
	}
}

// ledger prints the rule book: every version of every norm.
func ledger(norms []law.Norm) string {
	var b strings.Builder
	b.WriteString("# Ledger of norms\n\n" + printedBy)
	b.WriteString("Every rule that Tirkeu applies, as `internal/core/law` holds it. *Basis*: **act** is a published act or the\n" +
		"official service page, **practice** is how the public systems are reported to behave, **ours** was decided here\n" +
		"because no source says. *Mark*: **seed** is the service's own page, **verified** was read in the source named,\n" +
		"**partly** rests on a secondary, old or cut-off source, **unconfirmed** on none. People are told \"the law says\"\n" +
		"only of acts that are seed or verified.\n")
	cited := citations()
	last := ""
	for _, n := range norms {
		if n.ID != last {
			fmt.Fprintf(&b, "\n## %s\n", n.ID)
			last = n.ID
			if c := cited[n.ID]; c != "" {
				fmt.Fprintf(&b, "\nRows of the tables of life: %s\n", c)
			}
		}
		fmt.Fprintf(&b, "\n- %s%s\n- Basis %s, mark %s: %s; %s\n- kk: %s\n- ru: %s\n- en: %s\n",
			span(n), region(n), n.Basis, n.Mark, n.Source, n.Clause, n.Rule.KK, n.Rule.RU, n.Rule.EN)
		if l := limits(n); l != "" {
			fmt.Fprintf(&b, "- Limits: %s\n", l)
		}
	}
	return b.String()
}

func span(n law.Norm) string {
	switch {
	case n.From.IsZero() && n.Until.IsZero():
		return "In force on every day"
	case n.Until.IsZero():
		return "In force from " + n.From.String()
	case n.From.IsZero():
		return "In force before " + n.Until.String()
	}
	return "In force from " + n.From.String() + " and before " + n.Until.String()
}

func region(n law.Norm) string {
	if n.Region == "" {
		return ""
	}
	return ", where the KATO code begins with " + n.Region
}

func limits(n law.Norm) string {
	var all []string
	for _, l := range n.Limits {
		all = append(all, fmt.Sprintf("%s %d %s", l.Name, l.Value, l.Unit))
	}
	return strings.Join(all, "; ")
}

// citations lists for each norm the rows of the tables of life that cite it.
func citations() map[string]string {
	out := map[string]string{}
	seen := map[string]bool{}
	add := func(norm, row string) {
		if seen[norm+row] {
			return
		}
		seen[norm+row] = true
		if out[norm] != "" {
			out[norm] += ", "
		}
		out[norm] += "`" + row + "`"
	}
	for _, r := range registration.Life {
		add(r.Norm, fmt.Sprintf("%s %s→%s", r.Act, r.From, r.To))
	}
	for _, r := range register.Life {
		add(r.Norm, fmt.Sprintf("entry %s %s→%s", r.Act, r.From, r.To))
	}
	for _, r := range removal.Life {
		add(r.Norm, fmt.Sprintf("removal %s %s→%s", r.Act, r.From, r.To))
	}
	for _, r := range striking.Life {
		add(r.Norm, fmt.Sprintf("proposal %s %s→%s", r.Act, r.From, r.To))
	}
	for _, r := range complaint.Life {
		add(r.Norm, fmt.Sprintf("complaint %s %s→%s", r.Act, r.From, r.To))
	}
	return out
}

// lives prints the tables of life: a diagram and the rows.
func lives() string {
	return "# Lives\n\n" + printedBy +
		"The first row that fits is taken. No row, no act. A guard sees the case as it will be once the act is heard.\n\n" +
		"## An application to be registered\n\n" + table(registration.Life) +
		"\n## An entry of the register\n\n" + table(register.Life) +
		"\n## An owner's application to strike somebody off\n\n" + table(removal.Life) +
		"\n## An officer's proposal to strike an entry\n\n" + table(striking.Life) +
		"\n## A complaint\n\n" + table(complaint.Life)
}

func table[S, A, R ~string, C any](t life.Table[S, A, R, C]) string {
	var b strings.Builder
	b.WriteString("```mermaid\n" + t.Mermaid() + "```\n\n| from | act | by | guard | to | norm |\n|---|---|---|---|---|---|\n")
	for _, r := range t {
		guard := ""
		if r.Guard != nil {
			guard = r.Guard.Name
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.From, r.Act, r.Role, guard, r.To, r.Norm)
	}
	return b.String()
}

// settingsTable reads the list of settings from the program's own source.
func settingsTable() (string, error) {
	const name = "cmd/tirkeu/settings.go"
	body, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return "", err
	}
	s, err := parse(name, string(body))
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	b.WriteString("| setting | default | meaning |\n|---|---|---|\n")
	rows := 0
	ast.Inspect(s.ast, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || len(lit.Elts) < 3 {
			return true
		}
		setting, value, help := quoted(lit.Elts[0]), quoted(lit.Elts[1]), quoted(lit.Elts[2])
		if !strings.HasPrefix(setting, "TIRKEU_") || help == "" {
			return true
		}
		if value != "" {
			value = "`" + value + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", setting, value, strings.ReplaceAll(help, "|", "\\|"))
		rows++
		return true
	})
	if rows == 0 {
		return "", fmt.Errorf("%s: no setting was found", name)
	}
	return b.String(), nil
}

func quoted(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

// between puts a text between the two marks of a name.
func between(doc, name, body string) (string, error) {
	open, end := "<!-- "+name+": printed by make docs -->\n", "<!-- end of "+name+" -->"
	before, rest, ok := strings.Cut(doc, open)
	if !ok {
		return "", fmt.Errorf("no mark %q", open)
	}
	_, after, ok := strings.Cut(rest, end)
	if !ok {
		return "", fmt.Errorf("no mark %q", end)
	}
	return before + open + body + end + after, nil
}
