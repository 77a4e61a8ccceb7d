package work_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	gbdfl "tirkeu/internal/gate/person"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/town"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/work/deliver"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// post leaves one SMS to a resident behind.
func (c *country) post(key, handle string, dies time.Time) {
	c.Helper()
	body := signing.SMSBody{To: c.iin(handle).Digits(), Text: "text " + key}
	if !dies.IsZero() {
		body.Dies = civil.Micros(dies)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		c.Fatal(err)
	}
	if _, err := c.st.Commit(c.ctx(), writ.Writ{Errands: []writ.Errand{{Key: key, Kind: signing.SMS, Body: string(raw)}}}); err != nil {
		c.Fatal(err)
	}
}

func (c *country) broken(r wire.Register, f wire.Fault) {
	c.Helper()
	if err := c.town.Faults().Set(r, f); err != nil {
		c.Fatal(err)
	}
}

// status is what the books hold of a text.
func (c *country) status(key string) string {
	c.Helper()
	t, err := c.st.Text(c.ctx(), key)
	if err != nil {
		c.Fatal(err)
	}
	return t.Status
}

// tapped counts what goes over the wire to the SMS gateway, by method.
func (c *country) tapped() map[string]int {
	c.Helper()
	to, err := url.Parse(c.town.URL)
	if err != nil {
		c.Fatal(err)
	}
	var mu sync.Mutex
	seen := map[string]int{}
	pipe := httputil.NewSingleHostReverseProxy(to)
	tap := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen[r.Method]++
		mu.Unlock()
		pipe.ServeHTTP(w, r)
	}))
	c.Cleanup(tap.Close)
	pipe.ErrorLog = slog.NewLogLogger(quiet().Handler(), slog.LevelError)
	c.gateway = sms.New(sms.Settings{URL: tap.URL + town.PathSMS, From: "1414", Timeout: patience, Now: c.cal.Now})
	return seen
}

// TestLostAnswerOfTheSMSGateway: the gateway takes the text and its answer is lost. It is asked by
// the text's id, and the text is not sent again.
func TestLostAnswerOfTheSMSGateway(t *testing.T) {
	inCountry(t, func(c *country) {
		seen := c.tapped()
		c.post("one", "serik", time.Time{})
		c.broken(wire.Texts, wire.Fault{Kind: wire.Late, Delay: time.Minute, Times: 1})
		c.pass(c.postman())
		if got := c.status("one"); got != "unknown" || len(c.errands("waiting")) != 1 {
			c.Fatalf("after the lost answer it is %s", got)
		}
		c.machine.add(2 * time.Second)
		c.pass(c.postman())
		if got := c.status("one"); got != "delivered" || len(c.inbox("serik")) != 1 || len(c.errands("waiting")) != 0 {
			c.Errorf("it is %s, and %d lie in the phone", got, len(c.inbox("serik")))
		}
		if diff := cmp.Diff(map[string]int{"PUT": 1, "GET": 1}, seen); diff != "" {
			c.Errorf("over the wire went (-want +got):\n%s", diff)
		}
	})
}

// TestLostSMS: the text never reached the gateway. It is asked, does not know the id, and the text is
// sent again, once.
func TestLostSMS(t *testing.T) {
	inCountry(t, func(c *country) {
		c.post("one", "serik", time.Time{})
		c.broken(wire.Texts, wire.Fault{Kind: wire.Silent, Times: 1})
		c.pass(c.postman())
		if len(c.inbox("serik")) != 0 {
			c.Fatal("a silent gateway delivered")
		}
		c.machine.add(2 * time.Second)
		c.pass(c.postman())
		if len(c.inbox("serik")) != 1 || len(c.errands("waiting")) != 0 {
			c.Errorf("%d lie in the phone", len(c.inbox("serik")))
		}
	})
}

// TestBusyGateway: a gateway that says that it did not take the text is tried until it does.
func TestBusyGateway(t *testing.T) {
	inCountry(t, func(c *country) {
		c.post("one", "serik", time.Time{})
		c.broken(wire.Texts, wire.Fault{Kind: wire.Error, Times: 5})
		for n := 0; len(c.errands("waiting")) > 0 && n < 20; n++ {
			c.pass(c.postman())
			c.machine.add(5 * time.Minute)
		}
		if len(c.inbox("serik")) != 1 || len(c.errands("dead")) != 0 {
			c.Errorf("%d lie in the phone", len(c.inbox("serik")))
		}
	})
}

// TestSMSDiesWithItsCode: a text whose code has ended is not sent.
func TestSMSDiesWithItsCode(t *testing.T) {
	inCountry(t, func(c *country) {
		for name, after := range map[string]time.Duration{"before": time.Microsecond, "at": 0, "past": -time.Microsecond} {
			before := len(c.inbox("serik"))
			c.post(name, "serik", c.cal.Now().Add(after))
			c.pass(c.postman())
			if sent := len(c.inbox("serik")) - before; (sent == 1) != (after > 0) || (c.status(name) == "dead") != (after <= 0) {
				c.Errorf("%s: %d sent, status %s", name, sent, c.status(name))
			}
		}
		if _, err := c.codes.Send(c.ctx(), c.wants("aidana")); err != nil {
			c.Fatal(err)
		}
		c.cal.add(5 * time.Minute)
		c.pass(c.postman())
		if n := len(c.inbox("aidana")); n != 0 || len(c.errands("waiting")) != 0 {
			c.Errorf("%d texts with a code that has ended", n)
		}
	})
}

