// Command verdict reads the events of `go test -json` and prints what a reader wants of them: go's
// own line of every package, the whole output of what failed, and every test that was left out.
//
// It fails when a test failed, when a package did not build, when a test was left out for another
// reason than the one allowed, when packages ran no test at all, or when the events break off.
//
//	go test -json ./... | verdict -skips SKIPPED.txt
//
// The one reason allowed is that the folder ../shared with public fixtures is not there. The tests
// that were left out for it are added to the file, to be printed at the very end.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

// event is a line of `go test -json`.
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of a build
	Elapsed                       float64
}

// key names a test, or a package when test is empty.
type key struct{ pkg, test string }

// verdict gathers events.
type verdict struct {
	out     io.Writer
	said    map[key]*strings.Builder
	opened  map[string]bool // packages that began and have not ended
	tests   int
	failed  []string
	allowed []string // tests left out for want of ../shared
	others  []string // tests left out for any other reason
	times   []lap
}

// lap is how long a whole test took, in seconds, without its waiting for a turn.
type lap struct {
	k  key
	of float64
}

// shared recognises the one reason for which a test may be left out.
var shared = regexp.MustCompile(`SKIPPED: .*(\.\./shared|fixtures folder|public test certificates)`)

// seed is an input that a fuzz target threw away, which leaves nothing out.
var seed = regexp.MustCompile(`^Fuzz\w+/`)

func newVerdict(out io.Writer) *verdict {
	return &verdict{out: out, said: map[key]*strings.Builder{}, opened: map[string]bool{}}
}

func (v *verdict) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(v.out, lines.Text()) // what go says outside its events
			continue
		}
		v.hear(e)
	}
	return lines.Err()
}

func (v *verdict) hear(e event) {
	k := key{e.Package, e.Test}
	switch e.Action {
	case "start":
		v.opened[e.Package] = true
	case "build-output":
		fmt.Fprint(v.out, e.Output)
	case "build-fail":
		v.failed = append(v.failed, "build of "+e.ImportPath)
	case "output":
		v.keep(k, e.Output)
	case "pass", "fail", "skip":
		v.end(e.Action, k)
		if e.Test != "" && !strings.Contains(e.Test, "/") {
			v.times = append(v.times, lap{k, e.Elapsed})
		}
	}
}

// slowest prints the tests that took longest, for whoever wants the whole examination to be short.
func (v *verdict) slowest(n int) {
	slices.SortStableFunc(v.times, func(a, b lap) int { return cmp.Compare(b.of, a.of) })
	for _, l := range v.times[:min(n, len(v.times))] {
		fmt.Fprintf(v.out, "slow\t%s %s\t%.1fs\n", l.k.pkg, l.k.test, l.of)
	}
}

func (v *verdict) keep(k key, line string) {
	if v.said[k] == nil {
		v.said[k] = &strings.Builder{}
	}
	v.said[k].WriteString(line)
}

func (v *verdict) end(action string, k key) {
	said := ""
	if v.said[k] != nil {
		said = v.said[k].String()
	}
	delete(v.said, k)
	if k.test == "" {
		delete(v.opened, k.pkg)
		if action != "skip" || strings.Contains(said, "[") { // a skipped package has no tests
			fmt.Fprint(v.out, closing(action, said))
		}
		if action == "fail" {
			v.failed = append(v.failed, k.pkg)
		}
		return
	}
	v.tests++
	switch {
	case action == "fail":
		fmt.Fprint(v.out, said)
		v.failed = append(v.failed, k.pkg+" "+k.test)
	case action == "skip" && shared.MatchString(said):
		v.allowed = append(v.allowed, k.pkg+" "+k.test+": "+reason(said))
	case action == "skip" && !seed.MatchString(k.test):
		v.others = append(v.others, k.pkg+" "+k.test+": "+reason(said))
	}
}

// closing is what go says of a package: all of it after a failure, else the line that tells the
// result.
func closing(action, said string) string {
	if action == "fail" {
		return said
	}
	lines := strings.SplitAfter(said, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.HasPrefix(lines[i], "ok") || strings.HasPrefix(lines[i], "?") {
			return lines[i]
		}
	}
	return said
}

// reason is the line in which a test says why it was left out.
func reason(said string) string {
	for line := range strings.Lines(said) {
		if _, why, ok := strings.Cut(line, "SKIPPED: "); ok {
			return strings.TrimSpace(why)
		}
	}
	return strings.Join(strings.Fields(said), " ")
}

// judge says what is wrong, or nothing.
func (v *verdict) judge() error {
	var wrong []error
	for _, f := range v.failed {
		wrong = append(wrong, errors.New("failed: "+f))
	}
	for pkg := range v.opened {
		wrong = append(wrong, errors.New("broke off: "+pkg))
	}
	for _, s := range v.others {
		wrong = append(wrong, errors.New("left out: "+s))
	}
	if v.tests == 0 {
		wrong = append(wrong, errors.New("no test ran"))
	}
	return errors.Join(wrong...)
}

func main() {
	skips := flag.String("skips", "", "file to which tests are added that were left out for want of ../shared")
	slow := flag.Int("slow", 0, "print so many of the slowest tests")
	flag.Parse()
	v := newVerdict(os.Stdout)
	err := errors.Join(v.read(os.Stdin), v.judge(), note(*skips, v.allowed))
	v.slowest(*slow)
	fmt.Printf("%d tests ran, %d of them left out for want of ../shared\n", v.tests, len(v.allowed))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func note(name string, lines []string) (err error) {
	if name == "" || len(lines) == 0 {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.Join(lines, "\n") + "\n")
	return errors.Join(err, f.Close())
}
