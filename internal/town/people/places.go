package people

import (
	"tirkeu/internal/core/address"
)

// city is a settlement of the town's country.
type city struct {
	kato     address.KATO
	code     string // digits 3 and 4 of the RKA
	district address.Place
	names    address.Names
	streets  []street
}

// street is a part of a settlement with its buildings.
type street struct {
	kind   address.PlaceType
	names  address.Names
	old    []address.Names
	houses []house
}

// house is a building. With flats it is a building of rooms, else a place of its own kind.
type house struct {
	number string
	kind   address.Kind // of its rooms, or of itself when it has none
	flats  int
}

var cities = []city{
	{"710000000", "01", place(address.CityDistrict, "Есіл", "Есиль", "Yesil"), address.Names{KK: "Астана", RU: "Астана", EN: "Astana"}, []street{
		{address.Street, address.Names{KK: "Бейбітшілік", RU: "Бейбітшілік", EN: "Beibitshilik"}, []address.Names{{KK: "Мир", RU: "Мира", EN: "Mira"}},
			[]house{{"12", address.Flat, 12}, {"14/1", address.Flat, 8}, {"20", address.Nonresidential, 0}}},
		{address.Avenue, address.Names{KK: "Сарыарқа", RU: "Сарыарка", EN: "Saryarka"}, []address.Names{{KK: "Қарағанды", RU: "Карагандинская", EN: "Karagandinskaya"}},
			[]house{{"5", address.Flat, 10}, {"41А", address.Dormitory, 6}}},
		{address.Street, address.Names{KK: "Жұлдызды", RU: "Жұлдызды", EN: "Zhuldyzdy"}, nil, []house{{"3", address.House, 0}}},
	}},
	{"750000000", "01", place(address.CityDistrict, "Бостандық", "Бостандыкский", "Bostandyk"), address.Names{KK: "Алматы", RU: "Алматы", EN: "Almaty"}, []street{
		{address.Street, address.Names{KK: "Тәуелсіздік", RU: "Тәуелсіздік", EN: "Tauelsizdik"}, []address.Names{{KK: "Октябрь", RU: "Октябрьская", EN: "Oktyabrskaya"}},
			[]house{{"77", address.Flat, 10}, {"79", address.Flat, 6}}},
		{address.Microdistrict, address.Names{KK: "Самал-9", RU: "Самал-9", EN: "Samal-9"}, nil, []house{{"8", address.Flat, 8}, {"20", address.Hotel, 0}}},
		{address.GardenEstate, address.Names{KK: "Алма бағы", RU: "Алма багы", EN: "Alma bagy"}, []address.Names{{KK: "Вишнёвый сад", RU: "Вишнёвый сад", EN: "Cherry orchard"}},
			[]house{{"15", address.Dacha, 0}}},
	}},
	{"351010000", "01", address.Place{}, address.Names{KK: "Қарағанды", RU: "Караганда", EN: "Karaganda"}, []street{
		{address.Boulevard, address.Names{KK: "Достық", RU: "Достық", EN: "Dostyk"}, []address.Names{{KK: "Дружба", RU: "Дружбы", EN: "Druzhby"}},
			[]house{{"30", address.Flat, 9}, {"32", address.Flat, 6}, {"40", address.Medical, 0}}},
		{address.Lane, address.Names{KK: "Шахтерлер", RU: "Шахтёров", EN: "Shakhterler"}, nil, []house{{"4", address.House, 0}}},
	}},
	{"352310000", "02", address.Place{}, address.Names{KK: "Теміртау", RU: "Темиртау", EN: "Temirtau"}, []street{
		{address.Avenue, address.Names{KK: "Металлургтер", RU: "Металлургов", EN: "Metallurgter"}, nil, []house{{"22", address.Flat, 8}, {"30", address.ElderlyHome, 0}}},
	}},
}

func place(kind address.PlaceType, kk, ru, en string) address.Place {
	return address.Place{Names: address.Names{KK: kk, RU: ru, EN: en}, Type: kind}
}

// addresses lists every building and room of the country, in the order of their codes.
func addresses() []address.Address {
	var all []address.Address
	for _, c := range cities {
		for s, st := range c.streets {
			for h, ho := range st.houses {
				all = append(all, c.building(s, h, st, ho)...)
			}
		}
	}
	return all
}

func (c city) building(s, h int, st street, ho house) []address.Address {
	region, _ := address.FindRegion(c.kato.Region())
	whole := address.Address{
		RKA: code(c, s, h, 0), KATO: c.kato, Kind: ho.kind, Region: region.Names, District: c.district,
		Settlement: address.Place{Names: c.names, Type: address.City}, Street: address.Place{Names: st.names, Type: st.kind},
		OldStreet: st.old, House: ho.number, Actual: true,
	}
	if ho.flats > 0 {
		whole.Kind = address.Building
	}
	all := []address.Address{whole}
	for n := 1; n <= ho.flats; n++ {
		room := whole
		room.RKA, room.Building, room.Kind, room.Flat = code(c, s, h, n), whole.RKA, ho.kind, itoa(n)
		all = append(all, room)
	}
	return all
}

// code of a building (flat 0) or of a room: region, city, street, building, room.
func code(c city, s, h, flat int) address.RKA {
	return must(address.ParseRKA(c.kato.Region() + c.code + digits(s+1, 4) + digits(h+1, 4) + digits(flat, 4)))
}
