package deliver

import (
	"context"
	"encoding/json"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/signing"
)

// Gateway sends texts. Send is idempotent by the text's ID; it answers with a status, among them
// "unknown" when the text may have been taken. A fault of kind Unavailable means that it was
// certainly not taken, Invalid that it never will be. Status answers "absent" for a text that the
// gateway never saw.
type Gateway interface {
	Send(ctx context.Context, t keeping.Text) (string, error)
	Status(ctx context.Context, id string) (string, error)
}

// Texts is the worker of errands of kind "sms". A text whose answer was lost is unknown: it is
// asked for by its id and never blindly sent again. A code's text dies with the code.
type Texts struct {
	Books    Books
	Joint    Joint
	Phones   signing.Phones
	Gateway  Gateway
	Calendar signing.Clock
	Machine  signing.Clock
}

// Kind of errand that this worker does.
func (Texts) Kind() string { return signing.SMS }

// Do sends one text, or finds out what became of it.
func (x Texts) Do(ctx context.Context, j writ.Job) (bool, error) {
	var body signing.SMSBody
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	t, err := x.Books.Text(ctx, j.Key)
	switch {
	case fault.Is(err, fault.NotFound):
		t = keeping.Text{ID: j.Key, Body: body.Text, Status: "queued"}
	case err != nil:
		return false, err
	}
	if body.Dies > 0 {
		t.Dies = civil.FromMicros(body.Dies)
	}
	all, err := x.speaksFor(ctx, &body)
	if err != nil || len(all) == 0 && body.For != "" {
		return false, err
	}
	t.Body = body.Text
	t.Status, err = x.step(ctx, t, body)
	if err != nil {
		return false, err
	}
	t.Body, t.Phone = "", "" // kept only while they are needed
	if err := x.Books.PutText(ctx, t); err != nil {
		return false, err
	}
	for _, id := range all {
		if err := x.Books.SetLetterSMS(ctx, id, t.Status); err != nil {
			return false, err
		}
	}
	return false, nil
}

// step returns the text's final status, or an error that brings the errand back.
func (x Texts) step(ctx context.Context, t keeping.Text, body signing.SMSBody) (string, error) {
	if t.Status == "unknown" {
		status, err := x.Gateway.Status(ctx, t.ID)
		if err != nil {
			return "", errand.Later{Why: "the SMS gateway does not tell"}
		}
		if status != "absent" {
			return status, nil
		}
	}
	if !t.Dies.IsZero() && !x.Calendar.Now().Before(t.Dies) {
		return "dead", nil
	}
	person, err := iin.Parse(body.To)
	if err != nil {
		return "", errand.Dead{Why: "address cannot be read"}
	}
	number, known, err := x.Phones.Phone(ctx, person)
	if err != nil {
		return "", errand.Later{Why: "BMG is silent"}
	}
	if !known {
		return "failed", nil
	}
	return x.send(ctx, t, number, body.Text)
}

// send writes "unknown" down before it speaks to the gateway, so that a crash in between is asked
// about and not repeated.
func (x Texts) send(ctx context.Context, t keeping.Text, number, text string) (string, error) {
	t.Status, t.Tried = "unknown", x.Machine.Now()
	if err := x.Books.PutText(ctx, t); err != nil {
		return "", err
	}
	t.Phone, t.Body = number, text
	status, err := x.Gateway.Send(ctx, t)
	switch {
	case fault.Is(err, fault.Invalid):
		return "failed", nil
	case err != nil:
		return "", errand.Later{Why: "the SMS gateway does not take it"}
	case status == "unknown":
		return "", errand.Later{After: 2 * time.Second, Why: "the SMS gateway's answer was lost"}
	}
	return status, nil
}
