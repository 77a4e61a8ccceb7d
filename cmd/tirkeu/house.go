package main

import (
	"context"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"sync"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/cabinet"
	"tirkeu/internal/desk/frame"
	desk "tirkeu/internal/desk/frontoffice"
	"tirkeu/internal/desk/lobby"
	"tirkeu/internal/desk/mobile"
	"tirkeu/internal/desk/officer"
	"tirkeu/internal/gate/paper"
	"tirkeu/internal/store"
	"tirkeu/internal/work/account"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/deliver"
	"tirkeu/internal/work/denial"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/gather"
	"tirkeu/internal/work/invite"
	"tirkeu/internal/work/issue"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/pulse"
	"tirkeu/internal/work/ready"
	"tirkeu/internal/work/signing"
	"tirkeu/internal/work/watch"
)

// upstreams are the outside systems, as production or the demo names them.
type upstreams struct {
	persons interface {
		Person(ctx context.Context, i iin.IIN) applicant.Answer
	}
	titles interface {
		gather.Titles
		lookup.Titles
	}
	atlas  lookup.Atlas
	phones signing.Phones
	sms    deliver.Gateway
	seal   interface {
		signing.Seal
		signing.Rechecker
		audit.Seal
	}
	registers
	population deliver.Population
	events     gather.Feed
	calendar   office.Clock
	officers   func(iin.IIN) bool

	supervisors func(iin.IIN) bool
	counters    hall.Roll
	demo        func(*http.Request) frame.Demo // nil in production
	chain       []string                       // PEM for NCALayer; nil in production
	ncalayer    string
	egov        egovLinks
	pulse       *pulse.Board
}

// egovLinks are the starts of the links that open eGov Mobile, and eGov Business, on the same phone.
type egovLinks struct{ person, business string }

// machine is the machine clock: leases, sessions and limits; never moved.
type machine struct{}

// Now is the machine's instant.
func (machine) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// house is the whole service, wired.
type house struct {
	store  *store.Store
	office *office.Office
	errand *errand.Runner
	watch  *watch.Watch
	listen *gather.Listen
	look   *lookup.Desk
	frame  *frame.Frame
	log    *slog.Logger

	denials *denial.Counter
	handler http.Handler
	mobile  http.Handler // the two steps of eGov Mobile
	papers  *issue.Issuer
	key     string // JWK of the key that signs the codes of documents
}

// secrets are random values made at the first start and kept with the data.
type secrets struct{ words, phones, forms, challenges string }

func newHouse(ctx context.Context, s *settings, st *store.Store, up upstreams) (*house, error) {
	log := newLog(os.Stderr)
	sec, err := readSecrets(ctx, st)
	if err != nil {
		return nil, err
	}
	base, err := s.base()
	if err != nil {
		return nil, err
	}
	h := &house{store: st, log: log}
	h.office = &office.Office{Books: st, Clock: up.calendar, Mint: office.Random{}, Salt: sec.words}
	h.denials = &denial.Counter{Books: st, Calendar: up.calendar}
	h.look = &lookup.Desk{Rows: st, Entries: st, Shelf: st, Titles: up.soon(), Atlas: up.soon(), Calendar: up.calendar}
	h.runner(up)
	h.office.Wake = h.errand.Wake
	h.listen = &gather.Listen{Feed: up.events, Marks: st, Wake: h.errand.Wake, Log: log}
	h.watch = &watch.Watch{Alarms: st, Papers: st, Door: h.office, Calendar: up.calendar, Log: log,
		Reminder: &deliver.Reminders{Entries: st, Books: st, Cases: lookup.Unchecked{Rows: st}, Wake: h.errand.Wake}}
	if err := h.issuer(ctx, up, base); err != nil {
		return nil, err
	}
	h.desks(s, up, sec, base)
	h.handler, err = h.frame.Handler()
	return h, err
}

// runner hires the workers of all errands.
func (h *house) runner(up upstreams) {
	ask := gather.Ask{Cases: lookup.Unchecked{Rows: h.store}, Persons: up.persons, Titles: up.titles, Atlas: up.atlas,
		Entities: up.entities, Notaries: up.notaries, Door: h.office, Clock: up.calendar}
	h.errand = &errand.Runner{
		Books: h.store, Clock: machine{}, Log: h.log, Jitter: office.Random{}.Jitter,
		Name: strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(time.Now().UnixNano(), 36),
		Workers: append(h.listWorkers(up),
			ask, gather.Owners{Removals: lookup.Unchecked{Rows: h.store}, Ask: ask},
			deliver.Tell{Books: h.store, Calendar: up.calendar, Machine: machine{}, Log: h.log},
			gather.Events{Persons: up.persons, Book: h.store, Door: h.office},
			deliver.Report{Population: up.population, Receipts: h.store, Calendar: up.calendar},
			signing.Recheck{Proofs: h.store, Seal: up.seal, Door: h.office},
			deliver.Texts{Books: h.store, Joint: h.store, Phones: up.phones, Gateway: up.sms, Calendar: up.calendar, Machine: machine{}},
		),
	}
}

