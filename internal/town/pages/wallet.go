package pages

import (
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

// walletPage is what a phone shows of digital documents.
type walletPage struct {
	Documents []applicant.Document
	Shown     *wire.ShownCode // the code that is shown now
	Powers    []mandate       // of attorney, given and held
	Students  bool            // he may send the lists of the university
}

// mandate is a power of attorney with the names in it.
type mandate struct {
	applicant.Power
	Giver, Holder string
	Over          bool
}

func (v *visit) wallet(r people.Resident) walletPage {
	w := v.p.Town.Wallet()
	x := walletPage{Documents: w.Documents(r.Person.IIN)}
	if s, ok := w.Shown(r.Person.IIN); ok {
		x.Shown = &s
	}
	for _, p := range r.Posts {
		x.Students = x.Students || p.BIN.Digits() == people.UniversityBIN() && v.p.Town.People().HasCampus()
	}
	for _, p := range v.p.Town.People().PowersOf(r.Person.IIN) {
		x.Powers = append(x.Powers, v.mandate(p))
	}
	return x
}

// showDocument makes a one-time code for a document on the phone.
func showDocument(v *visit) error {
	r, err := v.resident()
	if err != nil {
		return err
	}
	if _, err := v.p.Town.Wallet().Mint(r.Person.IIN, v.r.PostFormValue("kind")); err != nil {
		return err
	}
	return v.redirect("/town/phone/"+r.Handle, "document")
}
