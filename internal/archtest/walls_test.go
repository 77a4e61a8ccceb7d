package archtest

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// floor says what the rooms of one kind may import directly.
type floor struct {
	at     string   // folder; its rooms are the folder itself and all below it
	ours   []string // folders of ours that they may import
	order  [][]string
	third  []string // paths of other people's packages
	pure   bool     // only the standard packages that do nothing to the world
	strict bool     // tests are held to the same walls, but for the standard library
	tests  bool     // rooms for tests alone: they may import testing, and only tests import them
	why    string
}

// floors are the walls. The longest folder that holds a file decides. In an order, a room may
// import the rooms of earlier groups and nothing of its own group or later.
var floors = []floor{
	{
		at: "eds", ours: []string{"eds"}, third: []string{"golang.org/x/crypto/cryptobyte"}, strict: true,
		order: [][]string{{"eds/edstest"}, {"eds/gost"}, {"eds/cert"}, {"eds/cms", "eds/ocsp", "eds/p12", "eds/xmldsig"}, {"eds/tsp"}, {"eds/explain"}},
		why:   "eds is a library that anyone may import, so it knows nothing of this house",
	},
	{
		at: "eds/edstest", strict: true, tests: true,
		why: "what the tests of eds share rests on none of its rooms, so that all of them can use it",
	},
	{
		at: "eds/edstest/issuing", ours: []string{"eds/cert", "eds/edstest"}, strict: true, tests: true,
		why: "the tests' authorities are made of certificates and of nothing else",
	},
	{
		at: "eds/xmldsig", ours: []string{"eds/cert", "eds/gost", "eds/edstest"}, strict: true,
		third: []string{"github.com/beevik/etree", "github.com/russellhaering/goxmldsig", "golang.org/x/crypto/cryptobyte"},
		why:   "eds is a library that anyone may import, so it knows nothing of this house",
	},
	{
		at: "internal/core", ours: []string{"internal/core"}, pure: true, strict: true,
		order: [][]string{
			{"civil", "iin", "fault", "latin"},
			{"life"},
			{"law", "sheet"},
			{"address", "applicant", "proof", "refusal"},
			{"dwelling", "consent"},
			{"register", "hall", "roster"},
			{"writ", "keeping"},
			{"registration", "removal"},
			{"striking", "complaint"},
			{"notice"},
		},
		why: "core says what is true; it takes values and gives values, and each room rests only on those below it",
	},
	{
		at: "internal/words", third: []string{"golang.org/x/text"}, strict: true,
		why: "words are read by every floor, so they may know none of them",
	},
	{
		at: "internal/work", ours: []string{"internal/core", "internal/words", "internal/work"},
		order: [][]string{
			{"errand", "lookup", "drafting", "audit", "scan", "denial", "pulse"},
			{"office"},
			{"signing"},
			{"account", "deliver", "gather", "watch", "issue", "ready"},
		},
		why: "work declares the ports it needs; who stands behind them is wired in cmd",
	},
	{
		at: "internal/store", ours: []string{"internal/core", "internal/store/schema"},
		third: []string{"github.com/jackc/pgx/v5", "modernc.org/sqlite"},
		why:   "the store remembers values of core and decides nothing, so it needs nobody above it",
	},
	{at: "internal/store/schema", why: "the schema is text"},
	{at: "internal/store/cluster", third: []string{"github.com/jackc/pgx/v5"}, why: "starting a server needs nothing of ours"},
	{
		at: "internal/store/storetest", tests: true, ours: []string{"internal/core", "internal/store"},
		third: []string{"github.com/google/go-cmp"},
		why:   "the exam knows the store and core, so that every database sits the same one",
	},
	gate(""),
	gate("/person", "internal/gate/shep"), gate("/phone", "internal/gate/shep"),
	gate("/title", "internal/gate/shep"), gate("/atlas", "internal/gate/shep"),
	gate("/notary", "internal/gate/shep"), gate("/wallet", "internal/gate/shep"), gate("/entity", "internal/gate/shep"),
	gate("/seal", "internal/gate/trust"), gate("/shep", "internal/gate/shep"),
	{
		at: "internal/gate/paper", ours: []string{"internal/core"},
		third: []string{"codeberg.org/go-pdf/fpdf", "github.com/boombuler/barcode"},
		why:   "a paper is printed from the rows of a sheet, whose words stand there already",
	},
	{
		at: "internal/gate/table", ours: []string{"internal/core"},
		third: []string{"github.com/xuri/excelize/v2", "golang.org/x/text"},
		why:   "a table is cells of text: bytes in and out, whoever sent the file",
	},
	desk(""), desk("/frame", "github.com/boombuler/barcode"),
	{
		at: "internal/town", ours: []string{"internal/core", "eds", "internal/words", "internal/gate", "internal/town"},
		third: []string{"github.com/coder/websocket", "golang.org/x/net/html"},
		why:   "the town stands outside: it speaks the wires of the gates and sees our cases only through a port wired in cmd",
	},
	{
		at: "internal/browsertest", ours: []string{"internal/town", "internal/words", "internal/core"}, strict: true,
		why: "the browser meets the built binary as people do, from outside",
	},
	{at: "internal/archtest", ours: []string{"internal/core"}, strict: true, why: "the test of the walls stands on no floor but the lowest"},
	{
		at: "cmd", ours: []string{"internal", "eds"}, third: []string{"github.com/alecthomas/kong"},
		why: "cmd is flags and wiring; it may use everything of ours",
	},
}

