package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// scriptFolder holds the text scripts of the portal.
const scriptFolder = "testdata/web"

// script is a file of blocks.
type script struct {
	name   string
	blocks []block
}

func readScripts(t *testing.T) (all []script) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(scriptFolder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts in %s: %v", scriptFolder, err)
	}
	slices.Sort(files)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		blocks, err := parseScript(filepath.Base(f), string(raw))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, script{strings.TrimSuffix(filepath.Base(f), ".txt"), blocks})
	}
	return all
}

// TestEveryRouteHasScript: a route without a script fails, and so does a page that is not asked for in every
// language.
func TestEveryRouteHasScript(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	left := map[string]bool{}
	for _, r := range allRoutes() {
		mux.HandleFunc(r.Method+" "+r.Path, func(http.ResponseWriter, *http.Request) {})
		left[r.Method+" "+r.Path] = true
	}
	spoken := map[string]map[words.Lang]bool{}
	for _, s := range readScripts(t) {
		for _, b := range s.blocks {
			if b.raw {
				continue
			}
			_, pattern := mux.Handler(httptest.NewRequest(b.method, strings.NewReplacer("{", "", "}", "").Replace(b.path), nil))
			if pattern == "" && b.code != http.StatusNotFound {
				t.Errorf("%s: %s %s is no route", b.at, b.method, b.path)
			}
			delete(left, pattern)
			if spoken[pattern] == nil {
				spoken[pattern] = map[words.Lang]bool{}
			}
			for _, l := range words.Langs() {
				spoken[pattern][l] = spoken[pattern][l] || b.lang == "" || b.lang == string(l)
			}
		}
	}
	for _, r := range slices.Sorted(maps.Keys(left)) {
		t.Errorf("no script for %s", r)
	}
	for pattern, langs := range spoken {
		for _, l := range words.Langs() {
			if strings.HasPrefix(pattern, "GET ") && !langs[l] {
				t.Errorf("no script for %s in %s", pattern, l)
			}
		}
	}
}

// TestScripts carries out every script against the handler, and then against the binary over a copy of
// the same world.
func TestScripts(t *testing.T) {
	build := buildBinary(t)
	dir, v := prepared(t)
	all := readScripts(t)
	twin, keys := copied(t, dir), copied(t, dir)
	t.Run("handler", func(t *testing.T) {
		w, _ := openIn(t, dir)
		carryAll(t, all, w.town.Town, w.base, v)
	})
	t.Run("binary", func(t *testing.T) {
		pocket, err := town.Open(filepath.Join(keys, "town"), town.Options{Keys: ca.GOST}) // what residents hold
		if err != nil {
			t.Fatal(err)
		}
		carryAll(t, all, pocket, startBinary(t, build(), twin), v)
	})
}

func carryAll(t *testing.T, all []script, residents *town.Town, base string, v values) {
	put := v.replacer()
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			x := &reader{T: t, town: residents, base: base, put: put, walkers: map[string]*walker.Walker{}}
			for _, b := range s.blocks {
				x.carry(b)
			}
		})
	}
}

// buildBinary begins to build the service as an engineer would; what it gives waits for the end and tells where
// it lies.
func buildBinary(t *testing.T) func() string {
	path := filepath.Join(t.TempDir(), "tirkeu")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", path, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	var out []byte
	var err error
	ended := make(chan struct{})
	go func() { out, err = build.CombinedOutput(); close(ended) }()
	t.Cleanup(func() { <-ended })
	return func() string {
		<-ended
		if err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
		return path
	}
}

// startBinary starts the demo over the folder and gives its address.
func startBinary(t *testing.T, path, dir string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	demo := exec.Command(path, "demo")
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "TIRKEU_") {
			demo.Env = append(demo.Env, e)
		}
	}
	demo.Env = append(demo.Env, "TIRKEU_LISTEN="+address, "TIRKEU_DATA="+dir)
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	demo.Stdout, demo.Stderr = log, log
	if err := demo.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- demo.Wait() }()
	t.Cleanup(func() { stopBinary(t, demo, done) })
	if err := awaitBinary(address, done); err != nil {
		said, _ := os.ReadFile(log.Name())
		t.Fatalf("%v\n%s", err, said)
	}
	_, port, _ := net.SplitHostPort(address)
	return "http://localhost:" + port
}

// awaitBinary waits until the service says that it is ready.
func awaitBinary(address string, done chan error) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		select {
		case err := <-done:
			done <- err
			return fmt.Errorf("the demo ended: %w", err)
		default:
		}
		if r, err := http.Get("http://" + address + "/readyz"); err == nil {
			_ = r.Body.Close()
			return nil
		}
	}
	return fmt.Errorf("the demo is not ready within a minute")
}

// stopBinary asks the service to end; it does so well.
func stopBinary(t *testing.T, demo *exec.Cmd, done chan error) {
	if err := demo.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("the demo ended with %v", err)
		}
	case <-ctx.Done():
		t.Error("the demo did not end when asked")
		_ = demo.Process.Kill()
	}
}
