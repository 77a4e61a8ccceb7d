package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/town/pages"
	"tirkeu/internal/words"
)

// townCases shows the house's cases to the town's pages.
type townCases struct{ *house }

// Of lists a resident's own cases and the requests that wait for him.
func (c townCases) Of(ctx context.Context, l words.Lang, person iin.IIN) ([]pages.Standing, error) {
	own, err := c.look.Mine(ctx, person)
	if err != nil {
		return nil, err
	}
	waiting, _, err := c.look.Requests(ctx, iin.PersonParty(person))
	if err != nil {
		return nil, err
	}
	all, err := c.drafts(ctx, l, person)
	if err != nil {
		return nil, err
	}
	for _, k := range own {
		all = append(all, standing(l, k))
	}
	for _, k := range waiting {
		all = append(all, request(l, k))
	}
	return all, nil
}

// drafts are forms that are still kept and were not filed.
func (c townCases) drafts(ctx context.Context, l words.Lang, person iin.IIN) ([]pages.Standing, error) {
	kept, err := c.store.DraftsOf(ctx, person)
	if err != nil {
		return nil, err
	}
	var all []pages.Standing
	for _, d := range kept {
		if !c.office.Clock.Now().Before(d.Until) {
			continue
		}
		state := string(registration.Draft)
		all = append(all, pages.Standing{
			Number: d.Number, State: state, Tone: frame.Tone(state), Title: words.Status(l, state),
			Next: words.StatusNext(l, state, "date", dateTime(l, d.Until)), Link: "/" + string(l) + "/apply/" + d.Ref,
		})
	}
	return all, nil
}

// standing is a case as its applicant sees it.
func standing(l words.Lang, k registration.Case) pages.Standing {
	others := len(k.Others())
	args := []any{"n", others - len(k.Missing()), "m", others, "date", dateTime(l, k.Deadline)}
	return pages.Standing{
		Number: k.Number, State: string(k.State), Tone: frame.Tone(string(k.State)),
		Title: words.Status(l, string(k.State), args...), Next: words.StatusNext(l, string(k.State), args...),
		Link: "/" + string(l) + "/account/cases/" + k.Ref,
	}
}

// request is a case as an owner sees it who has not answered yet.
func request(l words.Lang, k registration.Case) pages.Standing {
	return pages.Standing{
		Number: k.Number, State: "waiting", Tone: frame.Tone("waiting"),
		Title: words.T(l, "status.owner.you_waiting"), Next: words.StatusNext(l, "consenting", "date", dateTime(l, k.Deadline)),
		Link: "/" + string(l) + "/requests/" + k.Ref,
	}
}

func dateTime(l words.Lang, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return words.DateTime(l, civil.Local(t))
}

// NextEvent is the next alarm of the calendar.
func (c townCases) NextEvent(ctx context.Context) (time.Time, bool, error) {
	return c.store.NextAlarm(ctx)
}

// Bounds of settling: machine time in all, and between looks at work that somebody else has in hand.
const (
	settleFor   = 8 * time.Second
	settlePause = 20 * time.Millisecond
)

// errBusy says that work is left over: a wire is silent, or there was much to do.
var errBusy = errors.New("not everything that became due has happened yet")

// Settle lets the clock and the errands catch up until nothing moves. What is still in hand when the time is
// over goes on in the background.
func (c townCases) Settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, settleFor)
	defer cancel()
	end := make(chan error, 1)
	go func() { end <- c.settle(ctx) }()
	select {
	case err := <-end:
		return err
	case <-ctx.Done():
		return errBusy
	}
}

func (c townCases) settle(ctx context.Context) error {
	for ctx.Err() == nil {
		knocked, err := c.watch.Pass(ctx)
		if err != nil {
			return err
		}
		ran, err := c.errand.Pass(ctx)
		if err != nil {
			return err
		}
		busy, err := c.busy(ctx)
		if err != nil || knocked+ran == 0 && !busy {
			return err
		}
		if ran == 0 {
			time.Sleep(settlePause)
		}
	}
	return errBusy
}

// busy tells whether an errand is due or in somebody's hands.
func (c townCases) busy(ctx context.Context) (bool, error) {
	now := machine{}.Now()
	jobs, err := c.store.Errands(ctx, "waiting", 64) // those due come first
	if err != nil {
		return false, err
	}
	for _, j := range jobs {
		if !j.Due.After(now) {
			return true, nil
		}
	}
	return false, nil
}

// leave drops the portal's cookies, so that a change of person does not go on in the session of the one before.
func (h *house) leave(w http.ResponseWriter, _ *http.Request) {
	for _, name := range h.frame.Forget() {
		http.SetCookie(w, &http.Cookie{
			Name: name, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode,
			Secure: strings.HasPrefix(name, "__Host-"),
		})
	}
}
