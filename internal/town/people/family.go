package people

import (
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
)

// bond is a relation: the second is KIND of the first; the inverse follows.
type bond struct {
	of   string
	kind applicant.Kinship
	who  string
}

var bonds = []bond{
	{"serik", applicant.Spouse, "gulnar"}, {"timur", applicant.Parent, "serik"}, {"timur", applicant.Parent, "gulnar"},
	{"oleg", applicant.Spouse, "natalia"},
	{"aliya", applicant.Parent, "kairat"}, {"daniyar", applicant.Parent, "kairat"}, {"aliya", applicant.Sibling, "daniyar"},
	{"bota", applicant.Parent, "raushan"}, {"raushan", applicant.GuardianOf, "bota"},
	{"dinara", applicant.Parent, "yerlan"},
	{"alua", applicant.Parent, "asel"},
	{"ruslan", applicant.Spouse, "madina"},
	{"azamat", applicant.GuardianOf, "gaukhar"},
}

var inverse = map[applicant.Kinship]applicant.Kinship{
	applicant.Spouse: applicant.Spouse, applicant.Sibling: applicant.Sibling,
	applicant.Parent: applicant.ChildOf, applicant.ChildOf: applicant.Parent,
	applicant.Grandparent: applicant.Grandchild, applicant.Grandchild: applicant.Grandparent,
	applicant.GuardianOf: applicant.WardOf, applicant.WardOf: applicant.GuardianOf,
}

// residents is the cast at the town's birth.
func residents() []Resident {
	byHandle := map[string]*Resident{}
	all := make([]Resident, len(cast)+len(newcomers))
	for i, a := range slices.Concat(cast, newcomers) {
		all[i] = a.resident(101 + i)
		byHandle[a.handle] = &all[i]
	}
	for _, b := range bonds {
		of, who := byHandle[b.of], byHandle[b.who]
		of.Person.Kin = append(of.Person.Kin, applicant.Kin{Kind: b.kind, To: who.Person.IIN})
		who.Person.Kin = append(who.Person.Kin, applicant.Kin{Kind: inverse[b.kind], To: of.Person.IIN})
	}
	for _, list := range []map[string]func(*Resident){differences, apart} {
		for handle, change := range list {
			change(byHandle[handle])
		}
	}
	return all
}

// differences is what sets some of the cast apart.
var differences = map[string]func(*Resident){
	"aliya":   func(r *Resident) { r.Phone, r.Key = "", NoKey; birthPaper(r) },
	"raushan": func(r *Resident) { r.Phone, r.Key, r.Person.Capacity = "", NoKey, applicant.None },
	"yerlan":  func(r *Resident) { r.Phone, r.Key, r.Person.Died = "", KeyRevoked, died },
	"daniyar": func(r *Resident) { r.Person.Student = true },
	"viktor":  func(r *Resident) { r.Phone = "" },
	"asel":    func(r *Resident) { r.Key = KeyExpired },
	"alua":    func(r *Resident) { r.Key = NoKey; birthPaper(r) },
	"ivan":    func(r *Resident) { r.Person.Documents[0].Invalid = true },
	"zhanna":  func(r *Resident) { r.Posts = []Post{{binFirm, "head"}} },
	"saule":   func(r *Resident) { r.Posts = []Post{{binUniversity, "head"}} },
	"ruslan":  func(r *Resident) { r.Posts = []Post{{binFirm, "employee"}} },
	"nurlan":  func(r *Resident) { r.Posts, r.Staff = []Post{{binPolice, "head"}}, "officer" },
	"yerkin":  func(r *Resident) { r.Posts, r.Staff = []Post{{binPolice, "employee"}}, "officer" },
	"kamila":  func(r *Resident) { r.Posts, r.Staff = []Post{{binPolice, "employee"}}, "supervisor" },
	"zarina":  func(r *Resident) { r.Posts, r.Staff = []Post{{binCorp, "employee"}}, "operator" },
	"farid": func(r *Resident) {
		r.Person.Status, r.Person.Citizenship = applicant.Resident, "UZB"
		paper(r, "04", "2024-06-01", "2034-06-01")
	},
	"karina": func(r *Resident) {
		r.Person.Status, r.Person.Citizenship = applicant.Stateless, ""
		paper(r, "05", "2023-03-01", "2033-03-01")
	},
	"yusuf": func(r *Resident) {
		r.Person.Status, r.Person.Citizenship = applicant.Refugee, "AFG"
		paper(r, "08", "2026-01-15", "2027-03-22")
	},
}

func birthPaper(r *Resident) {
	r.Person.Documents[0].Kind = "010"
	r.Person.Documents[0].From, r.Person.Documents[0].Until = r.Person.Born.AddDays(20), day("2100-01-01")
}

func paper(r *Resident, kind, from, until string) {
	d := &r.Person.Documents[0]
	d.Kind, d.From, d.Until = kind, day(from), day(until)
}

// own is a resident's share of a dwelling.
func own(all []Resident, handle string, num, den int) dwelling.Owner {
	for _, r := range all {
		if r.Handle == handle {
			return holder(r, num, den)
		}
	}
	panic("the town's data: no resident " + handle)
}
