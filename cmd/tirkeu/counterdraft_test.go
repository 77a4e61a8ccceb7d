package main

import (
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/office"
)

// drafts are the forms that a person has begun and not filed.
func (w *world) drafts(handle string) []drafting.Draft {
	w.Helper()
	return must[[]drafting.Draft](w)(w.drawer().Of(w.ctx, w.person(handle).Person.IIN))
}

func (w *world) drawer() *drafting.Drafts {
	return &drafting.Drafts{Books: w.store, Calendar: w.town.Clock(), Fresh: office.Random{}.Fresh}
}

// takesUp presses the button that continues a form which the person at the window began online; key names one of
// its people.
func (w *world) takesUp(id, draft, key string) *walker.Page {
	w.Helper()
	z := w.who("zarina")
	p := w.page(z.Get("/desk/tickets/" + id))
	for i := range p.Forms {
		if f := &p.Forms[i]; f.Values.Get("do") == "draft" && f.Values.Get("draft") == draft && f.Values.Get("who") == key {
			return w.page(z.Fill(p, f, nil))
		}
	}
	w.Fatalf("the page continues no such form: %s", p.Text)
	return nil
}

// forged sends a form that no page of ours shows: the one that continues a draft.
func (w *world) forged(id, draft string) (*walker.Page, error) {
	w.Helper()
	z := w.who("zarina")
	p := w.page(z.Get("/desk/tickets/" + id))
	f := *p.Form("do")
	f.Names = map[string]bool{"do": true, "draft": true}
	return z.Fill(p, &f, walker.Fields{"do": "draft", "draft": draft})
}

// access is what a person reads of who looked at his data.
func (w *world) access(handle string) string {
	w.Helper()
	return w.page(w.who(handle).Get("/account/access")).Text
}

// TestCounterDraft: a form begun on the portal is seen at the window once its person is identified, and nobody
// else's is; its answers stand in the counter's form, it is used up by the application, and the person reads
// that the operator opened it.
func TestCounterDraft(t *testing.T) {
	onBoth(t, func(w *world) {
		a := w.who("aidana")
		_, p, err := a.Begin()
		w.page(p, err)
		w.page(a.FillIn(p, w.at(people.SmallFlat, "saniya", 5)))
		draft := w.drafts("aidana")[0]
		z := w.who("zarina")
		id := w.served("daniyar", nil)
		if p := w.page(z.Get("/desk/tickets/" + id)); p.Says(text("front.draft.h")) {
			t.Error("another person's form shows")
		}
		if p, err := w.forged(id, draft.Ref); err != nil || p.Errors["draft"] != text("errors.front.no_draft") {
			t.Errorf("another person's form opens: status %d, %v", p.Status, p.Errors)
		}
		w.page(z.Ends(id, "done"))

		id = w.served("aidana", walker.Fields{"whose": "other"})
		p = w.page(z.Get("/desk/tickets/" + id))
		if !p.Says(text("front.draft.h")) || p.Says(draft.Form.Typed) {
			t.Errorf("before it is opened the form says: %s", p.Text)
		}
		if strings.Contains(w.access("aidana"), text("account.access.what_draft")) {
			t.Error("a look stands there that nobody took")
		}
		p = w.takesUp(id, draft.Ref, "")
		f := p.Form("object", "owner", "months")
		if f == nil || f.Values.Get("months") != "5" || f.Values.Get("owner") != w.iin("saniya") ||
			f.Values.Get("object") != people.RKA(people.SmallFlat).Digits() || f.Values.Get("purpose") != "other" || f.Values.Get("type") != "temporary" {
			t.Fatalf("the counter's form holds %+v: %s", f, p.Text)
		}
		if !p.Says(draft.Form.Typed) || !p.Says(text("front.draft.own_no")) {
			t.Errorf("what is to be checked with the person: %s", p.Text)
		}
		if !strings.Contains(w.access("aidana"), text("account.access.what_draft")) {
			t.Error("the person does not read that the operator opened the form")
		}
		w.page(z.Fill(p, f, nil))
		w.page(z.Files(id))
		k := w.ofTicket(id)
		if k.Statement.Months != 5 || k.Statement.Request != draft.Request || k.Intake == nil {
			t.Errorf("the application: %+v", k.Statement)
		}
		if left := w.drafts("aidana"); len(left) != 0 {
			t.Errorf("%d forms are left", len(left))
		}
		w.page(z.Seal(id, 0))
		w.comes(id, 1, "saniya")
		w.stands(k.Ref, registration.Done)
		w.page(z.Ends(id, "done"))
		w.whole()
	})
}

