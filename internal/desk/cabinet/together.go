package cabinet

import (
	"errors"
	"slices"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// asks are the applications that a draft files: one for each of its people, with a request id of its own. A
// renewal that is to wait waits for each of them who has a term to wait for.
func asks(d drafting.Draft, a registration.Ask, wait holds) []registration.Ask {
	others, waits := d.Form.Others(), a.Hold
	a.Hold = waits && !wait.day(a.Person).IsZero()
	if len(others) == 0 {
		return []registration.Ask{a}
	}
	a.Request = consent.Together(d.Request, 1)
	out := []registration.Ask{a}
	for i, o := range others {
		a.Hold = waits && !wait.day(o.IIN).IsZero()
		a.Person, a.Request = o.IIN, consent.Together(d.Request, i+2)
		out = append(out, a)
	}
	return out
}

// fileOthers files for the others of a draft once the first application is in, and counts those who were
// not accepted: they may have an application of their own.
func (c *Cabinet) fileOthers(v *frame.Visit, d drafting.Draft, list []registration.Ask) (refs []string, left int, err error) {
	for _, a := range list {
		out, err := c.Door.Do(v.R.Context(), office.Order{Key: askKey(d.Ref) + ":" + a.Request, Act: a, By: actor(v)})
		var no *registration.NotAccepted
		if errors.As(err, &no) {
			left++
			continue
		}
		if err != nil {
			return refs, left, err
		}
		refs = append(refs, out.Ref)
	}
	return refs, left, nil
}

// group are the cases of the visitor's joint statement that stand as one does, that one among them; none when
// it stands alone.
func (c *Cabinet) group(v *frame.Visit, k registration.Case, all []registration.Case, also func(registration.Case) bool) []registration.Case {
	if !consent.Grouped(k.Statement.Request) {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(all), func(o registration.Case) bool {
		return consent.GroupOf(o.Statement.Request) != consent.GroupOf(k.Statement.Request) || o.Statement.RKA != k.Statement.RKA || o.Filer != k.Filer || !also(o)
	})
	slices.SortFunc(out, func(a, b registration.Case) int { return cmpRequest(a, b) })
	if len(out) < 2 || !slices.ContainsFunc(out, func(o registration.Case) bool { return o.Ref == k.Ref }) {
		return nil
	}
	return out
}

func cmpRequest(a, b registration.Case) int {
	x, y := a.Statement.Request, b.Statement.Request
	if len(x) != len(y) { // 2 before 10
		return len(x) - len(y)
	}
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// signable are the cases of the visitor's joint statement that await his signature with this one.
func (c *Cabinet) signable(v *frame.Visit, k registration.Case) ([]registration.Case, error) {
	if !consent.Grouped(k.Statement.Request) {
		return nil, nil
	}
	all, err := c.Look.Mine(v.R.Context(), me(v))
	if err != nil {
		return nil, err
	}
	return c.group(v, k, all, func(o registration.Case) bool { return o.State == registration.Signing && !o.SignPending }), nil
}

// askedTogether are the requests to the visitor that belong to one joint statement with this one and await his
// answer.
func (c *Cabinet) askedTogether(v *frame.Visit, k registration.Case) ([]registration.Case, error) {
	if !consent.Grouped(k.Statement.Request) {
		return nil, nil
	}
	waiting, _, err := c.Look.Requests(v.R.Context(), v.Who.Party())
	if err != nil {
		return nil, err
	}
	return c.group(v, k, waiting, func(o registration.Case) bool { return lookup.Awaits(o, v.Who.Party()) }), nil
}

// jointly does an act in every case of a joint statement, by one signature. A signature whose revocation
// cannot be asked now is not taken: its late answer would come to one case only.
func (c *Cabinet) jointly(v *frame.Visit, list []registration.Case, p proof.Proof, codes []string, act func(path []string) registration.Act) error {
	if p.Standing != proof.Good {
		return signing.No{Reason: "eds.pending_joint"}
	}
	for i, path := range signing.Paths(list) {
		a := act(path)
		_, err := c.Door.Do(v.R.Context(), office.Order{Key: string(a.Verb()) + ":" + p.ID() + ":" + list[i].Ref, Ref: list[i].Ref, Act: a, By: actor(v), Codes: codes})
		codes = nil                                       // consumed with the first
		if err != nil && !fault.Is(err, fault.Conflict) { // who was quicker has answered in that one
			return err
		}
	}
	return nil
}

// oneOf keeps the first of each joint statement in a list of requests, with how many more it names.
func oneOf(list []registration.Case) (out []askedLine) {
	seen := map[string]int{}
	for _, k := range list {
		group := consent.GroupOf(k.Statement.Request) + k.Statement.RKA.Digits() + k.Filer.Digits()
		if i, ok := seen[group]; ok && consent.Grouped(k.Statement.Request) {
			out[i].More++
			continue
		}
		seen[group] = len(out)
		out = append(out, askedLine{k, 0})
	}
	return out
}

// askedLine is one request in the list of those that wait.
type askedLine struct {
	registration.Case
	More int // people of the same statement
}
