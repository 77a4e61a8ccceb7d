package browsertest

import (
	"bytes"
	"compress/gzip"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"tirkeu/internal/town/people"
)

// Budgets in bytes of bodies as they travel, and in requests.
const (
	firstVisit  = 45 << 10
	laterPage   = 6 << 10
	staffPage   = 20 << 10
	staffFirst  = 60 << 10
	mostAnswers = 8
)

// TestWeight: pages are light enough for a village with a slow link.
func TestWeight(t *testing.T) {
	a := need(t, gathered)
	heaviest, most := map[string]picture{}, map[string]int{}
	for _, x := range a.pictures {
		if strings.HasPrefix(x.path, "/town/") {
			continue
		}
		budget, kind := laterPage, "citizen"
		if x.staff {
			budget, kind = staffPage, "staff"
		}
		n := lean(x.page)
		if n > budget {
			t.Errorf("%s: %d bytes, the budget is %d", x, n, budget)
		}
		if x.page.header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s travels uncompressed", x)
		}
		if n > most[kind] {
			most[kind], heaviest[kind] = n, x
		}
	}
	for kind, x := range heaviest {
		t.Logf("the heaviest %s page has %d bytes: %s", kind, most[kind], x)
	}
}

// trimmings are on pages of the demo alone: the toy country's certificate in signing pages, and the bar above.
var trimmings = regexp.MustCompile(`data-chain="[^"]*"|(?s)<div class="demo">.*?</div></div>`)

// lean is what a page weighs on the wire without what only the demo adds.
func lean(p *page) int {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, 5) // the level that pages travel with
	_, _ = z.Write(trimmings.ReplaceAll(p.body, nil))
	_ = z.Close()
	return b.Len()
}

// policy is the same on all pages; signing pages may also speak to NCALayer.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:"

// TestHeaders: the policy lets nothing in but the page's own files.
func TestHeaders(t *testing.T) {
	a := need(t, gathered)
	for _, x := range a.pictures {
		csp := x.page.header.Get("Content-Security-Policy")
		for _, want := range []string{policy, "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy %q lacks %q", x, csp, want)
			}
		}
		for _, bad := range []string{"unsafe", "*", "http:", "https:"} {
			if strings.Contains(strings.ReplaceAll(csp, "*.localhost", ""), bad) {
				t.Errorf("%s: the policy %q has %q", x, csp, bad)
			}
		}
		for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
			if got := x.page.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", x, name, got)
			}
		}
		if x.page.header.Get("Content-Language") != x.lang && !strings.HasPrefix(x.path, "/town/") {
			t.Errorf("%s: Content-Language is %q", x, x.page.header.Get("Content-Language"))
		}
	}
}

// Screens from "Request online", or from the request, to the page whose button signs, both counted.
const (
	tenantScreens = 6
	ownerScreens  = 2
)

// TestScreens counts the pages that a tenant and an owner see until they sign.
func TestScreens(t *testing.T) {
	d := need(t, shared)
	a := need(t, gathered)
	s := &stage{album: a, book: a.d.book(), cast: map[string]*resident{}}
	defer func() {
		if x, ok := recover().(*lost); ok {
			t.Fatal(x.what)
		}
	}()
	tenant, owner := d.resident("aidana"), d.resident("saniya")
	tenant.signIn()
	owner.signIn()
	var saw []string
	tenant.seen = func(_ *resident, method, path string, p *page) {
		if p.root != nil {
			saw = append(saw, a.routeOf(method, path))
		}
	}
	s.cast["aidana"], s.cast["saniya"] = tenant, owner
	tenant.get("/")
	at := s.filed("aidana", people.SmallFlat, "saniya", "4")
	if !strings.HasSuffix(saw[len(saw)-1], "/sign") {
		t.Fatalf("the last page is %s", saw[len(saw)-1])
	}
	if len(saw) > tenantScreens {
		t.Errorf("a tenant sees %d pages: %q", len(saw), saw)
	}
	tenant.on(tenant.signed(tenant.get(at+"/sign")), at)
	owner.until(request(at), `name="answer"`)
	saw, owner.seen = nil, tenant.seen
	p := owner.fill(owner.get(request(at)), "answer", "yes")
	if len(saw) > ownerScreens || p.form("", []string{"cms", ""}) == nil {
		t.Errorf("an owner sees %d pages: %q", len(saw), saw)
	}
}

// TestExaminer: what the tests of documents look for is found where it is.
func TestExaminer(t *testing.T) {
	const good = `<html lang="kk"><title>t</title><header></header><main><h1>a</h1></main><footer></footer>`
	for bad, want := range map[string]string{
		`<p id="a"></p><p id="a"></p>`:           "stands 2 times",
		`<input name="x">`:                       "no label",
		`<h3>x</h3>`:                             "follows level",
		`<h1>x</h1>`:                             "2 headings",
		`<p style="x">`:                          "inline style",
		`<script>x</script>`:                     "inline script",
		`<p aria-describedby="no">`:              "not there",
		`<img src="https://elsewhere.kz/a.png">`: "leads outside",
		`<button></button>`:                      "without a name",
		`<p>⟦x⟧</p>`:                             "hole",
	} {
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "text/html")
		doc := strings.Replace(good, "</main>", bad+"</main>", 1)
		p := (&resident{}).unpack("/kk/", w.Result(), []byte(doc))
		if got := strings.Join(examine(picture{lang: "kk", page: p}), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", bad, got, want)
		}
	}
}
