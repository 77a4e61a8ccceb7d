package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

// made makes a resident of the country that nobody has seen before.
func (s specimen) made(kind string, born civil.Date) people.Resident {
	handle := fmt.Sprintf("%s%d", kind, s.n)
	name := applicant.Name{Surname: "Үлгі" + kind, Given: "Адам" + strconv.Itoa(s.n), LatinSurname: "Ulgi", LatinGiven: "Adam"}
	r := people.Resident{Handle: handle, Phone: fmt.Sprintf("+7701%03d%04d", len(kind), s.n)}
	r.Person = applicant.Person{IIN: unseen(born, kind, s.n), Name: name, Born: born, Citizenship: "KAZ", Status: applicant.Citizen, Capacity: applicant.Full}
	r.Person.Documents = []applicant.Document{{Kind: "01", Number: fmt.Sprintf("09%02d%05d", len(kind), s.n), Issuer: "ҚР ІІМ", From: born.AddDays(30), Until: s.date.AddMonths(120)}}
	return r
}

// unseen finds a number that no resident of the town has: its seventh digit is 9.
func unseen(born civil.Date, kind string, n int) iin.IIN {
	front := fmt.Sprintf("%02d%02d%02d8", born.Year%100, int(born.Month), born.Day)
	for serial := 20*n + len(kind); ; serial += 2 {
		for control := range 10 {
			if i, err := iin.Parse(fmt.Sprintf("%s%04d%d", front, serial%10_000, control)); err == nil {
				return i
			}
		}
	}
}

// documents reads a cell of papers: a kind, and when its last day is.
func (s specimen) documents(cell string) (out []applicant.Document) {
	for _, word := range strings.Fields(cell) {
		kind, until := word, s.date.AddMonths(13)
		for mark, days := range map[string]int{"-1": -1, "+1": 1} {
			if k, ok := strings.CutSuffix(word, mark); ok {
				kind, until = k, s.date.AddDays(days)
			}
		}
		out = append(out, applicant.Document{Kind: kind, Number: fmt.Sprintf("N%04d%s", s.n, kind), Until: until})
	}
	return out
}

// settle puts the people and the dwelling of the row into the country.
func (w *world) settle(s *specimen) {
	w.Helper()
	years := map[string]int{"teen": 15, "child": 9}[s.person]
	if years == 0 {
		years = 30
	}
	s.who = s.made("person", s.date.AddMonths(-12*years))
	p := &s.who.Person
	p.Documents = nil
	for _, d := range append(s.documents(s.shown), s.documents(s.own)...) {
		if s.person == "arrived" && len(d.Kind) > 3 || s.person != "arrived" && strings.Contains(s.shown, d.Kind) {
			continue // no document of this country, or a paper that its register does not know
		}
		p.Documents = append(p.Documents, d)
	}
	slices.SortStableFunc(p.Documents, func(a, b applicant.Document) int { return strings.Compare(b.Until.String(), a.Until.String()) }) // what he shows first is in force
	switch s.person {
	case "incapacitated":
		p.Capacity = applicant.None
	case "resident":
		p.Status, p.Citizenship = applicant.Resident, "UZB"
	case "stateless":
		p.Status, p.Citizenship = applicant.Stateless, ""
	case "refugee":
		p.Status, p.Citizenship = applicant.Refugee, "AFG"
	case "visitor":
		p.Status, p.Citizenship = applicant.OutsideService, "TUR"
	}
	s.come = s.who
	if s.channel == "paper-petition" { // the head brings the administration's paper
		s.come = w.person("saule")
	} else if s.by != "self" {
		s.come = s.made("comes", s.date.AddMonths(-12*50))
		kin := map[string]applicant.Kinship{"parent": applicant.Parent, "guardian": applicant.GuardianOf}[s.by]
		if kin != "" {
			p.Kin = []applicant.Kin{{Kind: kin, To: s.come.Person.IIN}}
			back := map[applicant.Kinship]applicant.Kinship{applicant.Parent: applicant.ChildOf, applicant.GuardianOf: applicant.WardOf}[kin]
			s.come.Person.Kin = []applicant.Kin{{Kind: back, To: p.IIN}}
		}
	}
	if s.by == "attorney" {
		must[int](w)(0, w.town.People().Empower(applicant.Power{Number: s.power(), Principal: p.IIN, Attorney: s.come.Person.IIN, From: s.date, Covers: true}))
	}
	w.build(s)
}

func (s specimen) power() string { return fmt.Sprintf("2026-%06d", s.n) }

// build makes the dwelling of the row and its owner.
func (w *world) build(s *specimen) {
	w.Helper()
	base, _ := w.town.People().Named(people.SmallFlat)
	base.UsefulArea, base.TotalArea = 90_00, 100_00
	base.Address.Flat, base.Address.Kind = strconv.Itoa(1000+s.n), address.Flat
	code, err := address.ParseRKA(fmt.Sprintf("77%014d", s.n))
	base.RKA, base.Address.RKA = must[address.RKA](w)(code, err), code
	owner := s.made("owner", s.date.AddMonths(-12*40))
	speaks := s.made("guards", s.date.AddMonths(-12*60))
	switch s.owner {
	case "minor", "orphan":
		owner.Person.Born = s.date.AddMonths(-12 * 10)
	case "incapacitated":
		owner.Person.Capacity = applicant.None
	}
	if s.owner == "minor" || s.owner == "incapacitated" {
		owner.Person.Kin = []applicant.Kin{{Kind: applicant.GuardianOf, To: speaks.Person.IIN}}
	}
	base.Owners = []dwelling.Owner{{Party: iin.PersonParty(owner.Person.IIN), Name: owner.Person.Name.Full(), Share: dwelling.Share{Num: 1, Den: 1}}}
	if s.owner == "dormitory" || s.owner == "flat" {
		dorm, _ := w.town.People().Named(people.Dorm)
		base.Owners = dorm.Owners
	}
	if s.owner == "dormitory" {
		base.Kind, base.Address.Kind = address.Dormitory, address.Dormitory
	}
	s.home, s.lord = base, owner
	if len(owner.Person.Kin) > 0 {
		s.lord = speaks
	}
	all := []people.Resident{s.who, owner, speaks}
	if s.come.Handle != s.who.Handle && s.channel != "paper-petition" {
		all = append(all, s.come)
	}
	must[int](w)(0, w.town.People().Add(all, []dwelling.Dwelling{base}, []address.Address{base.Address}))
}
