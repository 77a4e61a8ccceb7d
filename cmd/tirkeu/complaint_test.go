package main

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// complaintText is what residents write here.
const complaintText = "Мен бұған келіспеймін, қайта қараңыз."

// complains lodges a complaint on the page of a case or an entry, and gives its ref.
func (w *world) complains(handle, at, kind string) string {
	w.Helper()
	x := w.who(handle)
	p := w.page(x.Get(at + "/complain"))
	p = w.page(x.Fill(p, p.Form("kind", "text"), walker.Fields{"kind": kind, "text": complaintText}))
	ref, ok := strings.CutPrefix(p.Path(), "/account/complaints/")
	if !ok || p.Status != 200 {
		w.Fatalf("no complaint was lodged: %s, status %d, %v", p.Path(), p.Status, p.Errors)
	}
	return ref
}

// plaint is a complaint as its facts tell.
func (w *world) plaint(ref string) complaint.Complaint {
	w.Helper()
	facts := must[[]string](w)(w.texts(ref))
	return must[complaint.Complaint](w)(complaint.Replay(facts))
}

// texts are the texts of a chain.
func (w *world) texts(ref string) (out []string, err error) {
	facts, err := w.store.Facts(w.ctx, ref)
	for _, f := range facts {
		out = append(out, f.Text)
	}
	return out, err
}

// takesPlaint lets the officer take a complaint.
func (w *world) takesPlaint(ref string) {
	w.Helper()
	p := w.page(w.who("nurlan").Get("/complaints/" + ref))
	w.page(w.who("nurlan").Fill(p, p.FormTo("/take"), nil))
	if w.plaint(ref).Taken.IsZero() {
		w.Fatalf("%s was not taken", ref)
	}
}

// answers answers it, seeing first what its reader will.
func (w *world) answersPlaint(ref, outcome, words string) {
	w.Helper()
	n := w.who("nurlan")
	p := w.page(n.Get("/complaints/" + ref))
	p = w.page(n.Fill(p, p.Form("outcome", "words"), walker.Fields{"outcome": outcome, "words": words}))
	if p.Status != 200 || !p.Says(words) || w.plaint(ref).State != complaint.Waiting {
		w.Fatalf("no preview of the answer: status %d, %v", p.Status, p.Errors)
	}
	w.page(n.Fill(p, p.Form("outcome", "words", "seen"), nil))
}

func onOwnEntry(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		w.registered(tenant, people.TwinB, "marina", 3)
		return act{by: "applicant", path: "/account/registration/" + w.entry(tenant).ID + path, form: fields(form),
			sees: map[string]int{"owner": 422}} // she may complain too, of something else
	}
}

func onPlaint(by, path, form string, before func(*world, string)) func(*world, string) act {
	return func(w *world, tenant string) act {
		ref := w.complains(tenant, "/account/cases/"+w.asked(tenant, people.TwinB, "marina", 3), "delay")
		room := "/complaints/"
		if by == "applicant" {
			room = "/account/complaints/"
		}
		if before != nil {
			before(w, ref)
		}
		return act{by: by, path: room + ref + path, form: fields(form), spends: true}
	}
}

