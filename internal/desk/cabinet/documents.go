package cabinet

import (
	"context"
	"net/http"

	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
)

// Papers makes the documents that people take away.
type Papers interface {
	Notification(ctx context.Context, l lookup.Line, name string) (keeping.Issued, error)
	Certificate(ctx context.Context, who keeping.Account, a lookup.Addresses) (keeping.Issued, error)
	Refusal(ctx context.Context, k registration.Case) (keeping.Issued, error)
}

// sendPDF answers with the document's bytes as they were issued.
func sendPDF(v *frame.Visit, d keeping.Issued, err error) error {
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `inline; filename="tirkeu-`+d.Kind+"-"+d.Number+`.pdf"`)
	h.Set("ETag", `"`+d.Digest+`"`)
	v.W.WriteHeader(http.StatusOK)
	_, _ = v.W.Write(d.PDF) // the visitor may have gone
	return nil
}

// notificationLine is the entry of a notification, for the person it is about.
func (c *Cabinet) notificationLine(v *frame.Visit) (lookup.Line, error) {
	e, err := c.Look.Entries.EntryByNumber(v.R.Context(), v.R.PathValue("number"))
	if err != nil {
		return lookup.Line{}, err
	}
	return c.Look.MyEntry(v.R.Context(), me(v), e.ID)
}

func (c *Cabinet) notificationPDF(v *frame.Visit) error {
	l, err := c.notificationLine(v)
	if err != nil {
		return err
	}
	d, err := c.Papers.Notification(v.R.Context(), l, v.Who.Account.Name)
	return sendPDF(v, d, err)
}

// certificatePDF is the address certificate of today.
func (c *Cabinet) certificatePDF(v *frame.Visit) error {
	a, err := c.Look.Addresses(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	d, err := c.Papers.Certificate(v.R.Context(), v.Who.Account, a)
	return sendPDF(v, d, err)
}

func (c *Cabinet) refusalPDF(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	d, err := c.Papers.Refusal(v.R.Context(), k)
	return sendPDF(v, d, err)
}
