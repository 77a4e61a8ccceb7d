package browsertest

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
)

var langs = []string{"kk", "ru", "en"}

// picture is one page in one state and one language, as it came over the wire.
type picture struct {
	lang, route, path string // route as the program prints it, such as "GET /account/cases/{ref}"
	who               string // handle
	staff             bool
	fresh             bool // it has something that no earlier picture of its route and language has
	page              *page
}

func (x picture) String() string {
	return fmt.Sprintf("%s %s (%s, status %d, seen by %q)", x.lang, x.route, x.path, x.page.status, x.who)
}

// album is every distinct page that the residents saw. Two pages of one route are the same when the case is in
// the same state and they are built alike: same elements and classes, however long the lists and whatever the
// words.
type album struct {
	d        *demo
	routes   []route
	staff    map[string]bool // handles of people with staff pages
	mu       sync.Mutex
	pictures []picture
	known    map[string]bool
	titles   map[string]string // states of an application by language and heading
	traits   map[string]bool   // what the pictures of a route have, see traits
	hits     map[string]bool   // "kk GET /apply/{ref}" of every exchange, redirects too
}

type route struct {
	name, method string // name: method and path without the language
	path         *regexp.Regexp
}

var placeholder = regexp.MustCompile(`\\\{[a-z]+\\\}`)

func newRoute(method, path string) route {
	path = strings.TrimPrefix(path, "/{lang}")
	mask := strings.ReplaceAll(regexp.QuoteMeta(path), `\{\$\}`, "")
	mask = placeholder.ReplaceAllString(mask, `[^/]+`)
	return route{method + " " + path, method, regexp.MustCompile("^" + mask + "$")}
}

// printedRoutes asks the binary for its pages.
func printedRoutes() ([]route, error) {
	path, err := binary()
	if err != nil {
		return nil, err
	}
	out, err := exec.Command(path, "routes").Output()
	if err != nil {
		return nil, fmt.Errorf("tirkeu routes: %w", err)
	}
	var list []route
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) >= 2 && strings.HasPrefix(f[1], "/{lang}") {
			list = append(list, newRoute(f[0], f[1]))
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("tirkeu routes printed no pages:\n%s", out)
	}
	return list, nil
}

// routeOf names the route of a path; the most literal one wins, as in the server.
func (a *album) routeOf(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	if strings.HasPrefix(path, "/town/") {
		return method + " " + regexp.MustCompile(`(phone)/[a-z0-9]+`).ReplaceAllString(path, "$1/{handle}")
	}
	best := "none"
	for _, r := range a.routes {
		if r.method == method && len(path) > 2 && r.path.MatchString(path[3:]) && (best == "none" || strings.Count(r.name, "{") < strings.Count(best, "{")) {
			best = r.name
		}
	}
	return best
}

// keep puts what a resident saw into the album.
func (a *album) keep(who *resident, method, path string, p *page) {
	name := a.routeOf(method, path)
	x := picture{lang: who.lang, route: name, path: path, who: who.handle, staff: a.staff[who.handle], page: p}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.hits[who.lang+" "+name] = true
	if p.root == nil {
		return
	}
	state := a.stateOf(who.lang, name, p)
	a.hits[who.lang+" in "+state] = true
	key := fmt.Sprint(who.lang, name, p.status, state, sha256.Sum256([]byte(shape(p.root))))
	if !a.known[key] {
		a.known[key] = true
		for _, trait := range append(traits(p), inMain+"in "+state) {
			if strings.Contains(trait, inMain) {
				trait = fmt.Sprint(name, p.status, trait)
			}
			trait = who.lang + trait
			x.fresh = x.fresh || !a.traits[trait]
			a.traits[trait] = true
		}
		a.pictures = append(a.pictures, x)
	}
}

// shape is how a document is built: elements with their classes, each kind of child once.
func shape(n *html.Node) string {
	var kids []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data == "svg" || c.Data == "br" {
			continue
		}
		if s := shape(c); !slices.Contains(kids, s) {
			kids = append(kids, s)
		}
	}
	return n.Data + "." + attr(n, "class") + attr(n, "type") + "(" + strings.Join(kids, "") + ")"
}

// inMain is in those traits that are a route's own. What surrounds the main part is the same everywhere.
const inMain = ">main."

