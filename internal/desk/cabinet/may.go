package cabinet

import (
	"slices"

	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// may is what an applicant is told once the dwelling was found fit: that he may be registered, and
// whether there is a place under the norm. Area, head-count, bans and shares are the owners'.
type may struct {
	Norm  string // "none", "fits", "over" (only warns) or "exempt"
	First bool   // he has no permanent registration, which only warns
}

// mayOf reads the last assessment of a case that awaits its applicant's signature; nil for others.
func mayOf(k registration.Case) *may {
	if k.State != registration.Signing {
		return nil
	}
	m := &may{Norm: "fits", First: slices.Contains(k.Warned, law.PermanentFirst)}
	norm, _ := law.CapitalNorm(k.Judged, string(k.Dwelling.KATO))
	switch {
	case norm.Mode == law.Off:
		m.Norm = "none"
	case k.Exempt:
		m.Norm = "exempt"
	case slices.Contains(k.Warned, law.Capital):
		m.Norm = "over"
	}
	return m
}