// TestComplaint: a delay is complained of and answered in time; the case is as it was, everybody reads what
// he may, every look is written down, and the books are whole.
func TestComplaint(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
		before := w.stands(ref, registration.Reviewing)
		x := w.who("aidana")
		p := w.page(x.Get("/account/cases/" + ref + "/complain"))
		for name, typed := range map[string]walker.Fields{
			"no words": {"kind": "delay", "text": ""}, "too few": {"kind": "delay", "text": "қысқа"},
			"too many": {"kind": "delay", "text": strings.Repeat("ә", complaint.MaxText+1)}, "another kind": {"kind": "not_agreed", "text": complaintText},
		} {
			form := map[string][]string{"token": {p.Token()}}
			for field, v := range typed {
				form[field] = []string{v}
			}
			got, err := x.Knock("POST", "/account/cases/"+ref+"/complain", form)
			if err != nil || got.Status != 422 || len(got.Errors) == 0 {
				t.Errorf("%s: status %d, %v, %v", name, got.Status, got.Errors, err)
			}
		}
		k := w.complains("aidana", "/account/cases/"+ref, "delay")
		if again := w.complains("aidana", "/account/cases/"+ref, "delay"); again != k {
			t.Errorf("a second complaint of the same: %s", again)
		}
		c := w.plaint(k)
		p = w.page(x.Get("/account"))
		if !p.Says(c.Number) {
			t.Error("the account does not show the complaint")
		}
		w.told("aidana", "complaint_in")
		if got, err := w.who("timur").Knock("GET", "/account/complaints/"+k, nil); err != nil || got.Status != 404 {
			t.Errorf("a stranger reads it: %d, %v", got.Status, err)
		}

		p = w.page(w.who("nurlan").Get("/complaints"))
		if !p.Says(c.Number) {
			t.Errorf("the pile lacks it: %s", p.Text)
		}
		w.takesPlaint(k)
		w.accessed("aidana", "complaint", "complaint", 2) // opened, and opened again once it was taken
		w.answersPlaint(k, "upheld", "Іс бүгін қаралады.")
		w.told("aidana", "complaint_answered")
		p = w.page(x.Get("/account/complaints/" + k))
		if !p.Says("Іс бүгін қаралады.") || !p.Says(complaintText) || !p.Says(text("status.complaint.upheld")) {
			t.Errorf("the answer is not shown: %s", p.Text)
		}
		if after := w.kase(ref); after.Facts != before.Facts || after.Head != before.Head {
			t.Error("a complaint changed the case")
		}
		if c := w.plaint(k); !c.Kept() || c.Answerer.Digits() != w.iin("nurlan") {
			t.Errorf("%+v", c)
		}
		w.audited()
	})
}

// TestWhoDecidedDoesNotAnswer: the officer who let a case go on reads the complaint about it and may do nothing.
func TestWhoDecidedDoesNotAnswer(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
	w.stands(ref, registration.Reviewing)
	w.page(w.who("nurlan").Take(ref))
	w.page(w.who("nurlan").Decide(ref, walker.Approve, ""))
	w.until("the registers answered again", func() bool { return w.kase(ref).State != registration.Checking })
	kind := map[registration.State]string{registration.Ineligible: "decision"}[w.kase(ref).State]
	k := w.complains("aidana", "/account/cases/"+ref, cmp.Or(kind, "delay"))
	n := w.who("nurlan")
	p := w.page(n.Get("/complaints/" + k))
	if !p.Says(text("complaint.decider")) || p.FormTo("/take") != nil {
		t.Errorf("who decided may take it: %s", p.Text)
	}
	for _, path := range []string{"/take", "/answer"} {
		form := map[string][]string{"token": {p.Token()}, "outcome": {"upheld"}, "words": {complaintText}, "seen": {"upheld"}}
		if got, err := n.Knock("POST", "/complaints/"+k+path, form); err != nil || got.Status != 403 {
			t.Errorf("%s: status %d, %v", path, got.Status, err)
		}
	}
	if c := w.plaint(k); c.Facts != 1 {
		t.Errorf("%+v", c)
	}
}

// TestComplaintOfEntry: "not me" from the person, "I did not agree" from an owner; the term runs out on the
// fifth working day, and the person is told.
func TestComplaintOfEntry(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.TwinA, "marina", 3)
	e := w.entry("aidana")
	first := w.complains("aidana", "/account/registration/"+e.ID, "not_me")
	w.complains("marina", "/account/registration/"+e.ID, "not_agreed")
	c := w.plaint(first)
	if c.About != complaint.OfEntry(e.ID) || c.Subject != e.Number || c.Kind != complaint.NotMe {
		t.Errorf("%+v", c)
	}
	w.pass(c.Due.Sub(w.town.Clock().Now()) - time.Minute)
	if w.plaint(first).Late {
		t.Error("late a minute before the term is over")
	}
	w.pass(2 * time.Minute)
	w.until("the term is over", func() bool { return w.plaint(first).Late })
	w.told("aidana", "complaint_late")
	w.told("marina", "complaint_late")
	if e := w.entry("aidana"); e.Status != "active" {
		t.Errorf("a complaint changed the entry: %s", e.Status)
	}
	w.audited()
}
