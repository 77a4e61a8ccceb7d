// Package officer holds the windows of the migration service. An officer has the pile of cases that
// need a person, the case with what is known of it, search with a purpose, and what looks unusual. He
// lets a case go on, returns it, or refuses it once its applicant was heard; what one officer would let
// pass another looks at, and none replaces a missing consent. A supervisor reads reports and any case,
// and decides nothing.
package officer

import (
	"context"
	"embed"
	"slices"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

//go:embed pages/*.html
var pages embed.FS

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
	Replayed(ctx context.Context, key string) (ref string, done bool, err error)
}

// Shelf keeps officers' texts and reads what lies beside facts.
type Shelf interface {
	Proof(ctx context.Context, id string) (proof.Proof, error)
	Notes(ctx context.Context, ref string) ([]keeping.Note, error)
	PutNote(ctx context.Context, n keeping.Note) error
	EraseNote(ctx context.Context, ref, digest string) error
	Account(ctx context.Context, person iin.IIN) (keeping.Account, error)
}

// Denials tells what was denied on days, both counted.
type Denials interface {
	Between(ctx context.Context, from, until civil.Date) ([]keeping.Denied, error)
}

// Branches knows the branches of the State corporation by their codes.
type Branches interface {
	Branch(code string) (hall.Branch, bool)
}

// Desk has what its windows call. Fields are set once.
type Desk struct {
	Door     Door
	Look     *lookup.Desk
	Shelf    Shelf
	Signs    lookup.Signs
	Ledger   lookup.Ledger
	Plaints  lookup.Complaints
	Numbers  lookup.Numbers
	Denials  Denials
	Seal     audit.Seal // re-checks kept proofs without asking anybody
	Rows     audit.Shelf
	Calendar interface{ Now() time.Time }

	Scans     Scans
	Proposals lookup.Proposals
	Branches  Branches
	odd       oddCount
}

// Mount registers the windows.
func (d *Desk) Mount(f *frame.Frame) {
	window := func(method, path string, role frame.Role, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: method, Path: path, Roles: []frame.Role{role}, Page: page}
	}
	get := func(path string, page func(*frame.Visit) error) frame.Route {
		return window("GET", path, frame.Officer, page)
	}
	post := func(path string, page func(*frame.Visit) error) frame.Route {
		return window("POST", path, frame.Officer, page)
	}
	f.Add(frame.Pages{FS: pages, Dir: "pages"},
		get("/cases", d.pile), post("/cases/{ref}/open", d.open),
		get("/cases/{ref}", d.show), post("/cases/{ref}/take", d.take), post("/cases/{ref}/release", d.release),
		post("/cases/{ref}/decide", d.decide), get("/cases/{ref}/scans/{digest}", d.scan),
		get("/silent", d.silent), get("/complaints", d.plaints),
		get("/complaints/{ref}", d.plaint), post("/complaints/{ref}/take", d.plaintTake),
		post("/complaints/{ref}/release", d.plaintRelease), post("/complaints/{ref}/answer", d.plaintAnswer),
		get("/struck", d.struck), get("/struck/removals/{ref}", d.removal), post("/struck/removals/{ref}", d.removalDecide),
		get("/struck/entries/{id}", d.entry), post("/struck/entries/{id}", d.propose),
		get("/struck/proposals/{ref}", d.proposalPage), post("/struck/proposals/{ref}", d.second), post("/struck/proposals/{ref}/withdraw", d.takeBack),
		get("/search", d.search), post("/search", d.find), get("/unusual", d.unusual), post("/unusual/seen", d.regard),
		window("GET", "/reports", frame.Supervisor, d.reports), window("GET", "/reports.csv", frame.Supervisor, d.reportsCSV),
		window("GET", "/audit", frame.Supervisor, d.audit), window("POST", "/audit", frame.Supervisor, d.auditCase), window("POST", "/audit/export", frame.Supervisor, d.auditExport),
	)
}

// strange tells that the case is the officer's own affair: it is not shown to him.
func strange(v *frame.Visit, k registration.Case) bool {
	return registration.RoleOf(k, actor(v)) != registration.Officer
}

