package walker

import (
	"strconv"
	"strings"
)

func invitation(request string) string { return "/invitations/" + request }

// Invite names a person whom the owner lets live at a dwelling of his, by its RKA, and signs the consent
// beforehand. Months 0 is a permanent registration. The page is that of the invitation.
func (w *Walker) Invite(rka, iin string, months int) (request string, p *Page, err error) {
	const did = "invite"
	page := "/home/" + rka + "/invite"
	if p, err = w.open(did, page); err != nil {
		return "", p, err
	}
	typed := Fields{"iin": iin, "kind": "temporary", "months": strconv.Itoa(months), "purpose": "other"}
	if months == 0 {
		typed["kind"], typed["months"] = "permanent", ""
	}
	p, err = w.Fill(p, p.Form("iin", "kind"), typed)
	if p, err = w.landed(did, p, err, invitation("")); err != nil {
		return "", p, err
	}
	if p, err = w.signed(did, p, "", invitation("")); err != nil {
		return "", p, err
	}
	return strings.TrimPrefix(p.Path(), invitation("")), p, nil
}

// CancelInvitation strikes an own invitation, or takes the yes back in the case that it led to.
func (w *Walker) CancelInvitation(request string) (*Page, error) {
	return w.press("cancel an invitation", invitation(request), "/cancel", invitation(request))
}

// TakeUp applies by an invitation and gives the case's ref.
func (w *Walker) TakeUp(request string) (string, *Page, error) {
	p, err := w.press("take an invitation up", "/invited", "/invited/"+request, "/apply/")
	if err != nil {
		return "", p, err
	}
	return w.File(p)
}

// FindInvitation types the number and code word that the owner told; it ends on the page with all answers.
func (w *Walker) FindInvitation(number, word string) (*Page, error) {
	p, err := w.open("find an invitation", "/invited")
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, p.Form("number", "word"), Fields{"number": number, "word": word})
	return w.landed("find an invitation", p, err, "/apply/")
}
