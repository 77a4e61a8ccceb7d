package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tirkeu/internal/core/registration"
)

// comes logs an officer in with NCALayer and opens the case from the pile, with the purpose that is asked for.
func (x tab) comes(ref string) {
	x.Helper()
	x.do("log in", chromedp.Navigate(x.base+"/sign-in"), chromedp.Click(part("sign")))
	x.arrives("/account")
	x.do("open the pile", chromedp.Navigate(x.base+"/cases"))
	x.follows(`a[href$="/cases/` + ref + `"]`)
	x.follows(`form[action$="/open"] button`)
}

// decides chooses a decision of the case and sends it.
func (x tab) decides(decision string) {
	x.Helper()
	x.do("choose "+decision, chromedp.Click(chromedp.CSS(`input[name="decision"][value="`+decision+`"]`)))
	x.follows(`form[action$="/decide"] .btn[type="submit"]`)
}

// TestOfficersInTheBrowser: one officer takes a disputed case from the pile and would let it go on; only when a
// second one agrees does it.
func TestOfficersInTheBrowser(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.disputed()
	one := w.tab("nurlan")
	one.comes(ref)
	one.follows(`form[action$="/take"] button`)
	one.decides("approve")
	w.stands(ref, registration.Seconding)
	one.do("open the own proposal", chromedp.Navigate(one.base+"/cases/"+ref))
	own, err := chromedp.Run(one.ctx, chromedp.Nodes(chromedp.CSSAll(`input[name="decision"][value="second"]`), chromedp.AtLeast(0)))
	if err != nil || len(own) > 0 {
		t.Errorf("who proposes may agree to it himself: %d, %v", len(own), err)
	}
	two := w.tab("yerkin")
	two.comes(ref)
	two.follows(`form[action$="/take"] button`)
	two.decides("second")
	w.stands(ref, registration.Signing)
	w.told("aidana", "ready")
	if p := w.page(w.who("aidana").Get("/account/access")); strings.Count(p.Text, text("officer.open.review")) != 2 { // a line for each officer
		t.Errorf("she reads of their looks: %s", p.Text)
	}
}
