package frontoffice

import (
	"fmt"
	"slices"
	"strconv"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/frontoffice"
	"tirkeu/internal/work/lookup"
)

// Steps of a ticket, in their order; each is a part of the page.
const (
	stepWho    = "who"
	stepFor    = "for"
	stepPapers = "papers"
	stepWhere  = "where"
	stepFile   = "file"
	stepWait   = "wait"
	stepWhyNot = "whynot"
	stepSign   = "sign"
	stepEnd    = "end"
	stepOnline = "online"
	stepOwner  = "owner"
	stepLeave  = "leave"
)

// ticketView is the workspace of one ticket.
type ticketView struct {
	frontoffice.Place
	leavingView
	Registered *lookup.Addresses // of a ticket for a certificate
	Now        string            // the step that is next
	Open       string            // the step whose form is shown
	Owner      int               // of stepOwner
	Queue      queueView
	Signing    []frontoffice.Signer
	Begun      []registration.Case
	Unfiled    []frontoffice.Begun // forms begun online and not filed
	Held       civil.Date          // day of entry, when the form that is continued waits for it
	Kinds      []applicant.PaperKind
	PaperKinds []applicant.PaperKind
	Purposes   []consent.Purpose
	MaxScan    int // kilobytes
	MaxMonths  int
	Teen       bool // whoever is to be registered does not apply himself
}

// purposes in the order of the page.
var purposes = []consent.Purpose{consent.Work, consent.Study, consent.Family, consent.Treatment, consent.Other}

func (d *Desk) view(v *frame.Visit) (x ticketView, err error) {
	if x.Place, err = d.Work.Open(v.R.Context(), me(v), id(v)); err != nil {
		return x, err
	}
	if x.Queue, err = d.queue(v); err != nil {
		return x, err
	}
	if x.Mine && x.Case == nil {
		if err := d.online(v, &x); err != nil {
			return x, err
		}
	}
	if x.Held, err = d.Work.Held(v.R.Context(), x.Work); err != nil {
		return x, err
	}
	if x.leavingView, err = d.leaving(v, x.Place); err != nil {
		return x, err
	}
	if err := d.registered(v, &x); err != nil {
		return x, err
	}
	today := civil.DateOf(d.Calendar.Now())
	largest, _ := law.ScanBytes(today)
	_, x.MaxMonths, _ = law.TermRange(today)
	x.Kinds, x.PaperKinds, x.Purposes, x.MaxScan = frontoffice.Kinds(), frontoffice.PaperKinds(), purposes, largest>>10
	x.Signing = x.Signers()
	x.Now = x.next()
	x.Open = x.Now
	x.Teen = x.Work.Category == applicant.Teen || x.Work.Category == applicant.Incapable
	return x, nil
}

// next is the step that a ticket waits for.
func (x ticketView) next() string {
	w := x.Work
	switch {
	case !x.Mine:
		return stepEnd
	case x.Ticket.Person.IsZero():
		return stepWho
	case x.Case != nil && x.Case.State == registration.Ineligible && w.Found == nil: // begun online: what is wrong is mended here
		return stepWhere
	case x.Case != nil:
		return ofCase(x.Case.State)
	case x.Ticket.Service == hall.ForRemoval:
		return x.ofRemoval()
	case x.Ticket.Service != hall.ForRegistration:
		return stepEnd
	case !w.Whole && len(w.Missing) > 0:
		return stepPapers
	case w.Found == nil:
		return stepWhere
	}
	return stepFile
}

func ofCase(s registration.State) string {
	switch s {
	case registration.Checking, registration.Recording:
		return stepWait
	case registration.Ineligible:
		return stepWhyNot
	case registration.Signing, registration.Consenting:
		return stepSign
	}
	return stepEnd
}

// Done tells whether a step is behind.
func (x ticketView) Done(step string) bool {
	order := []string{stepWho, stepLeave, stepPapers, stepWhere, stepFile, stepSign, stepEnd}
	at := x.Now
	switch at {
	case stepWait, stepWhyNot:
		at = stepFile
		if x.Removal != nil || x.Case != nil && x.Case.State == registration.Recording {
			at = stepEnd
		}
	}
	if !x.Mine {
		return x.Ticket.State == hall.Served && (step == stepWho || x.Taken())
	}
	return slices.Index(order, step) < slices.Index(order, at)
}