// TestLetterOnce: the same notice handed over twice is one letter and one SMS.
func TestLetterOnce(t *testing.T) {
	inCountry(t, func(c *country) {
		body, err := json.Marshal(office.Telling{To: "iin:" + c.iin("serik").Digits(), Kind: "reminded", SMS: true, Vars: map[string]string{"word": "қозы-47"}})
		if err != nil {
			c.Fatal(err)
		}
		e := writ.Errand{Key: "tell:x", Kind: office.Tell, Case: "ref", Body: string(body)}
		if _, err := c.st.Commit(c.ctx(), writ.Writ{Errands: []writ.Errand{e}}); err != nil {
			c.Fatal(err)
		}
		tell := deliver.Tell{Books: c.st, Calendar: c.cal, Machine: c.machine, Log: quiet()}
		for range 3 {
			if done, err := tell.Do(c.ctx(), writ.Job{Errand: e, Attempt: 1}); err != nil || !done {
				c.Fatalf("%v, %v", done, err)
			}
		}
		letters, err := c.st.LettersOf(c.ctx(), "iin:"+c.iin("serik").Digits(), 10)
		if err != nil || len(letters) != 1 {
			c.Fatalf("%d letters, %v", len(letters), err)
		}
		if w := c.errands("waiting"); len(w) != 1 || w[0].Kind != signing.SMS {
			c.Errorf("waiting: %+v", w)
		}
		c.pass(c.postman())
		if len(c.inbox("serik")) != 1 {
			c.Errorf("%d texts", len(c.inbox("serik")))
		}
		if letters, err = c.st.LettersOf(c.ctx(), "iin:"+c.iin("serik").Digits(), 10); err != nil || letters[0].SMS != "sent" {
			c.Errorf("the letter says of its SMS: %q, %v", letters[0].SMS, err)
		}
	})
}

// TestUnreadableErrands go to the dead letters at once, and hold nobody up.
func TestUnreadableErrands(t *testing.T) {
	inCountry(t, func(c *country) {
		var w writ.Writ
		for i, kind := range []string{signing.SMS, office.Tell, office.Tell} {
			w.Errands = append(w.Errands, writ.Errand{Key: fmt.Sprint("bad-", i), Kind: kind, Body: []string{"{", "[]", `{"to":"nobody"}`}[i]})
		}
		if _, err := c.st.Commit(c.ctx(), w); err != nil {
			c.Fatal(err)
		}
		c.pass(c.postman())
		if dead := c.errands("dead"); len(dead) != 3 {
			c.Errorf("dead: %+v", dead)
		}
	})
}

// TestReportTwice: GBD FL is told of a version of an entry, its answer is lost, and it is told again
// under the same number: it holds one change, and there is one receipt.
func TestReportTwice(t *testing.T) {
	onBoth(t, func(h *house) {
		book, err := people.Open("")
		if err != nil {
			h.Fatal(err)
		}
		gateway := &wire.Gateway{Book: book, Faults: wire.NewFaults(), Now: h.cal.Now}
		srv := httptest.NewServer(gateway)
		defer srv.Close()
		bus := shep.New(shep.Settings{URL: srv.URL, Sender: "tirkeu", Password: "town", Now: h.cal.Now, Timeout: patience})
		report := deliver.Report{Population: gbdfl.New(gbdfl.Settings{Shep: bus, Now: h.cal.Now}), Receipts: h.st, Calendar: h.cal}
		h.to(registration.Done, plea{who: 10, home: home(1, almaty, 6000, 1)})
		machine := setTo(noon)
		r := h.runner("a", machine, report)
		if err := gateway.Faults.Set(wire.Persons, wire.Fault{Kind: wire.Late, Delay: time.Minute}); err != nil {
			h.Fatal(err)
		}
		if n := h.pass(r); n != 1 {
			h.Fatalf("%d errands", n)
		}
		if list, err := h.st.Receipts(h.ctx(), person(10)); err != nil || len(list) != 0 {
			h.Fatalf("%d receipts without an answer, %v", len(list), err)
		}
		gateway.Faults.Clear()
		machine.add(time.Minute)
		h.pass(r)
		list, err := h.st.Receipts(h.ctx(), person(10))
		if err != nil || len(list) != 1 || list[0].Version != 1 {
			h.Errorf("receipts: %+v, %v", list, err)
		}
		if told := gateway.Changes.Of(person(10).Digits()); len(told) != 1 || told[0].Version != 1 || told[0].RKA != rka(1).Digits() {
			h.Errorf("GBD FL holds %+v", told)
		}
		if n := h.pass(r); n != 0 {
			h.Errorf("%d errands are left", n)
		}
	})
}
