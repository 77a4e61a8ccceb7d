package office

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/consent"
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

	Group string `json:"group,omitempty"` // of the joint statement that the case belongs to
	Turn  int    `json:"turn,omitempty"`  // of the case in it, from 1 up
}

// Of is the telling of a notice about a case with the request.
func Of(a notice.Addressed, request string) (Telling, error) {
	to, err := a.To.MarshalText()
	if err != nil {
		return Telling{}, fault.As(fault.Internal, err, "address of a notice")
	}
	t := Telling{To: string(to), Kind: a.Notice.Kind(), Vars: a.Notice.Vars(), SMS: a.Notice.SMS()}
	if consent.Grouped(request) {
		t.Group, t.Turn = consent.GroupOf(request), consent.TurnOf(request)
	}
	return t, nil
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
		if err := add(w, fact, about{after.Ref, after.Statement.Request}, a); err != nil {
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
		if err := add(w, fact, about{after.Case, home.Request}, a); err != nil {
			return err
		}
	}
	return nil
}

// HomeOf is what notices about an entry know of its dwelling.
func HomeOf(c registration.Case) notice.Home {
	h := notice.Home{Place: c.Place, Name: c.Who.Name.Full(), Request: c.Statement.Request}
	for _, x := range c.Owners {
		h.Owners = append(h.Owners, x.Party)
		if x.Party.IsEntity() && h.Organisation == "" {
			h.Organisation = x.Name
		}
	}
	if c.Intake != nil && c.Intake.Petition != nil {
		h.Organisation = c.Intake.Petition.Name
	}
	return h
}

// about is the case that a notice is about; request is "" where no joint statement matters.
type about struct{ ref, request string }

func add(w *writ.Writ, fact string, on about, a notice.Addressed) error {
	t, err := Of(a, on.request)
	if err != nil {
		return err
	}
	body, err := json.Marshal(t)
	if err != nil {
		return fault.As(fault.Internal, err, "body of a notice")
	}
	w.Errands = append(w.Errands, writ.Errand{
		Key: Key(Tell, fact, t.Kind, t.To), Kind: Tell, Case: on.ref, Body: string(body),
	})
	return nil
}
