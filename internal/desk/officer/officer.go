// Package officer holds the windows of the migration service: the pile of cases that need a
// person, and the case with what is known of it. An officer lets a case go on, returns it, or
// refuses it on a ground from the closed list; he never replaces a missing consent.
package officer

import (
	"context"
	"embed"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

//go:embed pages/*.html
var pages embed.FS

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Desk has what its windows call. Fields are set once.
type Desk struct {
	Door Door
	Look *lookup.Desk
}

// Mount registers the windows.
func (d *Desk) Mount(f *frame.Frame) {
	staff := []frame.Role{frame.Officer}
	get := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "GET", Path: path, Roles: staff, Page: page}
	}
	post := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "POST", Path: path, Roles: staff, Page: page}
	}
	f.Add(frame.Pages{FS: pages, Dir: "pages"},
		get("/cases", d.pile), post("/cases/{ref}/open", d.open),
		get("/cases/{ref}", d.show), post("/cases/{ref}/take", d.take), post("/cases/{ref}/release", d.release),
		post("/cases/{ref}/decide", d.decide),
	)
}

func me(v *frame.Visit) iin.IIN               { return v.Who.Session.Person }
func actor(v *frame.Visit) registration.Actor { return registration.Actor{Officer: me(v)} }

// pileView is what waits: mine, and what nobody has taken.
type pileView struct{ Mine, Free, Others []registration.Case }

func (d *Desk) pile(v *frame.Visit) error {
	all, err := d.Look.Pile(v.R.Context(), 200)
	if err != nil {
		return err
	}
	var x pileView
	for _, k := range all {
		switch {
		case registration.RoleOf(k, actor(v)) != registration.Officer: // his own affair: not shown
		case k.Taken == me(v):
			x.Mine = append(x.Mine, k)
		case k.Taken.IsZero():
			x.Free = append(x.Free, k)
		default:
			x.Others = append(x.Others, k)
		}
	}
	return v.Page("cases", v.T("officer.h"), x)
}

// purposes of opening a case; each look is written down with one.
var purposes = map[string]bool{"review": true, "complaint": true, "check": true}

// open writes the purpose down and opens the case; without a purpose nothing is shown.
func (d *Desk) open(v *frame.Visit) error {
	p := v.R.PostFormValue("purpose")
	if !purposes[p] {
		return fault.New(fault.Invalid, "no purpose")
	}
	k, err := d.load(v)
	if err != nil {
		return err
	}
	if err := d.Look.Looked(v.R.Context(), k, me(v), p); err != nil {
		return err
	}
	return v.Redirect("/cases/" + k.Ref + "?purpose=" + p)
}

func (d *Desk) load(v *frame.Visit) (registration.Case, error) {
	o, err := d.Look.Case(v.R.Context(), v.R.PathValue("ref"), actor(v))
	if err != nil {
		return registration.Case{}, err
	}
	if o.Role != registration.Officer {
		return registration.Case{}, fault.New(fault.NotFound, "no such case")
	}
	return o.Case, nil
}

// caseView is one case as an officer sees it.
type caseView struct {
	Case    registration.Case
	Open    map[string]bool
	Mine    bool
	Steps   []step
	Grounds []refusal.Ground
}

// step is one fact of the case: when, who, and where it led.
type step struct {
	At   time.Time
	Role registration.Role
	To   registration.State
	Norm string
}

func (d *Desk) page(v *frame.Visit, k registration.Case) (caseView, error) {
	x := caseView{Case: k, Open: map[string]bool{}, Mine: k.Taken == me(v), Grounds: refusal.All()}
	for _, verb := range k.Open(actor(v)) {
		x.Open[string(verb)] = true
	}
	facts, err := d.Look.Facts(v.R.Context(), lookup.Open{Case: k, Role: registration.Officer})
	if err != nil {
		return x, err
	}
	for _, f := range facts {
		b, err := registration.ParseFact(f.Text)
		if err != nil {
			return x, err
		}
		x.Steps = append(x.Steps, step{At: civil.FromMicros(b.At), Role: b.Role, To: b.To, Norm: b.Norm})
	}
	return x, nil
}

// show opens a case that the officer has taken, or whose purpose he has just given.
func (d *Desk) show(v *frame.Visit) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	if k.Taken != me(v) && !purposes[v.R.URL.Query().Get("purpose")] {
		return v.Page("case-purpose", v.T("officer.open.h"), k)
	}
	if err := d.Look.Looked(v.R.Context(), k, me(v), purposeOf(v)); err != nil {
		return err
	}
	x, err := d.page(v, k)
	if err != nil {
		return err
	}
	return v.Page("case-review", v.T("officer.case.h", "ref", k.Number), x)
}

func purposeOf(v *frame.Visit) string {
	if p := v.R.URL.Query().Get("purpose"); purposes[p] {
		return p
	}
	return "review"
}

func (d *Desk) do(v *frame.Visit, k registration.Case, a registration.Act) error {
	_, err := d.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: k.Ref, Act: a, By: actor(v)})
	return err
}

func (d *Desk) take(v *frame.Visit) error { return d.hold(v, registration.Take{}) }

func (d *Desk) release(v *frame.Visit) error { return d.hold(v, registration.Take{Release: true}) }

func (d *Desk) hold(v *frame.Visit, a registration.Take) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	if err := d.do(v, k, a); err != nil {
		return err
	}
	if a.Release {
		return v.Redirect("/cases")
	}
	return v.Redirect("/cases/" + k.Ref)
}

// decide lets the case go on, returns it, or refuses it on a ground from the closed list.
func (d *Desk) decide(v *frame.Visit) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "decision", "ground")
	var act registration.Act
	switch f.Get("decision") {
	case "approve":
		act = registration.Approve{}
	case "return":
		act = registration.Return{}
	case "reject":
		g := refusal.Ground(f.Get("ground"))
		if !g.Known() {
			f.Fail("ground", v.T("errors.choose"))
			break
		}
		act = registration.Reject{Refusal: refusal.New(g)}
	default:
		f.Fail("decision", v.T("errors.choose"))
	}
	if act == nil {
		x, err := d.page(v, k)
		if err != nil {
			return err
		}
		return v.Invalid("case-review", v.T("officer.case.h", "ref", k.Number), x, f)
	}
	if err := d.do(v, k, act); err != nil {
		return err
	}
	return v.Redirect("/cases")
}
