package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/work/lookup"
)

// cast are the residents of the scenes at their browsers. Every act looks first where the case stands, so
// that a scene which broke off is played to its end at the next start.
type cast struct {
	*stage
	ctx     context.Context
	walkers map[string]*walker.Walker
}

// patience is how long a scene waits for the background.
const patience = 15 * time.Second

// leave closes the browsers.
func (x *cast) leave() {
	for _, w := range x.walkers {
		w.Close()
	}
}

// until lives on to an instant of the calendar, from event to event; one that has passed is passed over.
func (x *cast) until(at time.Time) error {
	world := townCases{x.house}
	for x.ctx.Err() == nil {
		if err := world.Settle(x.ctx); err != nil && !errors.Is(err, errBusy) {
			return err
		}
		now := x.town.Clock().Now()
		if !now.Before(at) {
			return nil
		}
		next, some, err := world.NextEvent(x.ctx)
		if err != nil {
			return err
		}
		if !some || next.After(at) {
			next = at
		}
		if err := x.town.Clock().Advance(max(next.Sub(now), 0)); err != nil {
			return err
		}
	}
	return x.ctx.Err()
}

// who is a resident, logged in: by his key, or by a code when the key is no good.
func (x *cast) who(handle string) (*walker.Walker, error) {
	if w := x.walkers[handle]; w != nil {
		return w, nil
	}
	w, err := walker.New(x.town.Town, handle, "http://localhost:"+x.port)
	if err != nil {
		return nil, err
	}
	w.Lang = "kk"
	if w.Me.Key == people.KeyGood {
		_, err = w.SignInByEDS("")
	} else {
		_, err = w.SignInByCode()
	}
	if err != nil {
		return nil, err
	}
	if x.walkers == nil {
		x.walkers = map[string]*walker.Walker{}
	}
	x.walkers[handle] = w
	return w, nil
}

func (x *cast) at(home, owner string, months int) walker.Application {
	r, _ := x.town.People().Resident(owner)
	return walker.Application{Months: months, Permanent: months == 0, Owner: r.Person.IIN.Digits(), Address: people.RKA(home).Digits()}
}

// file files an application, or finds the one that the resident filed before the scene broke off.
func (x *cast) file(handle string, a walker.Application) (string, error) {
	w, err := x.who(handle)
	if err != nil {
		return "", err
	}
	before, err := x.look.Mine(x.ctx, w.Me.Person.IIN)
	if err != nil {
		return "", err
	}
	if len(before) > 0 {
		return before[0].Ref, nil
	}
	ref, _, err := w.Apply(a)
	return ref, err
}

// fileAnother files the second application of a resident who has filed one before.
func (x *cast) fileAnother(handle string, a walker.Application) (string, error) {
	w, err := x.who(handle)
	if err != nil {
		return "", err
	}
	before, err := x.look.Mine(x.ctx, w.Me.Person.IIN)
	if err != nil {
		return "", err
	}
	if len(before) > 1 {
		return before[0].Ref, nil
	}
	ref, _, err := w.Apply(a)
	return ref, err
}

// renew files a renewal of a resident's registration in force and signs it.
func (x *cast) renew(handle string, months int) (string, error) {
	w, err := x.who(handle)
	if err != nil {
		return "", err
	}
	before, err := x.look.Mine(x.ctx, w.Me.Person.IIN)
	if err != nil {
		return "", err
	}
	ref := ""
	if len(before) > 1 {
		ref = before[0].Ref
	} else {
		now, err := x.look.Addresses(x.ctx, w.Me.Person.IIN)
		if err != nil || now.Temporary == nil {
			return "", err
		}
		if ref, _, err = w.Renew(now.Temporary.Entry.ID, months, true); err != nil {
			return "", err
		}
	}
	if s := x.stands(ref); s != registration.Checking && s != registration.Signing {
		return ref, nil
	}
	return ref, x.sign(handle, ref, registration.Consenting)
}

// mute lets GBD FL give no answer about a resident, until it is switched off on the town's page of faults.
func (x *cast) mute(handle string) {
	if r, ok := x.town.People().Resident(handle); ok {
		x.town.Faults().Mute(r.Person.IIN)
	}
}

