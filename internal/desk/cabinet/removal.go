package cabinet

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// removalView is an application to strike somebody off, as one of its people sees it: the owner who
// applies, another owner, or the registered person, who never sees an owner's name.
type removalView struct {
	ink
	Case   removal.Case
	Role   removal.Role
	Status string // words key after "status.removal."
	Open   map[string]bool
	Asks   bool // waits for my answer
	Mine   bool // I have confirmed
	Given  int
	Needed int
	By     civil.Date // by when the person registers elsewhere

	Undo   time.Time // the filer may undo the end before it; zero: not any more
	Object time.Time // the person may object to the end before it; zero: not any more
	Said   string    // what the officer who looked wrote

	Speaks       bool   // an officer means to refuse, and waits for my words
	Told, Answer string // what he wrote to the filer, and what the filer answered
	Longest      int    // of an answer, in characters
}

// Base is the path of the page.
func (x removalView) Base() string { return "/removals/" + x.Case.Ref }

// statuses are the words of states that are called otherwise.
var statuses = map[removal.State]string{removal.Checking: "asked", removal.Ended: "done"}

func removalStatus(s removal.State) string {
	if word, ok := statuses[s]; ok {
		return word
	}
	return string(s)
}

func (c *Cabinet) removalPage(v *frame.Visit) (removalView, error) {
	s, err := c.Look.Removal(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return removalView{}, err
	}
	k := s.Case
	switch s.Role {
	case removal.Filer, removal.CoOwner, removal.Resident:
	default:
		return removalView{}, fault.New(fault.NotFound, "no such removal")
	}
	x := removalView{Case: k, Role: s.Role, Status: removalStatus(k.State), Open: map[string]bool{}, Needed: len(k.Others())}
	x.Given = x.Needed - len(k.Missing())
	x.Asks = s.Role == removal.CoOwner && lookup.AwaitsWord(k, v.Who.Party())
	_, x.Mine = k.WordOf(v.Who.Party())
	for _, verb := range k.Open(actor(v)) {
		x.Open[string(verb)] = verb != removal.VObject || k.Objection.IsZero()
	}
	if !k.Ended.IsZero() {
		x.By, _ = law.RegisterBy(civil.DateOf(k.Ended))
	}
	now := c.Calendar.Now()
	if now.Before(k.UndoBy()) && x.Open["undo"] && s.Role == removal.Filer {
		x.Undo = k.UndoBy()
	}
	if now.Before(k.ObjectBy()) {
		x.Object = k.ObjectBy()
	} else if !k.Ended.IsZero() {
		x.Open["object"] = false
	}
	if x.Said, err = lookup.OpenText(v.R.Context(), c.Evidence, k.Ref, k.Note); err != nil || s.Role != removal.Filer {
		return x, err
	}
	x.Speaks, x.Longest = x.Open["say"], keeping.MaxNote
	x.Told, x.Answer, err = lookup.Dialogue(v.R.Context(), c.Evidence, k.Ref, k.Intent)
	return x, err
}

// removalUndo takes an end back that was a mistake.
func (c *Cabinet) removalUndo(v *frame.Visit) error {
	s, err := c.Look.Removal(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return err
	}
	if _, err := c.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: s.Case.Ref, By: actor(v), Act: removal.Undo{}}); err != nil {
		return err
	}
	c.settled(v, s.Case.Ref, 3*time.Second)
	return v.Redirect("/removals/" + s.Case.Ref)
}

func (c *Cabinet) removal(v *frame.Visit) error {
	x, err := c.removalPage(v)
	if err != nil {
		return err
	}
	return v.Page("removal", v.T("home.remove.h"), x)
}

// removalAnswer takes another owner's choice: a yes goes on to the signature, a no is done at once.
func (c *Cabinet) removalAnswer(v *frame.Visit) error {
	x, err := c.removalPage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "answer")
	switch f.Get("answer") {
	case "yes":
		return v.Redirect("/removals/" + x.Case.Ref + "/sign")
	case "no":
		return c.removalAct(v, removal.Decline{Owner: v.Who.Party()})
	}
	f.Fail("answer", v.T("errors.choose"))
	return v.Invalid("removal", v.T("home.remove.h"), x, f)
}

func (c *Cabinet) removalInk(v *frame.Visit) (removalView, error) {
	x, err := c.removalPage(v)
	if err != nil {
		return x, err
	}
	if !x.Asks {
		return x, v.Moved("/removals/" + x.Case.Ref)
	}
	reader := removal.Reader{
		Role: removal.CoOwner, Lang: string(v.Lang), Name: signing.Official(x.Case.Name, v.Lang), Signer: signing.Official(ownerName(v, x.Case.Owners), v.Lang), Address: x.Case.Place.Line(string(v.Lang)),
	}
	x.ink = c.ink(v, removal.Render(x.Case.Statement, reader), "/removals/"+x.Case.Ref)
	x.ink.Word = c.removalWord(x.Case.Statement.Request, writ.PartyText(v.Who.Party()))
	return x, nil
}

