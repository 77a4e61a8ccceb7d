package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
)

// tab is a resident at a real browser, with scripts.
type tab struct {
	*world
	ctx  context.Context
	base string
}

func (w *world) tab(handle string) tab {
	w.Helper()
	bin, err := exec.LookPath("chromium")
	if err != nil && os.Getenv("TIRKEU_REQUIRE_TOOLS") != "1" {
		w.Skip("SKIPPED: no chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(bin), chromedp.DisableGPU, chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("ignore-certificate-errors", true)) // the real NCALayer's installer makes its certificate trusted
	if os.Getuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // chromium refuses its sandbox to root
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	w.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	w.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		w.Fatal(err)
	}
	return tab{w, ctx, "http://" + handle + ".localhost:" + w.house.port + "/ru"}
}

func (x tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	x.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, 40*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		at, _ := chromedp.Run(x.ctx, chromedp.Location())
		x.Fatalf("%s at %s: %v", what, at, err)
	}
}

func part(name string) chromedp.CSS { return chromedp.CSS("[data-nca-" + name + "]") }

// told waits for the block of trouble and what it says; help tells whether it explains how to start NCALayer.
func (x tab) told(key string, help bool) {
	x.Helper()
	x.do("see the trouble", chromedp.WaitVisible(part("off")))
	text, err := chromedp.Run(x.ctx, chromedp.TextContent(part("text")))
	if want := words.T(words.RU, key); err != nil || strings.TrimSpace(text) != want {
		x.Errorf("the page says %q, want %q: %v", text, want, err)
	}
	if help {
		x.do("see the help", chromedp.WaitVisible(part("help")), chromedp.WaitVisible(part("retry")))
	} else {
		x.do("see no help", chromedp.WaitNotVisible(part("help")), chromedp.WaitVisible(part("retry")))
	}
}

// arrives waits until the browser is at a page.
func (x tab) arrives(path string) {
	x.Helper()
	x.until("the browser comes to "+path, func() bool {
		at, err := chromedp.Run(x.ctx, chromedp.Location())
		return err == nil && strings.HasPrefix(at, x.base+path)
	})
}

// TestNCALayerInTheBrowser: the page's script with every trouble, and at last the signature. The page stays
// of use all the while.
func TestNCALayerInTheBrowser(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	x, layer := w.tab("aidana"), w.town.NCALayer()
	x.do("log in", chromedp.Navigate(x.base+"/sign-in"), chromedp.Click(part("sign")))
	x.arrives("/account")
	x.do("open the page", chromedp.Navigate(x.base+cases(ref)+"/sign"), chromedp.WaitVisible(part("sign")), chromedp.WaitNotVisible(part("off")))

	w.fault(wire.Keys, wire.Error, 0)
	x.do("sign without NCALayer", chromedp.Click(part("sign")))
	x.told("errors.nca", true)

	w.fault(wire.Keys, wire.Silent, 1)
	before := time.Now()
	x.do("try again", chromedp.Click(part("retry")))
	x.told("errors.nca", true)
	if d := time.Since(before); d < 2900*time.Millisecond {
		t.Errorf("gave up on the greeting after %v", d)
	}

	w.fault(wire.Keys, "", 0)
	layer.SetMood("aidana", ncalayer.Mood{Cancel: true, Times: 1})
	x.do("try and cancel", chromedp.Click(part("retry")), chromedp.WaitNotVisible(part("help")))
	x.told("errors.nca_cancel", false)

	layer.SetMood("aidana", ncalayer.Mood{Fail: "SIGNING_FAILURE", Times: 1})
	x.do("try and fail", chromedp.Click(part("retry")))
	x.until("the failure", func() bool {
		s, err := chromedp.Run(x.ctx, chromedp.TextContent(part("text")))
		return err == nil && s == words.T(words.RU, "errors.nca_failed")
	})

	layer.SetMood("aidana", ncalayer.Mood{Delay: time.Minute, Times: 1})
	x.do("wait and stop", chromedp.Click(part("retry")), chromedp.WaitVisible(part("stop")), chromedp.Click(part("stop")), chromedp.WaitNotVisible(part("stop")))
	x.told("errors.nca_cancel", false)

	w.stands(ref, registration.Signing)
	x.do("sign", chromedp.Click(part("retry")))
	x.arrives(cases(ref) + "?sent=1")
	w.stands(ref, registration.Consenting)
}
