package audit

import (
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
)

// invitation notes the proof of an owner's consent given beforehand.
func (r *run) invitation(i keeping.Invitation) error {
	where := "invitation " + i.Request
	if _, ok := r.words[i.Proof]; !ok {
		r.words[i.Proof] = word{ref: where, standing: proof.Good}
	}
	return nil
}
