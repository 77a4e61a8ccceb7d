package frontoffice

import (
	"context"
	"slices"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/work/signing"
)

// Shown is a document as somebody puts it on the counter: its kind and number, or the one-time code of
// a digital document.
type Shown struct {
	IIN    iin.IIN
	Kind   applicant.PaperKind
	Number string
	Code   string
}

// Kinds of documents by which GBD FL can confirm a person, in the order of the page.
func Kinds() []applicant.PaperKind {
	return []applicant.PaperKind{applicant.IDCard, applicant.Passport, applicant.ResidencePermit, applicant.StatelessPaper,
		applicant.RefugeePaper, applicant.BirthCertificate, applicant.ReturnCertificate}
}

// PaperKinds are the documents that an operator may note beside the identity document, in the order of
// the page (service page, "How to get the service in the State corporation").
func PaperKinds() []applicant.PaperKind {
	return []applicant.PaperKind{applicant.BirthCertificate, applicant.Passport, applicant.ForeignPassport, applicant.ReturnCertificate,
		applicant.Deregistration, applicant.NoCitizenship, applicant.GuardianshipPaper, applicant.AdministrationWish}
}

// Room begins the reasons of lawful noes at a counter.
const Room = "front."

func no(reason string) error { return signing.No{Reason: Room + reason} }

// person asks GBD FL. A lawful no when it knows nobody; Unavailable when it is silent.
func (d *Desk) person(ctx context.Context, i iin.IIN) (applicant.Person, error) {
	switch ans := d.Persons.Person(ctx, i).(type) {
	case applicant.Found:
		if !ans.Person.Alive() {
			return applicant.Person{}, no("person_gone")
		}
		return ans.Person, nil
	case applicant.Unknown:
		return applicant.Person{}, no("person_unknown")
	}
	return applicant.Person{}, fault.New(fault.Unavailable, "GBD FL is silent")
}

// identify holds what was put on the counter against GBD FL, which is the truth: the number must be one
// of the person's own documents of the kind, in force. The look is written down before anything is told.
func (d *Desk) identify(ctx context.Context, operator iin.IIN, s Shown) (p applicant.Person, shown applicant.PaperKind, err error) {
	if s.Code != "" {
		return d.digital(ctx, operator, s.Code)
	}
	if s.IIN == operator {
		return p, "", no("own")
	}
	if p, err = d.person(ctx, s.IIN); err != nil {
		return p, "", err
	}
	if err := d.glance(ctx, operator, "", s.IIN); err != nil {
		return p, "", err
	}
	return p, s.Kind, holds(p, s, d.today())
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func holds(p applicant.Person, s Shown, day civil.Date) error {
	number := strings.ToUpper(strings.ReplaceAll(s.Number, " ", ""))
	i := slices.IndexFunc(p.Documents, func(x applicant.Document) bool {
		return x.Kind == string(s.Kind) && strings.EqualFold(x.Number, number)
	})
	if i < 0 {
		return no("document_other")
	}
	valid, _ := law.DocumentValid(p.Documents[i].Until, day)
	switch {
	case p.Documents[i].Invalid:
		return no("document_void")
	case !valid:
		return no("document_expired")
	}
	return nil
}

// Identify notes who stands at the window. Whoever was there before is forgotten with what was typed for him.
func (d *Desk) Identify(ctx context.Context, operator iin.IIN, id string, s Shown) (err error) {
	defer fault.Wrap(&err, "identify a person")
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	if w, err := readWork(t); err != nil || t.Case != "" || w.ended() {
		return orElse(err, fault.New(fault.Conflict, "an application stands on this ticket"))
	}
	p, shown, err := d.identify(ctx, operator, s)
	if err != nil {
		return err
	}
	near, err := d.near(ctx, p.IIN)
	if err != nil {
		return err
	}
	w := Work{Shown: shown, Odd: s.Code == "" && hall.Unusual(s.Kind, s.Number), Name: p.Name.Full(), Born: p.Born,
		Person: p.IIN, Subject: p.Name.Full(), SubjBorn: p.Born, Near: near}
	w.Papers = laid(p, shown)
	w.weigh(p, d.today())
	t.Person = p.IIN
	return d.keep(ctx, t, w)
}

// laid is the certificate of return by which somebody was identified, as one of his papers: it stands in the
// place of the passport of whoever arrives.
func laid(p applicant.Person, shown applicant.PaperKind) []applicant.Paper {
	i := slices.IndexFunc(p.Documents, func(x applicant.Document) bool { return x.Kind == string(applicant.ReturnCertificate) })
	if shown != applicant.ReturnCertificate || i < 0 {
		return nil
	}
	x := p.Documents[i]
	return []applicant.Paper{{Kind: applicant.ReturnCertificate, Number: x.Number, Issuer: x.Issuer, Until: x.Until}}
}

// weigh works out what documents the category of the person to be registered asks for.
func (w *Work) weigh(p applicant.Person, day civil.Date) {
	seen := applicant.AtWindow(p, applicant.Window{Papers: w.Papers, Arrival: w.Arrival}, day)
	w.Category, w.Missing, w.Whole = seen.Category, seen.Missing, seen.Identified
}

// near lists where the register has the person living or staying.
func (d *Desk) near(ctx context.Context, person iin.IIN) ([]address.KATO, error) {
	es, err := d.Look.Entries.EntriesOf(ctx, person, noTime)
	if err != nil {
		return nil, err
	}
	var out []address.KATO
	for _, e := range es {
		if !e.At(d.Calendar.Now()) {
			continue
		}
		f, ok := d.Atlas.At(ctx, e.RKA).(address.Found)
		if !ok || len(f.Addresses) != 1 {
			continue // the address register is silent: the place counts when it answers
		}
		if k := f.Addresses[0].KATO; !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out, nil
}

// Represent notes for whom the person at the window applies.
type Represent struct {
	For     For
	Person  iin.IIN
	PowerNo string
	Arrival bool
}

// maxPowerNo bounds the number of a power of attorney, in bytes.
const maxPowerNo = 64

// Represent looks up whom the person at the window applies for; the door decides whether he may.
func (d *Desk) Represent(ctx context.Context, operator iin.IIN, id string, r Represent) (err error) {
	defer fault.Wrap(&err, "note for whom somebody applies")
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	if t.Person.IsZero() || t.Case != "" {
		return fault.New(fault.Conflict, "nobody was identified, or an application stands on this ticket")
	}
	who := t.Person
	switch {
	case r.For == Himself:
	case r.For != Child && r.For != Ward && r.For != Principal, r.Person.IsZero(), len(r.PowerNo) > maxPowerNo:
		return fault.New(fault.Invalid, "for whom is not said")
	case r.Person == operator || r.Person == t.Person:
		return no("own")
	case r.For == Principal && r.PowerNo == "":
		return no("no_power_number")
	default:
		who = r.Person
	}
	p, err := d.person(ctx, who)
	if err != nil {
		return err
	}
	if err := d.glance(ctx, operator, "", who); err != nil {
		return err
	}
	near, err := d.near(ctx, who)
	if err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		if w.ended() {
			return fault.New(fault.Conflict, "a registration was ended on this ticket")
		}
		w.Leaving, w.Offers = nil, nil
		w.For, w.Person, w.Subject, w.SubjBorn, w.Arrival, w.Near = r.For, who, p.Name.Full(), p.Born, r.Arrival, near
		if w.PowerNo = ""; r.For == Principal {
			w.PowerNo = r.PowerNo
		}
		w.weigh(p, d.today())
		return nil
	})
}
