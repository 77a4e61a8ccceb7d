package officer

import (
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
)

// nameOf is a branch's name in the reader's language, "" for one that is not on the roll.
func (d *Desk) nameOf(v *frame.Visit, code string) string {
	b, _ := d.Branches.Branch(code)
	return b.Names.In(string(v.Lang))
}

// branchName is a branch's name with its code; the code alone for one that is not on the roll any more.
func (d *Desk) branchName(v *frame.Visit, code string) string {
	if name := d.nameOf(v, code); name != "" {
		return name + " (" + code + ")"
	}
	return code
}

// regionOf is the region of a branch, two digits of KATO; "" for one that is not on the roll.
func (d *Desk) regionOf(code string) string {
	b, ok := d.Branches.Branch(code)
	if !ok {
		return ""
	}
	return b.KATO.Region()
}

// placeName says where a complaint comes from: the region of the dwelling, and the branch that took the
// application in.
func (d *Desk) placeName(v *frame.Visit, p lookup.PlaceCount, region func(string) string) string {
	if p.Branch == "" {
		return region(p.Region)
	}
	return region(p.Region) + ", " + d.branchName(v, p.Branch)
}

func placePairs(list []lookup.PlaceCount, name func(lookup.PlaceCount) string) (pairs []any) {
	for _, p := range list {
		pairs = append(pairs, name(p), p.N)
	}
	return pairs
}
