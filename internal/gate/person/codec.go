package person

import (
	"encoding/xml"
	"errors"
	"fmt"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/shep"
)

// ErrMalformed says that bytes are not a document of this service.
var ErrMalformed = errors.New("GBD FL: not a document of the service")

// Limits of one answer.
const (
	maxDocuments = 50
	maxRelations = 200
	maxName      = 200 // bytes
)

// Codes of messageResult.
const (
	resultFound    = "00000"
	resultNotFound = "00002" // ours: no sample shows one
)

// Query is the question.
type Query struct {
	MessageID string
	Date      time.Time
	Sender    string
	IIN       iin.IIN
}

type queryXML struct {
	XMLName   xml.Name `xml:"request"`
	MessageID string   `xml:"messageId"`
	Date      string   `xml:"messageDate"`
	Sender    string   `xml:"senderCode"`
	IIN       string   `xml:"iin"`
}

// Marshal writes the question.
func (q Query) Marshal() []byte {
	return shep.Marshal(queryXML{MessageID: q.MessageID, Date: q.Date.Format(time.RFC3339), Sender: q.Sender, IIN: q.IIN.Digits()})
}

// ParseQuery reads the question.
func ParseQuery(doc []byte) (Query, error) {
	var x queryXML
	if err := unmarshal(doc, &x); err != nil {
		return Query{}, err
	}
	number, err := iin.Parse(x.IIN)
	if err != nil {
		return Query{}, ErrMalformed
	}
	at, err := time.Parse(time.RFC3339, x.Date)
	if err != nil {
		return Query{}, ErrMalformed
	}
	return Query{x.MessageID, at, x.Sender, number}, nil
}

type coded struct {
	Code string `xml:"code"`
}

type answerXML struct {
	XMLName xml.Name    `xml:"response"`
	Result  coded       `xml:"messageResult"`
	Persons []personXML `xml:"persons>person"`
}

type personXML struct {
	IIN         string        `xml:"iin"`
	Surname     string        `xml:"surname"`
	Name        string        `xml:"name"`
	Patronymic  string        `xml:"patronymic"`
	EngName     string        `xml:"engFirstName"`
	EngSurname  string        `xml:"engSurname"`
	Born        string        `xml:"birthDate"`
	Citizenship coded         `xml:"citizenship"`
	Life        coded         `xml:"lifeStatus"` // 0: alive, 1: dead
	Died        string        `xml:"deathDate"`
	Excluded    string        `xml:"excludeStatus>code"` // absent or 0: not excluded
	Status      coded         `xml:"status"`
	Capacity    coded         `xml:"capacity"`
	Study       string        `xml:"study>code"` // 1: full time in the capital
	Documents   []documentXML `xml:"documents>document"`
	Relations   []relationXML `xml:"relations>relation"`
}

type documentXML struct {
	Type    coded  `xml:"type"`
	Number  string `xml:"number"`
	Begin   string `xml:"beginDate"`
	End     string `xml:"endDate"`
	Issuer  string `xml:"issueOrganization"`
	Status  coded  `xml:"status"` // 00: valid
	Invalid string `xml:"invalidityDate"`
}

type relationXML struct {
	Kind coded  `xml:"type"`
	IIN  string `xml:"iin"`
}

// Codes of directories, ours where doc.go says so.
var (
	documentKinds = pairs{"002": "01", "001": "02", "004": "04", "005": "05", "008": "08", "010": "010", "011": "011"}
	categories    = pairs{
		"1": string(applicant.Citizen), "2": string(applicant.Resident), "3": string(applicant.Stateless),
		"4": string(applicant.Refugee), "5": string(applicant.OutsideService),
	}
	capacities = pairs{"0": string(applicant.Full), "1": string(applicant.Limited), "2": string(applicant.None)}
	relations  = pairs{
		"01": string(applicant.Spouse), "02": string(applicant.Parent), "03": string(applicant.ChildOf),
		"04": string(applicant.Sibling), "05": string(applicant.Grandparent), "06": string(applicant.Grandchild),
		"07": string(applicant.GuardianOf), "08": string(applicant.WardOf),
	}
)

type pairs map[string]string

// code finds the directory's code of our value, "" when there is none.
func (p pairs) code(value string) string {
	for code, v := range p {
		if v == value {
			return code
		}
	}
	return ""
}

