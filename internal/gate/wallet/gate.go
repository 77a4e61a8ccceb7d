package wallet

import (
	"context"
	"strings"
	"time"

	"tirkeu/internal/core/applicant"
)

// Service is the name of the service in SHEP (ours).
const Service = "DigitalDocuments_OpenByCode"

// The form of a code (ours).
const (
	Digits = 6
	Life   = 5 * time.Minute
)

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep    Caller
	Service string // Service when empty
}

// Gate asks the service. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	return &Gate{set}
}

// Open spends a code: applicant.WalletOpened with the person and the document that he shows,
// applicant.NoSuchCode, or applicant.WalletSilent when no answer came or it cannot be understood. After
// silence the code may be spent or not: the person makes another. Spaces in a code are nothing.
func (g *Gate) Open(ctx context.Context, code string) applicant.WalletAnswer {
	code = strings.Join(strings.Fields(code), "")
	if !isCode(code) {
		return applicant.NoSuchCode{}
	}
	raw, err := g.set.Shep.Call(ctx, g.set.Service, MarshalQuery(code))
	if err != nil {
		return applicant.WalletSilent{Why: err.Error()}
	}
	shown, err := ParseAnswer(raw)
	switch {
	case err != nil:
		return applicant.WalletSilent{Why: err.Error()}
	case shown == nil:
		return applicant.NoSuchCode{}
	}
	return *shown
}
