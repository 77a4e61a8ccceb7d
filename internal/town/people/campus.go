package people

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
)

// The university's large dormitory in Astana: rooms with codes of their own, as the address register has
// them, and the students who are to live there.
const (
	CampusRooms = 250
	CampusBeds  = 2 // a room
	CampusHouse = "41Б"
)

// Students are how many the campus holds.
const Students = CampusRooms * CampusBeds

// crowdStreet is the first street that only a crowd lives in.
const crowdStreet = 98

// CampusRoom is the code of room n of the campus, from 1.
func CampusRoom(n int) address.RKA { return code(cities[0], crowdStreet, 0, n) }

// Campus makes the dormitory and its students, full-time ones in the capital, without any registration. It is
// the same at every call. Book.Add settles it.
func Campus() ([]Resident, []dwelling.Dwelling, []address.Address) {
	var rs []Resident
	for i := range Students {
		rs = append(rs, student(i))
	}
	whole := campusAddress(0)
	as := []address.Address{whole}
	var ds []dwelling.Dwelling
	for n := 1; n <= CampusRooms; n++ {
		at := campusAddress(n)
		owner := stake{binUniversity.Digits(), 1, 1}.owner(nil, organisations())
		as = append(as, at)
		ds = append(ds, dwelling.Dwelling{
			RKA: at.RKA, KATO: at.KATO, Kind: at.Kind, Address: at, UsefulArea: 1800, TotalArea: 1800, Commissioned: true, Owners: []dwelling.Owner{owner},
		})
	}
	return rs, ds, as
}

// campusAddress is a room, or the building for 0.
func campusAddress(n int) address.Address {
	c := cities[0]
	region, _ := address.FindRegion(c.kato.Region())
	a := address.Address{
		RKA: CampusRoom(n), KATO: c.kato, Kind: address.Building, Region: region.Names, District: c.district,
		Settlement: address.Place{Names: c.names, Type: address.City}, Street: place(address.Street, "Студенттер", "Студенттер", "Studentter"),
		House: CampusHouse, Actual: true,
	}
	if n > 0 {
		a.Building, a.Kind, a.Flat = CampusRoom(0), address.Dormitory, itoa(n)
	}
	return a
}

func student(i int) Resident {
	born := civil.MustDate(2006, time.February, 1)
	name := applicant.Name{Surname: "Студентов", Given: "Адам" + itoa(i+1), LatinSurname: "Studentov", LatinGiven: "Adam" + itoa(i+1)}
	return Resident{
		Handle: "student" + itoa(i+1), Phone: "+7700" + digits(2_000_000+i, 7), Extra: true,
		Person: applicant.Person{
			IIN: crowdIIN(born, i), Born: born, Name: name, Citizenship: "KAZ", Status: applicant.Citizen, Capacity: applicant.Full, Student: true,
			Documents: []applicant.Document{{Kind: "01", Number: digits(200_000_000+i, 9), Issuer: "ҚР ІІМ", From: day("2022-02-03"), Until: day("2032-02-03")}},
		},
	}
}

// HasCampus tells whether the campus stands.
func (b *Book) HasCampus() bool {
	_, ok := b.Dwelling(CampusRoom(1))
	return ok
}

// OfCrowd tells whether a dwelling is one of a crowd's or of the campus, which lists leave out.
func OfCrowd(rka address.RKA) bool {
	return len(rka.Digits()) == 16 && rka.Digits()[4:8] > digits(crowdStreet, 4)
}
