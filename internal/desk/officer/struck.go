package officer

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// proposed is a proposal to strike an entry in the pile.
type proposed struct {
	striking.Case
	By   string // the officer who proposes
	Own  bool   // mine: another one decides
	Late bool
}

// struckPile is what waits of removals: owners' applications in review or objected to, officers' proposals,
// and people who were left without an address.
type struckPile struct {
	Sections  []section
	Removals  []removal.Case
	Speaking  []removal.Case // whose filer may still speak before an officer refuses
	Proposals []proposed
	Adrift    []register.Entry
	Now       time.Time
}

func (d *Desk) struck(v *frame.Visit) (err error) {
	ctx, x := v.R.Context(), struckPile{Now: d.Calendar.Now()}
	if x.Removals, err = d.Look.RemovalPile(ctx, me(v), maxPile); err != nil {
		return err
	}
	if x.Speaking, err = d.Look.RemovalsIn(ctx, me(v), maxPile, removal.Summoned); err != nil {
		return err
	}
	list, err := d.Look.ProposalPile(ctx, d.Proposals, me(v), maxPile)
	if err != nil {
		return err
	}
	for _, k := range list {
		p := proposed{Case: k, Own: k.Proposer == me(v), Late: k.Escalated > 0}
		if p.By, err = d.name(ctx, k.Proposer); err != nil {
			return err
		}
		x.Proposals = append(x.Proposals, p)
	}
	if x.Adrift, err = d.Look.Adrift(ctx, d.Proposals, me(v), maxPile); err != nil {
		return err
	}
	if x.Sections, err = d.sections(v, "struck"); err != nil {
		return err
	}
	return v.Page("struck", v.T("officer.h"), x)
}

// countStruck counts what waits for a decision; people without an address are for knowing.
func (d *Desk) countStruck(v *frame.Visit) (int, error) {
	removals, err := d.Look.RemovalPile(v.R.Context(), me(v), maxPile)
	if err != nil {
		return 0, err
	}
	list, err := d.Look.ProposalPile(v.R.Context(), d.Proposals, me(v), maxPile)
	return len(removals) + len(list), err
}

// removalView is an owner's application to strike somebody off as an officer reads it.
type removalView struct {
	Case  removal.Case
	Open  map[string]bool
	Filer string // name of the owner who applies
	Done  bool   // the registration has ended by it
	Said  string // what an officer wrote last
	Max   int

	Now     time.Time
	Hearing *hearing // what the filer was told that he may be refused on; nil: nothing
}

func (d *Desk) removalView(v *frame.Visit) (x removalView, err error) {
	s, err := d.Look.Removal(v.R.Context(), v.R.PathValue("ref"), actor(v))
	if err != nil {
		return x, err
	}
	if s.Role != removal.Officer {
		return x, fault.New(fault.NotFound, "no such removal")
	}
	k := s.Case
	persons := []iin.IIN{k.Statement.Person, k.By}
	x = removalView{Case: k, Open: map[string]bool{}, Done: !k.Ended.IsZero(), Max: maxNote, Now: d.Calendar.Now()}
	for _, o := range k.Owners {
		persons = append(persons, o.Party.IIN())
		if o.Party == k.Filer {
			x.Filer = o.Name
		}
	}
	for _, verb := range k.Open(actor(v)) {
		x.Open[string(verb)] = true
	}
	x.Open["summon"] = x.Open["summon"] && !x.Done
	x.Open["reject"] = x.Open["reject"] && !x.Done && k.Intent.Heard != ""
	x.Open["restore"] = x.Open["restore"] && x.Done
	if err := d.glanced(v, "case", k.Ref, persons...); err != nil {
		return x, err
	}
	if x.Said, err = lookup.OpenText(v.R.Context(), d.Shelf, k.Ref, k.Note); err != nil {
		return x, err
	}
	x.Hearing, err = d.removalHearing(v.R.Context(), k)
	return x, err
}

// glanced writes a look down for everybody whose data a page of the pile shows.
func (d *Desk) glanced(v *frame.Visit, what, ref string, persons ...iin.IIN) error {
	return d.Look.Glanced(v.R.Context(), lookup.Glance{By: me(v), What: what, Purpose: "review", Case: ref}, persons...)
}

func (d *Desk) removal(v *frame.Visit) error {
	x, err := d.removalView(v)
	if err != nil {
		return err
	}
	return v.Page("struck-removal", v.T("shell.word.ref", "ref", x.Case.Number), x)
}

// removalDecide lets an application go on, upholds an end, restores the registration, or refuses. The words
// beside the decision are for both sides.
func (d *Desk) removalDecide(v *frame.Visit) error {
	x, err := d.removalView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "decision", "ground", "note")
	act := d.removalAct(v, x, &f)
	text := d.text(v, &f, f.Get("decision") == "restore" || x.Done)
	if f.Bad() {
		return v.Invalid("struck-removal", v.T("shell.word.ref", "ref", x.Case.Number), x, f)
	}
	n := keeping.Note{Case: x.Case.Ref, Author: me(v), Shown: true, Text: text, At: d.Calendar.Now()}
	o := office.Order{Key: v.FormKey(), Ref: x.Case.Ref, By: actor(v)}
	if _, err := (office.Noting{Door: d.Door, Notes: d.Shelf}).Any(v.R.Context(), o, n, act); err != nil {
		return err
	}
	return v.Redirect("/struck")
}

// text reads the words of a decision; some need them.
func (d *Desk) text(v *frame.Visit, f *frame.Form, needed bool) string {
	text := strings.TrimSpace(strings.ToValidUTF8(v.R.PostFormValue("note"), "")) // whole: a form's fields are cut
	f.Set("note", text)
	switch {
	case text == "" && needed:
		f.Fail("note", v.T("officer.struck.explain_need"))
	case utf8.RuneCountInString(text) > maxNote:
		f.Fail("note", v.T("errors.too_long", "n", maxNote))
	}
	return text
}

// person is the name of who is registered by an entry, as the application that made it knows it.
func (d *Desk) person(ctx context.Context, e register.Entry) string {
	return d.Look.Names(ctx, []register.Entry{e}, "ru")[e.ID]
}
