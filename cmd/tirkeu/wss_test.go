package main

import (
	"context"
	"encoding/base64"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"

	"tirkeu/eds/cms"
	"tirkeu/internal/desk/frame"
)

// asks is what the page of this test shows.
type asks struct {
	URL, IIN, BIN, Data, Button string
	Chain                       []string
}

const asksPage = `{{define "head"}}<script src="{{asset "sign.js"}}" defer></script>{{end}}
{{define "main"}}<form method="post" action="{{url "/took"}}" data-nca-form>{{template "token" .V}}<input type="hidden" name="cms">{{template "nca" .Data}}</form>{{end}}`

// TestNCALayerOverTLS: the page and the program as in production, the one with its policy, the other behind
// wss on another port. On a page whose policy does not allow it the script is cut off and says so at once.
func TestNCALayerOverTLS(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	layer := httptest.NewTLSServer(w.town.NCALayer())
	t.Cleanup(layer.Close)
	portal := httptest.NewUnstartedServer(nil)
	base := &url.URL{Scheme: "http", Host: "localhost:" + portal.Listener.Addr().String()[len("127.0.0.1:"):]}
	ask := asks{
		URL: "wss" + strings.TrimPrefix(layer.URL, "https") + "/?who=aidana", IIN: w.iin("aidana"), Button: "sign",
		Data: base64.StdEncoding.EncodeToString([]byte("hello")), Chain: must[[]string](w)(w.town.Chain()),
	}
	took := make(chan string, 1)
	f := &frame.Frame{Calendar: w.town.Clock(), URL: base, NCALayer: ask.URL, Secret: []byte("secret"), Log: slog.New(slog.DiscardHandler)}
	all := []frame.Role{frame.Anyone}
	page := func(v *frame.Visit) error { return v.Page("asks", "asks", ask) }
	f.Add(frame.Pages{FS: fstest.MapFS{"p/asks.html": {Data: []byte(asksPage)}}, Dir: "p"},
		frame.Route{Method: "GET", Path: "/signs", Roles: all, Page: page, Signs: true},
		frame.Route{Method: "GET", Path: "/reads", Roles: all, Page: page},
		frame.Route{Method: "POST", Path: "/took", Roles: all, Page: func(v *frame.Visit) error {
			took <- v.R.PostFormValue("cms")
			return v.Redirect("/signs")
		}})
	handler, err := f.Handler()
	if err != nil {
		t.Fatal(err)
	}
	portal.Config.Handler = handler
	portal.Start()
	t.Cleanup(portal.Close)

	x := w.tab("aidana")
	x.base = base.String() + "/ru"
	x.do("sign where it is not allowed", chromedp.Navigate(x.base+"/reads"), chromedp.Click(part("sign")))
	x.told("errors.nca", true)
	x.do("sign", chromedp.Navigate(x.base+"/signs"), chromedp.Click(part("sign")))
	ctx, cancel := context.WithTimeout(x.ctx, 40*time.Second)
	defer cancel()
	select {
	case text := <-took:
		m := must[*cms.SignedData](w)(cms.Parse([]byte(text), cms.Limits{}))
		results, err := m.Verify([]byte("hello"), cms.VerifyOptions{})
		if err != nil || !cms.Good(results) || results[0].Certificate.Subject.IIN != w.iin("aidana") {
			t.Errorf("signed %+v, %v", results, err)
		}
	case <-ctx.Done():
		s, err := chromedp.Run(x.ctx, chromedp.TextContent(part("text")))
		t.Fatalf("no signature came; the page says %q, %v", s, err)
	}
}