// TestCounterDraftLaidAside: the person may want something else; the form stays where it was.
func TestCounterDraftLaidAside(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	a, z := w.who("aidana"), w.who("zarina")
	_, p, err := a.Begin()
	w.page(p, err)
	draft := w.drafts("aidana")[0]
	id := w.served("aidana", walker.Fields{"whose": "other"})
	p = w.takesUp(id, draft.Ref, "")
	if !p.Says(text("front.draft.none")) {
		t.Errorf("a form without answers: %s", p.Text)
	}
	w.page(z.Step("/desk/tickets/"+id, "aside", nil))
	if p := w.page(z.Get("/desk/tickets/" + id)); !p.Says(text("front.draft.h")) {
		t.Errorf("the form is not offered again: %s", p.Text)
	}
	w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits()})
	if len(w.drafts("aidana")) != 1 {
		t.Error("a form that was not used is gone")
	}
	if p, err := w.forged(id, draft.Ref); err != nil || p.Status < 400 {
		t.Errorf("a form is taken up beside an application: status %d", p.Status)
	}
}

// TestCounterDraftOfFamily: each of a form's people has an application at the window, and the others stay in the
// form until theirs is taken, too.
func TestCounterDraftOfFamily(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	bota, raushan := w.person("bota").Person, w.person("raushan").Person
	form := drafting.Form{Kind: "temporary", Months: "3", Purpose: "family", Own: "no", Owner: "iin:" + w.iin("kairat"), RKA: people.RKA(people.StudentFlat).Digits(), Typed: "x"}
	form.Together(true, []drafting.Relative{{IIN: raushan.IIN, Name: raushan.Name.Full(), Ward: true}})
	draft := must[drafting.Draft](w)(w.drawer().New(w.ctx, bota.IIN, form))
	z := w.who("zarina")
	id := w.served("bota", walker.Fields{"whose": "other"})
	p := w.takesUp(id, draft.Ref, "")
	if !p.Says(raushan.Name.Full()) || !p.Says(text("front.draft.each")) {
		t.Fatalf("the others of the form: %s", p.Text)
	}
	i := slices.IndexFunc(p.Forms, func(f walker.Form) bool { return f.Values.Get("who") != "" })
	p = w.takesUp(id, draft.Ref, p.Forms[i].Values.Get("who"))
	w.page(z.Fill(p, p.Form("object", "owner", "months"), nil))
	w.page(z.Files(id))
	k := w.stands(w.ofTicket(id).Ref, registration.Signing)
	if k.Person != raushan.IIN || k.Filer != bota.IIN {
		t.Fatal("the ward's application is another person's")
	}
	left := w.drafts("bota")
	if len(left) != 1 || left[0].Subject() != bota.IIN || len(left[0].Form.Others()) != 0 || left[0].Request == draft.Request {
		t.Fatalf("what is left: %+v", left)
	}
	w.page(z.Seal(id, 0))
	p = w.page(z.Step("/desk/tickets/"+id, "another", nil))
	next := strings.TrimPrefix(p.Path(), "/desk/tickets/")
	if next == id || !p.Says(bota.Name.Full()) || !p.Says(text("front.draft.h")) {
		t.Fatalf("the same person's next application: %s, %s", p.Path(), p.Text)
	}
	p = w.takesUp(next, draft.Ref, "")
	w.page(z.Fill(p, p.Form("object", "owner", "months"), nil))
	w.page(z.Files(next))
	if w.stands(w.ofTicket(next).Ref, registration.Signing).Person != bota.IIN || len(w.drafts("bota")) != 0 {
		t.Error("the second application, or a form is left")
	}
	w.whole()
}

// TestCounterDraftCorrects: a form that corrects an impossible application asks again in that one.
func TestCounterDraftCorrects(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("aidana").Apply(w.at(people.Unfinished, "viktor", 6)))
	w.stands(ref, registration.Ineligible)
	p := w.page(w.who("aidana").Get("/account/cases/" + ref))
	i := slices.IndexFunc(p.Forms, func(f walker.Form) bool { return strings.HasSuffix(f.Action, "/correct") })
	if i < 0 {
		t.Fatalf("no form to correct: %s", p.Text)
	}
	w.page(w.who("aidana").Fill(p, &p.Forms[i], nil))
	draft := w.drafts("aidana")[0]
	id := w.served("aidana", walker.Fields{"whose": "other"})
	p = w.takesUp(id, draft.Ref, "")
	if f := p.Form("object", "owner"); f == nil || w.ofTicket(id).Ref != ref {
		t.Fatalf("the impossible application is not mended here: %s", p.Text)
	}
	k := w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits()})
	if k.Ref != ref || len(w.drafts("aidana")) != 0 {
		t.Errorf("another application: %s, %d forms", k.Ref, len(w.drafts("aidana")))
	}
	w.stands(ref, registration.Signing)
}
