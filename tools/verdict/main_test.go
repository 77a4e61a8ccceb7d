package main

import (
	"io"
	"strings"
	"testing"
)

const good = `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"--- PASS: TestA\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"PASS\n"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}
`

func skipped(test, why string) string {
	return `{"Action":"output","Package":"p","Test":"` + test + `","Output":"    a_test.go:1: ` + why + `\n"}
{"Action":"skip","Package":"p","Test":"` + test + `"}
`
}

func TestJudge(t *testing.T) {
	cases := map[string]struct{ events, want string }{
		"all passed":           {good, ""},
		"nothing":              {"", "no test ran"},
		"a package alone":      {`{"Action":"start","Package":"p"}` + "\n" + `{"Action":"pass","Package":"p"}`, "no test ran"},
		"a test failed":        {good + `{"Action":"fail","Package":"p","Test":"TestB"}`, "failed: p TestB"},
		"a package failed":     {good + `{"Action":"fail","Package":"q"}`, "failed: q"},
		"a build failed":       {good + `{"Action":"build-fail","ImportPath":"q"}`, "failed: build of q"},
		"the events break off": {good + `{"Action":"start","Package":"q"}`, "broke off: q"},
		"no fixtures":          {good + skipped("TestC", "SKIPPED: no ../shared here"), ""},
		"no tool":              {good + skipped("TestC", "SKIPPED: no PostgreSQL"), "left out: p TestC: no PostgreSQL"},
		"no reason":            {good + skipped("TestC", "later"), "left out: p TestC"},
		"a seed thrown away":   {good + skipped("FuzzC/seed#0", ""), ""},
		"a fuzz target":        {good + skipped("FuzzC", "later"), "left out: p FuzzC"},
	}
	for name, c := range cases {
		v := newVerdict(io.Discard)
		if err := v.read(strings.NewReader(c.events)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		err := v.judge()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestPrints(t *testing.T) {
	var out strings.Builder
	v := newVerdict(&out)
	failing := `{"Action":"output","Package":"q","Test":"TestB","Output":"b_test.go:7: broken\n"}
{"Action":"fail","Package":"q","Test":"TestB"}
`
	if err := v.read(strings.NewReader(good + failing + "go: warning\n")); err != nil {
		t.Fatal(err)
	}
	if want := "ok  \tp\t0.1s\nb_test.go:7: broken\ngo: warning\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
}

func TestSlowest(t *testing.T) {
	var out strings.Builder
	v := newVerdict(&out)
	took := func(test string, of float64) {
		v.hear(event{Action: "pass", Package: "p", Test: test, Elapsed: of})
	}
	took("TestA", 1)
	took("TestB", 3)
	took("TestB/part", 2.5)
	took("TestC", 2)
	v.slowest(2)
	if want := "slow\tp TestB\t3.0s\nslow\tp TestC\t2.0s\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
}
