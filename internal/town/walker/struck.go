package walker

import "strings"

// UndoRemoval takes an end back that the owner made by mistake.
func (w *Walker) UndoRemoval(ref string) (*Page, error) {
	return w.press("undo a removal", removals(ref), "/undo", removals(ref))
}

// Propose proposes, as an officer, to strike an entry; the fields of a court act are given beside the
// reason. It gives the ref of the proposal.
func (w *Walker) Propose(entry, reason string, f Fields) (ref string, p *Page, err error) {
	const did = "propose to strike an entry"
	if p, err = w.open(did, "/struck/entries/"+entry); err != nil {
		return "", p, err
	}
	form := Fields{"reason": reason}
	for name, value := range f {
		form[name] = value
	}
	p, err = w.Fill(p, p.Form("reason"), form)
	if p, err = w.landed(did, p, err, proposals("")); err != nil {
		return "", p, err
	}
	return strings.TrimPrefix(p.Path(), proposals("")), p, nil
}

func proposals(ref string) string { return "/struck/proposals/" + ref }

// Proposal opens a proposal as an officer.
func (w *Walker) Proposal(ref string) (*Page, error) {
	return w.open("open a proposal", proposals(ref))
}

// Second carries another officer's proposal out, or with words says why not.
func (w *Walker) Second(ref, why string) (*Page, error) {
	const did = "decide a proposal"
	p, err := w.open(did, proposals(ref))
	if err != nil {
		return p, err
	}
	form := Fields{"decision": "second"}
	if why != "" {
		form = Fields{"decision": "dissent", "note": why}
	}
	p, err = w.Fill(p, p.Form("decision", "note"), form)
	return w.landed(did, p, err, proposals(ref))
}

// TakeBack withdraws the officer's own proposal.
func (w *Walker) TakeBack(ref string) (*Page, error) {
	return w.press("withdraw a proposal", proposals(ref), "/withdraw", proposals(ref))
}

// Explain says something about a proposal to annul the own registration.
func (w *Walker) Explain(ref, words string) (*Page, error) {
	const did = "explain"
	at := "/account/hearings/" + ref
	p, err := w.open(did, at)
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, p.Form("say"), Fields{"say": words})
	return w.landed(did, p, err, at)
}

// DecideRemoval decides, as an officer, on an owners' application: approve, restore or reject.
func (w *Walker) DecideRemoval(ref, decision, ground, note string) (*Page, error) {
	const did = "decide a removal"
	p, err := w.open(did, "/struck/removals/"+ref)
	if err != nil {
		return p, err
	}
	form := Fields{"decision": decision, "note": note}
	if ground != "" {
		form["ground"] = ground
	}
	p, err = w.Fill(p, p.Form("decision", "note"), form)
	return w.landed(did, p, err, "/struck")
}
