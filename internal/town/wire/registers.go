package wire

import (
	"io"
	"net/http"
	"sync"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/gate/entity"
	"tirkeu/internal/gate/notary"
	"tirkeu/internal/gate/person"
	"tirkeu/internal/gate/phone"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/gate/wallet"
	"tirkeu/internal/town/people"
)

const contentXML = "text/xml; charset=utf-8"

// kept is how many answers SHEP remembers by message, to repeat them when they were lost.
const kept = 1000

// Gateway is SHEP with the registers behind it.
type Gateway struct {
	Book   *people.Book
	Faults *Faults
	Now    func() time.Time

	// Sign and Check are as in shep.Settings: the gateway's own signature, and the judgement of its callers'.
	Sign  func([]byte) ([]byte, error)
	Check func([]byte) ([]byte, error)
	// CheckBody judges the signature inside a question to GBD UL; nil wants none.
	CheckBody func([]byte) ([]byte, error)

	Changes Changes // of addresses, that GBD FL was told of
	Wallet  *Wallet // digital documents

	mu      sync.Mutex
	answers map[string][]byte // by messageId
	order   []string          // messageIds, oldest first
}

// service is one register: which wire it is for faults, and how it answers.
type service struct {
	at     Register
	answer func(*people.Book, []byte) ([]byte, error)
}

var services = map[string]service{
	person.Service: {Persons, answerPerson},

	person.ServiceEvents: {Persons, answerEvents},
	title.Service:        {Titles, answerTitle},
	atlas.Service:        {Addresses, answerAddress},
	phone.Service:        {Phones, answerPhone},
	notary.Service:       {Notaries, answerPower},
}

// service finds a register by the name of its service.
func (g *Gateway) service(name string) (service, bool) {
	switch name {
	case person.ServiceReport:
		return service{Persons, g.Changes.take}, true
	case wallet.Service:
		return service{Wallets, g.Wallet.answer}, g.Wallet != nil
	case entity.Service:
		return service{Entities, g.answerEntity}, true
	}
	s, ok := services[name]
	return s, ok
}

func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	doc, err := io.ReadAll(http.MaxBytesReader(w, r.Body, shep.MaxSize))
	if err != nil {
		g.fault("Client", "message cannot be read").send(w)
		return
	}
	if g.Check != nil {
		if doc, err = g.Check(doc); err != nil {
			g.fault("Client", "signature is not good").send(w)
			return
		}
	}
	m, err := shep.ParseRequest(doc)
	if err != nil {
		g.fault("Client", "not a message of the channel").send(w)
		return
	}
	s, ok := g.service(m.Service)
	if !ok {
		g.fault("Client", "no such service").send(w)
		return
	}
	if g.muted(m) {
		g.fault("Server", "service is broken").send(w)
		return
	}
	g.Faults.serve(w, r, s.at, g.fault("Server", "service is broken"), func(Fault) reply { return g.work(s, m) })
}

// muted tells whether the message asks about a person of whom GBD FL says nothing.
func (g *Gateway) muted(m shep.Request) bool {
	if m.Service != person.Service {
		return false
	}
	q, err := person.ParseQuery(m.Data)
	return err == nil && g.Faults.Muted(q.IIN)
}

// work answers a message, and a repeated one as the first time.
func (g *Gateway) work(s service, m shep.Request) reply {
	if old, ok := g.before(m.MessageID); ok {
		return reply{http.StatusOK, contentXML, old}
	}
	out := shep.Response{MessageID: m.MessageID + "-answer", Correlation: m.MessageID, Date: g.Now(), Code: shep.Success, Session: m.Session}
	data, err := s.answer(g.Book, m.Data)
	if err != nil {
		out.Code, out.Message = shep.Business, "question cannot be read"
	}
	out.Data = data
	doc, err := g.sign(out.Marshal())
	if err != nil {
		return g.fault("Server", "answer cannot be signed")
	}
	g.keep(m.MessageID, doc)
	return reply{http.StatusOK, contentXML, doc}
}

func (g *Gateway) before(id string) ([]byte, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	old, ok := g.answers[id]
	return old, ok
}

func (g *Gateway) keep(id string, doc []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, ok := g.answers[id]; ok {
		return // asked twice at the same time
	}
	if g.answers == nil {
		g.answers = map[string][]byte{}
	}
	if len(g.order) == kept {
		delete(g.answers, g.order[0])
		g.order = g.order[1:]
	}
	g.answers[id] = doc
	g.order = append(g.order, id)
}

func (g *Gateway) sign(doc []byte) ([]byte, error) {
	if g.Sign == nil {
		return doc, nil
	}
	return g.Sign(doc)
}

// fault is a SOAP fault, signed like every answer.
func (g *Gateway) fault(code, text string) reply {
	doc, err := g.sign(shep.Fault{Code: "SOAP-ENV:" + code, Text: text}.Marshal())
	if err != nil {
		return reply{http.StatusInternalServerError, "text/plain; charset=utf-8", []byte("answer cannot be signed")}
	}
	return reply{http.StatusInternalServerError, contentXML, doc}
}

func answerPerson(b *people.Book, data []byte) ([]byte, error) {
	q, err := person.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	var known *applicant.Person
	if r, ok := b.ByIIN(q.IIN); ok {
		known = &r.Person
	}
	return person.MarshalAnswer(known), nil
}

func answerEvents(b *people.Book, data []byte) ([]byte, error) {
	q, err := person.ParseEventsQuery(data)
	if err != nil {
		return nil, err
	}
	return person.MarshalEvents(b.Events(q.After, q.Limit)), nil
}

func answerTitle(b *people.Book, data []byte) ([]byte, error) {
	q, err := title.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	var found []dwelling.Dwelling
	for _, d := range b.HeldBy(q.Owner) {
		if q.Fits(d) {
			found = append(found, d)
		}
	}
	return title.MarshalAnswer(found), nil
}

func answerAddress(b *people.Book, data []byte) ([]byte, error) {
	q, err := atlas.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	found, more := b.Find(q, atlas.MaxFound)
	return atlas.MarshalAnswer(found, more), nil
}

func answerPhone(b *people.Book, data []byte) ([]byte, error) {
	i, err := phone.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	r, _ := b.ByIIN(i)
	return phone.Answer{IIN: i, Phone: r.Phone}.Marshal(), nil
}