func (c *Cabinet) confirm(v *frame.Visit) error {
	x, err := c.removalInk(v)
	if err != nil {
		return err
	}
	return v.Page("removal-sign", v.T("home.remove.confirm"), x)
}

func (c *Cabinet) confirmSign(v *frame.Visit) error {
	x, err := c.removalInk(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "method", "file")
	if f.Get("method") == "mobile" {
		return c.askInk(v, x.ink, x.Case.Statement.Digest(), keeping.Mobile{Purpose: keeping.MobileConfirm, Case: x.Case.Ref}, signing.Beside{})
	}
	p, err := c.inked(v, x.ink, x.Case.Statement.Digest(), &f)
	if err != nil {
		return err
	}
	if p == nil {
		return v.Invalid("removal-sign", v.T("home.remove.confirm"), x, f)
	}
	_, err = c.Door.Do(v.R.Context(), office.Order{
		Key: "confirm:" + p.ID(), Ref: x.Case.Ref, By: actor(v), Act: removal.Confirm{Owner: v.Who.Party(), Proof: *p},
	})
	if err != nil {
		return err
	}
	c.settled(v, x.Case.Ref, 3*time.Second)
	return v.Redirect("/removals/" + x.Case.Ref)
}

// removalAct does an act of the visitor and goes back to the application.
func (c *Cabinet) removalAct(v *frame.Visit, a removal.Act) error {
	s, err := c.Look.Removal(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return err
	}
	if _, err := c.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: s.Case.Ref, By: actor(v), Act: a}); err != nil {
		return err
	}
	return v.Redirect("/removals/" + s.Case.Ref)
}

func (c *Cabinet) removalWithdraw(v *frame.Visit) error { return c.removalAct(v, removal.Withdraw{}) }
func (c *Cabinet) removalObject(v *frame.Visit) error   { return c.removalAct(v, removal.Object{}) }
func (c *Cabinet) removalRetract(v *frame.Visit) error {
	return c.removalAct(v, removal.Retract{Owner: v.Who.Party()})
}

// askedView lists what this owner is asked: to let somebody live there, or to strike somebody off.
type askedView struct {
	Waiting          []askedLine
	Answered         []registration.Case
	Removals, Struck []removal.Case
}

func (c *Cabinet) asked(v *frame.Visit) error {
	var x askedView
	waiting, answered, err := c.Look.Requests(v.R.Context(), v.Who.Party())
	if err != nil {
		return err
	}
	x.Waiting, x.Answered = oneOf(waiting), answered
	list, err := c.Look.RemovalsToOwner(v.R.Context(), v.Who.Party())
	if err != nil {
		return err
	}
	for _, k := range list {
		if lookup.AwaitsWord(k, v.Who.Party()) {
			x.Removals = append(x.Removals, k)
		} else {
			x.Struck = append(x.Struck, k)
		}
	}
	return v.Page("requests", v.T("shell.nav.requests"), x)
}

// removalsAt lists the applications about a dwelling that the owner filed or is asked in.
func (c *Cabinet) removalsAt(v *frame.Visit, rka address.RKA) ([]removal.Case, error) {
	mine, err := c.Look.RemovalsOf(v.R.Context(), me(v))
	if err != nil {
		return nil, err
	}
	theirs, err := c.Look.RemovalsToOwner(v.R.Context(), v.Who.Party())
	if err != nil {
		return nil, err
	}
	var out []removal.Case
	for _, k := range append(mine, theirs...) {
		if k.Statement.RKA == rka && removal.PartyOf(actor(v)) != iin.PersonParty(k.Statement.Person) {
			out = append(out, k)
		}
	}
	return out, nil
}

// addressesView is the visitor's address page, with what owners ask about him.
type addressesView struct {
	lookup.Addresses
	Standing standing
	Removals []removal.Case
	Already  bool              // as in caseView
	Hearings []striking.Case   // officers' proposals of which the person has been told
	Reasons  map[string]string // why an organisation ended an entry, by the entry's ID
	Children []childLine       // who are not registered apart
}

func (c *Cabinet) addresses(v *frame.Visit) error {
	a, err := c.Look.Addresses(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	x := addressesView{Addresses: a, Already: already(v), Children: c.children(v, a)}
	if x.Standing, err = c.standing(v, a); err != nil {
		return err
	}
	list, err := c.Look.RemovalsOf(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	for _, k := range list {
		if k.Statement.Person == me(v) && !k.State.Closed() {
			x.Removals = append(x.Removals, k)
		}
	}
	if x.Hearings, err = c.Look.ProposalsTo(v.R.Context(), c.Proposals, me(v)); err != nil {
		return err
	}
	if x.Reasons, err = c.reasons(v, a.Past); err != nil {
		return err
	}
	return v.Page("registration", v.T("account.address.h"), x)
}
