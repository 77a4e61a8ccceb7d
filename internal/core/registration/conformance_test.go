package registration

import (
	"os"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// row is one line of docs/law/categories.md.
type row struct{ person, channel, by, typ, own, shown, day, owner, then, ground, ends string }

func conformance(t *testing.T) []row {
	t.Helper()
	text, err := os.ReadFile("../../../docs/law/categories.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []row
	for _, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if !strings.HasPrefix(line, "| ") || len(cells) != 11 || strings.HasPrefix(line, "| person ") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, row{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], cells[10]})
	}
	if len(out) < 80 {
		t.Fatalf("the table has %d rows", len(out))
	}
	return out
}

var (
	operator = person(8)
	helper   = person(9) // parent, guardian or attorney
	dean     = person(10)
	hostel   = entity(50)
)

// papers reads a cell of papers: a kind, and when its last day is.
func papers(cell string, day civil.Date) []applicant.Paper {
	var out []applicant.Paper
	for _, word := range strings.Fields(cell) {
		until := day.AddMonths(13)
		kind := word
		for mark, days := range map[string]int{"-1": -1, "+1": 1} {
			if k, ok := strings.CutSuffix(word, mark); ok {
				kind, until = k, day.AddDays(days)
			}
		}
		out = append(out, applicant.Paper{Kind: applicant.PaperKind(kind), Number: "N1", Until: until})
	}
	return out
}

// who makes the person of a row.
func (r row) who(day civil.Date) applicant.Person {
	p := citizen(tenant, day.AddMonths(-12*30))
	p.Documents = nil
	for _, d := range papers(r.own, day) {
		p.Documents = append(p.Documents, applicant.Document{Kind: string(d.Kind), Number: d.Number, Until: d.Until})
	}
	switch r.person {
	case "teen":
		p.Born = day.AddMonths(-12 * 15)
	case "child":
		p.Born = day.AddMonths(-12 * 9)
	case "incapacitated":
		p.Capacity = applicant.None
	case "resident":
		p.Status = applicant.Resident
	case "stateless":
		p.Status = applicant.Stateless
	case "refugee":
		p.Status = applicant.Refugee
	case "visitor":
		p.Status = applicant.OutsideService
	}
	switch r.by {
	case "parent":
		p.Kin = []applicant.Kin{{Kind: applicant.Parent, To: helper}}
	case "guardian":
		p.Kin = []applicant.Kin{{Kind: applicant.GuardianOf, To: helper}}
	}
	return p
}

// place makes the dwelling of a row.
func (r row) place(w *world) {
	o := &w.flat.Owners[0]
	switch r.owner {
	case "minor":
		o.Minor, o.Guardians = true, []iin.IIN{helper}
	case "orphan":
		o.Minor = true
	case "incapacitated":
		o.Incapable, o.Guardians = true, []iin.IIN{helper}
	case "dormitory":
		w.flat.Kind, w.flat.Owners = address.Dormitory, []dwelling.Owner{{Party: hostel, Name: "Жатақхана", Share: dwelling.Share{Num: 1, Den: 1}}}
	case "flat":
		w.flat.Owners = []dwelling.Owner{{Party: hostel, Name: "Ұйым", Share: dwelling.Share{Num: 1, Den: 1}}}
	}
}

// intake makes how the application of a row comes in, and who is at the door.
func (r row) intake(day civil.Date) (*Intake, Actor) {
	by := Actor{Person: tenant}
	if r.by != "self" {
		by.Person = helper
	}
	at := &Intake{Channel: law.CounterWindow, Branch: "A01", Seat: almaty, Near: []address.KATO{almaty}, Shown: "01",
		Papers: papers(r.shown, day), Arrival: r.person == "arrived"}
	if r.by == "attorney" {
		at.PowerNo = "P-1"
	}
	switch r.channel {
	case "counter":
		by.Operator = operator
		return at, by
	case "petition":
		return &Intake{Channel: law.Petitioned, Petition: &Petition{Organisation: hostel, Name: "Жатақхана", Room: "12"}}, Actor{Person: dean, For: hostel}
	case "paper-petition":
		at.Petition = &Petition{Organisation: hostel, Name: "Жатақхана", Head: dean}
		return at, Actor{Person: dean, For: hostel, Operator: operator}
	}
	return nil, by
}

// The rules are held to the table of categories, channels, representatives and owners.
func TestConformance(t *testing.T) {
	for _, r := range conformance(t) {
		t.Run(strings.Join([]string{r.person, r.channel, r.by, r.typ, r.own, r.shown, r.day, r.owner}, " "), func(t *testing.T) { r.try(t) })
	}
}

func (r row) try(t *testing.T) {
	day, err := civil.ParseDate(r.day)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, owner1)
	w.now, w.who = day.Start().Add(12*time.Hour), r.who(day)
	r.place(w)
	in, by := r.intake(day)
	if by.Person != tenant {
		f := citizen(by.Person, day.AddMonths(-12*50))
		w.filer = &f
	}
	a := w.ask()
	a.Intake = in
	if r.typ == "permanent" {
		a.Type, a.Months = consent.Permanent, 0
	}
	w.must(a, by, Checking)
	l := w.learn()
	if in != nil && in.PowerNo != "" {
		l.Power = &applicant.Power{Number: "P-1", Principal: tenant, Attorney: helper, From: day, Covers: true}
	}
	if err := w.do(l, sources); err != nil {
		t.Fatal(err)
	}
	w.whole()
	r.compare(t, w, day)
}

func (r row) compare(t *testing.T, w *world, day civil.Date) {
	t.Helper()
	var grounds []string
	for _, g := range w.c.Grounds {
		reason, _ := g.Fact("reason")
		grounds = append(grounds, string(g.Ground)+" "+reason)
	}
	if got := strings.Join(grounds, ", "); string(w.c.State) != r.then || got != r.ground {
		t.Errorf("%s (%s), want %s (%s)", w.c.State, got, r.then, r.ground)
	}
	if r.ends == "" {
		return
	}
	last, _, _ := law.TermEnd(w.now, 6, w.c.Bound)
	full, _ := civil.Term(w.now, 6)
	want := full
	if r.ends == "document" {
		want = day.AddDays(1)
	}
	if last != want {
		t.Errorf("ends on %s, want %s", last, want)
	}
	if awaits := r.person == "arrived" && !strings.Contains(r.shown, "deregistration ") && !strings.HasSuffix(r.shown, "deregistration") &&
		!strings.Contains(r.shown, "no_citizenship"); (w.c.Reason == law.AwaitCode) != awaits {
		t.Errorf("reason %q", w.c.Reason)
	}
}
