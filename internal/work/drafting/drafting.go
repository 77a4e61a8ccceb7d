// Package drafting keeps forms that have not been filed: saved on every page, resumed on another
// device, thrown away after their keeping time.
package drafting

import (
	"context"
	"encoding/json"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// Books is where drafts are kept. SaveDraft fails with Conflict when the draft was saved
// elsewhere since it was read.
type Books interface {
	Draft(ctx context.Context, ref string) (keeping.Draft, error)
	SaveDraft(ctx context.Context, d keeping.Draft) error
	DraftsOf(ctx context.Context, person iin.IIN) ([]keeping.Draft, error)
	DropDraft(ctx context.Context, ref string) error
}

// Form is what the pages of an application have collected so far, as typed.
type Form struct {
	For      string `json:"for,omitempty"`     // me, child, ward
	Person   string `json:"person,omitempty"`  // IIN digits, when not the filer
	Name     string `json:"name,omitempty"`    // full name of that person, to be shown
	With     string `json:"with,omitempty"`    // others in the same statement, a line each: IIN, kind and name
	Extends  string `json:"extends,omitempty"` // register entry that this one extends, to be said on the pages
	Wait     string `json:"wait,omitempty"`    // of a renewal: "last", to be entered on the last day of the term that runs, or "now"
	Joins    string `json:"joins,omitempty"`   // ref of the case of a family member at the same dwelling
	Kind     string `json:"kind,omitempty"`    // temporary, permanent
	Months   string `json:"months,omitempty"`
	Purpose  string `json:"purpose,omitempty"`
	Own      string `json:"own,omitempty"` // yes, no
	Owner    string `json:"owner,omitempty"`
	Search   string `json:"search,omitempty"`
	RKA      string `json:"rka,omitempty"`      // chosen dwelling
	Building string `json:"building,omitempty"` // with Area: chosen house
	Area     string `json:"area,omitempty"`     // m² as typed
	Typed    string `json:"typed,omitempty"`    // the address as chosen, in the language of the page
	Copied   string `json:"copied,omitempty"`   // ref of the case this one asks again for
	Case     string `json:"case,omitempty"`     // ref of the case that this form corrects
	Request  string `json:"request,omitempty"`  // request id of those cases or of an invitation
}

// Draft is a form with its identity.
type Draft struct {
	keeping.Draft
	Form Form
}

// Subject is who is to be registered: the filer, or whom he applies for.
func (d Draft) Subject() iin.IIN {
	if i, err := iin.Parse(d.Form.Person); err == nil {
		return i
	}
	return d.Person
}

// Register makes the form one for a relative, or with nil for the filer.
func (f *Form) Register(r *Relative) {
	f.For, f.Person, f.Name = "me", "", ""
	if r != nil {
		f.For, f.Person, f.Name = r.For(), r.IIN.Digits(), r.Name
	}
}

// Drafts is the drawer. Fields are set once.
type Drafts struct {
	Books    Books
	Calendar interface{ Now() time.Time }
	Fresh    func(now time.Time) (registration.Fresh, error)
}

// New opens an empty draft for the person.
func (d *Drafts) New(ctx context.Context, person iin.IIN, f Form) (Draft, error) {
	now := d.Calendar.Now()
	fresh, err := d.Fresh(now)
	if err != nil {
		return Draft{}, err
	}
	keep, _ := law.DraftKeep(civil.DateOf(now))
	out := Draft{Form: f, Draft: keeping.Draft{
		Ref: fresh.Ref, Person: person, Request: fresh.Request, Number: fresh.Number, Step: "what",
		Made: now, Until: now.Add(keep),
	}}
	if f.Request != "" {
		out.Request = f.Request
	}
	return out, d.Save(ctx, &out, "what")
}

// Open reads a person's own draft; somebody else's is NotFound.
func (d *Drafts) Open(ctx context.Context, ref string, person iin.IIN) (Draft, error) {
	k, err := d.Books.Draft(ctx, ref)
	if err != nil {
		return Draft{}, err
	}
	if k.Person != person || !d.Calendar.Now().Before(k.Until) {
		return Draft{}, fault.New(fault.NotFound, "no such draft")
	}
	return read(k)
}

// Of lists a person's drafts that are still kept.
func (d *Drafts) Of(ctx context.Context, person iin.IIN) ([]Draft, error) {
	ks, err := d.Books.DraftsOf(ctx, person)
	if err != nil {
		return nil, err
	}
	var out []Draft
	for _, k := range ks {
		if !d.Calendar.Now().Before(k.Until) {
			continue
		}
		x, err := read(k)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

func read(k keeping.Draft) (Draft, error) {
	x := Draft{Draft: k}
	if err := json.Unmarshal([]byte(k.Form), &x.Form); err != nil {
		return Draft{}, fault.As(fault.Internal, err, "draft cannot be read")
	}
	return x, nil
}

// Save keeps the form and the page to come back to.
func (d *Drafts) Save(ctx context.Context, x *Draft, step string) error {
	b, err := json.Marshal(x.Form)
	if err != nil {
		return fault.As(fault.Internal, err, "draft cannot be written")
	}
	x.Draft.Form, x.Step, x.Saved = string(b), step, d.Calendar.Now()
	if err := d.Books.SaveDraft(ctx, x.Draft); err != nil {
		return err
	}
	x.Version++
	return nil
}

// Drop throws a draft away.
func (d *Drafts) Drop(ctx context.Context, x Draft) error { return d.Books.DropDraft(ctx, x.Ref) }

// Leave takes somebody for whom an application was filed elsewhere out of a draft: the others stay in it, as a
// request of their own. A draft of nobody else is thrown away, and so is one that does not say for whom it is.
func (d *Drafts) Leave(ctx context.Context, x Draft, filed iin.IIN) error {
	others := x.Form.Others()
	if x.Form.For == "" || len(others) == 0 && x.Subject() == filed {
		return d.Drop(ctx, x)
	}
	if !x.Form.leave(x.Subject() == filed, filed) {
		return nil
	}
	fresh, err := d.Fresh(d.Calendar.Now())
	if err != nil {
		return err
	}
	x.Request = fresh.Request
	return d.Save(ctx, &x, x.Step)
}
