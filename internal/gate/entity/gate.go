package entity

import (
	"context"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
)

// Service is the name of GBD UL's service in SHEP.
const Service = "GbdulInfoByBin_v2"

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep      Caller
	Service   string // Service when empty
	Requestor string // BIN of the legal entity that asks

	// Sign puts the asking system's signature into the question; nil sends it unsigned.
	Sign func(question []byte) ([]byte, error)
}

// Gate asks GBD UL. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	if set.Sign == nil {
		set.Sign = func(doc []byte) ([]byte, error) { return doc, nil }
	}
	return &Gate{set}
}

// Entity asks about one legal entity: applicant.EntityFound, applicant.NoEntity, or applicant.EntitySilent
// when no answer came or the answer cannot be understood.
func (g *Gate) Entity(ctx context.Context, bin iin.BIN) applicant.EntityAnswer {
	if bin.IsZero() {
		return applicant.NoEntity{}
	}
	question, err := g.set.Sign(Query{Requestor: g.set.Requestor, BIN: bin}.Marshal())
	if err != nil {
		return applicant.EntitySilent{Why: "question to GBD UL cannot be signed: " + err.Error()}
	}
	raw, err := g.set.Shep.Call(ctx, g.set.Service, question)
	if err != nil {
		return applicant.EntitySilent{Why: err.Error()}
	}
	e, err := ParseAnswer(raw)
	switch {
	case err != nil:
		return applicant.EntitySilent{Why: err.Error()}
	case e == nil:
		return applicant.NoEntity{}
	case e.BIN != bin:
		return applicant.EntitySilent{Why: "GBD UL answers about another legal entity"}
	}
	return applicant.EntityFound{Entity: *e}
}
