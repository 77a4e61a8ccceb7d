package work_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
)

// TestSecondClickInBetween: the first click is carried out after the second has looked for its key
// and before it loads. The second must be told the first one's answer, not that it comes too late.
func TestSecondClickInBetween(t *testing.T) {
	onBoth(t, func(h *house) {
		click := func(o office.Order, key string) string {
			o.Key = key
			var first office.Outcome
			second := h.door(late{h.cal, &sync.Once{}, func() { first = h.must(o) }})
			got, err := second.Do(h.ctx(), o)
			if err != nil || !got.Replayed || got.Ref != first.Ref || first.Ref == "" {
				h.Fatalf("%s: %+v, %v", key, got, err)
			}
			return first.Ref
		}
		p := plea{who: 10, home: home(1, almaty, 6000, 1)}
		ref := click(office.Order{Act: p.ask(), By: citizenActor(person(10))}, "ask")
		h.must(h.answer(ref, p.home))
		click(h.signature(ref), "sign")
		click(h.consentOf(ref, person(1)), "agree")
		h.stands(ref, registration.Recording, 1, 4)
		h.whole()
	})
}

// TestRepeatedKey: a key is answered with the first outcome even when the act could not happen any
// more, and an act without a key is told so.
func TestRepeatedKey(t *testing.T) {
	onBoth(t, func(h *house) {
		ref := h.to(registration.Signing, plea{who: 10, home: home(1, almaty, 6000, 1)})
		o := office.Order{Key: "w", Ref: ref, Act: registration.Withdraw{}, By: citizenActor(person(10))}
		h.must(o)
		if again := h.must(o); !again.Replayed || again.Ref != ref {
			h.Errorf("%+v", again)
		}
		o.Key = ""
		if _, err := h.office.Do(h.ctx(), o); !fault.Is(err, fault.Conflict) {
			h.Errorf("without a key: %v", err)
		}
		o.Key, o.By = "x", citizenActor(person(11))
		if _, err := h.office.Do(h.ctx(), o); !fault.Is(err, fault.Forbidden) {
			h.Errorf("a stranger: %v", err)
		}
		if _, done, err := h.st.Outcome(h.ctx(), "x"); done || err != nil {
			h.Errorf("the key of a refused act is heard: %v, %v", done, err)
		}
	})
}

// TestOwnersWishes: who takes no requests for his dwelling, or from this applicant, is not asked.
func TestOwnersWishes(t *testing.T) {
	onBoth(t, func(h *house) {
		p := plea{who: 10, home: home(1, almaty, 6000, 1)}
		file := func() error {
			_, err := h.office.Do(h.ctx(), office.Order{Act: p.ask(), By: citizenActor(person(10))})
			return err
		}
		closed := func(name string, set func(on bool) error) {
			if err := set(true); err != nil {
				h.Fatal(err)
			}
			h.refused(name, file(), refusal.NoOwnerConsent, registration.ReasonClosed)
			if err := set(false); err != nil {
				h.Fatal(err)
			}
		}
		owner := writ.PartyText(party(1))
		closed("frozen", func(on bool) error { return h.st.SetFreeze(h.ctx(), p.home.RKA, owner, on, noon) })
		closed("blocked", func(on bool) error { return h.st.SetBlock(h.ctx(), owner, person(10), on, noon) })
		if err := file(); err != nil {
			h.Error(err)
		}
	})
}

// refused demands a lawful no at the door.
func (h *house) refused(name string, err error, g refusal.Ground, reason string) {
	h.Helper()
	var no *registration.NotAccepted
	if !errors.As(err, &no) {
		h.Fatalf("%s: %v", name, err)
	}
	if got, _ := no.Refusal.Fact(dwelling.FactReason); no.Refusal.Ground != g || got != reason {
		h.Errorf("%s: ground %s, reason %s", name, no.Refusal.Ground, got)
	}
}

// TestAskedTooOften: an applicant asks one owner as often as the rule allows in its time, and not
// once more until the first request is older than that.
func TestAskedTooOften(t *testing.T) {
	onBoth(t, func(h *house) {
		quota, _ := law.AskLimit(civil.DateOf(noon))
		file := func(n int) (string, error) {
			p := plea{who: 10, home: home(n, almaty, 6000, 1)}
			out, err := h.office.Do(h.ctx(), office.Order{Key: fmt.Sprint(n), Act: p.ask(), By: citizenActor(person(10))})
			return out.Ref, err
		}
		for n := range quota.Times {
			ref, err := file(n)
			if err != nil {
				h.Fatalf("request %d of %d: %v", n+1, quota.Times, err)
			}
			h.must(h.answer(ref, home(n, almaty, 6000, 1)))
			h.must(office.Order{Ref: ref, Act: registration.Withdraw{}, By: citizenActor(person(10))})
			h.cal.add(time.Minute)
		}
		for _, at := range []time.Duration{-time.Microsecond, 0} {
			h.cal.set(noon.Add(quota.Per + at))
			_, err := file(90)
			h.refused(fmt.Sprint(at), err, refusal.NoOwnerConsent, registration.ReasonPressed)
		}
		h.cal.set(noon.Add(quota.Per + time.Microsecond))
		if _, err := file(91); err != nil {
			h.Errorf("after the rule's time: %v", err)
		}
	})
}
