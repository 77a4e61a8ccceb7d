package explain

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Fact is something read from a file and not judged.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Part is one signature, certificate or answer of a file.
type Part struct {
	Title       string     `json:"title"`
	Verdict     Mark       `json:"verdict,omitempty"` // empty: only described
	Certificate *Holder    `json:"certificate,omitempty"`
	At          *time.Time `json:"at,omitempty"`         // the time it was judged for
	AtSource    string     `json:"at_source,omitempty"`  // given, timestamp or now
	Claimed     *time.Time `json:"claimed_at,omitempty"` // the signer's own claim, which proves nothing
	Facts       []Fact     `json:"facts,omitempty"`
	Checks      Checks     `json:"checks,omitempty"`
}

// Report is what there is to say about one file.
type Report struct {
	File    string `json:"file,omitempty"` // set by the caller
	Kind    Kind   `json:"kind"`
	Verdict Mark   `json:"verdict,omitempty"` // empty: only described
	Facts   []Fact `json:"facts,omitempty"`
	Checks  Checks `json:"checks,omitempty"`
	Parts   []Part `json:"parts,omitempty"`
}

func (r *Report) fact(name, format string, args ...any) {
	r.Facts = append(r.Facts, Fact{name, fmt.Sprintf(format, args...)})
}

func (p *Part) fact(name, format string, args ...any) {
	p.Facts = append(p.Facts, Fact{name, fmt.Sprintf(format, args...)})
}

// judged fills in the verdicts: a report is as good as the worst of its own points and its parts.
func (r *Report) judged() *Report {
	all := append(Checks{}, r.Checks...)
	for i := range r.Parts {
		p := &r.Parts[i]
		p.Verdict = p.Checks.verdict()
		all = append(all, p.Checks...)
	}
	r.Verdict = all.verdict()
	return r
}

// unasked tells whether something was left open because nobody asked.
func (r *Report) unasked() bool {
	open := func(c Checks) bool {
		for _, one := range c {
			if !one.Asked {
				return true
			}
		}
		return false
	}
	for _, p := range r.Parts {
		if open(p.Checks) {
			return true
		}
	}
	return open(r.Checks)
}

// WriteText writes the report for a person to read: one point a line.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	if r.File != "" {
		fmt.Fprintf(&b, "%s: ", printable(r.File))
	}
	fmt.Fprintf(&b, "%s\n", r.Kind.Words())
	writePoints(&b, r.Facts, r.Checks)
	for i := range r.Parts {
		writePart(&b, &r.Parts[i])
	}
	if r.Verdict != "" {
		fmt.Fprintf(&b, "Verdict: %s%s\n", r.Verdict, r.reservation())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) reservation() string {
	if r.Verdict == Good && r.unasked() {
		return ", as far as it was asked"
	}
	return ""
}

func writePart(b *strings.Builder, p *Part) {
	fmt.Fprintf(b, "%s", p.Title)
	if p.Certificate != nil {
		fmt.Fprintf(b, ": %s", printable(p.Certificate.Line()))
	}
	b.WriteString("\n")
	if p.At != nil {
		fmt.Fprintf(b, "  judged for %s (%s)\n", stamp(*p.At), atWords[p.AtSource])
	}
	if p.Claimed != nil {
		fmt.Fprintf(b, "  the signer claims to have signed at %s; that proves nothing\n", stamp(*p.Claimed))
	}
	writePoints(b, p.Facts, p.Checks)
}

func writePoints(b *strings.Builder, facts []Fact, checks Checks) {
	for _, f := range facts {
		fmt.Fprintf(b, "  %s: %s\n", f.Name, printable(f.Value))
	}
	for _, c := range checks {
		fmt.Fprintf(b, "  %-11s %-9s %s\n", c.Name, c.Mark, printable(c.Why))
	}
}

// printable keeps text of strangers on its line: what a certificate says must not look like a verdict of ours.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return '\uFFFD'
		}
		return r
	}, s)
}

// Sources of the time a part is judged for.
const (
	AtGiven     = "given"
	AtTimestamp = "timestamp"
	AtNow       = "now"
)

var atWords = map[string]string{
	AtGiven: "the time given", AtTimestamp: "the time of the trusted timestamp", AtNow: "now",
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
