package schema_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/store/schema"
)

// common is the text of all migrations that every database runs, without the marks of comments.
func common(t *testing.T) string {
	t.Helper()
	all, err := schema.Migrations("sqlite")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, m := range all {
		if m.Common {
			b.WriteString(m.SQL)
		}
	}
	return b.String()
}

type table struct {
	name, by string
	body     string
	keys     []string // column lists of primary keys and unique ones
}

var (
	tableText  = regexp.MustCompile(`(?ms)^-- distributed by (\w+)\nCREATE TABLE (\w+) \((.*?)^\);`)
	tableName  = regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)
	keyText    = regexp.MustCompile(`(?:PRIMARY KEY|UNIQUE) \(([^)]*)\)`)
	columnKey  = regexp.MustCompile(`(?m)^\s+\w+ +\w+.*(PRIMARY KEY|UNIQUE)`)
	uniqueText = regexp.MustCompile(`CREATE UNIQUE INDEX \w+ ON (\w+) \(([^)]*)\)`)
)

func tables(t *testing.T) map[string]*table {
	t.Helper()
	text := common(t)
	out := map[string]*table{}
	for _, m := range tableText.FindAllStringSubmatch(text, -1) {
		tb := &table{name: m[2], by: m[1], body: m[3]}
		for _, k := range keyText.FindAllStringSubmatch(m[3], -1) {
			tb.keys = append(tb.keys, k[1])
		}
		out[tb.name] = tb
	}
	for _, m := range tableName.FindAllStringSubmatch(text, -1) {
		if out[m[1]] == nil {
			t.Errorf("table %s does not say by which column it is distributed", m[1])
		}
	}
	for _, m := range uniqueText.FindAllStringSubmatch(text, -1) {
		if out[m[1]] == nil {
			t.Fatalf("unique index on unknown table %s", m[1])
		}
		out[m[1]].keys = append(out[m[1]].keys, m[2])
	}
	if len(out) < 20 {
		t.Fatalf("only %d tables were found: the test reads the schema wrongly", len(out))
	}
	return out
}

// lint names what keeps a table from being spread over several machines.
func lint(tb *table) (faults []string) {
	if len(tb.keys) == 0 {
		faults = append(faults, "no primary key")
	}
	for _, k := range tb.keys {
		if !slices.Contains(strings.Split(strings.ReplaceAll(k, " ", ""), ","), tb.by) {
			faults = append(faults, "key ("+k+") is without "+tb.by)
		}
	}
	if strings.Contains(tb.body, "REFERENCES") || strings.Contains(tb.body, "FOREIGN KEY") {
		faults = append(faults, "foreign key")
	}
	if columnKey.MatchString(tb.body) {
		faults = append(faults, "key written beside its column: write it as a line of its own")
	}
	return faults
}

func TestDistribution(t *testing.T) {
	for name, tb := range tables(t) {
		for _, f := range lint(tb) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

func TestDistributionLintSees(t *testing.T) {
	for _, bad := range []table{
		{by: "a"},
		{by: "a", keys: []string{"b"}},
		{by: "a", keys: []string{"a", "b, c"}},
		{by: "a", keys: []string{"a"}, body: "    b text REFERENCES x (a),\n"},
		{by: "a", keys: []string{"a"}, body: "    b text NOT NULL UNIQUE,\n"},
	} {
		if len(lint(&bad)) != 1 {
			t.Errorf("%+v: %v", bad, lint(&bad))
		}
	}
}

// TestSubset keeps common files to words that both databases understand in the same way.
func TestSubset(t *testing.T) {
	text := common(t)
	for _, word := range []string{"serial", "jsonb", "boolean", "timestamp", "now()", "current_", "autoincrement", "integer", "varchar", "lower("} {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("the common schema uses %q", word)
		}
	}
	for name, tb := range tables(t) {
		for line := range strings.Lines(tb.body) {
			f := strings.Fields(line)
			if len(f) == 0 {
				continue
			}
			first := f[0]
			if strings.ToLower(first) != first || strings.HasPrefix(first, "'") || strings.HasPrefix(first, "(") {
				continue // a constraint
			}
			if f[1] != "text" && f[1] != "bigint" || !strings.Contains(line, "NOT NULL") {
				t.Errorf("%s: column %q is not a plain text or bigint NOT NULL", name, strings.TrimSpace(line))
			}
		}
	}
}

var quoted = regexp.MustCompile(`'([a-z_]+)'`)

// listed are the words of the IN list of a named constraint, as the last step of the dialect leaves it.
func listed(t *testing.T, dialect, constraint string) []string {
	t.Helper()
	steps, err := schema.Migrations(dialect)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, m := range steps {
		text.WriteString(m.SQL)
	}
	all := strings.Split(text.String(), "CONSTRAINT "+constraint+" CHECK")
	if len(all) < 2 {
		t.Fatalf("no constraint %s", constraint)
	}
	_, list, _ := strings.Cut(all[len(all)-1], " IN (")
	list, _, _ = strings.Cut(list, ")")
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(list, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return out
}

func TestStatesAreThoseOfTheLife(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range registration.Life {
		seen[string(row.From)], seen[string(row.To)] = true, true
	}
	var want []string
	for s := range seen {
		want = append(want, s)
	}
	slices.Sort(want)
	for _, dialect := range []string{"sqlite", "postgres"} {
		if got := listed(t, dialect, "case_row_state"); !slices.Equal(got, want) {
			t.Errorf("%s knows %v, the life %v", dialect, got, want)
		}
	}
}

func TestStatesOfComplaints(t *testing.T) {
	var want []string
	for _, s := range complaint.Life.States() {
		if s != complaint.Draft { // it has no row yet
			want = append(want, string(s))
		}
	}
	slices.Sort(want)
	for _, dialect := range []string{"sqlite", "postgres"} {
		if got := listed(t, dialect, "complaint_state"); !slices.Equal(got, want) {
			t.Errorf("%s knows %v, the life %v", dialect, got, want)
		}
	}
}

func TestStatusesAreThoseOfTheBook(t *testing.T) {
	var want []string
	for _, s := range []register.Status{
		register.Active, register.Expired, register.EndedPerson, register.EndedOwner, register.EndedOrg, register.Superseded,
		register.EndedCourt, register.EndedDeath, register.Emigrated, register.Annulled,
	} {
		want = append(want, string(s))
	}
	slices.Sort(want)
	for _, dialect := range []string{"sqlite", "postgres"} {
		if got := listed(t, dialect, "entry_status"); !slices.Equal(got, want) {
			t.Errorf("%s knows %v, the book %v", dialect, got, want)
		}
	}
}

func TestDialectsHaveTheSameSteps(t *testing.T) {
	a, err := schema.Migrations("sqlite")
	if err != nil {
		t.Fatal(err)
	}
	b, err := schema.Migrations("postgres")
	if err != nil {
		t.Fatal(err)
	}
	if len(a) != len(b) {
		t.Fatalf("%d steps for SQLite, %d for PostgreSQL", len(a), len(b))
	}
	for i := range a {
		if a[i].Common != b[i].Common || a[i].Common && a[i].Checksum != b[i].Checksum {
			t.Errorf("step %d: %s and %s", i+1, a[i].Name, b[i].Name)
		}
	}
}
