package main

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// person is a resident of the town.
func (w *world) person(handle string) people.Resident {
	w.Helper()
	r, ok := w.town.People().Resident(handle)
	if !ok {
		w.Fatalf("no resident %q", handle)
	}
	return r
}

// served gives somebody a ticket at Zarina's branch, calls him and identifies him.
func (w *world) served(handle string, wish walker.Fields) string {
	w.Helper()
	z := w.who("zarina")
	his, p, err := z.Give(wish)
	w.page(p, err)
	for {
		id, p, err := z.Call()
		w.page(p, err)
		if id == his {
			break
		}
		w.page(z.Ends(id, "absent"))
	}
	w.page(z.Identify(his, w.person(handle)))
	return his
}

// taken notes where somebody wants to be registered, and takes the application.
func (w *world) taken(id string, typed walker.Fields) registration.Case {
	w.Helper()
	z := w.who("zarina")
	form := walker.Fields{"type": "temporary", "months": "6", "purpose": "work"}
	for k, v := range typed {
		form[k] = v
	}
	w.page(z.Finds(id, form))
	w.page(z.Files(id))
	return w.ofTicket(id)
}

// ofTicket is the application that stands on a ticket of Zarina's branch.
func (w *world) ofTicket(id string) registration.Case {
	w.Helper()
	tickets, err := w.store.Tickets(w.ctx, "AST-1", civil.DateOf(w.town.Clock().Now()))
	if err != nil {
		w.Fatal(err)
	}
	for _, t := range tickets {
		if t.ID == id && t.Case != "" {
			return w.kase(t.Case)
		}
	}
	w.Fatal("no application stands on the ticket")
	return registration.Case{}
}

// TestCounterPlain: an applicant and the owner of his flat stand at a window; both sign by hand, the
// operator seals, and the entry is made.
func TestCounterPlain(t *testing.T) {
	onBoth(t, func(w *world) {
		z := w.who("zarina")
		id := w.served("aidana", walker.Fields{"whose": "other"})
		k := w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits()})
		w.stands(k.Ref, registration.Signing)
		w.page(z.Comes(id, 1, w.person("saniya")))
		w.page(z.Seal(id, 0))
		w.page(z.Seal(id, 1))
		k = w.stands(k.Ref, registration.Done)
		if k.Intake == nil || k.Intake.Branch != "AST-1" || k.Taker != w.person("zarina").Person.IIN {
			t.Errorf("the application came in by %+v", k.Intake)
		}
		p, err := w.store.Proof(w.ctx, k.SignedBy)
		if err != nil || p.Kind != proof.Ink || p.Operator != k.Taker || !strings.Contains(string(p.Rendering), "Әбілова Зарина") {
			t.Errorf("the applicant's proof is %s, %v", p.Kind, err)
		}
		for path, begin := range map[string]string{"/receipt": "%PDF", "/notice": "%PDF"} {
			got := w.page(z.Get("/desk/tickets/" + id + path))
			if got.Status != 200 || !bytes.HasPrefix(got.Body, []byte(begin)) {
				t.Errorf("%s: status %d, %.20q", path, got.Status, got.Body)
			}
		}
		w.page(z.Ends(id, "done"))
		w.whole()
		for _, who := range []string{"aidana", "saniya"} {
			page := w.page(w.who(who).Get("/account/access"))
			if !page.Says(text("account.access.operator")) {
				t.Errorf("%s does not read that an operator looked: %s", who, page.Text)
			}
		}
	})
}

