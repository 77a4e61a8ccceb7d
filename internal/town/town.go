// Package town is a toy country that speaks the wires of the real one: state registers over SHEP, an SMS
// centre with everybody's phone, a certification authority, NCALayer, and a calendar that can be moved
// forwards. It is for demonstrations and tests; nothing in it is of use in production, and no person in it
// is real.
package town

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/clock"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

// Paths of the wires on the town's port; those of the authority are in package ca.
const (
	PathSHEP     = "/shep"
	PathSMS      = "/sms"
	PathNCALayer = "/ncalayer"
)

// Numbers of the two legal entities whose systems sign SHEP messages in the town.
const (
	GatewayBIN = "970990000015" // SHEP itself
	PortalBIN  = "130390000019" // the portal: the migration service's
)

// Options of a town.
type Options struct {
	URL     string           // base address at which Handler is served, for certificates
	Start   time.Time        // where a new calendar begins; zero: with the machine
	Machine func() time.Time // the machine's clock; time.Now when nil
	Keys    ca.Family        // of residents' keys; GOST when empty
	Signed  bool             // SHEP messages are signed both ways
}

// Town is the country. It may be used by several goroutines.
type Town struct {
	opts    Options
	clock   *clock.Clock
	people  *people.Book
	ca      *ca.CA
	faults  *wire.Faults
	phones  *wire.Centre
	gateway *wire.Gateway
	wallet  *wire.Wallet
	layer   *ncalayer.Server
}

