package people

import (
	"slices"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// person changes one resident and keeps the book.
func (b *Book) person(number iin.IIN, how func(*Resident)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i, ok := b.byIIN[number]
	if !ok {
		return errNobody
	}
	r := b.s.Residents[i].clone()
	how(&r)
	b.s.Residents[i] = r
	b.reindex()
	return b.save()
}

// dwelling changes one dwelling and keeps the book.
func (b *Book) dwelling(rka address.RKA, how func(*dwelling.Dwelling) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i, ok := b.byRKA[rka]
	if !ok {
		return errNobody
	}
	d := clone(b.s.Dwellings[i])
	if err := how(&d); err != nil {
		return err
	}
	b.s.Dwellings[i] = d
	b.reindex()
	return b.save()
}

// Phone gives a person another number in BMG; an empty one takes it out.
func (b *Book) Phone(number iin.IIN, phone string) error {
	return b.person(number, func(r *Resident) { r.Phone = phone })
}

// Die writes a death down.
func (b *Book) Die(number iin.IIN, on civil.Date) error {
	return b.event(number, applicant.Event{Kind: applicant.Death, Day: on}, func(r *Resident) { r.Person.Died = on })
}

// Leave writes down that somebody moved abroad for good.
func (b *Book) Leave(number iin.IIN, on civil.Date) error {
	return b.event(number, applicant.Event{Kind: applicant.Departure, Day: on}, func(r *Resident) { r.Person.Excluded = true })
}

// event changes a resident and tells of it.
func (b *Book) event(number iin.IIN, e applicant.Event, how func(*Resident)) error {
	if err := b.person(number, how); err != nil {
		return err
	}
	return b.Tell(number, e)
}

// Tell adds an event to those that GBD FL tells, whatever the person's record says.
func (b *Book) Tell(number iin.IIN, e applicant.Event) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	e.Number, e.Person = int64(len(b.s.Events))+1, number
	b.s.Events = append(b.s.Events, e)
	return b.save()
}

// Events are those after a number, at most limit.
func (b *Book) Events(after int64, limit int) []applicant.Event {
	b.mu.RLock()
	defer b.mu.RUnlock()
	from := min(max(after, 0), int64(len(b.s.Events)))
	return slices.Clone(b.s.Events[from:min(int(from)+limit, len(b.s.Events))])
}

// SetCapacity writes a court's decision down.
func (b *Book) SetCapacity(number iin.IIN, c applicant.Capacity) error {
	return b.person(number, func(r *Resident) { r.Person.Capacity = c })
}

// SetDocument makes a person's first document valid or void.
func (b *Book) SetDocument(number iin.IIN, valid bool) error {
	return b.person(number, func(r *Resident) {
		if len(r.Person.Documents) > 0 {
			r.Person.Documents[0].Invalid = !valid
		}
	})
}

// SetKey makes a person's signing key good, expired or revoked.
func (b *Book) SetKey(number iin.IIN, k KeyState) error {
	return b.person(number, func(r *Resident) { r.Key = k })
}

// Sell moves an owner's whole share to a resident, who may be an owner already.
func (b *Book) Sell(rka address.RKA, from iin.Party, to iin.IIN) error {
	buyer, ok := b.ByIIN(to)
	if !ok {
		return errNobody
	}
	return b.dwelling(rka, func(d *dwelling.Dwelling) error {
		i := slices.IndexFunc(d.Owners, func(o dwelling.Owner) bool { return o.Party == from })
		if i < 0 {
			return errNobody
		}
		sold := d.Owners[i].Share
		j := slices.IndexFunc(d.Owners, func(o dwelling.Owner) bool { return o.Party == iin.PersonParty(to) })
		switch {
		case j == i:
			return fault.New(fault.Invalid, "nobody sells to himself")
		case j < 0:
			d.Owners[i] = holder(buyer, sold.Num, sold.Den)
		default:
			d.Owners[j].Share = sum(d.Owners[j].Share, sold)
			d.Owners = slices.Delete(d.Owners, i, i+1)
		}
		return nil
	})
}

// sum adds two shares in lowest terms.
func sum(a, b dwelling.Share) dwelling.Share {
	n, d := a.Num*b.Den+b.Num*a.Den, a.Den*b.Den
	for x, y := n, d; ; x, y = y, x%y {
		if y == 0 {
			return dwelling.Share{Num: n / x, Den: d / x}
		}
	}
}

// Ban records a restriction; Registration in it forbids registering people.
func (b *Book) Ban(rka address.RKA, ban dwelling.Ban) error {
	return b.dwelling(rka, func(d *dwelling.Dwelling) error { d.Bans = append(d.Bans, ban); return nil })
}

// Lift takes all restrictions off.
func (b *Book) Lift(rka address.RKA) error {
	return b.dwelling(rka, func(d *dwelling.Dwelling) error { d.Bans = nil; return nil })
}

// Dispute begins or ends a lawsuit over the dwelling.
func (b *Book) Dispute(rka address.RKA, on bool) error {
	return b.dwelling(rka, func(d *dwelling.Dwelling) error { d.Disputed = on; return nil })
}

// Commission puts a house into service, or takes it out.
func (b *Book) Commission(rka address.RKA, on bool) error {
	return b.dwelling(rka, func(d *dwelling.Dwelling) error { d.Commissioned = on; return nil })
}

// Liquidate ends a legal entity: it stays in the register of rights as gone.
func (b *Book) Liquidate(bin iin.BIN) error {
	if err := b.dissolve(bin); err != nil {
		return err
	}
	owned := b.OwnedBy(iin.EntityParty(bin))
	for _, one := range owned {
		err := b.dwelling(one.RKA, func(d *dwelling.Dwelling) error {
			for i := range d.Owners {
				d.Owners[i].Gone = d.Owners[i].Gone || d.Owners[i].Party == iin.EntityParty(bin)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// dissolve writes the end of a legal entity down where it is registered.
func (b *Book) dissolve(bin iin.BIN) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.s.Organisations, func(o Organisation) bool { return o.BIN == bin })
	if i < 0 {
		return errNobody
	}
	b.s.Organisations[i].Liquidated = true
	return b.save()
}

// Cancel takes an address out of use, or back: nobody is registered anew at an address that is not actual.
func (b *Book) Cancel(rka address.RKA, cancelled bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.s.Addresses, func(a address.Address) bool { return a.RKA == rka })
	if i < 0 {
		return errNobody
	}
	b.s.Addresses[i].Actual = !cancelled
	if j, ok := b.byRKA[rka]; ok {
		b.s.Dwellings[j].Address.Actual = !cancelled
	}
	return b.save()
}
