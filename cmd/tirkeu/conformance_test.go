package main

import (
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// specimen is one row of docs/law/categories.md, brought to the desks by people made for it.
type specimen struct {
	person, channel, by, typ, own, shown, day, owner, then, ground, ends string

	n    int
	date civil.Date
	who  people.Resident // the person to be registered
	come people.Resident // who comes for him, or he himself
	lord people.Resident // who speaks for the dwelling: its owner, or his guardian
	home dwelling.Dwelling
}

func specimens(t *testing.T) (out []specimen) {
	t.Helper()
	text, err := os.ReadFile("../../docs/law/categories.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		c := strings.Split(strings.Trim(line, "|"), "|")
		if !strings.HasPrefix(line, "| ") || len(c) != 11 || strings.HasPrefix(line, "| person ") {
			continue
		}
		for i := range c {
			c[i] = strings.TrimSpace(c[i])
		}
		s := specimen{person: c[0], channel: c[1], by: c[2], typ: c[3], own: c[4], shown: c[5], day: c[6], owner: c[7], then: c[8], ground: c[9], ends: c[10], n: len(out)}
		if s.date, err = civil.ParseDate(s.day); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b specimen) int { return strings.Compare(a.day, b.day) })
	return out
}

// held holds what became of the row at a desk to what the table says. A desk may stop somebody before an
// application is filed: that is as good as finding it ineligible, when it says why.
func (w *world) held(s specimen, ref string, stopped *walker.Page) {
	w.Helper()
	if ref == "" {
		if s.then != "ineligible" {
			w.Errorf("stopped, want %s: %s", s.then, clip(stopped))
		}
		return
	}
	var k registration.Case
	w.until("the registers' answer", func() bool { k = w.kase(ref); return k.State != registration.Checking })
	if string(k.State) != s.then {
		w.Errorf("%s (%v), want %s (%s)", k.State, k.Grounds, s.then, s.ground)
	}
	if len(k.Grounds) > 0 {
		reason, _ := k.Grounds[0].Fact("reason")
		if got := string(k.Grounds[0].Ground) + " " + reason; got != s.ground {
			w.Errorf("refused on %s, want %s", got, s.ground)
		}
	}
	if want := s.date.AddDays(1); s.ends == "document" && k.Bound != want {
		w.Errorf("bound by %v, want %v", k.Bound, want)
	}
}

func clip(p *walker.Page) string {
	if p == nil {
		return ""
	}
	return p.Text[:min(len(p.Text), 600)]
}

// online brings the row to the portal.
func (w *world) online(s specimen) {
	x := w.who(s.come.Handle)
	if s.by != "self" {
		p := w.page(x.Get("/apply"))
		if len(whom(p)) == 0 { // the portal offers nobody for whom he has no authority
			w.held(s, "", p)
			return
		}
	}
	p, err := (*walker.Page)(nil), error(nil)
	if s.by == "self" {
		_, p, err = x.Begin()
		w.page(p, err)
	} else {
		p = w.beginFor(s.come.Handle)
	}
	a := walker.Application{Permanent: s.typ == "permanent", Months: 6, Owner: s.home.Owners[0].Party.IIN().Digits(), Address: s.home.RKA.Digits()}
	if s.typ == "permanent" {
		a.Months = 0
	}
	if p := s.home.Owners[0].Party; p.IsEntity() {
		a.Owner = p.BIN().Digits()
	}
	p = w.page(x.FillIn(p, a))
	w.held(s, w.filed(x.File(p)), nil)
}

// atCounter brings the row to Zarina's window.
func (w *world) atCounter(s specimen) {
	z := w.who("zarina")
	whom := map[string]string{"resident": "foreign", "stateless": "foreign", "refugee": "refugee", "arrived": "arriving"}[s.person]
	whose := map[string]string{"adult": "other", "orphan": "minor", "minor": "minor", "incapacitated": "incapable", "dormitory": "entity", "flat": "entity"}[s.owner]
	if whom == "" {
		whom = "citizen"
	}
	id, p, err := z.Give(walker.Fields{"whom": whom, "whose": whose})
	w.page(p, err)
	if slip := w.page(z.Get("/desk/slips/" + id)); slip.Says(text("front.slip.sent.h")) { // the reception sends him to the self-service sector
		w.held(s, "", slip)
		return
	}
	id, p, err = z.Call()
	w.page(p, err)
	ref, p := w.window(z, s, id)
	w.held(s, ref, p)
	if ref != "" && s.then == "signing" {
		w.sealed(z, s, id, ref)
	}
	how := "done"
	if ref == "" {
		how = "absent"
	}
	w.page(z.Ends(id, how))
}

