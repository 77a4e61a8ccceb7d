package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/store"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/egov"
	"tirkeu/internal/town/pages"
	"tirkeu/internal/town/people"
	"tirkeu/internal/work/pulse"
)

// demoCmd starts everything with the toy country.
type demoCmd struct {
	Date string `help:"Day on which a new town's calendar begins, such as 2026-03-01; a town that exists goes on." placeholder:"YYYY-MM-DD"`
	Keys string `help:"Kind of the residents' signing keys." enum:"gost,rsa" default:"gost"`
}

// Run serves the demo until it is interrupted.
func (c demoCmd) Run(ctx context.Context, s *settings) error {
	var start time.Time
	if c.Date != "" {
		d, err := civil.ParseDate(c.Date)
		if err != nil {
			return fmt.Errorf("--date: %w", err)
		}
		start = d.Start().Add(10 * time.Hour)
	}
	listener, err := net.Listen("tcp", s.get("TIRKEU_LISTEN"))
	if err != nil {
		return fmt.Errorf("TIRKEU_LISTEN: %w; set another address, such as 127.0.0.1:8081", err)
	}
	defer listener.Close()
	st, err := openStore(ctx, s)
	if err != nil {
		return err
	}
	defer st.Close()
	dir := filepath.Join(s.get("TIRKEU_DATA"), "town")
	if start, err = planScenes(ctx, st, dir, start); err != nil {
		return err
	}
	t, err := town.Start(dir, town.Options{Start: start, Keys: ca.Family(c.Keys), Signed: true})
	if err != nil {
		return err
	}
	defer t.Stop()
	if err := settleCampus(t); err != nil {
		return err
	}
	if err := sameTown(ctx, st, t); err != nil {
		return err
	}
	d, err := newDemo(ctx, s, st, t)
	if err != nil {
		return err
	}
	play := &stage{demo: d}
	d.pages.Scenes = play.progress
	fmt.Printf("Tirkeu's toy country is open:  http://localhost:%s/\n", d.port)
	defer play.behind(ctx)()
	return d.serve(ctx, listener, d.routes())
}

// settleCampus lets the university's students move near their dormitory, once.
func settleCampus(t *town.Running) error {
	if t.People().HasCampus() {
		return nil
	}
	return t.People().Add(people.Campus())
}

// sameTown ties a database to the town whose authority signed what is in it: another town's keys, calendar and
// phones would make nonsense of it.
func sameTown(ctx context.Context, st *store.Store, t *town.Running) error {
	chain, err := t.Chain()
	if err != nil {
		return err
	}
	mark := sha256.Sum256([]byte(strings.Join(chain, "")))
	own := hex.EncodeToString(mark[:])
	if holds, err := st.InitSetting(ctx, "town", own); err != nil || holds == own {
		return err
	}
	return errors.New("TIRKEU_DATABASE belongs to the town of another TIRKEU_DATA folder: start with that folder, or name an empty database")
}

// demo is the house in the toy country, with the town's pages on the same address.
type demo struct {
	*house
	town    *town.Running
	port    string
	pages   *pages.Pages
	country http.Handler // what pages serve
}

func newDemo(ctx context.Context, s *settings, st *store.Store, t *town.Running) (*demo, error) {
	up, err := townUpstreams(t)
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(s.get("TIRKEU_LISTEN"))
	if err != nil {
		return nil, err
	}
	d := &demo{town: t, port: port}
	up.demo = d.bar
	if d.house, err = newHouse(ctx, s, st, up); err != nil {
		return nil, err
	}
	base, err := s.base()
	if err != nil {
		return nil, err
	}
	d.pages = d.townPages()
	d.pages.Phone = egov.New(base, s.get("TIRKEU_LISTEN"))
	d.country, err = d.pages.Handler()
	return d, err
}

// townUpstreams reaches the toy country through the same gates as production.
func townUpstreams(t *town.Running) (up upstreams, err error) {
	set, err := t.SHEP()
	if err != nil {
		return up, err
	}
	now := t.Clock().Now
	up.pulse = &pulse.Board{Registers: answering, Now: machine{}.Now}
	set.Heard = up.pulse.Heard
	bus := shep.New(set)
	signBody, err := t.SignBody()
	if err != nil {
		return up, err
	}
	up.behind(channel{bus: bus, asker: town.PortalBIN, signBody: signBody, now: now})
	up.sms = sms.New(sms.Settings{URL: t.URL + town.PathSMS, From: "1414", Now: now})
	up.calendar = t.Clock()
	up.ncalayer, up.egov = "/town"+town.PathNCALayer, egovLinks{"/town/mobile?link=", "/town/mobile?link="}
	if up.chain, err = t.Chain(); err != nil {
		return up, err
	}
	staff := func(role string) func(iin.IIN) bool {
		return func(i iin.IIN) bool {
			r, ok := t.People().ByIIN(i)
			return ok && r.Staff == role
		}
	}
	up.officers, up.supervisors, up.counters = staff("officer"), staff("supervisor"), t.People().Counters()
	up.seal, err = townSeal(t)
	return up, err
}

// townSeal trusts the town's authority, and nobody else.
func townSeal(t *town.Running) (*seal.Gate, error) {
	anchors, err := t.CA().Anchors(ca.Families()...)
	if err != nil {
		return nil, err
	}
	pool := cert.NewPool(anchors...)
	ocsp, tsp, lists := t.TrustURLs()
	set := trust.Settings{OCSP: ocsp, TSP: tsp, Stampers: pool, Now: t.Clock().Now}
	for _, l := range lists {
		set.Lists = append(set.Lists, trust.Lists{Base: l[0], Delta: l[1]})
	}
	return seal.New(seal.Settings{Trusted: pool, Stampers: pool, Trust: trust.New(set), Stamp: true, Sealers: []string{people.CorporationBIN()}, Now: t.Clock().Now}), nil
}
