package walker

import "strings"

func removals(ref string) string { return "/removals/" + ref }

// StrikeOff asks, as an owner, to end somebody's registration at a dwelling, by its RKA and the entry's ID,
// and signs with the own key. It gives the ref of the application.
func (w *Walker) StrikeOff(rka, entry, reason string) (ref string, p *Page, err error) {
	const did = "strike off"
	page := "/home/" + rka + "/remove/" + entry
	if p, err = w.open(did, page); err != nil {
		return "", p, err
	}
	p, err = w.Fill(p, p.Form("reason"), Fields{"reason": reason})
	if p, err = w.landed(did, p, err, page+"/sign"); err != nil {
		return "", p, err
	}
	if p, err = w.signed(did, p, "", removals("")); err != nil {
		return "", p, err
	}
	return strings.TrimPrefix(p.Path(), removals("")), p, nil
}

// Removal opens an application to strike somebody off.
func (w *Walker) Removal(ref string) (*Page, error) { return w.open("open a removal", removals(ref)) }

// ConfirmRemoval confirms another owner's application with the own key.
func (w *Walker) ConfirmRemoval(ref string) (*Page, error) {
	p, err := w.removalAnswer(ref, "yes", removals(ref)+"/sign")
	if err != nil {
		return p, err
	}
	return w.signed("confirm a removal", p, "", removals(ref))
}

// DeclineRemoval does not confirm another owner's application.
func (w *Walker) DeclineRemoval(ref string) (*Page, error) {
	return w.removalAnswer(ref, "no", removals(ref))
}

func (w *Walker) removalAnswer(ref, answer, begin string) (*Page, error) {
	p, err := w.open("answer a removal", removals(ref))
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, p.Form("answer"), Fields{"answer": answer})
	return w.landed("answer a removal", p, err, begin)
}

// WithdrawRemoval takes the own application back.
func (w *Walker) WithdrawRemoval(ref string) (*Page, error) {
	return w.press("withdraw a removal", removals(ref), "/withdraw", removals(ref))
}

// RetractConfirmation takes the own confirmation back.
func (w *Walker) RetractConfirmation(ref string) (*Page, error) {
	return w.press("take a confirmation back", removals(ref), "/retract", removals(ref))
}

// ObjectToRemoval objects as the registered person.
func (w *Walker) ObjectToRemoval(ref string) (*Page, error) {
	return w.press("object to a removal", removals(ref), "/object", removals(ref))
}
