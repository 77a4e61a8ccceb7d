package people

import (
	"strconv"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
)

func itoa(n int) string { return strconv.Itoa(n) }

// home is one line of the list of dwellings that somebody owns.
type home struct {
	name          string // by which tests and scenes call it
	city          int
	street, house int
	flat          int
	useful, total int // hundredths of m²
	owners        []stake
	change        func(*dwelling.Dwelling)
}

// stake is a share of a resident (by handle) or of a legal entity (by number).
type stake struct {
	who      string
	num, den int
}

func sole(who string) []stake { return []stake{{who, 1, 1}} }

// Names of dwellings, for scenes and tests.
const (
	ThreeOwners = "three-owners" // Serik, Gulnar and Timur, Astana
	SmallFlat   = "small"        // Saniya, Astana, room for two by the capital's norm
	TwinA       = "twin-a"       // Marina, Almaty: the same area as the other twin
	TwinB       = "twin-b"
	TwoOwners   = "two-owners" // Oleg and Natalia, Karaganda
	Banned      = "banned"     // Oleg: registration is forbidden
	Mortgaged   = "mortgaged"  // Natalia: a pledge, which does not block
	MinorOwner  = "minor"      // Aliya
	Incapable   = "incapable"  // Raushan
	Deceased    = "deceased"   // Yerlan
	FirmFlat    = "firm"       // the firm of Zhanna
	Dorm        = "dormitory"  // a room of the university
	StateFlat   = "state"      // state rental: Ruslan and Madina in the contract
	Unfinished  = "unfinished" // Viktor: not commissioned
	Disputed    = "disputed"   // Ivan
	Shop        = "shop"       // not for living
	SoleHouse   = "house"      // Viktor, sole owner, no phone in BMG
	StudentFlat = "students"   // Kairat, Astana, near the norm
	Hotel       = "hotel"      // a whole building without codes of rooms, as the two below
	Hospital    = "hospital"
	CareHome    = "care-home"
)

var homes = []home{
	{ThreeOwners, 0, 0, 0, 5, 6120, 7440, []stake{{"serik", 1, 2}, {"gulnar", 1, 4}, {"timur", 1, 4}}, nil},
	{SmallFlat, 0, 1, 0, 3, 3010, 3650, sole("saniya"), nil},
	{StudentFlat, 0, 0, 1, 2, 4500, 5210, sole("kairat"), nil},
	{Dorm, 0, 1, 1, 4, 1800, 1800, sole("120290000013"), nil},
	{Shop, 0, 0, 2, 0, 0, 12000, sole("110190000018"), nil},
	{MinorOwner, 0, 0, 0, 9, 5100, 6200, sole("aliya"), nil},
	{Unfinished, 0, 2, 0, 0, 9000, 12050, sole("viktor"), func(d *dwelling.Dwelling) { d.Commissioned = false }},
	{TwinA, 1, 0, 0, 3, 5430, 6210, sole("marina"), nil},
	{TwinB, 1, 0, 0, 7, 5430, 6210, sole("marina"), nil},
	{FirmFlat, 1, 0, 1, 2, 4800, 5500, sole("110190000018"), nil},
	{Incapable, 1, 1, 0, 6, 4410, 5230, sole("raushan"), nil},
	{Mortgaged, 1, 2, 0, 0, 3500, 4000, sole("natalia"), pledge},
	{TwoOwners, 2, 0, 0, 8, 5890, 6700, []stake{{"oleg", 1, 2}, {"natalia", 1, 2}}, nil},
	{Banned, 2, 0, 1, 1, 4020, 4700, sole("oleg"), ban},
	{Deceased, 2, 0, 1, 4, 4380, 5020, sole("yerlan"), nil},
	{SoleHouse, 2, 1, 0, 0, 8800, 11000, sole("viktor"), nil},
	{StateFlat, 3, 0, 0, 6, 4150, 4990, sole("150590000018"), stateRental},
	{Hotel, 1, 1, 1, 0, 180000, 240000, sole("160690000015"), nil},
	{Hospital, 2, 0, 2, 0, 300000, 420000, sole("170790000010"), nil},
	{CareHome, 3, 0, 1, 0, 150000, 210000, sole("180890000016"), nil},
	{Disputed, 3, 0, 0, 2, 4300, 5100, sole("ivan"), func(d *dwelling.Dwelling) { d.Disputed = true }},
}

func pledge(d *dwelling.Dwelling) {
	d.Bans = []dwelling.Ban{{Document: "Ипотека № 4471", By: "«Дала Банк» АҚ", From: day("2023-05-04")}}
}

func ban(d *dwelling.Dwelling) {
	d.Bans = []dwelling.Ban{{Registration: true, Document: "№ 6-119/2025", By: "аудандық сот", From: day("2025-09-15")}}
}

func stateRental(d *dwelling.Dwelling) {
	d.StateRental = true
	d.Tenants = []iin.IIN{person("880211902013"), person("911123902115")}
}

// RKA of a dwelling by its name; zero when there is none.
func RKA(name string) address.RKA {
	for _, h := range homes {
		if h.name == name {
			return code(cities[h.city], h.street, h.house, h.flat)
		}
	}
	return address.RKA{}
}

// dwellings lists what the real-estate register holds at the town's birth.
func dwellings(all []Resident, orgs []Organisation, places []address.Address) []dwelling.Dwelling {
	at := map[address.RKA]address.Address{}
	for _, a := range places {
		at[a.RKA] = a
	}
	var found []dwelling.Dwelling
	for _, h := range homes {
		a := at[RKA(h.name)]
		d := dwelling.Dwelling{
			RKA: a.RKA, KATO: a.KATO, Kind: a.Kind, Address: a, UsefulArea: h.useful, TotalArea: h.total, Commissioned: true,
		}
		for _, s := range h.owners {
			d.Owners = append(d.Owners, s.owner(all, orgs))
		}
		if h.change != nil {
			h.change(&d)
		}
		found = append(found, d)
	}
	return found
}

func (s stake) owner(all []Resident, orgs []Organisation) dwelling.Owner {
	for _, o := range orgs {
		if o.BIN.Digits() == s.who {
			return dwelling.Owner{Party: iin.EntityParty(o.BIN), Name: o.Name.RU, Share: dwelling.Share{Num: s.num, Den: s.den}}
		}
	}
	return own(all, s.who, s.num, s.den)
}

func holder(r Resident, num, den int) dwelling.Owner {
	return dwelling.Owner{
		Party: iin.PersonParty(r.Person.IIN), Name: r.Person.Name.Full(), Born: r.Person.Born,
		Share: dwelling.Share{Num: num, Den: den},
	}
}
