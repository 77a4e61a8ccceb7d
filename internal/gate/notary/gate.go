package notary

import (
	"context"
	"strings"

	"tirkeu/internal/core/applicant"
)

// Service is the name of ENIS's service in SHEP (ours).
const Service = "ENIS_PowerOfAttorney"

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep    Caller
	Service string // Service when empty
}

// Gate asks ENIS. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	return &Gate{set}
}

// Power asks about the power of attorney with the number: applicant.PowerFound, applicant.NoPower, or
// applicant.PowerSilent when no answer came or the answer cannot be understood. Spaces around the number
// are nothing; a text that can be no number is asked of nobody.
func (g *Gate) Power(ctx context.Context, number string) applicant.PowerAnswer {
	number = strings.TrimSpace(number)
	if !isNumber(number) {
		return applicant.NoPower{}
	}
	raw, err := g.set.Shep.Call(ctx, g.set.Service, MarshalQuery(number))
	if err != nil {
		return applicant.PowerSilent{Why: err.Error()}
	}
	p, err := ParseAnswer(raw)
	switch {
	case err != nil:
		return applicant.PowerSilent{Why: err.Error()}
	case p == nil:
		return applicant.NoPower{}
	case p.Number != number:
		return applicant.PowerSilent{Why: "ENIS answers about another power of attorney"}
	}
	return applicant.PowerFound{Power: *p}
}