// opened are the steps whose form may be asked for again, while there is no application yet or it may be corrected.
func (x ticketView) opened(step string) bool {
	if !x.Mine {
		return false
	}
	correctable := !x.Taken() || x.Case != nil && x.Case.State == registration.Ineligible
	switch step {
	case stepWho:
		return !x.Taken()
	case stepLeave:
		return !x.Taken() && !x.Ticket.Person.IsZero() && x.Ticket.Service == hall.ForRemoval
	case stepFor, stepPapers, stepWhere:
		return correctable && !x.Ticket.Person.IsZero()
	case stepOnline:
		return !x.Taken() && !x.Ticket.Person.IsZero()
	case stepOwner:
		return x.Case != nil || x.Removal != nil
	}
	return false
}

func (d *Desk) ticket(v *frame.Visit) error {
	x, err := d.view(v)
	if err != nil {
		return err
	}
	q := v.R.URL.Query()
	if s := q.Get("open"); x.opened(s) {
		x.Open, x.Owner = s, number(q.Get("owner"))
	}
	return v.Show(200, "ticket", x.title(v), x, x.filled(v))
}

func (x ticketView) title(v *frame.Visit) string {
	return v.T("front.ticket.h", "number", x.Ticket.Number())
}

// filled is the form of the open step as it was kept.
func (x ticketView) filled(v *frame.Visit) frame.Form {
	f := frame.NewForm(v.R)
	w := x.Work
	f.Set("kind", string(applicant.IDCard))
	f.Set("for", string(w.For))
	f.Set("power", w.PowerNo)
	if w.Arrival {
		f.Set("arrival", "yes")
	}
	f.Set("type", string(consent.Temporary))
	if w.Type != "" {
		f.Set("type", string(w.Type))
		f.Set("purpose", string(w.Purpose))
	}
	if w.Months > 0 {
		f.Set("months", strconv.Itoa(w.Months))
	}
	f.Set("owner", w.Claim.Owner.IIN().Digits()+w.Claim.Owner.BIN().Digits())
	f.Set("object", w.Claim.RKA.Digits())
	if a := w.Claim.Area; a > 0 && w.Claim.RKA.IsZero() {
		f.Set("object", fmt.Sprintf("%d.%02d", a/100, a%100))
	}
	if w.Petition != nil {
		f.Set("petition", "yes")
		f.Set("basis", w.Petition.Basis)
		f.Set("room", w.Petition.Room)
		f.Set("bed", w.Petition.Bed)
	}
	return f
}

// Spoken is how many have given their word.
func (x ticketView) Spoken() (n int) {
	for _, s := range x.Signing {
		if s.Spoke {
			n++
		}
	}
	return n
}

// MaySign tells whether somebody at the window may sign now.
func (x ticketView) MaySign() bool { return x.FirstMay(-1) }

// FirstMay tells whether this is the first who may sign now; -1 stands for any.
func (x ticketView) FirstMay(n int) bool {
	for _, s := range x.Signing {
		if s.May {
			return n == -1 || s.N == n
		}
	}
	return false
}

// FirstAwaited tells whether this is the first owner who has not come and not spoken.
func (x ticketView) FirstAwaited(n int) bool {
	for _, s := range x.Signing {
		if !s.Spoke && !s.Entity && s.N != frontoffice.Applicant && s.Here == nil {
			return s.N == n
		}
	}
	return false
}

// Ending tells whether the ticket may leave the window now: nothing is left to do at it, or the others are asked online.
func (x ticketView) Ending() bool {
	return x.Now == stepEnd || x.Now == stepSign && !x.MaySign() || x.Now == stepWait && x.Removal != nil
}

// TakenHere tells whether the application was taken by the operator of this ticket.
func (x ticketView) TakenHere() bool {
	if x.Removal != nil {
		return x.Work.Leaving != nil
	}
	return x.Case != nil && x.Case.Intake != nil && x.Case.Taker == x.Ticket.Operator
}
