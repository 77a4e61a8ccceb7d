package entity

import (
	"encoding/xml"
	"errors"
	"fmt"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/shep"
)

// ErrMalformed says that bytes are not a document of this service.
var ErrMalformed = errors.New("GBD UL: not a document of the service")

// namespace of the service's messages.
const namespace = "http://gbdulinfobybin_v2.egp.gbdul.tamur.kz"

// maxName bounds a name, in bytes.
const maxName = 500

// Codes of the answer (ours).
const (
	resultFound    = "00000"
	resultNotFound = "00002"

	statusActs       = "1"
	statusLiquidated = "2"
)

// Query is the question.
type Query struct {
	Requestor string // BIN of who asks; may be empty
	BIN       iin.BIN
}

// queryXML is as in the service's samples: only the root is in the namespace.
type queryXML struct {
	XMLName   xml.Name `xml:"ns2:Request"`
	Namespace string   `xml:"xmlns:ns2,attr"`
	Requestor string   `xml:"RequestorBIN"`
	BIN       string   `xml:"BIN"`
}

// Marshal writes the question.
func (q Query) Marshal() []byte {
	return shep.Marshal(queryXML{Namespace: namespace, Requestor: q.Requestor, BIN: q.BIN.Digits()})
}

// ParseQuery reads the question, and not the signature in it.
func ParseQuery(doc []byte) (Query, error) {
	var x struct {
		XMLName   xml.Name `xml:"http://gbdulinfobybin_v2.egp.gbdul.tamur.kz Request"`
		Requestor string   `xml:"RequestorBIN"`
		BIN       string   `xml:"BIN"`
	}
	if err := unmarshal(doc, &x); err != nil {
		return Query{}, err
	}
	bin, err := iin.ParseBIN(x.BIN)
	if err != nil || len(x.Requestor) > len(x.BIN) {
		return Query{}, ErrMalformed
	}
	return Query{x.Requestor, bin}, nil
}

type answerXML struct {
	XMLName xml.Name   `xml:"http://gbdulinfobybin_v2.egp.gbdul.tamur.kz Response"`
	Result  string     `xml:"messageResult>code"`
	Entity  *entityXML `xml:"organization"`
}

type entityXML struct {
	BIN    string `xml:"bin"`
	NameKK string `xml:"fullNameKz"`
	NameRU string `xml:"fullNameRu"`
	Status string `xml:"status>code"`
	Head   string `xml:"leader>iin,omitempty"`
}

// MarshalAnswer writes the answer about a legal entity, or that there is none (nil).
func MarshalAnswer(e *applicant.Entity) []byte {
	if e == nil {
		return shep.Marshal(answerXML{Result: resultNotFound})
	}
	x := entityXML{BIN: e.BIN.Digits(), NameKK: e.NameKK, NameRU: e.NameRU, Status: statusActs, Head: e.Head.Digits()}
	if e.Liquidated {
		x.Status = statusLiquidated
	}
	return shep.Marshal(answerXML{Result: resultFound, Entity: &x})
}

// ParseAnswer reads the answer: a legal entity, or nil when the register knows none. What cannot be
// understood, an unknown code among it, is an error and not a guess.
func ParseAnswer(doc []byte) (*applicant.Entity, error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, err
	}
	switch {
	case x.Result == resultNotFound && x.Entity == nil:
		return nil, nil
	case x.Result != resultFound || x.Entity == nil:
		return nil, fmt.Errorf("%w: result", ErrMalformed)
	}
	return x.Entity.read()
}

// read reads the legal entity. Errors name the field and never its value.
func (x entityXML) read() (*applicant.Entity, error) {
	e := applicant.Entity{NameKK: x.NameKK, NameRU: x.NameRU, Liquidated: x.Status == statusLiquidated}
	var err error
	switch {
	case x.Status != statusActs && x.Status != statusLiquidated:
		return nil, fmt.Errorf("%w: status", ErrMalformed)
	case x.NameKK == "" && x.NameRU == "", len(x.NameKK) > maxName, len(x.NameRU) > maxName:
		return nil, fmt.Errorf("%w: name", ErrMalformed)
	}
	if e.BIN, err = iin.ParseBIN(x.BIN); err != nil {
		return nil, fmt.Errorf("%w: BIN", ErrMalformed)
	}
	if x.Head == "" {
		return &e, nil
	}
	if e.Head, err = iin.Parse(x.Head); err != nil {
		return nil, fmt.Errorf("%w: head", ErrMalformed)
	}
	return &e, nil
}

func unmarshal(doc []byte, x any) error { return shep.Unmarshal(doc, x, "GBD UL", ErrMalformed) }
