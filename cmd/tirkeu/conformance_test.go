package main

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
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

// made makes a resident of the country that nobody has seen before.
func (s specimen) made(kind string, born civil.Date) people.Resident {
	handle := fmt.Sprintf("%s%d", kind, s.n)
	name := applicant.Name{Surname: "Үлгі" + kind, Given: "Адам" + strconv.Itoa(s.n), LatinSurname: "Ulgi", LatinGiven: "Adam"}
	r := people.Resident{Handle: handle, Phone: fmt.Sprintf("+7701%03d%04d", len(kind), s.n)}
	r.Person = applicant.Person{IIN: unseen(born, kind, s.n), Name: name, Born: born, Citizenship: "KAZ", Status: applicant.Citizen, Capacity: applicant.Full}
	r.Person.Documents = []applicant.Document{{Kind: "01", Number: fmt.Sprintf("09%02d%05d", len(kind), s.n), Issuer: "ҚР ІІМ", From: born.AddDays(30), Until: s.date.AddMonths(120)}}
	return r
}

// unseen finds a number that no resident of the town has: its seventh digit is 9.
func unseen(born civil.Date, kind string, n int) iin.IIN {
	front := fmt.Sprintf("%02d%02d%02d8", born.Year%100, int(born.Month), born.Day)
	for serial := 20*n + len(kind); ; serial += 2 {
		for control := range 10 {
			if i, err := iin.Parse(fmt.Sprintf("%s%04d%d", front, serial%10_000, control)); err == nil {
				return i
			}
		}
	}
}

// documents reads a cell of papers: a kind, and when its last day is.
func (s specimen) documents(cell string) (out []applicant.Document) {
	for _, word := range strings.Fields(cell) {
		kind, until := word, s.date.AddMonths(13)
		for mark, days := range map[string]int{"-1": -1, "+1": 1} {
			if k, ok := strings.CutSuffix(word, mark); ok {
				kind, until = k, s.date.AddDays(days)
			}
		}
		out = append(out, applicant.Document{Kind: kind, Number: fmt.Sprintf("N%04d%s", s.n, kind), Until: until})
	}
	return out
}

// settle puts the people and the dwelling of the row into the country.
func (w *world) settle(s *specimen) {
	w.Helper()
	years := map[string]int{"teen": 15, "child": 9}[s.person]
	if years == 0 {
		years = 30
	}
	s.who = s.made("person", s.date.AddMonths(-12*years))
	p := &s.who.Person
	p.Documents = nil
	for _, d := range append(s.documents(s.shown), s.documents(s.own)...) {
		if s.person == "arrived" && len(d.Kind) > 3 || s.person != "arrived" && strings.Contains(s.shown, d.Kind) {
			continue // no document of this country, or a paper that its register does not know
		}
		p.Documents = append(p.Documents, d)
	}
	slices.SortStableFunc(p.Documents, func(a, b applicant.Document) int { return strings.Compare(b.Until.String(), a.Until.String()) }) // what he shows first is in force
	switch s.person {
	case "incapacitated":
		p.Capacity = applicant.None
	case "resident":
		p.Status, p.Citizenship = applicant.Resident, "UZB"
	case "stateless":
		p.Status, p.Citizenship = applicant.Stateless, ""
	case "refugee":
		p.Status, p.Citizenship = applicant.Refugee, "AFG"
	case "visitor":
		p.Status, p.Citizenship = applicant.OutsideService, "TUR"
	}
	s.come = s.who
	if s.by != "self" && s.channel != "paper-petition" { // the resident himself brings the administration's paper
		s.come = s.made("comes", s.date.AddMonths(-12*50))
		kin := map[string]applicant.Kinship{"parent": applicant.Parent, "guardian": applicant.GuardianOf}[s.by]
		if kin != "" {
			p.Kin = []applicant.Kin{{Kind: kin, To: s.come.Person.IIN}}
			back := map[applicant.Kinship]applicant.Kinship{applicant.Parent: applicant.ChildOf, applicant.GuardianOf: applicant.WardOf}[kin]
			s.come.Person.Kin = []applicant.Kin{{Kind: back, To: p.IIN}}
		}
	}
	if s.by == "attorney" {
		must[int](w)(0, w.town.People().Empower(applicant.Power{Number: s.power(), Principal: p.IIN, Attorney: s.come.Person.IIN, From: s.date, Covers: true}))
	}
	w.build(s)
}

func (s specimen) power() string { return fmt.Sprintf("2026-%06d", s.n) }

// build makes the dwelling of the row and its owner.
func (w *world) build(s *specimen) {
	w.Helper()
	base, _ := w.town.People().Named(people.SmallFlat)
	base.UsefulArea, base.TotalArea = 90_00, 100_00
	base.Address.Flat, base.Address.Kind = strconv.Itoa(1000+s.n), address.Flat
	code, err := address.ParseRKA(fmt.Sprintf("77%014d", s.n))
	base.RKA, base.Address.RKA = must[address.RKA](w)(code, err), code
	owner := s.made("owner", s.date.AddMonths(-12*40))
	speaks := s.made("guards", s.date.AddMonths(-12*60))
	switch s.owner {
	case "minor", "orphan":
		owner.Person.Born = s.date.AddMonths(-12 * 10)
	case "incapacitated":
		owner.Person.Capacity = applicant.None
	}
	if s.owner == "minor" || s.owner == "incapacitated" {
		owner.Person.Kin = []applicant.Kin{{Kind: applicant.GuardianOf, To: speaks.Person.IIN}}
	}
	base.Owners = []dwelling.Owner{{Party: iin.PersonParty(owner.Person.IIN), Name: owner.Person.Name.Full(), Share: dwelling.Share{Num: 1, Den: 1}}}
	if s.owner == "dormitory" || s.owner == "flat" {
		dorm, _ := w.town.People().Named(people.Dorm)
		base.Owners = dorm.Owners
	}
	if s.owner == "dormitory" {
		base.Kind, base.Address.Kind = address.Dormitory, address.Dormitory
	}
	s.home, s.lord = base, owner
	if len(owner.Person.Kin) > 0 {
		s.lord = speaks
	}
	all := []people.Resident{s.who, owner, speaks}
	if s.come.Handle != s.who.Handle {
		all = append(all, s.come)
	}
	must[int](w)(0, w.town.People().Add(all, []dwelling.Dwelling{base}, []address.Address{base.Address}))
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
		where["petition"], where["org"] = "yes", s.home.Owners[0].Name
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
	case "guardian", "guardian-paper":
		return "ward"
	case "self", "organisation":
		return ""
	}
	return "child"
}

// TestConformanceAtDesks: the table of categories holds at the windows where people stand, not only in the rules.
func TestConformanceAtDesks(t *testing.T) {
	all := specimens(t)
	w := openWorld(t, databases["sqlite"](t), all[0].day)
	for _, s := range all {
		name := strings.Join([]string{strconv.Itoa(s.n), s.person, s.channel, s.by, s.typ, s.own, s.shown, s.day, s.owner}, " ")
		if gap := s.date.Start().Add(10 * time.Hour).Sub(w.town.Clock().Now()); gap > 0 {
			w.pass(gap)
		}
		t.Run(name, func(t *testing.T) {
			inner := *w
			inner.T = t
			inner.settle(&s)
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
