package roster

import (
	"slices"
	"strings"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Served lists the categories that an administration may apply for: foreigners are served at a centre
// of the State corporation only, and a child under 14 has the address of its parents (rules §1.2).
func Served(c applicant.Category) bool {
	switch c {
	case applicant.Citizen, applicant.Teen, applicant.Incapable:
		return true
	}
	return false
}

// Check judges one row under the rules of the day by what the registers say: problems stop it, notes
// are to be looked at. The row comes back with its state.
func (r Row) Check(usual Typed, h House, k Known, day civil.Date) Row {
	typed := r.Typed.Over(usual)
	e, wrong := typed.Parse(day)
	r.Problems, r.Notes, r.Name, r.Exempt = wrong, nil, "", false
	r.Person = e.Person
	if d, no := h.At(e.Room); no != nil {
		r.Problems = append(r.Problems, *no)
	} else {
		r.RKA = d.RKA
	}
	if !e.Person.IsZero() {
		r.person(e, k, day)
	}
	r.State = Ready
	if len(r.Problems) > 0 {
		r.State = Bad
	}
	return r
}

// NeedsRegisters tells whether the row has a number to ask GBD FL about.
func (r Row) NeedsRegisters() (iin.IIN, bool) {
	var e Entry
	why, _ := e.number(r.Typed.IIN)
	return e.Person, why == ""
}

func (r *Row) person(e Entry, k Known, day civil.Date) {
	no := func(reason Reason, value string) {
		r.Problems = append(r.Problems, Problem{Column: ColumnIIN, Reason: reason, Value: value})
	}
	if k.Person == nil {
		no(NoPerson, "")
		return
	}
	p := *k.Person
	r.Name = p.Name.Full()
	r.Exempt, _ = law.NormExempt(law.KinNone, p.Student, false, day)
	switch category, _ := applicant.CategoryOn(p, day); {
	case !p.Died.IsZero():
		no(Dead, "")
	case p.Excluded:
		no(Excluded, "")
	case category == "":
		no(NoBirth, "")
	case category == applicant.Child:
		no(ChildRow, "")
	case category == applicant.OutsideService:
		no(Elsewhere, "")
	case !Served(category):
		no(Foreigner, "")
	}
	if valid, _ := p.Papers(day); !valid && p.Alive() {
		no(NoPapers, "")
	}
	r.name(e)
	if k.Here {
		until := ""
		if !k.Until.IsZero() {
			until = k.Until.String()
		}
		no(HereAlready, until)
	}
	if k.Rival {
		no(OpenRival, "")
	}
}

// name compares the name on the list with that of GBD FL: softly, but for a number that was put
// together again, where nothing else tells whose it is.
func (r *Row) name(e Entry) {
	same := SameName(r.Typed.Name, r.Name)
	differs := Problem{Column: ColumnName, Reason: NameDiffers}
	switch {
	case e.Restored && (r.Typed.Name == "" || !same):
		r.Problems = append(r.Problems, Problem{Column: ColumnIIN, Reason: ShortIIN, Value: r.Typed.IIN, N: digits(r.Typed.IIN)})
		r.Name, r.Person = "", iin.IIN{}
	case r.Typed.Name != "" && !same:
		r.Notes = append(r.Notes, differs)
	}
}

func digits(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// SameName compares names as people write them: initials stand for words, the order is free, and
// letters of Kazakh that keyboards lack count as their nearest Russian ones.
func SameName(typed, registered string) bool {
	have := strings.Fields(plain(registered))
	for _, w := range strings.Fields(plain(typed)) {
		i := slices.IndexFunc(have, func(h string) bool { return h == w || len([]rune(w)) == 1 && strings.HasPrefix(h, w) })
		if i < 0 {
			return false
		}
		have = slices.Delete(have, i, i+1)
	}
	return true
}

var nearest = strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и", "й", "и")

func plain(s string) string { return nearest.Replace(fold(s)) }

// Statement is what a row asks for, under its request id.
func (e Entry) Statement(request string, r Row) consent.Statement {
	return consent.Statement{
		Format: consent.Version, Request: request, Persons: []iin.IIN{e.Person}, RKA: r.RKA, Type: e.Type, Months: e.Months, Purpose: e.Purpose,
	}
}
