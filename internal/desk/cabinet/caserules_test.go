package cabinet

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/law"
)

func TestOnce(t *testing.T) {
	f := func(norm, answer string, inputs ...law.Input) law.Finding {
		return law.Finding{Norm: norm, Answer: answer, Inputs: inputs}
	}
	got := once(law.Trace{f("a", "yes"), f("b", "yes"), f("a", "yes", law.Input{}), f("a", "no"), f("b", "yes")})
	if d := cmp.Diff(law.Trace{f("a", "yes"), f("b", "yes"), f("a", "no")}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := once(nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}
