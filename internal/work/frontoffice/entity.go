package frontoffice

import (
	"context"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
)

// Entities is GBD UL.
type Entities interface {
	Entity(ctx context.Context, bin iin.BIN) applicant.EntityAnswer
}

// signatory asks GBD UL whether the person at the window may sign the administration's application by hand: its
// first head may. Whoever holds a certificate with the right of signature proves that by the certificate alone,
// in the organisation's cabinet. A lawful no says what to do, when the register is silent as well.
func (d *Desk) signatory(ctx context.Context, org iin.Party, person iin.IIN, lang string) (p registration.Petition, err error) {
	bin, ok := org.Entity()
	if !ok {
		return p, fault.New(fault.Invalid, "an administration is that of a legal entity")
	}
	switch ans := d.Entities.Entity(ctx, bin).(type) {
	case applicant.EntityFound:
		e := ans.Entity
		p = registration.Petition{Organisation: org, Name: e.Name(lang), Head: e.Head}
		switch {
		case e.Liquidated:
			return p, no("entity_gone")
		case e.Head.IsZero():
			return p, no("no_head")
		case e.Head != person:
			return p, no("not_head")
		}
		return p, nil
	case applicant.NoEntity:
		return p, no("no_entity")
	}
	return p, no("entities_silent")
}

// administration fills in what GBD UL knows of the organisation whose petition was put on the counter.
func (d *Desk) administration(ctx context.Context, person iin.IIN, lang string, x *Want) error {
	if x.Petition == nil {
		return nil
	}
	known, err := d.signatory(ctx, x.Petition.Organisation, person, lang)
	if err != nil {
		return err
	}
	known.Basis, known.Room, known.Bed = x.Petition.Basis, x.Petition.Room, x.Petition.Bed
	x.Petition = &known
	return nil
}
