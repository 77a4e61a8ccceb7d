package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// demandUse turns the report of keys that no page uses, and of keys that pages name but no catalogue knows, into
// failures. It is off while pages are still being built; then only `go test -v` prints the report.
const demandUse = false

// dynamic lists the beginnings of keys that pages build at run time, with the reason.
var dynamic = []string{
	"status.",                                                                             // Status and StatusNext
	"errors.",                                                                             // page of an HTTP status; errors at a field come from a table
	"sms.",                                                                                // named after the kind of notice
	"notice.",                                                                             // the same
	"shell.kind.",                                                                         // kind of registration
	"apply.reason.",                                                                       // purpose
	"sign.mobile.doc.",                                                                    // what the app is asked to sign
	"account.notices.sms_",                                                                // fate of an SMS
	"lobby.rules.basis.",                                                                  // basis of a norm
	"lobby.rules.mark.",                                                                   // how well its source is known
	"lobby.region.",                                                                       // region by its KATO digits
	"lobby.help.",                                                                         // topics of the help
	"lobby.ready.",                                                                        // questions and answers of readiness
	"lobby.tour.",                                                                         // steps of the walk-through
	"lobby.stats.group.",                                                                  // outcomes
	"apply.checked.norm_",                                                                 // what the norm says
	"town.nav.", "town.reg.", "town.faults.", "town.key.", "town.ca.", "town.homes.kind.", // pages of the town, wires, faults, keys, certificates
}

// sources reads all programs and templates of the repository but this package, as one text.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "words") {
			return filepath.SkipDir
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

func TestUse(t *testing.T) {
	named := map[string]bool{}
	for _, m := range literal.FindAllStringSubmatch(sources(t), -1) {
		named[m[1]] = true
	}
	report := t.Logf
	if demandUse {
		report = t.Errorf
	}
	unused := 0
	for _, key := range Keys() {
		if !named[key] && !isDynamic(key) {
			unused++
			if demandUse || testing.Verbose() {
				report("unused: %s", key)
			}
		}
	}
	for key := range named {
		if looksLikeKey(key) && !Has(key) && !strings.HasSuffix(key, "_") { // a beginning is no key
			report("unknown: %s", key)
		}
	}
	t.Logf("%d keys, %d unused", len(Keys()), unused)
}

func isDynamic(key string) bool {
	for _, start := range dynamic {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	return false
}

// looksLikeKey tells keys from names of files such as home.html.
func looksLikeKey(s string) bool {
	room, rest, _ := strings.Cut(s, ".")
	switch rest {
	case "html", "tmpl", "go", "json", "css", "js", "pdf", "csv", "txt", "xml", "db", "p12", "cms":
		return false
	}
	for _, r := range Rooms() {
		if r == room {
			return true
		}
	}
	return false
}
