package registration

import "tirkeu/internal/core/latin"

// TypedIn is the address as its applicant may see it, for a reader of the language. Whoever named the very
// dwelling sees it as the address register writes it; else he sees what he typed, in English in Latin letters.
func (c Case) TypedIn(lang string) string {
	if !c.Claim.RKA.IsZero() && c.Place.RKA == c.Claim.RKA {
		return c.Place.Line(lang)
	}
	if lang == "en" {
		return latin.Of(c.Typed)
	}
	return c.Typed
}