// Open takes a town up from its directory, or founds one there.
func Open(dir string, opts Options) (*Town, error) {
	if opts.Keys == "" {
		opts.Keys = ca.GOST
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("town: %w", err)
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	t := &Town{opts: opts, faults: wire.NewFaults()}
	var err error
	if t.clock, err = clock.Open(file("clock.json"), opts.Start, opts.Machine); err != nil {
		return nil, err
	}
	if t.people, err = people.Open(file("people.json")); err != nil {
		return nil, err
	}
	if t.ca, err = ca.Open(ca.Settings{Dir: file("ca"), Now: t.clock.Now, URL: opts.URL}); err != nil {
		return nil, err
	}
	if t.phones, err = wire.OpenCentre(t.people, t.faults, t.clock.Now, file("texts.jsonl")); err != nil {
		return nil, err
	}
	t.wallet = &wire.Wallet{Book: t.people, Now: t.clock.Now}
	t.gateway = &wire.Gateway{Book: t.people, Faults: t.faults, Now: t.clock.Now, Wallet: t.wallet}
	t.layer = &ncalayer.Server{Keys: t.Keys, Stamp: t.ca.Token, Now: t.clock.Now, Faults: t.faults}
	return t, t.sign()
}

// sign makes the gateway sign its answers and check its callers.
func (t *Town) sign() error {
	if !t.opts.Signed {
		return nil
	}
	own, err := t.ca.System(t.opts.Keys, "ВШЭП DEV", GatewayBIN)
	if err != nil {
		return err
	}
	portal, err := t.peer(PortalBIN)
	t.gateway.Sign, t.gateway.Check = shep.SignWith(own.Signer, own.Cert), shep.CheckWith(portal)
	t.gateway.CheckBody = shep.CheckBodyWith(portal)
	return err
}

func (t *Town) peer(bin string) (shep.Peer, error) {
	anchors, err := t.ca.Anchors(t.opts.Keys)
	return shep.Peer{Trusted: cert.NewPool(anchors...), BINs: []string{bin}, Now: t.clock.Now}, err
}

// SHEP gives the settings with which a portal asks this town's registers.
func (t *Town) SHEP() (shep.Settings, error) {
	set := shep.Settings{URL: t.opts.URL + PathSHEP, Sender: "tirkeu", Password: "town", Now: t.clock.Now}
	if !t.opts.Signed {
		return set, nil
	}
	own, err := t.system()
	if err != nil {
		return set, err
	}
	set.Sign = shep.SignWith(own.Signer, own.Cert)
	gateway, err := t.peer(GatewayBIN)
	set.Check = shep.CheckWith(gateway)
	return set, err
}

// system is the key of the portal's information system.
func (t *Town) system() (ca.Key, error) {
	return t.ca.System(t.opts.Keys, "ИС «Тіркеу» DEV", PortalBIN)
}

// SignBody gives what signs a portal's questions to GBD UL; nil where messages are not signed.
func (t *Town) SignBody() (func([]byte) ([]byte, error), error) {
	if !t.opts.Signed {
		return nil, nil
	}
	own, err := t.system()
	return shep.SignBodyWith(own.Signer, own.Cert), err
}

// Wallet is the service of digital documents.
func (t *Town) Wallet() *wire.Wallet { return t.wallet }

// Clock is the calendar.
func (t *Town) Clock() *clock.Clock { return t.clock }

// People is the country's book of residents, dwellings and addresses.
func (t *Town) People() *people.Book { return t.people }

// CA is the certification authority.
func (t *Town) CA() *ca.CA { return t.ca }

// Faults switches faults of the wires on and off.
func (t *Town) Faults() *wire.Faults { return t.faults }

// Phones is the SMS centre with everybody's phone.
func (t *Town) Phones() *wire.Centre { return t.phones }

// NCALayer is the web socket on residents' computers. It tells whose browser asks by ?who=<handle> or by a
// host name <handle>.localhost, so that it may also be served on the portal's own port.
func (t *Town) NCALayer() *ncalayer.Server { return t.layer }

// Family is the kind of the residents' keys.
func (t *Town) Family() ca.Family { return t.opts.Keys }

// Keys lists a resident's keys, his own first, then those of his posts. They are made when first asked for.
func (t *Town) Keys(handle string) ([]ncalayer.Held, error) {
	r, ok := t.people.Resident(handle)
	if !ok {
		return nil, fault.New(fault.NotFound, "no such resident")
	}
	if r.Key == people.NoKey {
		return nil, nil
	}
	n := r.Person.Name
	own := ca.Holder{IIN: r.Person.IIN.Digits(), Surname: n.Surname, Given: n.Given, Patronymic: n.Patronymic}
	k, err := t.ca.Key(ca.Order{Family: t.opts.Keys, Kind: ca.Individual, State: states[r.Key], Holder: own})
	if err != nil {
		return nil, err
	}
	held := []ncalayer.Held{{Kind: ca.Individual, Key: k}}
	for _, p := range r.Posts {
		holder := own
		holder.BIN = p.BIN.Digits()
		if o, ok := t.people.Organisation(p.BIN); ok {
			holder.Organization = o.Name.RU
		}
		k, err := t.ca.Key(ca.Order{Family: t.opts.Keys, Kind: ca.Kind(p.Role), Holder: holder})
		if err != nil {
			return nil, err
		}
		held = append(held, ncalayer.Held{Kind: ca.Kind(p.Role), BIN: holder.BIN, Key: k})
	}
	return held, nil
}

var states = map[people.KeyState]ca.State{people.KeyExpired: ca.Expired, people.KeyRevoked: ca.Revoked}

// Handler serves all wires of the town.
func (t *Town) Handler() http.Handler {
	authority := &wire.Authority{CA: t.ca, Faults: t.faults}
	mux := http.NewServeMux()
	mux.Handle("POST "+PathSHEP, t.gateway)
	mux.HandleFunc("PUT "+PathSMS+"/messages/{id}", t.phones.Put)
	mux.HandleFunc("GET "+PathSMS+"/messages/{id}", t.phones.Get)
	mux.HandleFunc("POST "+ca.PathOCSP, authority.Status)
	mux.HandleFunc("POST "+ca.PathTSP, authority.Stamp)
	mux.HandleFunc("GET "+ca.PathCRL+"{family}", authority.List(false))
	mux.HandleFunc("GET "+ca.PathDelta+"{family}", authority.List(true))
	mux.HandleFunc("GET "+ca.PathCert+"{family}", authority.Certificate)
	mux.Handle("GET "+PathNCALayer, t.layer)
	return mux
}

// TrustURLs tells the addresses of the authority's services, for the settings of gate/trust: OCSP, TSP, and
// the base and delta lists of each family.
func (t *Town) TrustURLs() (ocsp, tsp string, lists [][2]string) {
	for _, f := range ca.Families() {
		lists = append(lists, [2]string{t.opts.URL + ca.PathCRL + string(f), t.opts.URL + ca.PathDelta + string(f)})
	}
	return t.opts.URL + ca.PathOCSP, t.opts.URL + ca.PathTSP, lists
}

// Chain gives the issuing certificate of the residents' keys as PEM, for signerParams.chain of NCALayer.
func (t *Town) Chain() ([]string, error) {
	anchors, err := t.ca.Anchors(t.opts.Keys)
	if err != nil {
		return nil, err
	}
	return []string{ncalayer.PEM(anchors[0])}, nil
}
