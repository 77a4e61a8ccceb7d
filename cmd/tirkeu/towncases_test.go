package main

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ncalayer"
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
	if err := (townCases{w.house.house}).Settle(w.ctx); err != errBusy {
		t.Errorf("settled with %v, want %v", err, errBusy)
	}
	w.town.Faults().Clear()
}

// TestNCALayerKnowsWhoWasChosen: where his name is no host, the cookie says whose program is asked.
func TestNCALayerKnowsWhoWasChosen(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	layer := w.town.NCALayer()
	for _, c := range []struct {
		cookie string
		asked  bool
	}{{"serik", true}, {"gulnar", false}, {"", false}} {
		layer.SetMood("serik", ncalayer.Mood{Cancel: true, Times: 1})
		h := http.Header{"Origin": {w.base}}
		if c.cookie != "" {
			h.Set("Cookie", "town-who="+c.cookie)
		}
		conn, _, err := websocket.Dial(w.ctx, "ws"+strings.TrimPrefix(w.base, "http")+"/town"+town.PathNCALayer, &websocket.DialOptions{HTTPHeader: h})
		if err != nil {
			t.Fatal(err)
		}
		must[[]byte](w)(exchange(w, conn, ""))
		must[[]byte](w)(exchange(w, conn, `{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"format":"cms","data":"AA==","signingParams":{"decode":true},"signerParams":{}}}`))
		if left := layer.MoodOf("serik").Times; (left == 0) != c.asked {
			t.Errorf("cookie %q: Serik was asked: %v, want %v", c.cookie, left == 0, c.asked)
		}
		_ = conn.CloseNow()
	}
}

// exchange says something, if there is something to say, and reads what comes.
func exchange(w *world, conn *websocket.Conn, say string) ([]byte, error) {
	if say != "" {
		if err := conn.Write(w.ctx, websocket.MessageText, []byte(say)); err != nil {
			return nil, err
		}
	}
	_, doc, err := conn.Read(w.ctx)
	return doc, err
}