// gate is the floor of all gates, or of one that may import more.
func gate(name string, ours ...string) floor {
	return floor{
		at: "internal/gate" + name, ours: append([]string{"internal/core", "eds"}, ours...),
		why: "a gate is the wire of one outside system: bytes in, values of core out; it knows neither the house nor other gates",
	}
}

// desk is the floor of all desks, or of one that may import more.
func desk(name string, third ...string) floor {
	return floor{
		at: "internal/desk" + name, ours: []string{"internal/work", "internal/core", "internal/words", "internal/desk/frame"}, third: third,
		why: "a window parses, calls work and prints; it meets neither the store nor the gates nor other desks",
	}
}

// examTools are what tests may use beside the standard library and their own room's walls.
var examTools = []string{
	"github.com/google/go-cmp", "github.com/chromedp/chromedp", "github.com/chromedp/cdproto",
	"github.com/makiuchi-d/gozxing", "software.sslmate.com/src/go-pkcs12", "github.com/coder/websocket",
	"github.com/beevik/etree", "github.com/russellhaering/goxmldsig", "golang.org/x/crypto", "golang.org/x/text", "golang.org/x/net/html",
}

// impure are standard packages that read or change the world, or make text that core has no
// business to make. A trailing slash means everything below.
var impure = map[string]string{
	"context":      "core does not wait",
	"net":          "core talks to nobody",
	"net/":         "core talks to nobody",
	"os":           "core reads no files and no environment",
	"os/":          "core starts nothing",
	"io":           "core takes values, not streams",
	"io/":          "core takes values, not streams",
	"log":          "core returns what it found; others log",
	"log/":         "core returns what it found; others log",
	"sync":         "values need no locks; a lock in core means shared state",
	"sync/":        "values need no locks; a lock in core means shared state",
	"database/":    "the store holds the databases",
	"math/rand":    "a decision must come out the same when replayed; fresh identities are arguments",
	"math/rand/":   "a decision must come out the same when replayed; fresh identities are arguments",
	"crypto/rand":  "a decision must come out the same when replayed; fresh identities are arguments",
	"text/":        "templates belong to desks",
	"html/":        "templates belong to desks",
	"runtime":      "core does not ask the machine",
	"runtime/":     "core does not ask the machine",
	"syscall":      "core does not ask the machine",
	"unsafe":       "core is checked by the compiler",
	"testing":      "test helpers live in tests",
	"path/":        "core knows no files",
	"encoding/xml": "wires belong to gates",
}

