// Package place is the XML form of an address inside messages of the registers: the fields of the address
// register with names in three languages. Element names are ours.
package place

import (
	"errors"

	"tirkeu/internal/core/address"
)

// ErrMalformed says that the XML is no address.
var ErrMalformed = errors.New("not an address")

const (
	maxName = 200 // bytes
	maxOld  = 20  // former names of a street
)

// Address is an address as XML. Its element is named by the message that holds it.
type Address struct {
	RKA        string  `xml:"rca"`
	Building   string  `xml:"rcaBuilding,omitempty"`
	KATO       string  `xml:"cato"`
	Kind       string  `xml:"kind"`
	Region     names   `xml:"region"`
	District   part    `xml:"district"`
	Settlement part    `xml:"settlement"`
	Street     part    `xml:"geonim"`
	OldStreet  []names `xml:"formerGeonim"`
	House      string  `xml:"number"`
	Flat       string  `xml:"flat,omitempty"`
	Actual     bool    `xml:"actual"`
}

type names struct {
	KK string `xml:"nameKz,omitempty"`
	RU string `xml:"nameRu,omitempty"`
	EN string `xml:"nameEn,omitempty"`
}

type part struct {
	names
	Type string `xml:"type,omitempty"`
}

// Of gives an address its XML form.
func Of(a address.Address) Address {
	x := Address{
		RKA: a.RKA.Digits(), Building: a.Building.Digits(), KATO: string(a.KATO), Kind: string(a.Kind),
		Region: names(a.Region), District: partOf(a.District), Settlement: partOf(a.Settlement), Street: partOf(a.Street),
		House: a.House, Flat: a.Flat, Actual: a.Actual,
	}
	for _, n := range a.OldStreet {
		x.OldStreet = append(x.OldStreet, names(n))
	}
	return x
}

func partOf(p address.Place) part { return part{names(p.Names), string(p.Type)} }

func (p part) place() address.Place {
	return address.Place{Names: address.Names(p.names), Type: address.PlaceType(p.Type)}
}

// Address reads the XML form. Codes must be whole and texts short.
func (x Address) Address() (address.Address, error) {
	rka, err := address.ParseRKA(x.RKA)
	if err != nil {
		return address.Address{}, ErrMalformed
	}
	kato, err := address.ParseKATO(x.KATO)
	if err != nil {
		return address.Address{}, ErrMalformed
	}
	var building address.RKA
	if x.Building != "" {
		if building, err = address.ParseRKA(x.Building); err != nil {
			return address.Address{}, ErrMalformed
		}
	}
	if !x.short() {
		return address.Address{}, ErrMalformed
	}
	a := address.Address{
		RKA: rka, Building: building, KATO: kato, Kind: address.Kind(x.Kind), Region: address.Names(x.Region),
		District: x.District.place(), Settlement: x.Settlement.place(), Street: x.Street.place(),
		House: x.House, Flat: x.Flat, Actual: x.Actual,
	}
	for _, n := range x.OldStreet {
		a.OldStreet = append(a.OldStreet, address.Names(n))
	}
	return a, nil
}

func (x Address) short() bool {
	if len(x.OldStreet) > maxOld || len(x.House)+len(x.Flat)+len(x.Kind) > maxName {
		return false
	}
	all := append([]names{x.Region, x.District.names, x.Settlement.names, x.Street.names}, x.OldStreet...)
	for _, n := range all {
		if len(n.KK) > maxName || len(n.RU) > maxName || len(n.EN) > maxName {
			return false
		}
	}
	return true
}