// window does what an operator does for the row; it gives no ref when a step is not taken.
func (w *world) window(z *walker.Walker, s specimen, id string) (string, *walker.Page) {
	w.Helper()
	took := func(p *walker.Page, err error) bool {
		if p != nil && p.Status == http.StatusUnprocessableEntity {
			return false
		}
		w.page(p, err)
		return true
	}
	p, err := z.Identify(id, s.come)
	if !took(p, err) {
		return "", p
	}
	about := walker.Fields{"for": "", "arrival": ""}
	if s.person == "arrived" {
		about["arrival"] = "yes"
	}
	if s.come.Handle != s.who.Handle {
		about["for"], about["person"] = s.relation(), s.who.Person.IIN.Digits()
		if s.by == "attorney" {
			about["power"] = s.power()
		}
	}
	if p, err = z.Step("/desk/tickets/"+id+"?open=for", "for", about); !took(p, err) {
		return "", p
	}
	for _, d := range s.documents(s.shown) {
		form := walker.Fields{"kind": d.Kind, "number": d.Number, "until": d.Until.String()}
		p, err = z.Step("/desk/tickets/"+id+"?open=papers", "paper", form)
		took(p, err) // a paper that has run out is not noted: on without it
	}
	where := walker.Fields{"owner": s.home.Owners[0].Party.IIN().Digits(), "object": s.home.RKA.Digits(), "type": s.typ, "months": "6", "purpose": "work"}
	if o := s.home.Owners[0].Party; o.IsEntity() {
		where["owner"] = o.BIN().Digits()
	}
	if s.channel == "paper-petition" {
		where["petition"] = "yes"
	}
	if p, err = z.Finds(id, where); !took(p, err) {
		return "", p
	}
	p, err = z.Files(id)
	w.page(p, err)
	tickets, err := w.store.Tickets(w.ctx, "AST-1", civil.DateOf(w.town.Clock().Now()))
	if err != nil {
		w.Fatal(err)
	}
	for _, t := range tickets {
		if t.ID == id {
			return t.Case, p
		}
	}
	return "", p
}

// petitions brings the row to the cabinet of the university that owns the building.
func (w *world) petitions(s specimen) {
	w.Helper()
	x := w.rector()
	house := s.home.Address.Building.Digits() // its rooms have codes of their own
	p := w.page(x.Get("/org/one?house=" + house))
	form := walker.Fields{"house": house, "room": s.home.Address.Flat, "iin": s.who.Person.IIN.Digits(), "name": s.who.Person.Name.Full(), "type": s.typ, "purpose": "study"}
	if s.typ == "temporary" {
		form["months"] = "6"
	}
	p, err := x.Fill(p, p.Form("iin"), form)
	if p = w.page(p, err); p.Status == http.StatusUnprocessableEntity { // no room of theirs where people stay
		w.held(s, "", p)
		return
	}
	path := p.Path()
	title := func(state string) string { return words.T(words.RU, "org.title."+state, "n", 1) }
	w.until("the list is checked", func() bool {
		p = w.page(x.Get(path))
		return strings.Contains(p.Title, title("ready")) || strings.Contains(p.Title, title("bad"))
	})
	if !strings.Contains(p.Title, title("ready")) {
		w.held(s, "", p)
		return
	}
	w.page(x.Fill(p, p.FormTo("/file"), nil))
	w.shows(x, path, title("to_sign"))
	p = w.page(x.Get(path + "/sign"))
	cms, err := x.Signature(p, university)
	if err != nil {
		w.Fatal(err)
	}
	w.page(x.Fill(p, p.Form("cms"), walker.Fields{"cms": cms}))
	w.shows(x, path, title("done"))
	w.registered6(s)
}

// sealed has everybody sign by hand, and holds the entry to the row.
func (w *world) sealed(z *walker.Walker, s specimen, id, ref string) {
	w.Helper()
	w.page(z.Seal(id, 0))
	if s.channel == "counter" {
		w.page(z.Comes(id, 1, s.lord))
		w.page(z.Seal(id, 1))
	}
	w.stands(ref, registration.Done)
	w.registered6(s)
}

// registered6 holds the register to the row: six months of a temporary registration, or up to the document.
func (w *world) registered6(s specimen) {
	w.Helper()
	list := must[[]register.Entry](w)(w.store.EntriesOf(w.ctx, s.who.Person.IIN, time.Time{}))
	if len(list) != 1 {
		w.Fatalf("%d entries", len(list))
	}
	e := list[0]
	full, _ := civil.Term(e.From, 6)
	want := map[string]civil.Date{"term": full, "document": s.date.AddDays(1)}[s.ends]
	if e.LastDay() != want || e.RKA != s.home.RKA || string(e.Type) != s.typ {
		w.Errorf("registered to %v (%s), want %v", e.LastDay(), e.Type, want)
	}
}

// relation is for whom the person at the window says that he applies.
func (s specimen) relation() string {
	switch s.by {
	case "attorney":
		return "power"
	case "guardian", "guardian-paper", "organisation":
		return "ward"
	case "self":
		return ""
	}
	return "child"
}

// TestConformanceAtDesks: the table of categories holds at the windows where people stand, not only in the rules.
func TestConformanceAtDesks(t *testing.T) {
	all := specimens(t)
	w := openWorld(t, databases["sqlite"](t), all[0].day)
	for i := range all { // an organisation's rooms are remembered for a minute: they all stand from the start
		w.settle(&all[i])
	}
	for _, s := range all {
		name := strings.Join([]string{strconv.Itoa(s.n), s.person, s.channel, s.by, s.typ, s.own, s.shown, s.day, s.owner}, " ")
		if gap := s.date.Start().Add(10 * time.Hour).Sub(w.town.Clock().Now()); gap > 0 {
			w.pass(gap)
		}
		t.Run(name, func(t *testing.T) {
			inner := *w
			inner.T = t
			switch s.channel {
			case "portal":
				inner.online(s)
			case "counter", "paper-petition":
				inner.atCounter(s)
			case "petition":
				inner.petitions(s)
			}
		})
	}
}