func me(v *frame.Visit) iin.IIN               { return v.Who.Session.Person }
func actor(v *frame.Visit) registration.Actor { return registration.Actor{Officer: me(v)} }

// waiting is a case of the pile with its term.
type waiting struct {
	registration.Case
	Due  time.Time // decided before
	Late bool
}

func (d *Desk) waiting(k registration.Case) waiting {
	due, _ := law.ReviewBy(k.Since)
	return waiting{k, due, !d.Calendar.Now().Before(due)}
}

// pileView is what waits: mine, what nobody has taken, and what others have. Whys are the reasons why
// cases came here, to choose from.
type pileView struct {
	Sections           []section
	Mine, Free, Others []waiting
	Whys               []string
	Why                string // the one chosen; "" for all
	Silent             bool
	Seconds            []seconding // what a second officer has to look at
	Speaking           []waiting   // whose applicant may still speak
}

func (d *Desk) pile(v *frame.Visit) error   { return d.pilePage(v, false) }
func (d *Desk) silent(v *frame.Visit) error { return d.pilePage(v, true) }

func (d *Desk) pilePage(v *frame.Visit, silent bool) error {
	all, err := d.his(v, silent)
	if err != nil {
		return err
	}
	x := pileView{Silent: silent, Why: v.R.URL.Query().Get("why")}
	if !silent {
		if x.Seconds, err = d.seconds(v); err != nil {
			return err
		}
		if x.Speaking, err = d.speaking(v); err != nil {
			return err
		}
	}
	for _, k := range all {
		if !slices.Contains(x.Whys, k.Why) {
			x.Whys = append(x.Whys, k.Why)
		}
	}
	if !slices.Contains(x.Whys, x.Why) {
		x.Why = ""
	}
	for _, k := range all {
		if x.Why != "" && k.Why != x.Why {
			continue
		}
		w := d.waiting(k)
		switch {
		case k.Taken == me(v):
			x.Mine = append(x.Mine, w)
		case k.Taken.IsZero():
			x.Free = append(x.Free, w)
		default:
			x.Others = append(x.Others, w)
		}
	}
	here := "review"
	if silent {
		here = "silent"
	}
	if x.Sections, err = d.sections(v, here); err != nil {
		return err
	}
	return v.Page("cases", v.T("officer.h"), x)
}

// officerPurposes and supervisorPurposes are the closed lists of why somebody looks at personal data;
// each look is written down with one.
var (
	officerPurposes    = []string{"review", "complaint", "check"}
	supervisorPurposes = []string{"audit", "complaint", "check"}
)

// open asks for a purpose and opens the case; without one nothing is shown.
func (d *Desk) open(v *frame.Visit) error {
	p := v.R.PostFormValue("purpose")
	if !listed(officerPurposes, p) {
		return fault.New(fault.Invalid, "no purpose")
	}
	k, err := d.load(v)
	if err != nil {
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

// show opens a case that the officer has taken, or whose purpose he has just given.
func (d *Desk) show(v *frame.Visit) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	p := v.R.URL.Query().Get("purpose")
	if !listed(officerPurposes, p) {
		if k.Taken != me(v) {
			return v.Page("case-purpose", v.T("officer.open.h"), k)
		}
		p = "review"
	}
	if err := d.Look.Looked(v.R.Context(), k, me(v), p); err != nil {
		return err
	}
	x, err := d.view(v, k)
	if err != nil {
		return err
	}
	x.Purpose = p
	return v.Page("case-review", v.T("officer.case.h", "ref", k.Number), x)
}

func (d *Desk) take(v *frame.Visit) error { return d.hold(v, registration.Take{}) }

func (d *Desk) release(v *frame.Visit) error { return d.hold(v, registration.Take{Release: true}) }

func (d *Desk) hold(v *frame.Visit, a registration.Take) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	if _, err := d.do(v, k, a); err != nil {
		return err
	}
	if a.Release {
		return v.Redirect("/cases")
	}
	return v.Redirect("/cases/" + k.Ref)
}

func (d *Desk) do(v *frame.Visit, k registration.Case, a registration.Act) (office.Outcome, error) {
	return d.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: k.Ref, Act: a, By: actor(v)})
}
