package main

import (
	"context"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/gate/entity"
	"tirkeu/internal/gate/notary"
	"tirkeu/internal/gate/person"
	"tirkeu/internal/gate/phone"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/gate/wallet"
	"tirkeu/internal/work/gather"
	"tirkeu/internal/work/pulse"
)

// wallets opens digital documents that people show by a one-time code.
type wallets interface {
	Open(ctx context.Context, code string) applicant.WalletAnswer
}

// registers are the state's registers behind SHEP beside those that have fields of their own.
type registers struct {
	entities gather.Entities
	notaries gather.Notaries
	wallets  wallets
}

// channel is SHEP as the service speaks on it.
type channel struct {
	bus      *shep.Client
	sender   string                       // login at SHEP
	asker    string                       // BIN of the legal entity whose system asks; may be empty
	signBody func([]byte) ([]byte, error) // for services that want their questions signed as well; may be nil
	now      func() time.Time
}

// answering are the registers behind the channel, in the order in which the page of the system's state names them.
var answering = []pulse.Register{
	{Service: person.Service, Name: "person"}, {Service: title.Service, Name: "title"}, {Service: atlas.Service, Name: "atlas"},
	{Service: phone.Service, Name: "phone"}, {Service: entity.Service, Name: "entity"}, {Service: notary.Service, Name: "notary"},
	{Service: wallet.Service, Name: "wallet"},
}

// behind puts every register behind the channel.
func (up *upstreams) behind(c channel) {
	tolerance, _ := law.AreaTolerance(civil.DateOf(c.now()))
	gbdfl := person.New(person.Settings{Shep: c.bus, Sender: c.sender, Now: c.now})
	up.persons, up.population, up.events = gbdfl, gbdfl, gbdfl
	up.titles = title.New(title.Settings{Shep: c.bus, Tolerance: tolerance})
	up.atlas = atlas.New(atlas.Settings{Shep: c.bus})
	up.phones = phone.New(phone.Settings{Shep: c.bus})
	up.entities = entity.New(entity.Settings{Shep: c.bus, Requestor: c.asker, Sign: c.signBody})
	up.notaries = notary.New(notary.Settings{Shep: c.bus})
	up.wallets = wallet.New(wallet.Settings{Shep: c.bus})
}

// Entity asks GBD UL.
func (s soon) Entity(ctx context.Context, bin iin.BIN) applicant.EntityAnswer {
	ctx, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	return s.entities.Entity(ctx, bin)
}

// Power asks the notaries' register.
func (s soon) Power(ctx context.Context, number string) applicant.PowerAnswer {
	ctx, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	return s.notaries.Power(ctx, number)
}

// Open asks the service of digital documents.
func (s soon) Open(ctx context.Context, code string) applicant.WalletAnswer {
	ctx, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	return s.wallets.Open(ctx, code)
}
