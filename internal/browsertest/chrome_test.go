package browsertest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var errNoChromium = errors.New("no chromium; scripts/setup installs it")

// browser is the one chromium of the run; every test opens tabs of its own in it.
var browser = sync.OnceValues(func() (context.Context, error) {
	bin, err := exec.LookPath("chromium")
	if err != nil {
		return nil, errNoChromium
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(bin), chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("no-proxy-server", true))
	if os.Getuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // chromium refuses its sandbox to root
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	atEnd = append(atEnd, stop, cancel)
	return ctx, chromedp.Do(ctx)
})

// chromium gives the browser. Without one the test is skipped, or fails where tools are required.
func chromium(t *testing.T) context.Context {
	t.Helper()
	ctx, err := browser()
	if errors.Is(err, errNoChromium) && os.Getenv("TIRKEU_REQUIRE_TOOLS") != "1" {
		t.Skip("SKIPPED: no chromium")
	}
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}

// gallery serves the pages of the album to the browser as they came over the wire, and lets everything else
// through to the demo: style sheets, fonts and scripts.
type gallery struct {
	album *album
	base  string
}

func hang(t *testing.T, a *album) gallery {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := gallery{a, "http://localhost:" + strings.Split(l.Addr().String(), ":")[1]}
	srv := &http.Server{Handler: g}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close(); <-done })
	return g
}

func (g gallery) url(i int) string { return g.base + "/picture/" + strconv.Itoa(i) }

func (g gallery) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if n, ok := strings.CutPrefix(r.URL.Path, "/picture/"); ok {
		if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(g.album.pictures) {
			p := g.album.pictures[i].page
			w.Header().Set("Content-Type", p.header.Get("Content-Type"))
			w.Header().Set("Content-Security-Policy", p.header.Get("Content-Security-Policy"))
			_, _ = w.Write(p.body)
			return
		}
	}
	res, err := home.Get("http://127.0.0.1:" + g.album.d.port + r.URL.RequestURI())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	for _, name := range []string{"Content-Type", "Cache-Control", "Content-Encoding"} {
		if v := res.Header.Get(name); v != "" {
			w.Header().Set(name, v)
		}
	}
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body)
}

// slowest is how long one page may be looked at. It is no budget: the machine may have other work.
const slowest = 3 * time.Minute

// tabs is how many pages are looked at at once.
const tabs = 2

// inTabs does something with every number below n, in two tabs.
func inTabs(t *testing.T, parent context.Context, n int, do func(ctx context.Context, i int) error) {
	t.Helper()
	todo := make(chan int)
	var wg sync.WaitGroup
	for range tabs {
		wg.Go(func() {
			ctx, cancel := chromedp.NewContext(parent)
			defer cancel()
			if err := still(ctx); err != nil { // opens the tab, which lives as long as this context
				t.Error(err)
			}
			for i := range todo {
				if err := do(ctx, i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range n {
		todo <- i
	}
	close(todo)
	wg.Wait()
}

// still opens a tab in which nothing moves: a colour on its way to another is nobody's contrast.
func still(ctx context.Context) error {
	if err := chromedp.Do(ctx); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	return err
}

// evaluate runs a script on the page and decodes what it gives.
func evaluate[T any](ctx context.Context, script string) (T, error) {
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		err = fmt.Errorf("script %.40s…: %w", script, err)
	}
	return v, err
}
