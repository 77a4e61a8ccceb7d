package address

// PlaceType is the type of a district, settlement or part of a settlement.
type PlaceType string

const (
	NoType        PlaceType = ""
	District      PlaceType = "district"
	CityDistrict  PlaceType = "city-district"
	RuralDistrict PlaceType = "rural-district"
	City          PlaceType = "city"
	Town          PlaceType = "town" // settlement of urban kind
	Village       PlaceType = "village"
	Street        PlaceType = "street"
	Avenue        PlaceType = "avenue"
	Microdistrict PlaceType = "microdistrict"
	Square        PlaceType = "square"
	Lane          PlaceType = "lane"
	DeadEnd       PlaceType = "dead-end"
	Boulevard     PlaceType = "boulevard"
	Highway       PlaceType = "highway"
	HousingEstate PlaceType = "housing-estate"
	GardenEstate  PlaceType = "garden-estate"
)

// form is how a type is written in one language: a word before or after the name.
type form struct{ before, after string }

type forms struct{ kk, ru, en form }

var placeForms = map[PlaceType]forms{
	District:      {form{"", " ауданы"}, form{"", " район"}, form{"", " District"}},
	CityDistrict:  {form{"", " ауданы"}, form{"район ", ""}, form{"", " District"}},
	RuralDistrict: {form{"", " а.о."}, form{"", " с.о."}, form{"", " Rural District"}},
	City:          {form{"", " қ."}, form{"г. ", ""}, form{}},
	Town:          {form{"", " кенті"}, form{"пгт ", ""}, form{}},
	Village:       {form{"", " а."}, form{"с. ", ""}, form{"", " village"}},
	Street:        {form{"", " к-сі"}, form{"ул. ", ""}, form{"", " Street"}},
	Avenue:        {form{"", " даңғ."}, form{"пр-т ", ""}, form{"", " Avenue"}},
	Microdistrict: {form{"", " ш/а"}, form{"мкр. ", ""}, form{"", " Microdistrict"}},
	Square:        {form{"", " алаңы"}, form{"пл. ", ""}, form{"", " Square"}},
	Lane:          {form{"", " қысқа к-сі"}, form{"пер. ", ""}, form{"", " Lane"}},
	DeadEnd:       {form{"", " тұйық көшесі"}, form{"туп. ", ""}, form{"", " Dead End"}},
	Boulevard:     {form{"", " бульвары"}, form{"б-р ", ""}, form{"", " Boulevard"}},
	Highway:       {form{"", " тас жолы"}, form{"шоссе ", ""}, form{"", " Highway"}},
	HousingEstate: {form{"", " тұрғын алабы"}, form{"ж/м ", ""}, form{"", " Estate"}},
	GardenEstate:  {form{"", " бау-бақша серіктестігі"}, form{"с/т ", ""}, form{"", " Gardens"}},
}

// in writes the place with its type in the language, or nothing without a name.
func (p Place) in(lang string) string {
	name := p.Names.In(lang)
	if name == "" {
		return ""
	}
	f := placeForms[p.Type].ru
	switch lang {
	case "kk":
		f = placeForms[p.Type].kk
	case "en":
		f = placeForms[p.Type].en
	}
	return f.before + name + f.after
}
