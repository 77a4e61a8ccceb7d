package main

import (
	"tirkeu/internal/desk/cabinet"
	"tirkeu/internal/desk/organisation"
	"tirkeu/internal/gate/table"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/petition"
	"tirkeu/internal/work/signing"
)

// sources are the registers that an organisation's lists are checked against: with a page's patience or
// with that of the background.
type sources struct {
	petition.Persons
	petition.Titles
	petition.Atlas
}

func (h *house) petition(up upstreams, s sources) *petition.Desk {
	return &petition.Desk{Books: h.store, Evidence: h.store, Diary: h.store, Register: h.store, Accounts: h.store,
		Persons: s.Persons, Titles: s.Titles, Atlas: s.Atlas, Door: h.office, Calendar: up.calendar, Machine: machine{}, Fresh: office.Random{}.Fresh}
}

// listWorkers work lists off in the background.
func (h *house) listWorkers(up upstreams) []errand.Worker {
	desk := h.petition(up, sources{up.persons, up.titles, up.atlas})
	return []errand.Worker{petition.Check{Desk: desk}, petition.Filer{Desk: desk}, petition.Signer{Desk: desk},
		petition.Prover{Desk: desk, Seal: up.seal}}
}

// organisations furnishes the windows of organisations; the app signs lists as well.
func (h *house) organisations(up upstreams, app *signing.Mobile, egov cabinet.Egov) {
	desk := h.petition(up, sources{up.soon(), up.within(campusWait), up.soon()})
	desk.Wake = h.errand.Wake
	app.Lists = desk
	(&organisation.Desk{Petition: desk, Seal: up.seal, Calendar: up.calendar,
		Tables:   organisation.Tables{Read: table.Read, CSV: table.CSV, XLSX: table.XLSX},
		NCALayer: organisation.NCALayer{URL: up.ncalayer, Chain: up.chain},
		Egov:     organisation.Egov{Mobile: app, Business: egov.Business, Address: egov.Address}}).Mount(h.frame)
}
