package people

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
)

// Household is four people of a crowd: three own a flat, the fourth owns nothing.
const Household = 4

// MaxCrowd bounds a crowd.
const MaxCrowd = 1_000_000

// Crowd makes n residents for load: in every household of four, three own one flat in Almaty together. It is
// the same at every call; nobody in it is in the cast. Book.Add settles it.
func Crowd(n int) ([]Resident, []dwelling.Dwelling, []address.Address) {
	n = min(n, MaxCrowd)
	var rs []Resident
	var ds []dwelling.Dwelling
	var as []address.Address
	for i := range n {
		rs = append(rs, extra(i))
		if i%Household != Household-1 {
			continue
		}
		at := crowdFlat(i / Household)
		d := dwelling.Dwelling{RKA: at.RKA, KATO: at.KATO, Kind: at.Kind, Address: at, UsefulArea: 5400, TotalArea: 6200, Commissioned: true}
		for _, owner := range rs[i+1-Household : i] {
			d.Owners = append(d.Owners, holder(owner, 1, Household-1))
		}
		as, ds = append(as, at), append(ds, d)
	}
	return rs, ds, as
}

// extra is one of the crowd.
func extra(i int) Resident {
	born := civil.MustDate(1960, time.January, 1).AddDays(i / perDay)
	name := applicant.Name{Surname: "Көпшілік", Given: "Адам" + itoa(i), LatinSurname: "Kopshilik", LatinGiven: "Adam" + itoa(i)}
	return Resident{
		Handle: "adam" + itoa(i), Phone: "+7700" + digits(1_000_000+i, 7),
		Person: applicant.Person{
			IIN: crowdIIN(born, i%perDay), Born: born, Name: name, Citizenship: "KAZ", Status: applicant.Citizen, Capacity: applicant.Full,
			Documents: []applicant.Document{{Kind: "01", Number: digits(100_000_000+i, 9), Issuer: "ҚР ІІМ", From: day("2020-02-03"), Until: day("2040-02-03")}},
		},
	}
}

// perDay people of the crowd are born on one day.
const perDay = 1000

// crowdIIN finds number n of a day: nine serials are at hand for each, since some have no control digit.
func crowdIIN(born civil.Date, n int) iin.IIN {
	text := born.String()
	front := text[2:4] + text[5:7] + text[8:10] + "9"
	for serial := 1000 + 9*n; serial < 1000+9*(n+1); serial++ {
		for control := range 10 {
			if i, err := iin.Parse(front + digits(serial, 4) + itoa(control)); err == nil {
				return i
			}
		}
	}
	panic("the town's data: no number left")
}

// crowdFlat is flat number n of the crowd's street: a hundred flats a house.
func crowdFlat(n int) address.Address {
	c := cities[1]
	region, _ := address.FindRegion(c.kato.Region())
	return address.Address{
		RKA: code(c, 99+n/100/9000, n/100%9000, n%100+1), Building: code(c, 99+n/100/9000, n/100%9000, 0), KATO: c.kato, Kind: address.Flat,
		Region: region.Names, District: c.district, Settlement: address.Place{Names: c.names, Type: address.City},
		Street: place(address.Street, "Көпшілік", "Копшилик", "Kopshilik"),
		House:  itoa(n/100 + 1), Flat: itoa(n%100 + 1), Actual: true,
	}
}
