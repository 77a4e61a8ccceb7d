package notary

import (
	"encoding/xml"
	"errors"
	"fmt"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/shep"
)

// ErrMalformed says that bytes are not a document of this service.
var ErrMalformed = errors.New("ENIS: not a document of the service")

// Limits of a question and an answer.
const (
	MaxNumber = 40 // bytes of a power's number
	maxActs   = 100
	maxCode   = 20 // bytes of an act's code
)

// Codes of acts that a power of attorney names (ours).
const (
	ActRegistration = "residence" // registration at the place of residence, and removal from it
	ActGeneral      = "general"   // everything that the law lets an attorney do
)

// Codes of a power's status (ours).
const (
	statusInForce = "1"
	statusRevoked = "2"
)

type queryXML struct {
	XMLName xml.Name `xml:"powerOfAttorneyRequest"`
	Number  string   `xml:"number"`
}

type answerXML struct {
	XMLName xml.Name   `xml:"powerOfAttorneyResponse"`
	Powers  []powerXML `xml:"powerOfAttorney"`
}

type powerXML struct {
	Number    string   `xml:"number"`
	Principal partyXML `xml:"principal"`
	Attorney  partyXML `xml:"attorney"`
	Begin     string   `xml:"beginDate"`
	End       string   `xml:"endDate,omitempty"`
	Status    string   `xml:"status>code"`
	Acts      []string `xml:"acts>code"`
}

type partyXML struct {
	IIN string `xml:"iin,omitempty"`
	BIN string `xml:"bin,omitempty"`
}

// MarshalQuery writes the question.
func MarshalQuery(number string) []byte { return shep.Marshal(queryXML{Number: number}) }

// ParseQuery reads the question.
func ParseQuery(doc []byte) (number string, err error) {
	var x queryXML
	if err := unmarshal(doc, &x); err != nil {
		return "", err
	}
	if !isNumber(x.Number) {
		return "", ErrMalformed
	}
	return x.Number, nil
}

// MarshalAnswer writes the answer about a power of attorney, or that there is none (nil).
func MarshalAnswer(p *applicant.Power) []byte {
	if p == nil {
		return shep.Marshal(answerXML{})
	}
	x := powerXML{
		Number: p.Number, Principal: partyXML{IIN: p.Principal.Digits()}, Attorney: partyXML{IIN: p.Attorney.Digits()},
		Begin: p.From.String(), End: p.Until.String(), Status: statusInForce, Acts: []string{"vehicle"},
	}
	if p.Revoked {
		x.Status = statusRevoked
	}
	if p.Covers {
		x.Acts = []string{ActRegistration}
	}
	return shep.Marshal(answerXML{Powers: []powerXML{x}})
}

// ParseAnswer reads the answer: a power of attorney, or nil when the register knows none. What cannot be
// understood is an error and not a guess. Acts of other codes are only not covered.
func ParseAnswer(doc []byte) (*applicant.Power, error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, err
	}
	switch len(x.Powers) {
	case 0:
		return nil, nil
	case 1:
		return x.Powers[0].read()
	}
	return nil, fmt.Errorf("%w: several powers of one number", ErrMalformed)
}

func (x powerXML) read() (*applicant.Power, error) {
	r := reader{}
	r.must(isNumber(x.Number), "number")
	r.must(x.Status == statusInForce || x.Status == statusRevoked, "status")
	r.must(len(x.Acts) > 0 && len(x.Acts) <= maxActs, "number of acts")
	p := applicant.Power{
		Number: x.Number, Principal: r.party(x.Principal), Attorney: r.party(x.Attorney),
		From: r.day(x.Begin), Until: r.day(x.End), Revoked: x.Status == statusRevoked,
	}
	for _, act := range x.Acts {
		r.must(act != "" && len(act) <= maxCode, "code of an act")
		p.Covers = p.Covers || act == ActRegistration || act == ActGeneral
	}
	r.must(!p.From.IsZero(), "first day")
	r.must(p.Until.IsZero() || !p.Until.Before(p.From), "last day before the first")
	if r.err != nil {
		return nil, r.err
	}
	p.Covers = p.Covers && !p.Principal.IsZero() && !p.Attorney.IsZero()
	return &p, nil
}

// reader keeps the first thing that could not be read. Its errors name the field and never its value.
type reader struct{ err error }

func (r *reader) must(ok bool, what string) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrMalformed, what)
	}
}

// party is a person's number; zero for a legal entity, whose power is of other things.
func (r *reader) party(x partyXML) iin.IIN {
	r.must((x.IIN == "") != (x.BIN == ""), "party without number, or with two")
	if x.BIN != "" {
		_, err := iin.ParseBIN(x.BIN)
		r.must(err == nil, "BIN")
		return iin.IIN{}
	}
	i, err := iin.Parse(x.IIN)
	r.must(err == nil, "IIN")
	return i
}

func (r *reader) day(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.ParseDate(s)
	r.must(err == nil, "date")
	return d
}

// isNumber tells whether a text may be a power's number: letters of Latin or Cyrillic, digits, and the signs
// that stand between them.
func isNumber(s string) bool {
	if s == "" || len(s) > MaxNumber {
		return false
	}
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', 'А' <= c && c <= 'я', c == '-', c == '/', c == '.':
		default:
			return false
		}
	}
	return true
}

func unmarshal(doc []byte, x any) error { return shep.Unmarshal(doc, x, "ENIS", ErrMalformed) }
