package walker

// Decision of an officer on a case in review.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Return  Decision = "return"
	Summon  Decision = "summon" // the applicant may speak before a refusal
	Reject  Decision = "reject"
	Second  Decision = "second" // of what another officer would let pass
	Dissent Decision = "dissent"
)

// Take opens a case of the pile with a purpose and takes it.
func (w *Walker) Take(ref string) (*Page, error) {
	const did = "take a case"
	p, err := w.open(did, "/cases/"+ref)
	if err != nil {
		return p, err
	}
	if f := p.FormTo("/cases/" + ref + "/open"); f != nil {
		p, err = w.Fill(p, f, Fields{"purpose": "review"})
		if p, err = w.landed(did, p, err, "/cases/"+ref); err != nil {
			return p, err
		}
	}
	f := p.FormTo("/take")
	if f == nil {
		return p, w.surprise(did, "a button to take the case", p)
	}
	p, err = w.Fill(p, f, nil)
	return w.landed(did, p, err, "/cases/"+ref)
}

// Decide decides a case that the officer has taken; a refusal, and the summons before it, name their
// ground, such as R01.
func (w *Walker) Decide(ref string, d Decision, ground string) (*Page, error) {
	const did = "decide a case"
	p, err := w.open(did, "/cases/"+ref)
	if err != nil {
		return p, err
	}
	form := Fields{"decision": string(d)}
	if ground != "" {
		form["ground"] = ground
	}
	if d == Return || d == Dissent {
		form["note"] = "Түзетіңіз / Исправьте"
	}
	p, err = w.Fill(p, p.Form("decision", "note"), form)
	if err != nil || d != Reject && d != Summon {
		return w.landed(did, p, err, "/cases")
	}
	f := p.Form("decision", "seen") // the refusal as its reader will see it
	if f == nil {
		return p, w.surprise(did, "the words of the refusal before it is given", p)
	}
	p, err = w.Fill(p, f, nil)
	return w.landed(did, p, err, "/cases")
}

// Speak answers an officer who means to refuse; without words there is nothing to add.
func (w *Walker) Speak(ref, words string) (*Page, error) {
	const did = "answer an officer"
	at := "/account/cases/" + ref
	p, err := w.open(did, at)
	if err != nil {
		return p, err
	}
	if words == "" {
		p, err = w.Fill(p, p.FormTo("/waive"), nil)
	} else {
		p, err = w.Fill(p, p.FormTo("/say"), Fields{"say": words})
	}
	return w.landed(did, p, err, at)
}
