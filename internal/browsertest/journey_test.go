package browsertest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"tirkeu/internal/town/people"
)

// trip is the whole application of one tenant with the three owners, in one language.
type trip struct {
	lang, tenant string
	home         string // where the tenant lives permanently
	byCode       bool   // the tenant signs by SMS code, and his browser has no JavaScript
}

// TestJourney walks in the browser from the log-in to the entry in the register: three owners, three
// languages, signatures by EDS, and once by SMS code without JavaScript.
func TestJourney(t *testing.T) {
	parent, d := chromium(t), need(t, newDemo)
	defer func() {
		if x, ok := recover().(*lost); ok {
			t.Fatal(x.what)
		}
	}()
	d.settled()
	b := d.book()
	atHome(d)
	for _, x := range []trip{{"kk", "saniya", people.SmallFlat, false}, {"ru", "marina", people.TwinA, true}, {"en", "kairat", people.StudentFlat, false}} {
		t.Run(x.lang, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(parent, 8*time.Minute)
			defer cancel()
			x.walk(t, ctx, d, b)
		})
	}
}

// atHome registers Kairat at his own flat, so that he has a permanent address like the other two.
func atHome(d *demo) {
	r := d.resident("kairat")
	r.signIn()
	p := r.on(r.fill(r.get("/apply"), "→/apply"), "/apply/")
	p = r.on(r.fill(p, "kind", "permanent", "months", "", "purpose", "other"), "/apply/")
	p = r.on(r.fill(p, "own", "yes", "mine", people.RKA(people.StudentFlat).Digits()), "/apply/")
	p = r.on(r.fill(p, "token", token(p)), "/account/cases/")
	at, _, _ := strings.Cut(p.path[3:], "?")
	at = strings.TrimSuffix(at, "/sign")
	r.until(at, at+"/sign")
	r.on(r.signed(r.get(at+"/sign")), at)
	r.until(at, `/kk/account/registration"`)
}

func (x trip) walk(t *testing.T, ctx context.Context, d *demo, b *people.Book) {
	home, _ := b.Named(people.ThreeOwners)
	who, _ := b.Resident(x.tenant)
	me := open(t, ctx, d, x.tenant, x.lang, !x.byCode)
	me.signIn(x.byCode, who.Person.IIN.Digits())
	serik, _ := b.Resident("serik")
	at := me.apply(serik.Person.IIN.Digits(), home.RKA.Digits())
	me.signCase(x.byCode)
	var owners []*tab
	for _, name := range []string{"serik", "gulnar", "timur"} {
		o := open(t, ctx, d, name, x.lang, true)
		owners = append(owners, o)
		o.signIn(false, "")
		o.agree(request(at), who.Person.Name.Full())
	}
	me.await(at, `a.btn[href$="/account/registration"]`)
	me.follow(`a.btn[href$="/account/registration"]`)
	me.says(home.Address.Line(x.lang))
	permanent, _ := b.Named(x.home)
	me.says(permanent.Address.Line(x.lang))
	me.notices(home.Address.Line(x.lang), who.Person.Name.Full())
	for _, o := range owners {
		o.goTo("/account/notices")
		o.says(who.Person.Name.In(x.lang))
	}
}

// notices opens the notifications that the address page offers: one of them is of the new address.
func (x *tab) notices(line, name string) {
	x.Helper()
	links, err := chromedp.Run(x.ctx, chromedp.AttributesAll(chromedp.CSSAll(`main a[href*="/account/notice/"]`)))
	if err != nil {
		x.Fatal(err)
	}
	for _, l := range links {
		x.goTo(strings.TrimPrefix(l["href"], "/"+x.lang))
		x.says(name)
		if strings.Contains(x.words(), line) {
			return
		}
	}
	x.Errorf("none of %d notifications is of %s", len(links), line)
}

// tab is one person's tab.
type tab struct {
	*testing.T
	ctx  context.Context
	base string
	lang string
}

// open opens a tab at the person's own host.
func open(t *testing.T, parent context.Context, d *demo, handle, lang string, script bool) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as this context, not as one step
		t.Fatal(err)
	}
	x := &tab{t, ctx, "http://" + handle + ".localhost:" + d.port, lang}
	x.do("open a tab", chromedp.EmulateViewport(1280, height))
	if !script {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// patience is how long one step may take. It is no budget: the machine may have other work.
const patience = 2 * time.Minute

func (x *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	x.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		x.Fatalf("%s %s: %v; the page is %s: %s", x.base, what, err, x.path(), x.words())
	}
}

func (x *tab) goTo(path string) {
	x.Helper()
	if !strings.HasPrefix(path, "/town/") {
		path = "/" + x.lang + path
	}
	x.do("go to "+path, chromedp.Navigate(x.base+path))
}

// follow clicks a link or a button and waits for the page that it leads to.
func (x *tab) follow(selector string) {
	x.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		x.Fatalf("%s click %s: %v; the page is %s: %s", x.base, selector, err, x.path(), x.words())
	}
	if res.Status != 200 {
		x.Fatalf("%s click %s: status %d at %s: %s", x.base, selector, res.Status, x.path(), x.words())
	}
}

// text reads a part of the page; it needs no script of the page.
func (x *tab) text(selector string) string {
	ctx, cancel := context.WithTimeout(x.ctx, 10*time.Second)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.TextContent(chromedp.CSS(selector)))
	if err != nil {
		return fmt.Sprint("(", err, ")")
	}
	return strings.Join(strings.Fields(s), " ")
}

func (x *tab) words() string { return x.text("main") }

func (x *tab) path() string {
	at, err := chromedp.Run(x.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, x.base)
}

func (x *tab) on(begin string) {
	x.Helper()
	if p := x.path(); !strings.HasPrefix(p, "/"+x.lang+begin) {
		x.Fatalf("the page is %s, not %s: %s", p, begin, x.words())
	}
}

func (x *tab) says(want string) {
	x.Helper()
	if got := x.words(); !strings.Contains(got, want) {
		x.Errorf("%s does not say %q: %s", x.path(), want, got)
	}
}

func (x *tab) count(selector string) int {
	ctx, cancel := context.WithTimeout(x.ctx, 10*time.Second)
	defer cancel()
	nodes, err := chromedp.Run(ctx, chromedp.Nodes(chromedp.CSSAll(selector), chromedp.AtLeast(0)))
	if err != nil {
		return 0
	}
	return len(nodes)
}

// await opens a page again until it has the part.
func (x *tab) await(path, selector string) {
	x.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(200 * time.Millisecond) {
		x.goTo(path)
		if x.count(selector) > 0 {
			return
		}
		if time.Now().After(end) {
			x.Fatalf("%s never has %s: %s", path, selector, x.words())
		}
	}
}

func (x *tab) fill(selector, value string) {
	x.Helper()
	x.do("fill in "+selector, chromedp.SendKeys(chromedp.CSS(selector), value))
}

func (x *tab) choose(name, value string) {
	x.Helper()
	x.do("choose "+value, chromedp.Click(chromedp.CSS(fmt.Sprintf(`input[name="%s"][value="%s"]`, name, value))))
}
