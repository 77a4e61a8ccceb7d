package work_test

import (
	"regexp"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/internal/core/iin"
	gbdfl "tirkeu/internal/gate/person"
	"tirkeu/internal/gate/phone"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/town"
	"tirkeu/internal/town/people"
	"tirkeu/internal/work/deliver"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// country is a house in the toy country, reached over its wires. The country's calendar is the
// house's; the machine clock is another.
type country struct {
	*house
	town    *town.Running
	machine *hands
	persons *gbdfl.Gate
	phones  *phone.Gate
	gateway *sms.Gate
	seal    *seal.Gate
	codes   *signing.Codes
}

// patience of the gates in tests: enough for an answer on a busy machine.
const patience = 2 * time.Second

func inCountry(t *testing.T, ask func(*country)) {
	onBoth(t, func(h *house) {
		r, err := town.Start(h.TempDir(), town.Options{Machine: h.cal.Now})
		if err != nil {
			h.Fatal(err)
		}
		h.Cleanup(func() {
			if err := r.Stop(); err != nil {
				h.Error(err)
			}
		})
		set, err := r.SHEP()
		if err != nil {
			h.Fatal(err)
		}
		bus := shep.New(set)
		anchors, err := r.CA().Anchors(r.Family())
		if err != nil {
			h.Fatal(err)
		}
		pool := cert.NewPool(anchors...)
		ocsp, _, _ := r.TrustURLs()
		c := &country{house: h, town: r, machine: setTo(noon.Add(time.Hour))}
		c.persons = gbdfl.New(gbdfl.Settings{Shep: bus, Now: h.cal.Now})
		c.phones = phone.New(phone.Settings{Shep: bus})
		c.gateway = sms.New(sms.Settings{URL: r.URL + town.PathSMS, From: "1414", Timeout: patience, Now: h.cal.Now})
		c.seal = seal.New(seal.Settings{Trusted: pool, Stampers: pool, Sealers: []string{people.CorporationBIN()}, Now: h.cal.Now,
			Trust: trust.New(trust.Settings{OCSP: ocsp, Stampers: pool, Now: h.cal.Now})})
		c.codes = &signing.Codes{Books: h.st, Phones: c.phones, Calendar: h.cal, Machine: c.machine, Token: office.Random{}.Token, Salt: salt}
		ask(c)
	})
}

func (c *country) who(handle string) people.Resident {
	c.Helper()
	r, ok := c.town.People().Resident(handle)
	if !ok {
		c.Fatalf("no resident %s", handle)
	}
	return r
}

func (c *country) iin(handle string) iin.IIN { c.Helper(); return c.who(handle).Person.IIN }

// postman works off what is to be delivered.
func (c *country) postman() *errand.Runner {
	return c.runner("postman", c.machine,
		deliver.Tell{Books: c.st, Calendar: c.cal, Machine: c.machine, Log: quiet()},
		deliver.Texts{Books: c.st, Joint: c.st, Phones: c.phones, Gateway: c.gateway, Calendar: c.cal, Machine: c.machine})
}

// inbox is what lies in a resident's phone, the newest first.
func (c *country) inbox(handle string) (out []string) {
	c.Helper()
	for _, t := range c.town.Phones().Inbox(c.who(handle).Phone) {
		out = append(out, t.Text)
	}
	return out
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// sent has a code sent, delivered over the wire, and reads it from the phone.
func (c *country) sent(handle string, w signing.Wanted) string {
	c.Helper()
	if _, err := c.codes.Send(c.ctx(), w); err != nil {
		c.Fatal(err)
	}
	c.pass(c.postman())
	list := c.inbox(handle)
	if len(list) == 0 {
		c.Fatal("no SMS came")
	}
	return sixDigits.FindString(list[0])
}

// signed is a detached signature by a resident's own key.
func (c *country) signed(handle, text string) []byte {
	c.Helper()
	keys, err := c.town.Keys(handle)
	if err != nil || len(keys) == 0 {
		c.Fatalf("no key of %s: %v", handle, err)
	}
	k := keys[0].Key
	out, err := cms.Sign([]byte(text), k.Signer, k.Cert, k.Chain, cms.SignOptions{Detached: true, SigningTime: c.cal.Now()})
	if err != nil {
		c.Fatal(err)
	}
	return out
}
