package walker

// Decision of an officer on a case in review.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Return  Decision = "return"
	Reject  Decision = "reject"
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

// Decide decides a case that the officer has taken; a refusal names its ground, such as R01.
func (w *Walker) Decide(ref string, d Decision, ground string) (*Page, error) {
	const did = "decide a case"
	p, err := w.open(did, "/cases/"+ref)
	if err != nil {
		return p, err
	}
	form := Fields{"decision": string(d), "ground": ground}
	if d == Return {
		form["note"] = "Түзетіңіз / Исправьте"
	}
	p, err = w.Fill(p, p.Form("decision", "ground"), form)
	if err != nil || d != Reject {
		return w.landed(did, p, err, "/cases")
	}
	f := p.Form("decision", "seen") // the refusal as its reader will see it
	if f == nil {
		return p, w.surprise(did, "the words of the refusal before it is given", p)
	}
	p, err = w.Fill(p, f, nil)
	return w.landed(did, p, err, "/cases")
}
