package browsertest

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// rules are those of WCAG 2.0 to 2.2, levels A and AA, and of best practice.
const rules = `axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'],` +
	`resultTypes:['violations'],rules:{'target-size':{enabled:true}}})` +
	`.then(r=>r.violations.map(v=>v.id+': '+v.nodes.slice(0,3).map(n=>n.target.join()+' '+n.html.slice(0,120)).join('; ')))`

// overflow is how many pixels a page is wider than its window, and what sticks out first.
const overflow = `(()=>{const w=document.documentElement.clientWidth,o=document.documentElement.scrollWidth-w;` +
	`if(o<=0)return '';const e=[...document.querySelectorAll('main *, header *, nav *, footer *')].find(e=>e.getBoundingClientRect().right>w+0.5);` +
	`return o+' px: '+(e?e.outerHTML.slice(0,160):'')})()`

// spacing is the text spacing that a reader may set (WCAG 1.4.12).
const spacing = `(()=>{const s=new CSSStyleSheet();s.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');document.adoptedStyleSheets=[s]})()`

const height = 900

// TestAxe shows every page of the album to axe-core at the width of a phone and of a desktop, and looks that
// none needs scrolling sideways at 320 px, also with wide spacing.
func TestAxe(t *testing.T) {
	parent, a := chromium(t), need(t, gathered)
	g, list := hang(t, a), a.looked()
	inTabs(t, parent, len(list), func(ctx context.Context, n int) error {
		for _, wrong := range g.judge(ctx, list[n]) {
			t.Errorf("%s: %s", a.pictures[list[n]], wrong)
		}
		return nil
	})
	t.Logf("%d of %d pages at two widths", len(list), len(a.pictures))
}

func (g gallery) judge(ctx context.Context, i int) (wrong []string) {
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	fail := func(err error) []string { return append(wrong, err.Error()) }
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, height), chromedp.Navigate(g.url(i))); err != nil {
		return fail(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		return fail(err)
	}
	for _, width := range []int64{1280, 360} {
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](rules, chromedp.EvalAwaitPromise))
		if err != nil {
			return fail(err)
		}
		for _, v := range found {
			wrong = append(wrong, fmt.Sprintf("at %d px: %s", width, v))
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, height)); err != nil {
			return fail(err)
		}
	}
	return append(wrong, narrow(ctx)...)
}

// narrow looks for what is too wide.
func narrow(ctx context.Context) (wrong []string) {
	for _, how := range []string{"at 320 px", "at 320 px with wide spacing"} {
		if how != "at 320 px" {
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](spacing)); err != nil {
				return append(wrong, err.Error())
			}
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, height)); err != nil {
			return append(wrong, err.Error())
		}
		over, err := evaluate[string](ctx, overflow)
		if err != nil {
			return append(wrong, err.Error())
		}
		if over != "" {
			wrong = append(wrong, how+": too wide by "+over)
		}
	}
	return wrong
}

// focus tells where the focus is, and whether one sees it: by an outline of its own or of the frame around.
const focus = `(()=>{const e=document.activeElement;if(!e||e===document.body||e===document.documentElement)return '';` +
	`const seen=x=>{const s=getComputedStyle(x);return s.outlineStyle!=='none'&&parseFloat(s.outlineWidth)>=2};` +
	`const r=e.getBoundingClientRect(),box=e.closest('.opt')||e;` +
	`return (seen(e)||seen(box)?'seen ':'unseen ')+(r.width&&r.height?'':'empty ')+e.outerHTML.slice(0,120)})()`

// perRoute are the pictures of one language, the first of each route and status.
func (a *album) perRoute(lang string) (list []int) {
	been := map[string]bool{}
	for i, x := range a.pictures {
		key := fmt.Sprint(x.route, x.page.status)
		if x.lang == lang && !been[key] {
			been[key] = true
			list = append(list, i)
		}
	}
	return list
}

// TestKeyboard walks every kind of page with the tabulator: each stop is seen, and the walk ends.
func TestKeyboard(t *testing.T) {
	parent, a := chromium(t), need(t, gathered)
	g, list := hang(t, a), a.perRoute("kk")
	inTabs(t, parent, len(list), func(ctx context.Context, n int) error {
		ctx, cancel := context.WithTimeout(ctx, slowest)
		defer cancel()
		x := a.pictures[list[n]]
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, height), chromedp.Navigate(g.url(list[n]))); err != nil {
			return fmt.Errorf("%s: %w", x, err)
		}
		stops := 0
		for ; stops < 400; stops++ {
			if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
			at, err := evaluate[string](ctx, focus)
			if err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
			if at == "" {
				break
			}
			if !strings.HasPrefix(at, "seen <") {
				t.Errorf("%s: stop %d: %s", x, stops+1, at)
			}
		}
		if stops < 5 || stops == 400 {
			t.Errorf("%s: %d stops", x, stops)
		}
		return nil
	})
}

// TestMedia: pages stand in forced colours, with reduced motion and on paper.
func TestMedia(t *testing.T) {
	parent, a := chromium(t), need(t, gathered)
	g, list := hang(t, a), a.perRoute("kk")
	inTabs(t, parent, len(list), func(ctx context.Context, n int) error {
		ctx, cancel := context.WithTimeout(ctx, slowest)
		defer cancel()
		x := a.pictures[list[n]]
		for _, m := range []emulation.SetEmulatedMediaParams{
			{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-contrast", Value: "more"}}},
			{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}},
			{Media: "print"},
		} {
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, m); err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, height), chromedp.Navigate(g.url(list[n]))); err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
			over, err := evaluate[string](ctx, overflow)
			if err != nil || over != "" {
				t.Errorf("%s: %+v: too wide by %s, %v", x, m, over, err)
			}
			moving, err := evaluate[int](ctx, `document.getAnimations().length`)
			if err != nil || moving != 0 {
				t.Errorf("%s: %d things move, %v", x, moving, err)
			}
		}
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
		return err
	})
}
