package pages

import (
	"regexp"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

// changesPage is what the page of changes shows.
type changesPage struct {
	Shares []owned
	Homes  []homeCard
	Living []people.Resident
	Powers []mandate
	Firms  []people.Organisation
}

func (v *visit) changes() changesPage {
	x := changesPage{Shares: v.shares(), Powers: v.standing(), Firms: v.acting()}
	for _, d := range v.dwellings() {
		x.Homes = append(x.Homes, v.home(d))
	}
	for _, r := range v.residents() {
		if r.Person.Died.IsZero() && !r.Person.Excluded {
			x.Living = append(x.Living, r)
		}
	}
	return x
}

func changes(v *visit) error { return v.page("changes", v.t("town.changes.h"), v.changes()) }

// finish answers a form of this page: with what is wrong, or with the change made.
func (v *visit) finish(f form, change func() error) error {
	if len(f.Errors) == 0 {
		err := change()
		switch {
		case err == nil:
			return v.redirect("/town/changes", "changed")
		case fault.Is(err, fault.NotFound), fault.Is(err, fault.Invalid):
			f.fail("", v.t("town.changes.impossible"))
		default:
			return err
		}
	}
	return v.invalid("changes", "/town/changes", f, view{Title: v.t("town.changes.h"), Data: v.changes()})
}

// living finds the resident that a field names; the dead and those who left can do nothing more.
func (v *visit) living(f *form, field string) people.Resident {
	r, ok := v.p.Town.People().Resident(f.typed[field])
	if !ok || !r.Person.Died.IsZero() || r.Person.Excluded {
		f.fail(field, v.t("errors.choose"))
	}
	return r
}

// sell moves an owner's share to somebody else.
func sell(v *visit) error {
	f := v.read("share", "buyer")
	code, owner, _ := strings.Cut(f.typed["share"], " ")
	rka, err := address.ParseRKA(code)
	party, bad := iin.ParseParty(owner)
	if err != nil || bad != nil {
		f.fail("share", v.t("errors.choose"))
	}
	buyer := v.living(&f, "buyer")
	if iin.PersonParty(buyer.Person.IIN) == party && len(f.Errors) == 0 {
		f.fail("buyer", v.t("town.changes.sell.self"))
	}
	return v.finish(f, func() error { return v.p.Town.People().Sell(rka, party, buyer.Person.IIN) })
}

// ban forbids registering people in a dwelling, or lifts all its restrictions.
func ban(v *visit) error {
	f := v.read("home", "act")
	rka, err := address.ParseRKA(f.typed["home"])
	if err != nil {
		f.fail("home", v.t("errors.choose"))
	}
	book := v.p.Town.People()
	switch f.typed["act"] {
	case "add":
		return v.finish(f, func() error {
			today := civil.DateOf(v.p.Town.Clock().Now())
			return book.Ban(rka, dwelling.Ban{Registration: true, Document: "№ 1-" + today.String(), By: v.t("town.changes.ban.by"), From: today})
		})
	case "lift":
		return v.finish(f, func() error { return book.Lift(rka) })
	}
	return fault.New(fault.Invalid, "a ban is added or lifted")
}

// e164 is a mobile number of Kazakhstan.
var e164 = regexp.MustCompile(`^\+7\d{10}$`)

// changePhone gives a person another number in BMG, or takes it out.
func changePhone(v *visit) error {
	f := v.read("person", "number")
	number := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(f.typed["number"])
	if number != "" && !e164.MatchString(number) {
		f.fail("number", v.t("town.changes.phone.wrong"))
	}
	r := v.living(&f, "person")
	if other, taken := v.p.Town.People().ByPhone(number); taken && other.Handle != r.Handle {
		f.fail("number", v.t("town.changes.phone.taken"))
	}
	return v.finish(f, func() error { return v.p.Town.People().Phone(r.Person.IIN, number) })
}

// death writes somebody's death down, as of today.
func death(v *visit) error {
	f := v.read("deceased", "sure")
	r := v.living(&f, "deceased")
	if f.typed["sure"] != "yes" {
		f.fail("sure", v.t("town.changes.death.unsure"))
	}
	return v.finish(f, func() error {
		return v.p.Town.People().Die(r.Person.IIN, civil.DateOf(v.p.Town.Clock().Now()))
	})
}

// leave writes down that somebody moved abroad for good, as of today.
func leave(v *visit) error {
	f := v.read("leaver", "gone")
	r := v.living(&f, "leaver")
	if f.typed["gone"] != "yes" {
		f.fail("gone", v.t("town.changes.death.unsure"))
	}
	return v.finish(f, func() error {
		return v.p.Town.People().Leave(r.Person.IIN, civil.DateOf(v.p.Town.Clock().Now()))
	})
}