// MarshalAnswer writes the answer about a person, or that there is none (nil).
func MarshalAnswer(p *applicant.Person) []byte {
	if p == nil {
		return shep.Marshal(answerXML{Result: coded{resultNotFound}})
	}
	x := personXML{
		IIN: p.IIN.Digits(), Surname: p.Name.Surname, Name: p.Name.Given, Patronymic: p.Name.Patronymic,
		EngName: p.Name.LatinGiven, EngSurname: p.Name.LatinSurname, Born: p.Born.String(),
		Citizenship: coded{p.Citizenship}, Life: coded{flag(!p.Died.IsZero())}, Died: p.Died.String(),
		Excluded: flag(p.Excluded), Status: coded{categories.code(string(p.Status))},
		Capacity: coded{capacities.code(string(p.Capacity))}, Study: flag(p.Student),
	}
	for _, d := range p.Documents {
		status := "00"
		if d.Invalid {
			status = "02"
		}
		x.Documents = append(x.Documents, documentXML{
			Type: coded{documentKinds.code(d.Kind)}, Number: d.Number, Begin: d.From.String(), End: d.Until.String(),
			Issuer: d.Issuer, Status: coded{status},
		})
	}
	for _, k := range p.Kin {
		x.Relations = append(x.Relations, relationXML{coded{relations.code(string(k.Kind))}, k.To.Digits()})
	}
	return shep.Marshal(answerXML{Result: coded{resultFound}, Persons: []personXML{x}})
}

func flag(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

// ParseAnswer reads the answer: a person, or nil when the register knows none. What cannot be understood,
// an unknown code among it, is an error and not a guess.
func ParseAnswer(doc []byte) (*applicant.Person, error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, err
	}
	switch {
	case x.Result.Code == resultNotFound, x.Result.Code == resultFound && len(x.Persons) == 0:
		return nil, nil
	case x.Result.Code != resultFound || len(x.Persons) != 1:
		return nil, fmt.Errorf("%w: result or number of persons", ErrMalformed)
	}
	return x.Persons[0].read()
}

func (x personXML) read() (*applicant.Person, error) {
	r := reader{}
	p := applicant.Person{
		IIN: r.number(x.IIN),
		Name: applicant.Name{Surname: r.text(x.Surname), Given: r.text(x.Name), Patronymic: r.text(x.Patronymic),
			LatinSurname: r.text(x.EngSurname), LatinGiven: r.text(x.EngName)},
		Born: r.day(x.Born), Died: r.day(x.Died), Excluded: r.yes(x.Excluded),
		Citizenship: r.text(x.Citizenship.Code),
		Status:      applicant.Category(r.code(categories, x.Status.Code)),
		Capacity:    applicant.Capacity(r.code(capacities, x.Capacity.Code)),
		Student:     r.yes(x.Study),
	}
	dead := r.yes(x.Life.Code)
	r.must(!p.Born.IsZero(), "birth date")
	r.must(dead == !p.Died.IsZero(), "life status against date of death")
	r.must(p.Name.Surname != "" || p.Name.Given != "", "name")
	r.must(len(x.Documents) <= maxDocuments && len(x.Relations) <= maxRelations, "number of documents or relations")
	if r.err != nil {
		return nil, r.err
	}
	for _, d := range x.Documents {
		p.Documents = append(p.Documents, applicant.Document{
			Kind: r.code(documentKinds, d.Type.Code), Number: r.text(d.Number), Issuer: r.text(d.Issuer),
			From: r.day(d.Begin), Until: r.day(d.End), Invalid: d.Status.Code != "00" || d.Invalid != "",
		})
	}
	for _, k := range x.Relations {
		p.Kin = append(p.Kin, applicant.Kin{Kind: applicant.Kinship(r.code(relations, k.Kind.Code)), To: r.number(k.IIN)})
	}
	return &p, r.err
}

// reader keeps the first thing that could not be read. Its errors name the field and never its value.
type reader struct{ err error }

func (r *reader) must(ok bool, what string) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrMalformed, what)
	}
}

func (r *reader) number(s string) iin.IIN {
	i, err := iin.Parse(s)
	r.must(err == nil, "IIN")
	return i
}

func (r *reader) text(s string) string {
	r.must(len(s) <= maxName, "length of a text")
	return s
}

// day reads a date, or the date in front of a time of day.
func (r *reader) day(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	if len(s) > 10 && s[10] == 'T' {
		s = s[:10]
	}
	d, err := civil.ParseDate(s)
	r.must(err == nil, "date")
	return d
}

func (r *reader) yes(s string) bool {
	r.must(s == "" || s == "0" || s == "1", "flag")
	return s == "1"
}

func (r *reader) code(p pairs, code string) string {
	v, ok := p[code]
	r.must(ok, "directory code")
	return v
}

func unmarshal(doc []byte, x any) error { return shep.Unmarshal(doc, x, "GBD FL", ErrMalformed) }
