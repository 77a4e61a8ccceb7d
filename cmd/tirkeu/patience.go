package main

import (
	"context"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/work/account"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/signing"
)

// pageWait is how long a page waits for one answer of a state register before it says that the register is
// silent. Background work has the gate's own patience.
const pageWait = 3 * time.Second

// campusWait is the same where GBD RN is asked for everything that an organisation owns: a long answer.
const campusWait = 15 * time.Second

// soon are the registers as pages ask them.
type soon struct {
	persons account.Persons
	titles  lookup.Titles
	atlas   lookup.Atlas
	phones  signing.Phones
	registers
	wait time.Duration
}

func (u upstreams) soon() soon { return u.within(pageWait) }

func (u upstreams) within(wait time.Duration) soon {
	return soon{u.persons, u.titles, u.atlas, u.phones, u.registers, wait}
}

// Person asks GBD FL.
func (s soon) Person(ctx context.Context, i iin.IIN) applicant.Answer {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	return s.persons.Person(ctx, i)
}

// Of asks GBD RN.
func (s soon) Of(ctx context.Context, owner iin.Party) (d []dwelling.Dwelling, silent bool) {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	return s.titles.Of(ctx, owner)
}

// Find searches the address register.
func (s soon) Find(ctx context.Context, q address.Query) address.Answer {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	return s.atlas.Find(ctx, q)
}

// At asks the address register about a code.
func (s soon) At(ctx context.Context, rka address.RKA) address.Answer {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	return s.atlas.At(ctx, rka)
}

// Phone asks BMG.
func (s soon) Phone(ctx context.Context, i iin.IIN) (number string, known bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	return s.phones.Phone(ctx, i)
}
