package drafting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Persons is GBD FL.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// Relative is a child or a ward of the applicant as GBD FL knows them.
type Relative struct {
	Key      string // names the relative in a form without a number
	IIN      iin.IIN
	Name     string
	Born     civil.Date
	Ward     bool
	Category applicant.Category
	Able     bool // the applicant may apply for this person online
}

// For is what a form says of whom it is for.
func (r Relative) For() string {
	if r.Ward {
		return "ward"
	}
	return "child"
}

// Family is whom a person might apply for. Silent: GBD FL did not tell.
type Family struct {
	All    []Relative
	Silent bool
}

// Able are the relatives for whom the person may apply.
func (f Family) Able() []Relative {
	return slices.DeleteFunc(slices.Clone(f.All), func(r Relative) bool { return !r.Able })
}

// Find gives the relative with the key, when the person may apply for them.
func (f Family) Find(key string) (Relative, bool) {
	i := slices.IndexFunc(f.All, func(r Relative) bool { return r.Key == key && r.Able })
	if i < 0 {
		return Relative{}, false
	}
	return f.All[i], true
}

// Families finds families in GBD FL. Fields are set once.
type Families struct {
	Persons  Persons
	Calendar interface{ Now() time.Time }
}

const (
	maxFamily  = 20              // relatives that are asked about
	familyWait = 3 * time.Second // for all answers together: a page is waiting
)

// Of finds the living children and wards of a person. Adults who apply for themselves are left out.
func (f *Families) Of(ctx context.Context, filer iin.IIN) Family {
	ctx, cancel := context.WithTimeout(ctx, familyWait)
	defer cancel()
	var out Family
	me, silent := f.person(ctx, filer)
	if silent || me == nil {
		return Family{Silent: silent}
	}
	day := civil.DateOf(f.Calendar.Now())
	for _, kin := range closest(me.Kin) {
		p, silent := f.person(ctx, kin.To)
		if silent {
			return Family{Silent: true}
		}
		if p == nil || !p.Alive() {
			continue
		}
		r := relative(filer, *p, kin.Kind == applicant.WardOf)
		r.Category, _ = applicant.CategoryOn(*p, day)
		r.Able, _ = applicant.Able(*me, *p, day)
		if r.Able || r.Ward || r.Category != applicant.Citizen || young(*p, day) {
			out.All = append(out.All, r)
		}
	}
	return out
}

func (f *Families) person(ctx context.Context, i iin.IIN) (p *applicant.Person, silent bool) {
	switch ans := f.Persons.Person(ctx, i).(type) {
	case applicant.Found:
		return &ans.Person, false
	case applicant.Unknown:
		return nil, false
	}
	return nil, true
}

// closest are children and wards, each once; who is both counts as a ward.
func closest(all []applicant.Kin) []applicant.Kin {
	var out []applicant.Kin
	for _, kind := range []applicant.Kinship{applicant.WardOf, applicant.ChildOf} {
		for _, k := range all {
			seen := slices.ContainsFunc(out, func(x applicant.Kin) bool { return x.To == k.To })
			if k.Kind == kind && !seen && len(out) < maxFamily {
				out = append(out, k)
			}
		}
	}
	return out
}

// young: not yet of age, so that a parent may look for them here.
func young(p applicant.Person, day civil.Date) bool {
	return !p.Born.IsZero() && law.IsMinor(p.Born, day)
}

func relative(filer iin.IIN, p applicant.Person, ward bool) Relative {
	sum := sha256.Sum256([]byte("relative\x00" + filer.Digits() + "\x00" + p.IIN.Digits()))
	return Relative{Key: hex.EncodeToString(sum[:8]), IIN: p.IIN, Name: p.Name.Full(), Born: p.Born, Ward: ward}
}
