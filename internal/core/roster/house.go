package roster

import (
	"slices"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
)

// House is a building of an organisation in which people stay: held whole, or room by room.
type House struct {
	RKA   address.RKA // of the building
	Place address.Address
	Stay  address.Kind
	Whole *dwelling.Dwelling  // the title to the whole building
	Rooms []dwelling.Dwelling // titles to single rooms
	Flats []string            // rooms that the address register knows in a building held whole
}

// Houses groups what an organisation owns by building, leaving out what needs no petition.
func Houses(owned []dwelling.Dwelling) []House {
	at := map[address.RKA]int{}
	var out []House
	for _, d := range owned {
		if !d.Kind.NeedsPetition() {
			continue
		}
		home := d.Address.Building
		if home.IsZero() {
			home = d.RKA
		}
		i, known := at[home]
		if !known {
			i = len(out)
			at[home] = i
			place := d.Address
			place.RKA, place.Building, place.Flat, place.Kind = home, address.RKA{}, "", d.Kind
			out = append(out, House{RKA: home, Place: place, Stay: d.Kind})
		}
		if home == d.RKA {
			out[i].Whole = &d
			continue
		}
		out[i].Rooms = append(out[i].Rooms, d)
	}
	for i := range out {
		slices.SortStableFunc(out[i].Rooms, func(a, b dwelling.Dwelling) int { return natural(a.Address.Flat, b.Address.Flat) })
	}
	return out
}

// natural compares numbers of rooms as people count: 2 before 10.
func natural(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// Codes lists the codes under which people are registered in the building.
func (h House) Codes() []address.RKA {
	var out []address.RKA
	if h.Whole != nil {
		out = append(out, h.RKA)
	}
	for _, d := range h.Rooms {
		out = append(out, d.RKA)
	}
	return out
}

// At finds the dwelling that a room is, by the code of the room where rooms have titles of their own,
// else that of the building. A room that no register knows is a problem.
func (h House) At(room string) (*dwelling.Dwelling, *Problem) {
	want := fold(room)
	for i := range h.Rooms {
		if fold(h.Rooms[i].Address.Flat) == want && want != "" {
			return &h.Rooms[i], nil
		}
	}
	known := slices.ContainsFunc(h.Flats, func(f string) bool { return fold(f) == want })
	switch {
	case h.Whole != nil && (known || len(h.Flats) == 0):
		return h.Whole, nil
	case want == "":
		return nil, &Problem{Column: ColumnRoom, Reason: NoRoom}
	}
	return nil, &Problem{Column: ColumnRoom, Reason: UnknownRoom, Value: room}
}

// Area is the useful area of all that the organisation holds there, in hundredths of m².
func (h House) area() dwelling.Dwelling {
	if h.Whole != nil {
		return *h.Whole
	}
	sum := dwelling.Dwelling{}
	for _, d := range h.Rooms {
		area, _ := d.Area()
		sum.UsefulArea += area
		sum.KATO = d.KATO
	}
	return sum
}

// Capacity is how many people the capital's norm gives room for; -1 where there is no norm.
func (h House) Capacity(day civil.Date) int {
	s, _ := dwelling.SpaceFor(h.area(), 0, false, day)
	return s.Capacity
}

// Crowd tells who lives under which code now.
type Crowd map[address.RKA][]iin.IIN

// Places measures the rows that are to go on against the norm, in the order of the list: a row that
// finds no place is a problem, as the door would say later. Exempt people find one and take one.
func Places(h House, rows []Row, crowd Crowd, day civil.Date) map[int]Problem {
	out, taken := map[int]Problem{}, map[address.RKA]int{}
	for _, r := range rows {
		if r.State != Ready {
			continue
		}
		d := h.find(r.RKA)
		if d == nil {
			continue
		}
		s, _ := dwelling.SpaceFor(*d, dwelling.Load(crowd[r.RKA], r.Person)+taken[r.RKA], r.Exempt, day)
		if !s.Fits {
			out[r.N] = Problem{Column: ColumnRoom, Reason: NoPlace, Value: r.Typed.Room, N: s.Capacity}
			continue
		}
		taken[r.RKA]++
	}
	return out
}

func (h House) find(rka address.RKA) *dwelling.Dwelling {
	if h.Whole != nil && h.Whole.RKA == rka {
		return h.Whole
	}
	for i := range h.Rooms {
		if h.Rooms[i].RKA == rka {
			return &h.Rooms[i]
		}
	}
	return nil
}
