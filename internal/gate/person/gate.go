package person

import (
	"context"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
)

// Service is the name of GBD FL's service in SHEP.
const Service = "GBDFL_UniversalServiceSync"

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep    Caller
	Service string // Service when empty
	Sender  string // senderCode in the question
	Now     func() time.Time
}

// Gate asks GBD FL. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	if set.Now == nil {
		set.Now = time.Now
	}
	return &Gate{set}
}

// Person asks about one person: applicant.Found, applicant.Unknown, or applicant.Silent when no answer came
// or the answer cannot be understood.
func (g *Gate) Person(ctx context.Context, i iin.IIN) applicant.Answer {
	if i.IsZero() {
		return applicant.Unknown{}
	}
	question := Query{Date: g.set.Now(), Sender: g.set.Sender, IIN: i}
	raw, err := g.set.Shep.Call(ctx, g.set.Service, question.Marshal())
	if err != nil {
		return applicant.Silent{Why: err.Error()}
	}
	p, err := ParseAnswer(raw)
	if err != nil {
		return applicant.Silent{Why: err.Error()}
	}
	if p == nil {
		return applicant.Unknown{}
	}
	if p.IIN != i {
		return applicant.Silent{Why: "GBD FL answers about another person"}
	}
	return applicant.Found{Person: *p}
}
