package title

import (
	"context"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
)

// Service is the name of GBD RN's service in SHEP (ours).
const Service = "GBDRN_RightsByOwner"

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep      Caller
	Service   string // Service when empty
	Tolerance int    // hundredths of m² by which a typed area may differ; the caller takes it from the law
}

// Gate asks GBD RN. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	return &Gate{set}
}

// ByRKA asks for the dwelling with that code, of that owner.
func (g *Gate) ByRKA(ctx context.Context, owner iin.Party, rka address.RKA) dwelling.Answer {
	if owner.IsZero() || rka.IsZero() {
		return dwelling.NoSuchDwelling{}
	}
	return g.one(ctx, Query{Owner: owner, RKA: rka})
}

// ByArea asks for the owner's dwelling in a building by its total or useful area in hundredths of m²; for a
// zero building, among all his dwellings. Several that fit are Ambiguous.
func (g *Gate) ByArea(ctx context.Context, owner iin.Party, building address.RKA, area int) dwelling.Answer {
	if owner.IsZero() || area <= 0 {
		return dwelling.NoSuchDwelling{}
	}
	return g.one(ctx, Query{Owner: owner, Building: building, Area: area, Tolerance: g.set.Tolerance})
}

// Of lists the dwellings of an owner, and not those that he rents; silent means that no answer could be had.
func (g *Gate) Of(ctx context.Context, owner iin.Party) (found []dwelling.Dwelling, silent bool) {
	if owner.IsZero() {
		return nil, false
	}
	all, err := g.ask(ctx, Query{Owner: owner})
	for _, d := range all {
		if d.Owns(owner) {
			found = append(found, d)
		}
	}
	return found, err != nil
}

func (g *Gate) one(ctx context.Context, q Query) dwelling.Answer {
	found, err := g.ask(ctx, q)
	switch {
	case err != nil:
		return dwelling.Silent{Why: err.Error()}
	case len(found) == 0:
		return dwelling.NoSuchDwelling{}
	case len(found) > 1:
		return dwelling.Ambiguous{}
	}
	return dwelling.Owners{Dwelling: found[0]}
}

// ask puts the question, and does not believe a register that answers with more than was asked.
func (g *Gate) ask(ctx context.Context, q Query) ([]dwelling.Dwelling, error) {
	raw, err := g.set.Shep.Call(ctx, g.set.Service, q.Marshal())
	if err != nil {
		return nil, err
	}
	all, err := ParseAnswer(raw)
	if err != nil {
		return nil, err
	}
	var found []dwelling.Dwelling
	for _, d := range all {
		if !q.Fits(d) {
			return nil, errOther
		}
		found = append(found, d)
	}
	return found, nil
}
