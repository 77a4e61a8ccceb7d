package pages

import (
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

// holder is one owner of a dwelling.
type holder struct {
	dwelling.Owner
	Resident *people.Resident // nil: a legal entity
	Name     string
}

// homeCard is one dwelling.
type homeCard struct {
	dwelling.Dwelling
	Line    string
	Holders []holder
	Tenants []people.Resident
	Banned  bool // registering people is forbidden
}

func homes(v *visit) error {
	var list []homeCard
	for _, d := range v.dwellings() {
		list = append(list, v.home(d))
	}
	return v.page("homes", v.t("town.homes.h"), list)
}

func (v *visit) home(d dwelling.Dwelling) homeCard {
	c := homeCard{Dwelling: d, Line: d.Address.Line(string(v.lang))}
	for _, o := range d.Owners {
		c.Holders = append(c.Holders, v.holder(o))
	}
	for _, t := range d.Tenants {
		if r, ok := v.p.Town.People().ByIIN(t); ok {
			c.Tenants = append(c.Tenants, r)
		}
	}
	for _, b := range d.Bans {
		c.Banned = c.Banned || b.Registration
	}
	return c
}

func (v *visit) holder(o dwelling.Owner) holder {
	h := holder{Owner: o, Name: o.Name}
	if r, ok := v.p.Town.People().ByIIN(o.Party.IIN()); ok {
		h.Resident, h.Name = &r, r.Person.Name.Full()
		h.Gone = h.Gone || !r.Person.Died.IsZero()
	}
	if org, ok := v.p.Town.People().Organisation(o.Party.BIN()); ok {
		h.Name = org.Name.In(string(v.lang))
	}
	return h
}

// owned is a share that can be sold.
type owned struct {
	Value string // RKA and party
	Line  string
	Name  string
	Share dwelling.Share
}

func (v *visit) shares() []owned {
	var all []owned
	for _, d := range v.dwellings() {
		for _, o := range d.Owners {
			party, err := o.Party.MarshalText()
			if err != nil || o.Party == (iin.Party{}) {
				continue
			}
			all = append(all, owned{d.RKA.Digits() + " " + string(party), d.Address.Line(string(v.lang)), v.holder(o).Name, o.Share})
		}
	}
	return all
}
