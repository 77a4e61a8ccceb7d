package law

import (
	"encoding/json"
	"testing"
)

func sample(t *testing.T) Trace {
	t.Helper()
	_, a := TermAllowed(6, false, day(t, "2026-03-01"))
	_, b := ConsentWindow(day(t, "2026-03-01"))
	_, c := CapitalNorm(day(t, "2026-01-09"), "710000000")
	return Trace{a, b, c}
}

func TestTraceReadsBack(t *testing.T) {
	trace := sample(t)
	b, err := json.Marshal(trace)
	if err != nil {
		t.Fatal(err)
	}
	var back Trace
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if back.Digest() != trace.Digest() {
		t.Error("the digest changes on the way through JSON")
	}
	if again := sample(t); again.Digest() != trace.Digest() {
		t.Error("the same questions have another digest")
	}
}

// The canonical bytes must never change: digests are stored with decisions.
func TestDigestIsFixed(t *testing.T) {
	tests := []struct {
		trace Trace
		want  string
	}{
		{nil, "d4301390e3c44ea009e900e349d73a028b679f7e91638d5841a55176a77b2d29"},
		{Trace{{Norm: "term", Inputs: []Input{{"day", "2026-03-01"}, {"months", "6"}}, Answer: "yes"}}, "b36872958b8051f87878d7fc068c758ff543927fd9f406fd91aa72db2d4a1067"},
	}
	for _, tt := range tests {
		if got := tt.trace.Digest(); got != tt.want {
			t.Errorf("digest is %s, want %s", got, tt.want)
		}
	}
}

func TestDigestSeesEverything(t *testing.T) {
	base := func() Trace {
		return Trace{
			{Norm: "a", Version: day(t, "2026-01-01"), Inputs: []Input{{"n", "v"}, {"m", "w"}}, Answer: "yes"},
			{Norm: "b", Answer: "no"},
		}
	}
	changes := map[string]func(Trace) Trace{
		"norm":        func(t Trace) Trace { t[0].Norm = "aa"; return t },
		"version":     func(tr Trace) Trace { tr[0].Version = day(t, "2026-01-02"); return tr },
		"no version":  func(tr Trace) Trace { tr[0].Version = tr[1].Version; return tr },
		"input name":  func(t Trace) Trace { t[0].Inputs[0].Name = "x"; return t },
		"input value": func(t Trace) Trace { t[0].Inputs[0].Value = "x"; return t },
		"input gone":  func(t Trace) Trace { t[0].Inputs = t[0].Inputs[:1]; return t },
		"input order": func(t Trace) Trace {
			t[0].Inputs[0], t[0].Inputs[1] = t[0].Inputs[1], t[0].Inputs[0]
			return t
		},
		"shifted": func(t Trace) Trace { t[0].Inputs[0] = Input{"nv", ""}; return t },
		"answer":  func(t Trace) Trace { t[0].Answer = "no"; return t },
		"order":   func(t Trace) Trace { t[0], t[1] = t[1], t[0]; return t },
		"gone":    func(t Trace) Trace { return t[:1] },
		"more":    func(t Trace) Trace { return append(t, Finding{}) },
	}
	seen := map[string]string{base().Digest(): "nothing"}
	for name, change := range changes {
		digest := change(base()).Digest()
		if other, ok := seen[digest]; ok {
			t.Errorf("changing %s and %s give one digest", name, other)
		}
		seen[digest] = name
	}
}
