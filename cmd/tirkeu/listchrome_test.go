package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// goesOn takes a log-in over into the real browser: a resident with several keys chose one of them there.
func (x tab) goesOn(was *walker.Walker) {
	x.Helper()
	for _, c := range was.Cookies() {
		yes := true
		p := network.SetCookieParams{Name: c.Name, Value: c.Value, URL: strings.Replace(x.base, "http:", "https:", 1), Path: "/", Secure: &yes, HTTPOnly: &yes}
		if _, err := chromedp.Call(x.ctx, network.SetCookie, p); err != nil {
			x.Fatal(err)
		}
	}
}

// follows clicks a button and waits for the page that it leads to.
func (x tab) follows(selector string) {
	x.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, longest)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil || res.Status != http.StatusOK {
		x.Fatalf("click %s: %v, %v", selector, res, err)
	}
}

// heading waits until the page, opened again, has the heading; as long as the heading changes, it has patience.
func (x tab) heading(path, want string) {
	x.Helper()
	was, end := "", time.Now().Add(longest)
	for ; ; time.Sleep(500 * time.Millisecond) {
		x.do("open "+path, chromedp.Navigate(x.base+path))
		got, err := chromedp.Run(x.ctx, chromedp.TextContent(chromedp.CSS("h1")))
		switch {
		case err == nil && strings.Contains(got, want):
			return
		case got != was:
			was, end = got, time.Now().Add(longest)
		case time.Now().After(end):
			x.Fatalf("%s is headed %q, want %q: %v", path, got, want, err)
		}
	}
}

// TestListInTheBrowser: the rector uploads a file of 500 students, three rows of which are bad, mends one and
// strikes two, signs once with NCALayer, and the others are registered.
func TestListInTheBrowser(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	rector := w.rector()
	n := people.Students
	if testing.Short() {
		n = 40
	}
	lines := w.studentLines(1, n)
	good, _, _ := strings.Cut(lines[4], ";")
	lines[4] = strings.Replace(lines[4], ";", "9;", 1)
	lines[7] = lines[6]
	lines[9] = strings.Replace(lines[9], ";5;", ";905;", 1)
	file := filepath.Join(t.TempDir(), "students.csv")
	if err := os.WriteFile(file, []byte(listHead+"\n"+strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	x := w.tab("saule")
	x.goesOn(rector)
	campus := people.CampusRoom(0).Digits()
	x.do("upload", chromedp.Navigate(x.base+"/org/lists/new?house="+campus), chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file}),
		chromedp.SendKeys(chromedp.CSS("#months"), "10"))
	x.follows(`main form[enctype] .btn[type="submit"]`)
	at, err := chromedp.Run(x.ctx, chromedp.Location())
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(at, x.base)
	title := func(state string, m int) string { return words.T(words.RU, "org.title."+state, "n", m) }
	x.heading(path, words.T(words.RU, "org.title.both", "people", words.T(words.RU, "shell.people", "n", n-3), "n", 3))
	iin := chromedp.CSS(`[name="v-6-iin"]`)
	x.do("mend one", chromedp.SetValue(iin, good))
	x.follows(`button[name="strike"][value="9"]`)
	x.heading(path, words.T(words.RU, "org.title.both", "people", words.T(words.RU, "shell.people", "n", n-2), "n", 1))
	x.follows(`button[name="strike"][value="11"]`)
	x.heading(path, title("ready", n-2))
	x.follows(`form[action$="/file"] button`)
	x.heading(path, title("to_sign", n-2))
	x.do("sign", chromedp.Navigate(x.base+path+"/sign"), chromedp.Click(part("sign")))
	x.until("the signature is sent", func() bool {
		at, err := chromedp.Run(x.ctx, chromedp.Location())
		return err == nil && at == x.base+path
	})
	x.heading(path, title("done", n-2))
	w.learns(n)
}
