package main

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
)

// cityPage opens a page of the town that must be there.
func (w *world) cityPage(path string) string {
	w.Helper()
	res, err := http.Get(w.base + path)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		w.Fatalf("%s: status %d, %v", path, res.StatusCode, err)
	}
	return string(body)
}

// turn presses a control of the town's calendar and gives the page that follows.
func (w *world) turn(by string) string {
	w.Helper()
	res, err := http.PostForm(w.base+"/town/time?lang=en", url.Values{"by": {by}, "back": {"/town/"}})
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		w.Fatalf("the calendar: status %d, %v", res.StatusCode, err)
	}
	return string(body)
}

// TestTownSeesCases walks from event to event: when the page shows, what became due has happened.
func TestTownSeesCases(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		k := w.kase(ref)
		front := w.cityPage("/town/?lang=en")
		for _, want := range []string{
			words.Status(words.EN, "consenting", "n", 0, "m", 3), words.T(words.EN, "status.owner.you_waiting"),
			".localhost:" + w.house.port + "/en/account/cases/" + ref, ".localhost:" + w.house.port + "/en/requests/" + ref,
		} {
			if !strings.Contains(front, want) {
				t.Errorf("the front page lacks %q", want)
			}
		}
		if n := strings.Count(front, k.Number); n != 4 {
			t.Errorf("the case is named %d times, want once for the tenant and each owner", n)
		}
		before := len(w.inbox("serik"))
		for i := 0; w.kase(ref).State == registration.Consenting; i++ {
			at, ok, err := w.store.NextAlarm(w.ctx)
			if err != nil || !ok || i > 10 {
				t.Fatalf("no next event after %d: %v", i, err)
			}
			front = w.turn("event")
			if now := w.town.Clock().Now(); now.Before(at) {
				t.Fatalf("the calendar shows %v, before the event at %v", now, at)
			}
		}
		if w.kase(ref).State != registration.Lapsed {
			t.Fatalf("the case stands in %s", w.kase(ref).State)
		}
		if len(w.inbox("serik")) <= before {
			t.Error("the owner's phone had no reminder when the page showed")
		}
		if strings.Contains(front, words.T(words.EN, "status.owner.you_waiting")) {
			t.Error("an owner is still asked")
		}
	})
}

// TestSettleDoesNotWaitForTheSilent: a wire that is silent does not hold the page for ever.
func TestSettleDoesNotWaitForTheSilent(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.who("aidana")
	w.fault(wire.Texts, wire.Silent, 0)
	w.asked("aidana", people.ThreeOwners, "serik", 6) // the owners' texts are on their way now, and do not arrive
	begun := time.Now()
	if err := (townCases{w.house.house}).Settle(w.ctx); err != errBusy {
		t.Errorf("settled with %v, want %v", err, errBusy)
	}
	if took := time.Since(begun); took > settleFor+2*time.Second {
		t.Errorf("settling took %v", took)
	}
	w.town.Faults().Clear()
}
