package cabinet

import (
	"context"
	"time"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// caseView is one application with its timeline, as its applicant sees it.
type caseView struct {
	Case    registration.Case
	Open    map[string]bool // by verb: what the applicant may do now
	Owners  []ownerLine
	Sent    bool
	Nudged  string              // "", "yes", "later"
	Left    bool                // somebody of the same statement was not accepted
	Group   []registration.Case // others of the same statement
	Already bool                // what was asked for has no place any more: the page says how things stand
	Letters []keeping.Letter
	Record  time.Duration // service term of the record
	Explain string        // why an officer returned the application; "" when he did not, or his text was erased
	May     *may          // what the check came to, while the signature is awaited
	Family  bool          // a family member may be added
	Told    string        // what an officer who means to refuse writes
	Answer  string        // what the applicant answered
	Longest int           // of an answer, in characters
	Plain   bool          // it may be complained of
}

// Base is the path of the page.
func (x caseView) Base() string { return "/account/cases/" + x.Case.Ref }

// ownerLine is one owner as the applicant may see him: a number and an answer, never a name.
type ownerLine struct {
	N       int
	Status  string // words key after "status.owner."
	SMS     string // how the SMS went; "" when it is not known
	You     bool
	Pending bool
}

func (c *Cabinet) caseOpen(v *frame.Visit) error {
	o, err := c.Look.Judged(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return err
	}
	if o.Role == registration.Owner {
		return v.Redirect("/requests/" + o.Case.Ref)
	}
	if o.Role != registration.Applicant {
		return fault.New(fault.NotFound, "no such case")
	}
	x, err := c.caseView(v, o.Case)
	if err != nil {
		return err
	}
	return v.Page("case", v.T("shell.word.ref", "ref", o.Case.Number), x)
}

// caseView gathers what an applicant sees of his case.
func (c *Cabinet) caseView(v *frame.Visit, k registration.Case) (caseView, error) {
	x := caseView{Case: k, Open: opens(k, actor(v)), Owners: ownerLines(k), Sent: v.R.URL.Query().Get("sent") != ""}
	x.Nudged, x.Already, x.Left = nudged(v), already(v), v.R.URL.Query().Get("left") != ""
	x.Record = recordTerm(c.Calendar.Now())
	x.May, x.Family = mayOf(k), joinable(k)
	x.Plain = len(complaint.Subject{Case: k}.Kinds(actor(v), c.Calendar.Now())) > 0
	var err error
	if x.Explain, err = lookup.Explanation(v.R.Context(), c.Evidence, k); err != nil {
		return x, err
	}

	if consent.Grouped(k.Statement.Request) {
		all, err := c.Look.Mine(v.R.Context(), me(v))
		if err != nil {
			return x, err
		}
		x.Group = c.group(v, k, all, func(registration.Case) bool { return true })
	}
	x.Longest = keeping.MaxNote
	x.Told, x.Answer, err = lookup.Dialogue(v.R.Context(), c.Evidence, k.Ref, k.Intent)
	return x, err
}

// opens asks the table of life what this actor may do.
func opens(k registration.Case, by registration.Actor) map[string]bool {
	m := map[string]bool{}
	for _, verb := range k.Open(by) {
		m[string(verb)] = true
	}
	return m
}

// ownerLines tells the answers of the owners by number.
func ownerLines(k registration.Case) []ownerLine {
	var out []ownerLine
	for _, o := range k.Others() {
		l := ownerLine{N: o.Ordinal, Status: "waiting"}
		for _, y := range k.Consents {
			if y.Owner == o.Party {
				l.Status, l.Pending = "agreed", y.Pending
			}
		}
		if l.Pending {
			l.Status = "pending"
		}
		for _, n := range k.No {
			if n.Owner == o.Party {
				l.Status = "refused"
			}
		}
		switch {
		case l.Status != "waiting":
		case k.State == registration.Lapsed:
			l.Status = "expired"
		case k.State.Final(): // nobody waits for it any more
			l.Status = "moot"
		}
		out = append(out, l)
	}
	return out
}

func (c *Cabinet) withdraw(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	return v.Page("withdraw", v.T("apply.withdraw.q"), k)
}

// act does an act of the applicant on his own case and goes back to it.
func (c *Cabinet) act(v *frame.Visit, a registration.Act) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	_, err = c.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: k.Ref, Act: a, By: actor(v)})
	return shown(v, err, "/account/cases/"+k.Ref)
}

func (c *Cabinet) withdrawDo(v *frame.Visit) error { return c.act(v, registration.Withdraw{}) }
func (c *Cabinet) extend(v *frame.Visit) error     { return c.act(v, registration.Extend{}) }
func (c *Cabinet) appeal(v *frame.Visit) error     { return c.act(v, registration.Appeal{}) }

// again opens a new draft of the same statement after a lapse: consents given to it are kept.
func (c *Cabinet) again(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	if k.State != registration.Lapsed {
		return shown(v, fault.New(fault.Conflict, "only a lapsed application is asked again"), "/account/cases/"+k.Ref)
	}
	f := formOf(k)
	f.Copied, f.Request = k.Ref, k.Statement.Request
	return c.redraft(v, f, "/check")
}

// correct opens a draft with the answers of an application that was found ineligible, returned,
// refused or withdrawn.
func (c *Cabinet) correct(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	f := formOf(k)
	switch k.State {
	case registration.Ineligible, registration.Draft: // the same case goes on
		f.Case, f.Request = k.Ref, k.Statement.Request
		return c.redraft(v, f, "/where")
	case registration.Refused, registration.Withdrawn, registration.Unagreed, registration.Lapsed:
		return c.redraft(v, f, "/where")
	}
	return shown(v, fault.New(fault.Conflict, "the application is still on its way"), "/account/cases/"+k.Ref)
}

// redraft opens a draft with these answers, or the same one that was opened by the click before.
func (c *Cabinet) redraft(v *frame.Visit, f drafting.Form, page string) error {
	same, err := c.untouched(v, f)
	if err != nil {
		return err
	}
	if same != "" {
		return v.Redirect("/apply/" + same + page)
	}
	d, err := c.Drafts.New(v.R.Context(), me(v), f)
	if err != nil {
		return err
	}
	return v.Redirect("/apply/" + d.Ref + page)
}

// Nudger reminds owners at the applicant's wish.
type Nudger interface {
	Nudge(ctx context.Context, k registration.Case, by registration.Actor, n office.Counter) (wait time.Duration, err error)
}

// remind reminds the owners who are silent, once in the time that the rules allow.
func (c *Cabinet) remind(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	wait, err := c.Nudger.Nudge(v.R.Context(), k, actor(v), c.Counter)
	if err != nil {
		return shown(v, err, "/account/cases/"+k.Ref)
	}
	if wait > 0 {
		return v.Redirect("/account/cases/" + k.Ref + "?reminded=later")
	}
	return v.Redirect("/account/cases/" + k.Ref + "?reminded=yes")
}

func nudged(v *frame.Visit) string {
	switch n := v.R.URL.Query().Get("reminded"); n {
	case "yes", "later":
		return n
	}
	return ""
}
