package words

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sources reads the programs and templates under a folder, without tests, as one text.
func sources(t *testing.T, root string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, "_test.go") {
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".html", ".tmpl":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all.Write(text)
			all.WriteByte('\n')
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

var literal = regexp.MustCompile("[\"`]([a-z]+(?:\\.[a-z0-9_]+)+)[\"`]")

// TestUse demands that every key is used, and that every key that a program or page names is known. A key is used
// when it stands in a program or page as a whole, or when a program or page joins it of parts (see builtKeys).
func TestUse(t *testing.T) {
	text := sources(t, filepath.Join("..", ".."))
	used := builtKeys(t)
	for _, m := range literal.FindAllStringSubmatch(text, -1) {
		if looksLikeKey(m[1]) && !strings.HasSuffix(m[1], "_") { // a beginning is no key
			used[m[1]] = true
		}
	}
	for _, key := range Keys() {
		if !used[key] {
			t.Errorf("unused: %s", key)
		}
	}
	for key := range used {
		if !Has(key) {
			t.Errorf("unknown: %s", key)
		}
	}
}

// start finds a beginning that a program or page goes on from.
var start = regexp.MustCompile("[\"`]([a-z]+\\.(?:[a-z0-9_]+[._])*)[\"`]")

// TestStarts demands that builtKeys knows every beginning in the sources, and that the sources have each of its own.
func TestStarts(t *testing.T) {
	text := sources(t, filepath.Join("..", ".."))
	built := builtKeys(t)
	for _, m := range start.FindAllStringSubmatch(text, -1) {
		room, _, _ := strings.Cut(m[1], ".")
		if !slices.Contains(Rooms(), room) || m[1] == "errors.eds." { // errors.eds. stands in comments only
			continue
		}
		goes := func(key string) bool { return strings.HasPrefix(key, m[1]) }
		if !slices.ContainsFunc(slices.Collect(maps.Keys(built)), goes) {
			t.Errorf("no keys are known that begin with %s", m[1])
		}
	}
}

// looksLikeKey tells keys from names of files such as home.html.
func looksLikeKey(s string) bool {
	room, rest, _ := strings.Cut(s, ".")
	switch rest {
	case "html", "tmpl", "go", "json", "css", "js", "pdf", "csv", "txt", "xml", "db", "p12", "cms":
		return false
	}
	return slices.Contains(Rooms(), room)
}
