package office

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Telling is the body of a "tell" errand: one notice to one party.
type Telling struct {
	To   string            `json:"to"` // party text
	Kind string            `json:"kind"`
	Vars map[string]string `json:"vars"`
	SMS  bool              `json:"sms"`
}

// Tell is the kind of errand that carries one notice to one party.
const Tell = "tell"

// tellCase adds an errand for everybody who must hear of what happened to a case.
func (o *Office) tellCase(w *writ.Writ, before, after registration.Case, act registration.Act) error {
	if len(w.Facts) == 0 {
		return nil
	}
	fact := w.Facts[len(w.Facts)-1].Digest
	for _, a := range notice.Of(before, after, act.Verb(), []byte(o.Salt)) {
		if err := add(w, fact, after.Ref, a); err != nil {
			return err
		}
	}
	return nil
}

// tellEntry adds an errand for everybody who must hear how an entry changed. The dwelling's owners
// are those of the case that made the entry.
func (o *Office) tellEntry(ctx context.Context, w *writ.Writ, s removal.Situation, after register.Entry) error {
	if len(w.Facts) == 0 {
		return nil
	}
	home, err := o.home(ctx, s)
	if err != nil {
		return err
	}
	fact := w.Facts[len(w.Facts)-1].Digest
	for _, a := range notice.OfEntry(s.Entry, after, home) {
		if err := add(w, fact, after.Case, a); err != nil {
			return err
		}
	}
	return nil
}

// HomeOf is what notices about an entry know of its dwelling.
func HomeOf(c registration.Case) notice.Home {
	h := notice.Home{Place: c.Place, Name: c.Who.Name.Full()}
	for _, x := range c.Owners {
		h.Owners = append(h.Owners, x.Party)
	}
	return h
}

func add(w *writ.Writ, fact, ref string, a notice.Addressed) error {
	to, err := a.To.MarshalText()
	if err != nil {
		return fault.As(fault.Internal, err, "address of a notice")
	}
	body, err := json.Marshal(Telling{To: string(to), Kind: a.Notice.Kind(), Vars: a.Notice.Vars(), SMS: a.Notice.SMS()})
	if err != nil {
		return fault.As(fault.Internal, err, "body of a notice")
	}
	w.Errands = append(w.Errands, writ.Errand{
		Key: Key(Tell, fact, a.Notice.Kind(), string(to)), Kind: Tell, Case: ref, Body: string(body),
	})
	return nil
}
