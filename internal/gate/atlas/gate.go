package atlas

import (
	"context"
	"encoding/xml"
	"errors"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/shep/place"
)

// Service is the name of the address register's service in SHEP (ours).
const Service = "AR_AddressSearch"

// MaxFound bounds the addresses in one answer.
const MaxFound = 50

// ErrMalformed says that bytes are not a document of this service.
var ErrMalformed = errors.New("address register: not a document of the service")

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep    Caller
	Service string // Service when empty
}

// Gate asks the address register. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	return &Gate{set}
}

// Find looks for what somebody typed: address.Found, address.NotFound, or address.Silent when no answer came
// or it cannot be understood.
func (g *Gate) Find(ctx context.Context, q address.Query) address.Answer {
	if q.IsZero() {
		return address.NotFound{}
	}
	raw, err := g.set.Shep.Call(ctx, g.set.Service, MarshalQuery(q))
	if err != nil {
		return address.Silent{Why: err.Error()}
	}
	found, more, err := ParseAnswer(raw)
	if err != nil {
		return address.Silent{Why: err.Error()}
	}
	if len(found) == 0 {
		return address.NotFound{}
	}
	return address.Found{Addresses: found, More: more}
}

// At asks for the address with the code, whether it is still actual or not. Found then holds it alone.
func (g *Gate) At(ctx context.Context, rka address.RKA) address.Answer {
	if rka.IsZero() {
		return address.NotFound{}
	}
	answer := g.Find(ctx, address.Query{RKA: rka})
	found, ok := answer.(address.Found)
	if !ok {
		return answer
	}
	for _, a := range found.Addresses {
		if a.RKA == rka { // a building's code also finds its flats
			return address.Found{Addresses: []address.Address{a}}
		}
	}
	return address.NotFound{}
}

type queryXML struct {
	XMLName xml.Name `xml:"addressRequest"`
	Text    string   `xml:"text,omitempty"`
	RKA     string   `xml:"rca,omitempty"`
	Street  string   `xml:"geonim,omitempty"`
	House   string   `xml:"number,omitempty"`
	Flat    string   `xml:"flat,omitempty"`
}

// MarshalQuery writes the question.
func MarshalQuery(q address.Query) []byte {
	return shep.Marshal(queryXML{Text: clip(q.Text), RKA: q.RKA.Digits(), Street: clip(q.Street), House: clip(q.House), Flat: clip(q.Flat)})
}

// ParseQuery reads the question.
func ParseQuery(doc []byte) (address.Query, error) {
	var x queryXML
	if err := unmarshal(doc, &x); err != nil {
		return address.Query{}, err
	}
	q := address.Query{Text: clip(x.Text), Street: clip(x.Street), House: clip(x.House), Flat: clip(x.Flat)}
	if x.RKA == "" {
		return q, nil
	}
	rka, err := address.ParseRKA(x.RKA)
	if err != nil {
		return address.Query{}, ErrMalformed
	}
	q.RKA = rka
	return q, nil
}

// clip cuts a part of a question at the length that a search looks at.
func clip(s string) string { return strings.ToValidUTF8(s[:min(len(s), address.MaxQuery)], "") }

type answerXML struct {
	XMLName xml.Name        `xml:"addressResponse"`
	More    bool            `xml:"more,attr"`
	Found   []place.Address `xml:"address"`
}

// MarshalAnswer writes what was found; more says that other addresses were left out.
func MarshalAnswer(found []address.Address, more bool) []byte {
	x := answerXML{More: more}
	for _, a := range found {
		x.Found = append(x.Found, place.Of(a))
	}
	return shep.Marshal(x)
}

// ParseAnswer reads what was found.
func ParseAnswer(doc []byte) (found []address.Address, more bool, err error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, false, err
	}
	if len(x.Found) > MaxFound {
		return nil, false, ErrMalformed
	}
	for _, p := range x.Found {
		a, err := p.Address()
		if err != nil {
			return nil, false, ErrMalformed
		}
		found = append(found, a)
	}
	return found, x.More, nil
}

func unmarshal(doc []byte, x any) error {
	return shep.Unmarshal(doc, x, "address register", ErrMalformed)
}