// windows are tickets at Zarina's branch: one that was served with a scan, one at her window whose application
// awaits its signatures, one that waits.
func (w *world) windows() map[string]string {
	w.Helper()
	z := w.who("zarina")
	v := map[string]string{"served": w.served("farid", walker.Fields{"whom": "foreign"})}
	w.page(z.Attach("/desk/tickets/"+v["served"]+"?open=papers", "paper", walker.Fields{"kind": "deregistration", "number": "7"}, picture(w.T)))
	k := w.taken(v["served"], walker.Fields{"owner": w.iin("kairat"), "object": people.RKA(people.StudentFlat).Digits(), "type": "permanent"})
	w.stands(k.Ref, registration.Signing)
	w.page(z.Seal(v["served"], 0))
	w.page(w.who("kairat").Agree(k.Ref))
	w.stands(k.Ref, registration.Done)
	w.page(z.Ends(v["served"], "done"))
	scans, err := w.store.Scanned(w.ctx, v["served"])
	if err != nil || len(scans) != 1 {
		w.Fatalf("%d scans, %v", len(scans), err)
	}
	v["scan"] = scans[0].Digest
	v["guarded"], v["decision"] = w.guarded()
	v["ticket"] = w.served("karina", walker.Fields{"whom": "foreign"})
	k = w.taken(v["ticket"], walker.Fields{"owner": w.iin("kairat"), "object": people.RKA(people.StudentFlat).Digits()})
	w.stands(k.Ref, registration.Signing)
	slip, p, err := z.Give(walker.Fields{"whose": "other", "priority": "elderly"})
	w.page(p, err)
	v["slip"] = slip
	return v
}

// guarded is an application by a guardian whose decision no register knows: it stands before an officer, with the
// scan of the decision.
func (w *world) guarded() (ref, digest string) {
	w.Helper()
	z := w.who("zarina")
	id := w.served("gaukhar", walker.Fields{"whose": "other"})
	w.applies(id, walker.Fields{"for": "child", "person": w.iin("alua")})
	w.page(z.Attach("/desk/tickets/"+id+"?open=papers", "paper", walker.Fields{"kind": "guardianship", "number": "12-5"}, picture(w.T)))
	k := w.taken(id, walker.Fields{"owner": w.iin("kairat"), "object": people.RKA(people.StudentFlat).Digits()})
	k = w.stands(k.Ref, registration.Reviewing)
	w.page(z.Ends(id, "done"))
	return k.Ref, k.Intake.Papers[0].Scan
}

// picture is a scan.
func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// atWindow is a form of the operator's that needs nobody.
func atWindow(path, form string) func(*world, string) act {
	return func(*world, string) act { return act{by: "operator", path: "/desk" + path, form: fields(form)} }
}

// onTicket is a form at a ticket of the operator's window: somebody was identified, or his application awaits his
// signature, which the operator seals.
func onTicket(path, form string, sealed bool) func(*world, string) act {
	return func(w *world, _ string) act {
		z := w.who("zarina")
		if p := w.page(z.Get("/desk")); p.FormTo("/desk") == nil { // somebody stands here still
			w.page(z.Ends(at(p), "done"))
		}
		id := w.served("karina", walker.Fields{"whom": "foreign"})
		a := act{by: "operator", path: "/desk/tickets/" + id + path, form: fields(form)}
		if sealed {
			k := w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits()})
			w.stands(k.Ref, registration.Signing)
			a.form.Set("cms", must[string](w)(z.Signature(w.page(z.Get(a.path)), "")))
		}
		return a
	}
}

// at is the ticket that the hall's page shows at the operator's window.
func at(p *walker.Page) string {
	for _, l := range p.Links {
		if _, id, ok := strings.Cut(l.Path, "/desk/tickets/"); ok {
			return id
		}
	}
	return ""
}

// counters is the hall of Zarina's branch: one person was served, one is at her window and signs, and one waits.
func (w *world) counters(v values) {
	w.Helper()
	for name, value := range w.windows() {
		v[map[string]string{"served": "counted", "ticket": "sealing", "slip": "window", "scan": "scan", "guarded": "guarded", "decision": "decision"}[name]] = value
	}
	z := w.who("zarina")
	for _, x := range [][2]string{{"leaving", "removal"}, {"proving", "certificate"}} {
		id, p, err := z.Give(walker.Fields{"service": x[1]})
		w.page(p, err)
		v[x[0]] = id
	}
	v["entry-farid"] = w.entry("farid").ID
	v["paper-farid"] = w.person("farid").Person.Documents[0].Number
	v["iin-farid"], v["iin-kairat"], v["student"] = w.iin("farid"), w.iin("kairat"), people.RKA(people.StudentFlat).Digits()
}
