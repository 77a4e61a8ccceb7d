package archtest

import (
	"bytes"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ban forbids a name of an imported package in some folders.
type ban struct {
	in    []string
	pkg   string
	names []string
	why   string
}

var clocks = []string{"Now", "Since", "Until"}

var bans = []ban{
	{[]string{"internal/core"}, "time", clocks, "a decision takes the instant as an argument, so that it can be replayed and the town can move its calendar"},
	{[]string{"internal/core"}, "time", []string{"LoadLocation", "Local"}, "the machine's zones are not ours: civil keeps the country's hours by a dated table"},
	{[]string{"internal/core"}, "time", []string{"Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}, "core does not wait"},
	{[]string{"internal/work"}, "time", clocks, "there are two clocks, calendar and machine, and both are ports"},
	{[]string{"internal/work", "internal/desk", "internal/words"}, "time", []string{"Local", "LoadLocation"}, "people are told the hour of Kazakhstan, which civil knows, wherever the server stands"},
	{[]string{"internal/store"}, "time", clocks, "time enters the store as an argument, or two machines would disagree"},
	{[]string{"internal/desk"}, "time", clocks, "a page shows the calendar that the case was judged by, and that is a port"},
}

// unwatchedClocks may read the machine's clock: they measure machines, requests and cookies, not cases.
var unwatchedClocks = []string{"internal/store/cluster", "internal/store/storetest", "internal/desk/frame"}

func clockBans(s source) []breach {
	if s.test || slices.Contains(unwatchedClocks, s.dir()) {
		return nil
	}
	var out []breach
	ast.Inspect(s.ast, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		for _, b := range bans {
			if slices.ContainsFunc(b.in, s.in) && x.Name == s.named(b.pkg) && slices.Contains(b.names, sel.Sel.Name) {
				out = append(out, s.breach(n, b.why, "%s.%s", b.pkg, sel.Sel.Name))
			}
		}
		return true
	})
	return out
}

func TestClocks(t *testing.T) { hold(t, clockBans) }

// dateBans finds month arithmetic outside the room that knows how to do it.
func dateBans(s source) []breach {
	if s.test || !s.in("internal") && !s.in("cmd") || s.in("internal/core/civil") || s.in("internal/store/storetest") || s.in("internal/town") {
		return nil
	}
	var out []breach
	ast.Inspect(s.ast, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "AddDate" {
			out = append(out, s.breach(n, "AddDate turns 31 January and a month into 3 March; civil counts months as the law does", "AddDate"))
		}
		return true
	})
	return out
}

func TestMonths(t *testing.T) { hold(t, dateBans) }

// sqlClock is the database's own clock in one of its spellings.
var sqlClock = regexp.MustCompile(`(?i)\b(now\s*\(|current_timestamp|current_date|current_time\b|localtime|clock_timestamp|statement_timestamp|transaction_timestamp|unixepoch|julianday|strftime\s*\(|(date|time|datetime)\s*\(\s*'now')`)

const whySQLClock = "time enters SQL as an argument: the calendar can be moved, the databases spell it differently, and a replay must give the same"

func sqlClocks(s source) []breach {
	if s.test || !s.in("internal/store") {
		return nil
	}
	var out []breach
	ast.Inspect(s.ast, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if ok && lit.Kind == token.STRING && sqlClock.MatchString(lit.Value) {
			out = append(out, s.breach(n, whySQLClock, "%s in SQL", sqlClock.FindString(lit.Value)))
		}
		return true
	})
	return out
}

// schemaClocks looks into a file of SQL, without its comments.
func schemaClocks(x text) []breach {
	var out []breach
	for n, line := range bytes.Split(x.body, []byte("\n")) {
		code, _, _ := bytes.Cut(line, []byte("--"))
		if m := sqlClock.Find(code); m != nil {
			out = append(out, breach{x.path + ":" + strconv.Itoa(n+1), string(m) + " in SQL", whySQLClock})
		}
	}
	return out
}

