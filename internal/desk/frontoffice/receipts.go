package frontoffice

import (
	"net/http"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/frontoffice"
	"tirkeu/internal/work/issue"
)

// refuseView is the refusal to accept documents, before it is given and as its reader will see it.
type refuseView struct {
	frontoffice.Place
	Lacks   []hall.Lack
	Chosen  map[hall.Lack]bool
	Preview []hall.Lack
}

func (d *Desk) refuseView(v *frame.Visit) (x refuseView, err error) {
	x.Lacks, x.Chosen = hall.Lacks(), map[hall.Lack]bool{}
	if x.Place, err = d.Work.Open(v.R.Context(), me(v), id(v)); err != nil {
		return x, err
	}
	if l := x.Work.Leaving; !x.Mine || x.Ticket.Case != "" || l != nil && !l.Ended.IsZero() {
		return x, v.Moved(to(v))
	}
	for _, l := range x.Suggested() {
		x.Chosen[l] = true
	}
	return x, nil
}

func (d *Desk) refuse(v *frame.Visit) error {
	x, err := d.refuseView(v)
	if err != nil {
		return err
	}
	return v.Page("ticket-refuse", v.T("front.refuse.h"), x)
}

// refused shows the words first, in the person's language, and ends the ticket when they were seen.
func (d *Desk) refused(v *frame.Visit) error {
	x, err := d.refuseView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "lack", "seen")
	clear(x.Chosen)
	for _, typed := range v.R.PostForm["lack"] {
		if l := hall.Lack(typed); l.Known() && !x.Chosen[l] {
			x.Chosen[l] = true
			x.Preview = append(x.Preview, l)
		}
	}
	switch {
	case len(x.Preview) == 0:
		f.Fail("lack", v.T("errors.choose"))
		return v.Invalid("ticket-refuse", v.T("front.refuse.h"), x, f)
	case f.Get("seen") != "yes":
		return v.Show(http.StatusOK, "ticket-refuse", v.T("front.refuse.h"), x, f)
	}
	if err := d.Work.RefuseToAccept(v.R.Context(), me(v), id(v), x.Preview); err != nil {
		return err
	}
	return v.Redirect(to(v))
}

// receipt is what the person takes away: that the application was taken, or why documents were not.
func (d *Desk) receipt(v *frame.Visit) error {
	x, err := d.Work.Open(v.R.Context(), me(v), id(v))
	if err != nil {
		return err
	}
	w := issue.Window{Branch: x.Post.Branch, Number: x.Ticket.Window, Operator: v.Who.Account.Name}
	switch {
	case x.Ticket.State == hall.Refused:
		doc, err := d.Papers.NonAcceptance(v.R.Context(), w, issue.Lacking{Number: x.Work.Lacking, At: x.Ticket.Ended, Person: x.Work.Name,
			IIN: x.Ticket.Person, Lacks: x.Work.Lacks})
		return sendPDF(v, doc, err)
	case x.Removal != nil && x.Work.Leaving != nil:
		k, place := x.Removal, x.Work.Leaving.Place
		line := place.Line("ru")
		if line == "" {
			line = place.RKA.String()
		}
		doc, err := d.Papers.Acceptance(v.R.Context(), w, issue.Taken{Number: k.Number, At: k.Opened, Applicant: x.Work.Name, Person: x.Work.Leaving.Name,
			IIN: x.Ticket.Person, Address: line, Shown: x.Work.Shown})
		return sendPDF(v, doc, err)
	case x.Case != nil && x.Case.Intake != nil && x.Case.Taker == x.Ticket.Operator:
		k := x.Case
		doc, err := d.Papers.Acceptance(v.R.Context(), w, issue.Taken{Number: k.Number, At: k.Opened, Applicant: x.Work.Name, Person: x.Work.Subject,
			IIN: x.Ticket.Person, Address: k.Typed, Shown: x.Work.Shown, Papers: k.Intake.Papers})
		return sendPDF(v, doc, err)
	}
	return fault.New(fault.NotFound, "no receipt of this ticket")
}

// notice prints the notification of registration for the person at the window.
func (d *Desk) notice(v *frame.Visit) error {
	x, err := d.Work.Open(v.R.Context(), me(v), id(v))
	if err != nil {
		return err
	}
	if x.Case == nil || x.Case.State != registration.Done || x.Role != registration.Applicant {
		return fault.New(fault.NotFound, "no notification on this ticket")
	}
	e, err := d.Work.Look.Entries.Entry(v.R.Context(), x.Case.Entry)
	if err != nil {
		return err
	}
	l, err := d.Work.Look.MyEntry(v.R.Context(), x.Case.Person, e.ID)
	if err != nil {
		return err
	}
	doc, err := d.Papers.Notification(v.R.Context(), l, x.Case.Who.Name.Full())
	return sendPDF(v, doc, err)
}

// scan shows a scanned document. Nothing in it may act: it is sent as what it was found to be, alone.
func (d *Desk) scan(v *frame.Visit) error {
	c, body, err := d.Work.Scan(v.R.Context(), me(v), id(v), v.R.PathValue("digest"))
	if err != nil {
		return err
	}
	return v.Document(string(c.Media), "scan-"+c.Digest[:12], body)
}

func sendPDF(v *frame.Visit, d keeping.Issued, err error) error {
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `inline; filename="tirkeu-`+d.Kind+"-"+d.Number+`.pdf"`)
	h.Set("ETag", `"`+d.Digest+`"`)
	v.W.WriteHeader(http.StatusOK)
	_, _ = v.W.Write(d.PDF) // the operator may have gone
	return nil
}
