package browsertest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tirkeu/internal/town/people"
)

// mostKeys is how many keys an operator presses for a plain case beyond what he types in.
const mostKeys = 40

// keyboard is an operator's tab without a mouse. Keys are counted; what is typed in is not.
type keyboard struct {
	*tab
	keys int
}

func (k *keyboard) press(keys ...string) {
	k.Helper()
	for _, key := range keys {
		k.keys++
		k.do("key", chromedp.KeyEvent(key))
	}
}

// types writes into the field that has the focus, which must be the named one.
func (k *keyboard) types(field, text string) {
	k.Helper()
	k.focused("#" + field)
	k.do("typing", chromedp.KeyEvent(text))
}

// focused waits until an element has the focus.
func (k *keyboard) focused(selector string) {
	k.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if k.count(selector+":focus") > 0 {
			return
		}
		if time.Now().After(end) {
			k.Fatalf("%s has no focus at %s: %s", selector, k.path(), k.words())
		}
	}
}

// seals presses what seals a signature on the page for it.
func (k *keyboard) seals() {
	k.Helper()
	k.focused(`[name="ink"]`)
	k.press(" ", kb.Tab)
	k.focused("[data-nca-sign]")
	k.press(kb.Enter)
}

// TestCounterByKeyboard serves an applicant and the owner of his flat, from the call to the end, without a mouse.
func TestCounterByKeyboard(t *testing.T) {
	parent, d := chromium(t), need(t, newDemo)
	defer func() {
		if x, ok := recover().(*lost); ok {
			t.Fatal(x.what)
		}
	}()
	d.settled()
	z := d.resident("zarina")
	z.signIn()
	d.emptied(z)
	z.on(z.fill(z.get("/desk/reception"), "service", "registration", "whom", "citizen", "whose", "other", "priority", "", "lang", "ru"), "/desk/slips/")
	ctx, cancel := context.WithTimeout(parent, 5*time.Minute)
	defer cancel()
	k := &keyboard{tab: open(t, ctx, d, "zarina", "ru", true)}
	k.signIn(false, "")
	k.goTo("/desk")
	b := d.book()
	who, _ := b.Resident("arman")
	owner, _ := b.Resident("kairat")

	k.serves(who, owner)
	if k.keys > mostKeys {
		t.Errorf("%d keys, at most %d", k.keys, mostKeys)
	}
	t.Logf("%d keys beyond what is typed in", k.keys)
}

// serves serves the next person and the owner of the flat where he wants to live for half a year.
func (k *keyboard) serves(who, owner people.Resident) {
	k.Helper()
	k.focused(`[data-key="F8"]`)
	k.press(kb.Enter)
	k.types("iin", who.Person.IIN.Digits())
	k.press(kb.Tab)
	k.types("number", who.Person.Documents[0].Number)
	k.press(kb.Enter)
	k.types("owner", owner.Person.IIN.Digits())
	k.press(kb.Tab)
	k.types("object", people.RKA(people.StudentFlat).Digits())
	k.press(kb.Tab, kb.Tab)
	k.focused("#purpose")
	k.press(kb.ArrowDown, kb.Tab)
	k.types("months", "6")
	k.press(kb.Enter)
	k.focused(`button[value="file"]`)
	k.press(kb.Enter)
	k.focused("[data-sign]")
	k.press(kb.Enter)
	k.seals()
	k.focused(`[data-key="F4"]`)
	k.press(kb.F4)
	k.types("iin", owner.Person.IIN.Digits())
	k.press(kb.Tab)
	k.types("number", owner.Person.Documents[0].Number)
	k.press(kb.Enter)
	k.focused("[data-sign]")
	k.press(kb.Enter)
	k.seals()
	for end := time.Now().Add(patience); k.count(`.tag.ok`) < 3 && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
	}
	k.focused(`button[value="done"]`)
	if !strings.Contains(k.words(), "Зарегистрировано") {
		k.Errorf("the case is not done: %s", k.words())
	}
	k.press(kb.F9)
	k.on("/desk")
}

// emptied sends everybody in the operator's hall home.
func (d *demo) emptied(z *resident) {
	for p := z.fill(z.get("/desk"), "→/desk"); strings.Contains(p.path, "/desk/tickets/"); p = z.fill(z.get("/desk"), "→/desk") {
		z.fill(p, "→"+p.path[3:], "do", "done")
	}
}