func TestSQLClocks(t *testing.T) {
	hold(t, sqlClocks)
	for _, x := range everyText(t) {
		if path.Ext(x.path) != ".sql" {
			continue
		}
		for _, b := range schemaClocks(x) {
			t.Error(b)
		}
	}
}

// emptyNames say nothing about what a package holds.
var emptyNames = []string{"util", "common", "shared", "helper", "base", "manager", "service", "model", "dto", "impl", "misc", "types", "data", "handler"}

func packageNames(s source) []breach {
	name := strings.TrimSuffix(s.ast.Name.Name, "_test")
	for _, part := range append(strings.Split(s.dir(), "/"), name) {
		for _, empty := range emptyNames {
			if part == empty || part == empty+"s" {
				return []breach{s.breach(s.ast.Name, "a package is a noun of the service; if its name is not in the glossary, it is not a package", "package %s", part)}
			}
		}
	}
	if name != path.Base(s.dir()) && name != "main" {
		return []breach{s.breach(s.ast.Name, "who reads the import must know the name", "package %s in %s", name, s.dir())}
	}
	return nil
}

func TestPackageNames(t *testing.T) { hold(t, packageNames) }

// skips finds tests that may be left out without saying why. A fuzz target that throws an input
// away leaves nothing out.
func skips(s source) []breach {
	if !s.test && !forTests(s.dir()) {
		return nil
	}
	var out []breach
	ast.Inspect(s.ast, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Fuzz") {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name) {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); !ok || !slices.Contains([]string{"t", "tb", "b", "f"}, x.Name) {
			return true
		}
		if !startsWith(call.Args, "SKIPPED: ") {
			out = append(out, s.breach(n, "a check that was left out must be seen: its text begins with SKIPPED: and says what is missing; what is no check returns", "%s without a reason", sel.Sel.Name))
		}
		return true
	})
	return out
}

func startsWith(args []ast.Expr, want string) bool {
	if len(args) == 0 {
		return false
	}
	lit, ok := args[0].(*ast.BasicLit)
	return ok && strings.HasPrefix(strings.Trim(lit.Value, "\"`"), want)
}

func TestSkips(t *testing.T) { hold(t, skips) }

// machinePath is the path of one machine. It is put together here, so that it does not stand here.
var machinePath = regexp.MustCompile(`(^|[^\w.\-*}])` + `/(` + `work|root|home/\w+|tmp/bash_jobs[\w.]*` + `)/`)

func machinePaths(x text) []breach {
	var out []breach
	for n, line := range bytes.Split(x.body, []byte("\n")) {
		if m := machinePath.Find(line); m != nil && path.Base(x.path) != "go.sum" {
			out = append(out, breach{x.path + ":" + strconv.Itoa(n+1), strings.TrimSpace(string(m)), "the next reader has another machine"})
		}
	}
	return out
}

func TestMachinePaths(t *testing.T) {
	for _, x := range everyText(t) {
		for _, b := range machinePaths(x) {
			t.Error(b)
		}
	}
}

// undocumented are rooms none of whose files says what they are, each with one of its files.
func undocumented(all []source) []breach {
	first, said := map[string]source{}, map[string]bool{}
	for _, s := range all {
		dir := s.dir()
		if _, ok := first[dir]; !ok || first[dir].test {
			first[dir] = s
		}
		said[dir] = said[dir] || s.ast.Doc != nil && opens(s)
	}
	var out []breach
	for dir, s := range first {
		if !said[dir] {
			out = append(out, breach{s.path, "no doc comment of package " + s.ast.Name.Name, "a room says at its door what it is"})
		}
	}
	return out
}

// opens says that the comment begins as go doc expects.
func opens(s source) bool {
	doc := s.ast.Doc.Text()
	if s.ast.Name.Name == "main" {
		name := path.Base(s.dir())
		return strings.HasPrefix(doc, "Command "+name+" ") || strings.HasPrefix(doc, strings.ToUpper(name[:1])+name[1:]+" ")
	}
	return strings.HasPrefix(doc, "Package "+s.ast.Name.Name+" ")
}

func TestPackageDocs(t *testing.T) {
	for _, b := range undocumented(everySource(t)) {
		t.Error(b)
	}
}
