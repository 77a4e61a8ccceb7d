package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestFirstVisit: everything that a page may ask for is loaded once, as by a browser with an empty cache: the
// page, its style sheet, its scripts and every font of the style sheet, whichever letters the page has.
func TestFirstVisit(t *testing.T) {
	a := need(t, gathered)
	r, kept := a.d.resident(""), map[string]*page{}
	load := func(x picture, file string) *page {
		if kept[file] == nil {
			kept[file] = r.exchange(http.MethodGet, file, "", nil)
		}
		p := kept[file]
		if p.status != http.StatusOK || !strings.Contains(p.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %s has status %d and may be kept %q", x, file, p.status, p.header.Get("Cache-Control"))
		}
		return p
	}
	most := map[bool]int{}
	for _, x := range a.pictures {
		if strings.HasPrefix(x.path, "/town/") {
			continue
		}
		files := map[string]bool{}
		for _, f := range parts(x.page) {
			files[f] = true
			for _, font := range fonts(f, load(x, f).body) {
				files[font] = true
			}
		}
		sum, n := lean(x.page), 1
		for f := range files {
			sum, n = sum+load(x, f).wire, n+1
		}
		if budget := first(x.staff); sum > budget || n > mostAnswers {
			t.Errorf("%s: %d bytes in %d answers, the budget is %d in %d", x, sum, n, budget, mostAnswers)
		}
		most[x.staff] = max(most[x.staff], sum)
	}
	t.Logf("at most %d bytes for a citizen, %d for staff", most[false], most[true])
}

func first(staff bool) int {
	if staff {
		return staffFirst
	}
	return firstVisit
}

// parts are the files of a page that a browser asks for at once.
func parts(p *page) (files []string) {
	for _, n := range p.all("link") {
		if to := attr(n, "href"); to != "data:," && attr(n, "rel") != "alternate" {
			files = append(files, to)
		}
	}
	for _, n := range p.all("script") {
		files = append(files, attr(n, "src"))
	}
	return files
}

var named = regexp.MustCompile(`url\("?([^")]+)"?\)`)

// fonts are the files that a style sheet names.
func fonts(sheet string, css []byte) (files []string) {
	base, err := url.Parse(sheet)
	if err != nil || !strings.HasSuffix(base.Path, ".css") {
		return nil
	}
	for _, m := range named.FindAllSubmatch(css, -1) {
		if to, err := base.Parse(string(m[1])); err == nil && to.Scheme != "data" {
			files = append(files, to.RequestURI())
		}
	}
	return files
}

// wire is what a tab asked for and received.
type wire struct {
	mu    sync.Mutex
	asked map[network.RequestID]string
	bytes map[network.RequestID]float64 // with headers
}

func (w *wire) hear(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(ev.Request.URL, "data:") {
			w.asked[ev.RequestID] = ev.Request.URL
		}
	case *network.EventLoadingFinished:
		w.bytes[ev.RequestID] = ev.EncodedDataLength
	}
}

// total waits until everything that was asked for is here.
func (w *wire) total() (sum float64, urls []string, all bool) {
	for end := time.Now().Add(patience); !all && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		w.mu.Lock()
		sum, urls, all = 0, nil, len(w.asked) > 0
		for id, u := range w.asked {
			n, here := w.bytes[id]
			sum, urls, all = sum+n, append(urls, u), all && here
		}
		w.mu.Unlock()
	}
	return sum, urls, all
}

// TestFetched listens to what chromium fetches when a visitor with an empty cache opens a page that needs no
// log-in: nothing from elsewhere, the fonts of the page's letters among it, and no more than the budget with
// the headers of all answers.
func TestFetched(t *testing.T) {
	parent, a := chromium(t), need(t, gathered)
	base := "http://localhost:" + a.d.port
	var most float64
	for _, lang := range langs {
		for _, i := range a.perRoute(lang) {
			x := a.pictures[i]
			if x.who != "" || x.page.status != http.StatusOK || !strings.HasPrefix(x.route, "GET /") || strings.HasPrefix(x.path, "/town/") {
				continue
			}
			sum, urls := fetched(t, parent, base+x.path)
			if sum > firstVisit || len(urls) > mostAnswers {
				t.Errorf("%s: %v bytes in %d answers, the budget is %d in %d", x, sum, len(urls), firstVisit, mostAnswers)
			}
			if all := strings.Join(urls, " "); !strings.Contains(all, "latin") || !strings.Contains(all, "cyrillic") || !strings.Contains(all, ".css") {
				t.Errorf("%s: neither fonts nor a style sheet: %s", x, all)
			}
			if elsewhere := slices.DeleteFunc(urls, func(u string) bool { return strings.HasPrefix(u, base+"/") }); len(elsewhere) > 0 {
				t.Errorf("%s asks for %s", x, elsewhere)
			}
			most = max(most, sum)
		}
	}
	if most == 0 {
		t.Fatal("no page is open to visitors")
	}
	t.Logf("at most %v bytes", most)
}

func fetched(t *testing.T, parent context.Context, url string) (float64, []string) {
	t.Helper()
	w := &wire{asked: map[network.RequestID]string{}, bytes: map[network.RequestID]float64{}}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.hear))
	defer cancel()
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as this context
		t.Fatal(err)
	}
	short, stop := context.WithTimeout(ctx, slowest)
	defer stop()
	if err := chromedp.Do(short, chromedp.EmulateViewport(360, height), chromedp.Navigate(url)); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", url, err))
	}
	if _, err := evaluate[bool](short, `document.fonts.ready.then(()=>true)`); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", url, err))
	}
	sum, urls, all := w.total()
	if !all {
		t.Fatalf("%s: not everything came: %q", url, urls)
	}
	return sum, urls
}
