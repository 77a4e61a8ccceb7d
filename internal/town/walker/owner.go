package walker

import "strings"

func requests(ref string) string { return "/requests/" + ref }

// Requests opens the requests to this owner and lists the refs that wait for his answer.
func (w *Walker) Requests() (waiting []string, p *Page, err error) {
	p, err = w.open("open the requests", "/requests")
	if err != nil {
		return nil, p, err
	}
	for _, l := range p.Links {
		if ref, ok := strings.CutPrefix(l.Path, "/"+w.Lang+"/requests/"); ok && !strings.Contains(ref, "/") {
			waiting = append(waiting, ref)
		}
	}
	return waiting, p, nil
}

// Find gives the ref of the waiting request with the number.
func (w *Walker) Find(number string) (string, error) {
	refs, list, err := w.Requests()
	if err != nil {
		return "", err
	}
	for _, ref := range refs {
		p, err := w.open("look for a request", requests(ref))
		if err != nil {
			return "", err
		}
		if strings.Contains(p.Title, number) {
			return ref, nil
		}
	}
	return "", w.surprise("look for a request", "request "+number, list)
}

// Agree says yes to a request and signs it with the owner's own key.
func (w *Walker) Agree(ref string) (*Page, error) { return w.AgreeFor(ref, "") }

// AgreeFor says yes with the key of the owner's post in the legal entity with the BIN.
func (w *Walker) AgreeFor(ref, bin string) (*Page, error) {
	p, err := w.answer("agree", ref, "yes", requests(ref)+"/sign")
	if err != nil {
		return p, err
	}
	return w.signed("agree", p, bin, requests(ref)+"/done")
}

// Refuse says no to a request.
func (w *Walker) Refuse(ref string) (*Page, error) {
	return w.answer("refuse", ref, "no", requests(ref)+"/done")
}

// Unknown says "I do not know this person" to a request.
func (w *Walker) Unknown(ref string) (*Page, error) {
	return w.answer("say that the person is unknown", ref, "unknown", requests(ref)+"/done")
}

func (w *Walker) answer(did, ref, answer, begin string) (*Page, error) {
	p, err := w.open(did, requests(ref))
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, p.Form("answer"), Fields{"answer": answer})
	return w.landed(did, p, err, begin)
}

// Retract takes a yes back.
func (w *Walker) Retract(ref string) (*Page, error) {
	return w.press("take a yes back", requests(ref)+"/done", "/retract", requests(ref)+"/done")
}
