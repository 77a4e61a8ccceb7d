package cabinet

import (
	"net/http"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
)

// signedView is what an applicant signed: the text as it was shown, and how he gave his word.
type signedView struct {
	Case  registration.Case
	Proof proof.Proof
	Own   bool // there is a signature of his own to take away
}

// signedOf is the visitor's own word on his own application.
func (c *Cabinet) signedOf(v *frame.Visit) (signedView, error) {
	k, err := c.mine(v)
	if err != nil {
		return signedView{}, err
	}
	p, err := lookup.Signed(v.R.Context(), c.Evidence, k, me(v))
	return signedView{k, p, p.Kind == proof.EDS && len(p.CMS) > 0}, err
}

func (c *Cabinet) signedPage(v *frame.Visit) error {
	x, err := c.signedOf(v)
	if err != nil {
		return err
	}
	return v.Page("signed", v.T("account.signed.h"), x)
}

// signedText sends the exact bytes that were signed.
func (c *Cabinet) signedText(v *frame.Visit) error {
	x, err := c.signedOf(v)
	if err != nil {
		return err
	}
	return sendSigned(v, "text/plain; charset=utf-8", x.Case.Number+".txt", x.Proof.Rendering)
}

// signedCMS sends the visitor's detached signature (CMS, RFC 5652). An operator's seal over ink is not his.
func (c *Cabinet) signedCMS(v *frame.Visit) error {
	x, err := c.signedOf(v)
	if err != nil {
		return err
	}
	if !x.Own {
		return fault.New(fault.NotFound, "no signature of the visitor's own")
	}
	return sendSigned(v, "application/pkcs7-signature", x.Case.Number+".txt.p7s", x.Proof.CMS)
}

func sendSigned(v *frame.Visit, kind, name string, bytes []byte) error {
	h := v.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="tirkeu-`+name+`"`)
	v.W.WriteHeader(http.StatusOK)
	_, _ = v.W.Write(bytes) // the visitor may have gone
	return nil
}
