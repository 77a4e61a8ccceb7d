package registration

import (
	"slices"
	"testing"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/refusal"
)

// TestEveryReasonHasItsWords holds the reasons and their words together: a reason has words of its own, or
// its ground says it all.
func TestEveryReasonHasItsWords(t *testing.T) {
	asGround := []string{
		ReasonUnknown, ReasonDead, ReasonExcluded, ReasonNoBirth, ReasonCategory, ReasonAuthority, ReasonPapers, ReasonNoMatch,
		ReasonTerm, ReasonNorm, ReasonOpen, ReasonClosed,
		dwelling.ReasonBan, dwelling.ReasonDispute, dwelling.ReasonTenancy, dwelling.ReasonNoOwners,
	}
	own := []string{
		ReasonRepresented, ReasonAmbiguous, ReasonNotActual, ReasonSameAddress, ReasonPressed,
		dwelling.ReasonOwnerGone, dwelling.ReasonOwnerMinor, dwelling.ReasonOwnerIncapable, dwelling.ReasonKind,
		dwelling.ReasonBuilding, dwelling.ReasonUnfinished, dwelling.ReasonPetition,
		dwelling.ReasonNoPetition, ReasonBranch, ReasonOnline, ReasonTemporary,
	}
	got := refusal.Reasons()
	slices.Sort(got)
	slices.Sort(own)
	if !slices.Equal(got, own) {
		t.Errorf("reasons with words of their own: %q, want %q", got, own)
	}
	for _, reason := range asGround {
		if slices.Contains(got, reason) {
			t.Errorf("%s has words of its own now", reason)
		}
	}
}
