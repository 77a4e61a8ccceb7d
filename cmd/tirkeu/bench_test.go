package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tirkeu/internal/store/storetest"
)

// init makes this test binary play the other process of the bench.
func init() {
	if len(os.Args) == 3 && os.Args[1] == "bench-signer" {
		if err := (benchSignerCmd{Dir: os.Args[2]}).Run(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// printed runs something and gives what it printed.
func printed(t *testing.T, run func() error) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	old := os.Stdout
	os.Stdout = f
	err = run()
	os.Stdout = old
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestBench(t *testing.T) {
	out := printed(t, func() error {
		return benchCmd{People: 40, Cases: 10, Clients: 3, Database: "sqlite"}.Run(t.Context())
	})
	for _, want := range []string{
		`sqlite: 40 entries seeded`, `rate +\d+\.\d cases a second: 10 cases in`, `server CPU +\d+\.\d\d ms a case`,
		`driver CPU +\d+\.\d\d ms a case`, `disk +\d+ writes of 4 KB a second`, `audit +0 differences in 10 cases, 120 facts and 40 proofs`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "PostgreSQL CPU") {
		t.Error("SQLite has no server")
	}
}

// TestBenchVerifies: a signature that does not hold stops the bench, so what is timed is real.
func TestBenchVerifies(t *testing.T) {
	other, err := startSigner(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer other.stop()
	for name, spoil := range map[string]func(*marcher){
		"another's signature": func(m *marcher) { m.words[0] = m.words[1] },
		"no signature":        func(m *marcher) { m.words[2] = nil },
		"another code":        func(m *marcher) { m.typed = "x" + m.typed },
	} {
		p, err := newParade(t.Context(), storetest.SQLite(t), other, benchCmd{People: 8, Cases: 1, Clients: 1})
		if err != nil {
			t.Fatal(err)
		}
		spoil(&p.march[0])
		if _, err := p.timed(t.Context(), nil, ""); err == nil {
			t.Errorf("%s: it walked to the end", name)
		}
	}
}

func TestBenchLimits(t *testing.T) {
	good := benchCmd{People: 40, Cases: 10, Clients: 16, Database: "both"}
	for name, c := range map[string]struct {
		change func(*benchCmd)
		ok     bool
	}{
		"as it is":            {func(*benchCmd) {}, true},
		"seven people":        {func(b *benchCmd) { b.People, b.Cases = 7, 1 }, false},
		"eight people":        {func(b *benchCmd) { b.People, b.Cases = 8, 1 }, true},
		"a million":           {func(b *benchCmd) { b.People = 1_000_000 }, true},
		"more":                {func(b *benchCmd) { b.People = 1_000_001 }, false},
		"no cases":            {func(b *benchCmd) { b.Cases = 0 }, false},
		"more than a quarter": {func(b *benchCmd) { b.Cases = 11 }, false},
		"no clients":          {func(b *benchCmd) { b.Clients = 0 }, false},
		"256 clients":         {func(b *benchCmd) { b.Clients = 256 }, true},
		"257 clients":         {func(b *benchCmd) { b.Clients = 257 }, false},
		"postgres":            {func(b *benchCmd) { b.Database = "postgres" }, true},
		"an address":          {func(b *benchCmd) { b.Database = "postgres://x/y" }, true},
		"another database":    {func(b *benchCmd) { b.Database = "oracle" }, false},
		"a profile of both":   {func(b *benchCmd) { b.Profile = "x" }, false},
		"a profile of one":    {func(b *benchCmd) { b.Profile, b.Database = "x", "sqlite" }, true},
	} {
		b := good
		c.change(&b)
		if err := b.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