// traits are what the eye may meet on a page: every kind of element in its place, and the words of states.
// The rule of what a browser looks at: each route and status in each state of the case, and further pages of
// them as long as the main part has a kind of element or a word of state that none before had, in each
// language; and each kind of element around the main part once. Every other page only combines these.
func traits(p *page) (list []string) {
	var walk func(n *html.Node, place string)
	walk = func(n *html.Node, place string) {
		if n.Type == html.ElementNode {
			place += ">" + n.Data + "." + attr(n, "class")
			list = append(list, place)
			if strings.HasPrefix(attr(n, "class"), "tag") || attr(n, "role") == "status" {
				list = append(list, inMain+strings.Trim(numbers.ReplaceAllString(text(n), ""), " "))
			}
		}
		for c := n.FirstChild; c != nil && n.Data != "svg"; c = c.NextSibling {
			walk(c, place)
		}
	}
	walk(p.root, "")
	return list
}

var numbers = regexp.MustCompile(`[0-9]+`)

// looked are the pictures that a browser looks at.
func (a *album) looked() (list []int) {
	for i, x := range a.pictures {
		if x.fresh {
			list = append(list, i)
		}
	}
	return list
}

// look opens everything that a resident can come to by links from the pages he begins at, in each language.
func (a *album) look(r *resident, begin ...string) {
	was := r.lang
	defer func() { r.lang = was }()
	for _, l := range langs {
		r.lang = l
		var todo []string
		for _, path := range begin {
			todo = append(todo, r.path(path))
		}
		a.crawl(r, todo)
	}
}

// crawlLimit bounds the pages of one walk; it is far above what a resident of the demo has.
const crawlLimit = 400

func (a *album) crawl(r *resident, todo []string) {
	been := map[string]bool{}
	for len(todo) > 0 && len(been) < crawlLimit {
		path := todo[0]
		todo = todo[1:]
		inside := strings.HasPrefix(path, "/"+r.lang+"/") || strings.HasPrefix(path, "/town/mobile")
		if been[path] || !inside && len(been) > 0 && !strings.HasPrefix(path, "/town/") {
			continue
		}
		been[path] = true
		p := r.send(http.MethodGet, path, "", nil)
		for _, to := range p.links() {
			if strings.HasPrefix(to, "/"+r.lang+"/") {
				todo = append(todo, to)
			}
		}
	}
}

// wrong fills in the form of a page in each language; every answer must be a page that says what is wrong.
func (a *album) wrong(r *resident, path string, typed ...string) {
	was := r.lang
	defer func() { r.lang = was }()
	for _, l := range langs {
		r.lang = l
		p := r.fill(r.get(path), typed...)
		if p.status < 400 || p.status >= 500 {
			r.fail("%s with %v is answered with status %d at %s", path, typed, p.status, p.path)
		}
	}
}

// gathered is the album of the whole run.
var gathered = sync.OnceValues(func() (a *album, err error) {
	d, err := shared()
	if err != nil {
		return nil, err
	}
	a = &album{d: d, known: map[string]bool{}, traits: map[string]bool{}, hits: map[string]bool{}}
	if a.routes, err = printedRoutes(); err != nil {
		return nil, err
	}
	if a.titles, err = printedStates(); err != nil {
		return nil, err
	}
	defer func() {
		if x := recover(); x != nil {
			l, ok := x.(*lost)
			if !ok {
				panic(x)
			}
			a, err = nil, fmt.Errorf("the walk for the album broke off: %s\n%s", l.what, tail(d.log.String()))
		}
	}()
	d.settled()
	a.scenes()
	return a, nil
})

func tail(s string) string { return s[max(len(s)-2000, 0):] }

// settled waits until the demo's own scenes are over, so that nobody else moves its calendar.
func (d *demo) settled() {
	r := d.resident("")
	for end := time.Now().Add(4 * time.Minute); time.Now().Before(end); time.Sleep(300 * time.Millisecond) {
		p := r.exchange(http.MethodGet, "/town/", "", nil)
		if p.status == http.StatusOK && !strings.Contains(string(p.body), `<div class="note" role="status">`) {
			return
		}
	}
	r.fail("the demo's scenes do not end")
}

// TestRoutes: the album holds every page that the program prints, in every language.
func TestRoutes(t *testing.T) {
	a := need(t, gathered)
	for _, r := range a.routes {
		for _, l := range langs {
			if r.method == http.MethodGet && !a.hits[l+" "+r.name] {
				t.Errorf("no resident came to %s in %s", r.name, l)
			}
		}
	}
	t.Logf("a browser looks at %d of %d pages", len(a.looked()), len(a.pictures))
	count := map[string]int{}
	for _, x := range a.pictures {
		count[x.route]++
		if x.page.status >= 500 && x.page.status != http.StatusServiceUnavailable { // a register is silent
			t.Errorf("%s: %s", x, x.page.text())
		}
	}
	for _, r := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%3d pictures of %s", count[r], r)
	}
}