// stands is where a case stands now; "" when it cannot be read.
func (x *cast) stands(ref string) registration.State {
	k, err := lookup.Unchecked{Rows: x.store}.Case(x.ctx, ref)
	if err != nil {
		return ""
	}
	return k.State
}

// wait waits until a case stands in the state.
func (x *cast) wait(ref string, want registration.State) error {
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		s := x.stands(ref)
		if s == want {
			return nil
		}
		if x.ctx.Err() != nil || time.Now().After(end) {
			return fmt.Errorf("the case stands in %q, not in %q", s, want)
		}
	}
}

// act does something when the case stands where the act belongs.
func (x *cast) act(handle string, from registration.State, ref string, do func(*walker.Walker) error) error {
	if x.stands(ref) != from {
		return nil
	}
	w, err := x.who(handle)
	if err != nil {
		return err
	}
	return do(w)
}

// sign signs when it is time to, and waits for what follows.
func (x *cast) sign(handle, ref string, then registration.State) error {
	if x.stands(ref) == registration.Checking {
		if err := x.wait(ref, registration.Signing); err != nil {
			return err
		}
	}
	err := x.act(handle, registration.Signing, ref, func(w *walker.Walker) (err error) {
		if w.Me.Key == people.KeyGood {
			_, err = w.SignByEDS(ref)
		} else {
			_, err = w.SignByCode(ref)
		}
		return err
	})
	if err != nil {
		return err
	}
	return x.wait(ref, then)
}

// ask files and signs an application to owners.
func (x *cast) ask(handle, home, owner string, months int) (string, error) {
	ref, err := x.file(handle, x.at(home, owner, months))
	if err != nil {
		return "", err
	}
	if s := x.stands(ref); s != registration.Checking && s != registration.Signing {
		return ref, nil // further on already
	}
	return ref, x.sign(handle, ref, registration.Consenting)
}

// agree says an owner's yes, unless he has said it.
func (x *cast) agree(owner, ref string) error {
	return x.act(owner, registration.Consenting, ref, func(w *walker.Walker) error {
		k, err := lookup.Unchecked{Rows: x.store}.Case(x.ctx, ref)
		if err != nil || !lookup.Awaits(k, iin.PersonParty(w.Me.Person.IIN)) {
			return err
		}
		_, err = w.Agree(ref)
		return err
	})
}

// appeal asks for a person after an automatic no.
func (x *cast) appeal(handle, ref string) error {
	if x.stands(ref) == registration.Checking {
		if err := x.wait(ref, registration.Ineligible); err != nil {
			return err
		}
	}
	return x.act(handle, registration.Ineligible, ref, func(w *walker.Walker) error { _, err := w.Appeal(ref); return err })
}

// speak is the applicant's answer to an officer who means to refuse; without words there is nothing to add.
func (x *cast) speak(handle, ref, words string) error {
	return x.act(handle, registration.Hearing, ref, func(w *walker.Walker) error { _, err := w.Speak(ref, words); return err })
}

// decide is the officer's word. One who means to refuse comes twice: before the applicant has spoken, and after.
func (x *cast) decide(ref string, d walker.Decision, ground string, then registration.State) error {
	if k, err := (lookup.Unchecked{Rows: x.store}).Case(x.ctx, ref); err != nil || d == walker.Summon && k.Intent.Heard != "" {
		return err // he has spoken already
	}
	err := x.act("nurlan", registration.Reviewing, ref, func(w *walker.Walker) error {
		if _, err := w.Take(ref); err != nil {
			return err
		}
		_, err := w.Decide(ref, d, ground)
		return err
	})
	if err != nil {
		return err
	}
	return x.wait(ref, then)
}

// end ends a resident's registration in force.
func (x *cast) end(handle string) error {
	w, err := x.who(handle)
	if err != nil {
		return err
	}
	now, err := x.look.Addresses(x.ctx, w.Me.Person.IIN)
	if err != nil || now.Temporary == nil {
		return err
	}
	_, err = w.EndRegistration(now.Temporary.Entry.ID)
	return err
}
