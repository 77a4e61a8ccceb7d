package phone

import (
	"context"
	"encoding/xml"
	"errors"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/shep"
)

// Service is the name of BMG's service in SHEP (ours).
const Service = "BMG_PhoneByIIN"

// ErrMalformed says that bytes are not a document of this service.
var ErrMalformed = errors.New("BMG: not a document of the service")

// Caller is the channel to the registers: a shep.Client.
type Caller interface {
	Call(ctx context.Context, service string, request []byte) ([]byte, error)
}

// Settings of the gate.
type Settings struct {
	Shep    Caller
	Service string // Service when empty
}

// Gate asks BMG. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Service == "" {
		set.Service = Service
	}
	return &Gate{set}
}

// Phone gives the person's number in E.164 form, known false when BMG has none. The error is of kind
// [fault.Unavailable]: BMG does not answer, or cannot be understood.
func (g *Gate) Phone(ctx context.Context, i iin.IIN) (number string, known bool, err error) {
	if i.IsZero() {
		return "", false, nil
	}
	raw, err := g.set.Shep.Call(ctx, g.set.Service, MarshalQuery(i))
	if err != nil {
		return "", false, fault.As(fault.Unavailable, err, "BMG")
	}
	a, err := ParseAnswer(raw)
	if err != nil {
		return "", false, fault.As(fault.Unavailable, err, "BMG")
	}
	if a.IIN != i {
		return "", false, fault.New(fault.Unavailable, "BMG answers about another person")
	}
	return a.Phone, a.Phone != "", nil
}

// Answer is what BMG knows; Phone is empty when it has no number of the person.
type Answer struct {
	IIN   iin.IIN
	Phone string // E.164 with the plus sign
}

type queryXML struct {
	XMLName xml.Name `xml:"phoneRequest"`
	IIN     string   `xml:"iin"`
}

type answerXML struct {
	XMLName    xml.Name `xml:"phoneResponse"`
	IIN        string   `xml:"iin"`
	Registered bool     `xml:"registered"`
	Phone      string   `xml:"phone"`
}

// MarshalQuery writes the question.
func MarshalQuery(i iin.IIN) []byte { return shep.Marshal(queryXML{IIN: i.Digits()}) }

// ParseQuery reads the question.
func ParseQuery(doc []byte) (iin.IIN, error) {
	var x queryXML
	if err := unmarshal(doc, &x); err != nil {
		return iin.IIN{}, err
	}
	i, err := iin.Parse(x.IIN)
	if err != nil {
		return iin.IIN{}, ErrMalformed
	}
	return i, nil
}

// Marshal writes the answer.
func (a Answer) Marshal() []byte {
	return shep.Marshal(answerXML{IIN: a.IIN.Digits(), Registered: a.Phone != "", Phone: a.Phone})
}

// ParseAnswer reads the answer. Only mobile numbers of Kazakhstan, +7 7xx, are taken.
func ParseAnswer(doc []byte) (Answer, error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return Answer{}, err
	}
	i, err := iin.Parse(x.IIN)
	if err != nil || x.Registered != (x.Phone != "") || (x.Registered && !isMobile(x.Phone)) {
		return Answer{}, ErrMalformed
	}
	return Answer{i, x.Phone}, nil
}

func isMobile(s string) bool {
	if len(s) != 12 || s[:3] != "+77" {
		return false
	}
	for _, r := range []byte(s[3:]) {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

func unmarshal(doc []byte, x any) error { return shep.Unmarshal(doc, x, "BMG", ErrMalformed) }