// desks furnishes the windows.
func (h *house) desks(s *settings, up upstreams, sec secrets, base *url.URL) {
	codes := &signing.Codes{Books: h.store, Phones: up.soon(), Calendar: up.calendar, Machine: machine{},
		Token: office.Random{}.Token, Salt: sec.phones, Wake: h.errand.Wake}
	accounts := &account.Accounts{Books: h.store, Enders: h.store, Persons: up.soon(), Codes: codes, Seal: up.seal,
		Calendar: up.calendar, Machine: machine{}, Token: office.Random{}.Token, Secret: []byte(sec.challenges), Officers: up.officers, Supervisors: up.supervisors, Operators: sits(up.counters)}
	h.frame = &frame.Frame{Accounts: accounts, Calendar: up.calendar, Demo: up.demo, URL: base, NCALayer: up.ncalayer,
		Secret: []byte(sec.forms), Log: h.log, Counts: h.counts, Denials: h.denials, Branch: branchOf(up.counters)}
	invites := &invite.Invites{Books: h.store, Calendar: up.calendar, Fresh: office.Random{}.Fresh, Salt: sec.words}
	app := &signing.Mobile{Books: h.store, Seal: up.seal, Door: h.office, Machine: machine{}, Token: office.Random{}.Token, Invites: invites}
	address := func(id string) string { return mobile.Address(base, id) }
	(&lobby.Lobby{Accounts: accounts, Look: h.look, Calendar: up.calendar, Host: base.Host, NCALayer: up.ncalayer, Chain: up.chain,
		Egov: lobby.Egov{Mobile: app, Link: up.egov.person, Address: address}, Door: h.office, Counter: h.store, Salt: sec.words,
		Stats: &lookup.Stats{Books: h.store, Calendar: up.calendar}, Ready: &ready.Desk{Persons: up.soon(), Phones: up.soon(), Calendar: up.calendar}, Key: h.key, Machine: machine{}, Pulse: up.pulse}).Mount(h.frame)
	room := &cabinet.Cabinet{Door: h.office, Look: h.look, Codes: codes, Seal: up.seal, Calendar: up.calendar, Salt: sec.words,
		Drafts:   &drafting.Drafts{Books: h.store, Calendar: up.calendar, Fresh: office.Random{}.Fresh},
		Families: &drafting.Families{Persons: up.soon(), Calendar: up.calendar},
		Invites:  invites,
		NCALayer: cabinet.NCALayer{URL: up.ncalayer, Chain: up.chain}, Egov: cabinet.Egov{Mobile: app, Link: up.egov.person, Business: up.egov.business, Address: address},
		Shelf: h.store, Shields: h.store, Nudger: h.office, Counter: h.store, Papers: h.papers, Base: base.String(), Evidence: h.store, Notes: h.store, Plaints: h.store,
		Proposals: h.store}
	room.Mount(h.frame)
	h.organisations(up, app, room.Egov)
	h.mobile = (&mobile.Desk{Mobile: app, Facts: facts(room), Base: base, Log: h.log,
		Organisation: mobile.Organisation{NameRu: "Тіркеу", NameKz: "Тіркеу", NameEn: "Tirkeu", BIN: s.get("TIRKEU_ORGANISATION_BIN")}}).Handler()
	(&desk.Desk{Work: h.window(up, sec.words), Papers: h.papers, NCALayer: desk.NCALayer{URL: up.ncalayer, Chain: up.chain}, Calendar: up.calendar}).Mount(h.frame)
	(&officer.Desk{Scans: h.store, Door: h.office, Look: h.look, Shelf: h.store, Signs: h.store, Ledger: h.store, Plaints: h.store, Proposals: h.store, Numbers: h.store, Denials: h.denials, Rows: h.store, Seal: up.seal, Calendar: up.calendar, Branches: up.counters}).Mount(h.frame)
}

// counts are the numbers beside the navigation.
func (h *house) counts(ctx context.Context, w account.Who) frame.Counts {
	waiting, _, err := h.look.Requests(ctx, w.Party())
	if err != nil {
		return frame.Counts{} // the page says what is wrong, if it needs them too
	}
	removals, err := h.look.RemovalsToOwner(ctx, w.Party())
	if err != nil {
		return frame.Counts{}
	}
	n := len(waiting)
	for _, k := range removals {
		if lookup.AwaitsWord(k, w.Party()) {
			n++
		}
	}
	return frame.Counts{Requests: n}
}

// work runs the background until the context ends.
func (h *house) work(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { _ = h.errand.Run(ctx) })
	wg.Go(func() { _ = h.watch.Run(ctx) })
	wg.Go(func() { h.sweep(ctx) })
	wg.Go(func() { h.listen.Run(ctx) })
	wg.Go(func() {
		h.denials.Run(ctx, 5*time.Second, func(err error) { h.log.Error("denials", "err", err) })
	})
	wg.Wait()
}

// readSecrets reads the secrets, or makes them at the first start.
func readSecrets(ctx context.Context, st *store.Store) (s secrets, err error) {
	for name, at := range map[string]*string{"secret.words": &s.words, "secret.phones": &s.phones, "secret.forms": &s.forms, "secret.challenges": &s.challenges} {
		fresh, err := office.Random{}.Token(32)
		if err != nil {
			return s, err
		}
		if *at, err = st.InitSetting(ctx, name, hex.EncodeToString([]byte(fresh))); err != nil {
			return s, err
		}
	}
	return s, nil
}

// facts turns what the cabinet tells of a document into the app's lines.
func facts(c *cabinet.Cabinet) func(*http.Request, keeping.Mobile) ([]mobile.Meta, error) {
	return func(r *http.Request, m keeping.Mobile) ([]mobile.Meta, error) {
		list, err := c.MobileFacts(r, m)
		out := make([]mobile.Meta, len(list))
		for i, x := range list {
			out[i] = mobile.Meta{Name: x[0], Value: x[1]}
		}
		return out, err
	}
}

// issuer makes documents, signed with the key of this database.
func (h *house) issuer(ctx context.Context, up upstreams, base *url.URL) error {
	key, err := paperKey(ctx, h.store)
	if err != nil {
		return err
	}
	h.papers = &issue.Issuer{Books: h.store, Receipts: h.store, Print: paper.Print, Key: key, Base: base, Calendar: up.calendar,
		Token: office.Random{}.Token, Training: up.demo != nil}
	h.key, err = jwk(&key.PublicKey)
	return err
}
