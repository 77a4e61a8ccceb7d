package lobby

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Counter counts tries.
type Counter interface {
	Hit(ctx context.Context, bucket string, window time.Duration, limit int, now time.Time) (bool, time.Duration, error)
}

func (l *Lobby) refuse(v *frame.Visit) error {
	return v.Show(200, "refuse", v.T("lobby.refuse.h"), false, frame.Form{Order: []string{"number", "word"}})
}

// refuseDo lets an owner say no without log-in, by the number and the code word of his SMS. It
// tells nothing of the request: not who asks, not whether the number exists.
func (l *Lobby) refuseDo(v *frame.Visit) error {
	f := frame.NewForm(v.R, "number", "word")
	err := l.refuseBy(v, f)
	switch {
	case err == nil:
		return v.Page("refuse", v.T("consent.done_no_h"), true)
	case fault.Is(err, fault.NotFound):
		f.Fail("word", v.T("errors.code_word"))
	default:
		if bad := v.Lawful(&f, "word", err); bad != nil {
			return bad
		}
	}
	return v.Invalid("refuse", v.T("lobby.refuse.h"), false, f)
}

func (l *Lobby) refuseBy(v *frame.Visit, f frame.Form) error {
	ctx := v.R.Context()
	tries, _ := law.RefuseTries(civil.DateOf(l.Calendar.Now()))
	for _, bucket := range []string{"refuse:" + v.Browser(), "refuse:" + f.Get("number")} {
		ok, wait, err := l.Counter.Hit(ctx, bucket, tries.Per, tries.Times, l.Machine.Now())
		if err != nil {
			return err
		}
		if !ok {
			return signing.No{Reason: "429", Wait: wait}
		}
	}
	c, owner, err := l.Look.ByWord(ctx, f.Get("number"), f.Get("word"), l.Salt)
	if err != nil {
		return err
	}
	by := registration.Actor{}
	if person, ok := owner.Person(); ok {
		by.Person = person
	} else {
		return fault.New(fault.NotFound, "a legal entity answers in its own account")
	}
	_, err = l.Door.Do(ctx, office.Order{Ref: c.Ref, By: by, Act: registration.Object{Owner: owner, By: "code"}})
	if fault.Is(err, fault.Conflict) {
		return fault.New(fault.NotFound, "no longer open")
	}
	return err
}
