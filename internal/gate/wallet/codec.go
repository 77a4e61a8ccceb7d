package wallet

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
var ErrMalformed = errors.New("digital documents: not a document of the service")

// maxText bounds a text of an answer, in bytes.
const maxText = 200

// Codes of the result (ours).
const (
	resultOpened = "00000"
	resultNoCode = "00002"
)

// kinds are the documents that the service shows, by the classifier of identity documents (rules §5.7).
var kinds = map[string]bool{"01": true, "02": true, "04": true, "05": true, "08": true, "010": true, "011": true}

type queryXML struct {
	XMLName xml.Name `xml:"openRequest"`
	Code    string   `xml:"code"`
}

type answerXML struct {
	XMLName  xml.Name     `xml:"openResponse"`
	Result   string       `xml:"result>code"`
	IIN      string       `xml:"iin,omitempty"`
	Document *documentXML `xml:"document"`
}

type documentXML struct {
	Kind   string `xml:"type>code"`
	Number string `xml:"number"`
	Issuer string `xml:"issueOrganization,omitempty"`
	Begin  string `xml:"beginDate,omitempty"`
	End    string `xml:"endDate,omitempty"`
}

// MarshalQuery writes the question.
func MarshalQuery(code string) []byte { return shep.Marshal(queryXML{Code: code}) }

// ParseQuery reads the question.
func ParseQuery(doc []byte) (code string, err error) {
	var x queryXML
	if err := unmarshal(doc, &x); err != nil {
		return "", err
	}
	if !isCode(x.Code) {
		return "", ErrMalformed
	}
	return x.Code, nil
}

// MarshalAnswer writes what a code opened, or that there is no such code (nil).
func MarshalAnswer(o *applicant.WalletOpened) []byte {
	if o == nil {
		return shep.Marshal(answerXML{Result: resultNoCode})
	}
	d := o.Document
	return shep.Marshal(answerXML{Result: resultOpened, IIN: o.Person.Digits(), Document: &documentXML{
		Kind: d.Kind, Number: d.Number, Issuer: d.Issuer, Begin: d.From.String(), End: d.Until.String(),
	}})
}

// ParseAnswer reads the answer: what was opened, or nil when there is no such code. What cannot be
// understood is an error and not a guess.
func ParseAnswer(doc []byte) (*applicant.WalletOpened, error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, err
	}
	switch {
	case x.Result == resultNoCode && x.IIN == "" && x.Document == nil:
		return nil, nil
	case x.Result != resultOpened || x.Document == nil:
		return nil, fmt.Errorf("%w: result", ErrMalformed)
	}
	person, err := iin.Parse(x.IIN)
	if err != nil {
		return nil, fmt.Errorf("%w: IIN", ErrMalformed)
	}
	d, err := x.Document.read()
	if err != nil {
		return nil, err
	}
	return &applicant.WalletOpened{Person: person, Document: d}, nil
}

// read reads the document. Errors name the field and never its value.
func (x documentXML) read() (applicant.Document, error) {
	from, err := day(x.Begin)
	if err != nil {
		return applicant.Document{}, err
	}
	until, err := day(x.End)
	if err != nil {
		return applicant.Document{}, err
	}
	if !kinds[x.Kind] || x.Number == "" || len(x.Number) > maxText || len(x.Issuer) > maxText {
		return applicant.Document{}, fmt.Errorf("%w: document's kind, number or issuer", ErrMalformed)
	}
	return applicant.Document{Kind: x.Kind, Number: x.Number, Issuer: x.Issuer, From: from, Until: until}, nil
}

func day(s string) (civil.Date, error) {
	if s == "" {
		return civil.Date{}, nil
	}
	d, err := civil.ParseDate(s)
	if err != nil {
		return civil.Date{}, fmt.Errorf("%w: date", ErrMalformed)
	}
	return d, nil
}

func isCode(s string) bool {
	if len(s) != Digits {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func unmarshal(doc []byte, x any) error {
	return shep.Unmarshal(doc, x, "digital documents", ErrMalformed)
}
