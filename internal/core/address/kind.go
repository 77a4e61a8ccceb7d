package address

import "slices"

// Kind is what an addressed object is, as far as registration cares
// (Rules for registration of the population, 2024, list of places).
type Kind string

const (
	House          Kind = "house"
	Flat           Kind = "flat"
	Dacha          Kind = "dacha"
	Dormitory      Kind = "dormitory"
	Hotel          Kind = "hotel"
	RestHome       Kind = "rest-home"
	Sanatorium     Kind = "sanatorium"
	Preventorium   Kind = "preventorium"
	Medical        Kind = "medical"
	Boarding       Kind = "boarding"
	ElderlyHome    Kind = "elderly-home"
	OtherStay      Kind = "other-stay"
	Building       Kind = "building"        // a whole building with rooms: one of the rooms is to be named
	Nonresidential Kind = "non-residential" // shop, office, garage, plot
)

var (
	homes = []Kind{House, Flat, Dacha}
	stays = []Kind{Dormitory, Hotel, RestHome, Sanatorium, Preventorium, Medical, Boarding, ElderlyHome, OtherStay}
)

// Kinds returns every kind.
func Kinds() []Kind { return slices.Concat(homes, stays, []Kind{Building, Nonresidential}) }

// NeedsPetition says that people are registered there on the petition of the
// organisation's administration, in place of a private owner's consent.
func (k Kind) NeedsPetition() bool { return slices.Contains(stays, k) }

// Registrable says that people can be registered there. An unknown kind is not.
func (k Kind) Registrable() bool { return slices.Contains(homes, k) || k.NeedsPetition() }
