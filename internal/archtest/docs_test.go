package archtest

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	link     = regexp.MustCompile(`\]\(([^)#\s]+)(#[^)\s]*)?\)`)
	room     = regexp.MustCompile("`((?:eds|core|work|gate|desk|town|store|words|cmd|internal)/[a-z/]+)`")
	decision = regexp.MustCompile(`^docs/adr/(\d{4})-[a-z0-9-]+\.md$`)
	modpath  = regexp.MustCompile(`(?m)^\s*(?:require )?([a-z0-9./-]+\.[a-z0-9./-]+) v`)
)

// TestLinks follows the links of all documents inside the tree.
func TestLinks(t *testing.T) {
	for _, x := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(string(x.body), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(path.Join(path.Dir(x.path), m[1])))); err != nil {
				t.Errorf("%s links to %s, which is not there", x.path, m[1])
			}
		}
	}
}

func documents(t *testing.T) (all []text) {
	t.Helper()
	for _, x := range everyText(t) {
		if path.Ext(x.path) == ".md" {
			all = append(all, x)
		}
	}
	if len(all) == 0 {
		t.Fatal("no document found")
	}
	return all
}

// TestRooms looks for the rooms that documents name, and for rooms of core that the glossary does
// not name: without a word there is no package.
func TestRooms(t *testing.T) {
	rooms := map[string]bool{}
	for _, s := range everySource(t) {
		for dir := s.dir(); dir != "."; dir = path.Dir(dir) {
			rooms[dir] = true
		}
	}
	named := map[string]bool{}
	for _, x := range documents(t) {
		if x.path == "docs/divergences.md" {
			continue // it may name what is not there yet
		}
		for _, m := range room.FindAllStringSubmatch(string(x.body), -1) {
			name := strings.TrimSuffix(m[1], "/")
			if !strings.HasPrefix(name, "eds") && !strings.HasPrefix(name, "cmd") && !strings.HasPrefix(name, "internal") {
				name = "internal/" + name
			}
			if !rooms[name] {
				t.Errorf("%s names the room %s, which is not there", x.path, m[1])
			}
			if x.path == "GLOSSARY.md" {
				named[name] = true
			}
		}
	}
	for name := range rooms {
		if path.Dir(name) == "internal/core" && !named[name] {
			t.Errorf("GLOSSARY.md has no word of %s", name)
		}
	}
}

// TestDecisions looks for gaps in the numbers of decisions, and for their parts.
func TestDecisions(t *testing.T) {
	var numbers []string
	for _, x := range documents(t) {
		m := decision.FindStringSubmatch(x.path)
		if m == nil {
			if path.Dir(x.path) == "docs/adr" { // neither an index nor anything else
				t.Errorf("%s: a decision is called NNNN-its-name.md", x.path)
			}
			continue
		}
		numbers = append(numbers, m[1])
		for _, part := range []string{"# " + m[1] + ". ", "\n## Why\n", "\n## Decision\n", "\n## Price\n"} {
			if !strings.Contains(string(x.body), part) {
				t.Errorf("%s has no %q", x.path, strings.TrimSpace(part))
			}
		}
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if want := fmt.Sprintf("%04d", i+1); n != want {
			t.Errorf("decision %s stands where %s should", n, want)
			return
		}
	}
}

// TestLibraries looks for libraries that are imported without a line in the decision on libraries.
func TestLibraries(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(root, "docs", "adr", "0010-libraries.md"))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, s := range everySource(t) {
		for p := range s.imports() {
			used[p] = true
		}
	}
	for _, m := range modpath.FindAllStringSubmatch(string(mod), -1) {
		for p := range used {
			if under(p, m[1]) && !strings.Contains(string(list), "`"+m[1]+"`") {
				t.Errorf("%s is imported and has no line in docs/adr/0010-libraries.md", m[1])
				break
			}
		}
	}
}

// TestLibraryVersions compares the versions in the decision on libraries with those of go.mod.
func TestLibraryVersions(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(root, "docs", "adr", "0010-libraries.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (v[^ ]+) \\|").FindAllStringSubmatch(string(list), -1)
	if len(rows) == 0 {
		t.Fatal("no line of the table was found")
	}
	for _, m := range rows {
		if !strings.Contains(string(mod), m[1]+" "+m[2]) {
			t.Errorf("docs/adr/0010-libraries.md says %s %s, go.mod another version", m[1], m[2])
		}
	}
}