// workBans are standard packages that work must not know.
var workBans = map[string]string{
	"database/": "work asks for values through a port; the store knows the database",
	"net/http":  "work is called by desks and by clocks alike, so it knows no requests",
	"net":       "outside systems are ports, answered by gates",
	"html/":     "desks print",
}

func walls(s source) []breach {
	f, ok := floorOf(s.dir())
	if !ok {
		return []breach{s.breach(s.ast.Name, "a room without walls may do anything", "%s stands on no floor of walls_test.go", s.dir())}
	}
	var out []breach
	for p, node := range s.imports() {
		if b, bad := wall(s, f, p, node); bad {
			out = append(out, b)
		}
	}
	return out
}

func wall(s source, f floor, p string, node ast.Node) (breach, bool) {
	ours, isOurs := strings.CutPrefix(p, module+"/")
	free := s.test && !f.strict
	switch {
	case isOurs && under(ours, "cmd"):
		return s.breach(node, "the roof carries no walls", "imports %s", p), true
	case isOurs && !s.test && !f.tests && forTests(ours):
		return s.breach(node, "what only tests need must not end up in the binary", "imports %s", p), true
	case isOurs && free, isOurs && ours == s.dir():
		return breach{}, false
	case isOurs && !f.mayImport(s.dir(), ours):
		return s.breach(node, f.why, "%s imports %s", s.dir(), ours), true
	case isOurs:
		return breach{}, false
	case isStandard(p):
		return standard(s, f, p, node)
	case s.test && allows(examTools, p), allows(f.third, p):
		return breach{}, false
	}
	return s.breach(node, "every library is somebody else's decision: docs/adr names the few we took, and where", "%s imports %s", s.dir(), p), true
}

func standard(s source, f floor, p string, node ast.Node) (breach, bool) {
	if s.test {
		return breach{}, false
	}
	if why, bad := banned(impure, p); bad && f.pure {
		return s.breach(node, why, "core imports %s", p), true
	}
	if why, bad := banned(workBans, p); bad && f.at == "internal/work" {
		return s.breach(node, why, "work imports %s", p), true
	}
	if p == "testing" && !f.tests {
		return s.breach(node, "test helpers live in _test.go files and in rooms for tests alone, or they end up in the binary", "imports testing"), true
	}
	return breach{}, false
}

// forTests tells whether a room is for tests alone.
func forTests(dir string) bool {
	f, ok := floorOf(dir)
	return ok && f.tests
}

// floorOf is the floor with the longest folder that holds the room.
func floorOf(dir string) (best floor, ok bool) {
	for _, f := range floors {
		if under(dir, f.at) && len(f.at) > len(best.at) {
			best, ok = f, true
		}
	}
	return best, ok
}

func (f floor) mayImport(from, to string) bool {
	if !slices.ContainsFunc(f.ours, func(o string) bool { return under(to, o) }) {
		return false
	}
	fromRank, toRank := f.rank(from), f.rank(to)
	return len(f.order) == 0 || toRank < fromRank || !under(to, f.at)
}

// rank is the group in the floor's order that holds the room; a room not named stands above all,
// where nobody may import it.
func (f floor) rank(dir string) int {
	for n, group := range f.order {
		for _, name := range group {
			if under(dir, name) || under(dir, f.at+"/"+name) {
				return n
			}
		}
	}
	return len(f.order)
}

func allows(list []string, p string) bool {
	return slices.ContainsFunc(list, func(l string) bool { return under(p, l) })
}

func banned(list map[string]string, p string) (why string, bad bool) {
	for name, why := range list {
		if p == name || strings.HasSuffix(name, "/") && strings.HasPrefix(p, name) {
			return why, true
		}
	}
	return "", false
}

// isStandard says that the path's first part has no dot, as only the standard library has.
func isStandard(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return !strings.Contains(first, ".")
}

func TestWalls(t *testing.T) { hold(t, walls) }

// hold tries the rule on every Go file.
func hold(t *testing.T, rule func(source) []breach) {
	t.Helper()
	for _, s := range everySource(t) {
		for _, b := range rule(s) {
			t.Error(b)
		}
	}
}
