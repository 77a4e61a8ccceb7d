package title

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/shep/place"
)

// ErrMalformed says that bytes are not a document of this service.
var ErrMalformed = errors.New("GBD RN: not a document of the service")

var errOther = fmt.Errorf("%w: answers with another dwelling", ErrMalformed)

// Limits of one answer.
const (
	maxObjects = 500
	maxOwners  = 200
	maxTenants = 100
	maxBans    = 100
	maxArea    = 100_000_000 // hundredths of m²
	maxText    = 300         // bytes
)

// Query is the question: an owner, and a flat's RKA, or an area with or without a building's RKA, or neither. In
// housing rented from the State a tenant may be named in the owner's place (rules §2.4).
type Query struct {
	Owner     iin.Party
	RKA       address.RKA
	Building  address.RKA
	Area      int // hundredths of m²
	Tolerance int // hundredths of m²
}

// Fits tells whether a dwelling answers the question. An area is compared with the total area and with the
// useful one, since people know the one or the other.
func (q Query) Fits(d dwelling.Dwelling) bool {
	switch {
	case !d.Owns(q.Owner) && !rents(d, q.Owner):
		return false
	case !q.RKA.IsZero():
		return d.RKA == q.RKA
	case !q.Building.IsZero() && d.Address.Building != q.Building && d.RKA != q.Building:
		return false
	case q.Building.IsZero() && q.Area == 0:
		return true
	}
	return q.near(d.TotalArea) || q.near(d.UsefulArea)
}

func rents(d dwelling.Dwelling, p iin.Party) bool {
	tenant, ok := p.Person()
	return ok && d.StateRental && slices.Contains(d.Tenants, tenant)
}

func (q Query) near(area int) bool {
	return area > 0 && area-q.Area <= q.Tolerance && q.Area-area <= q.Tolerance
}

type partyXML struct {
	IIN string `xml:"iin,omitempty"`
	BIN string `xml:"bin,omitempty"`
}

type queryXML struct {
	XMLName   xml.Name `xml:"rightsRequest"`
	Owner     partyXML `xml:"owner"`
	RKA       string   `xml:"rca,omitempty"`
	Building  string   `xml:"rcaBuilding,omitempty"`
	Area      int      `xml:"area,omitempty"`
	Tolerance int      `xml:"tolerance,omitempty"`
}

// Marshal writes the question.
func (q Query) Marshal() []byte {
	return shep.Marshal(queryXML{Owner: partyOf(q.Owner), RKA: q.RKA.Digits(), Building: q.Building.Digits(), Area: q.Area, Tolerance: q.Tolerance})
}

// ParseQuery reads the question.
func ParseQuery(doc []byte) (Query, error) {
	var x queryXML
	if err := unmarshal(doc, &x); err != nil {
		return Query{}, err
	}
	r := reader{}
	q := Query{Owner: r.party(x.Owner), Area: r.area(x.Area), Tolerance: r.area(x.Tolerance)}
	q.RKA, q.Building = r.code(x.RKA), r.code(x.Building)
	return q, r.err
}

type answerXML struct {
	XMLName xml.Name    `xml:"rightsResponse"`
	Objects []objectXML `xml:"objects>object"`
}

type objectXML struct {
	Address      place.Address `xml:"address"`
	UsefulArea   int           `xml:"usefulArea"`
	TotalArea    int           `xml:"totalArea"`
	Commissioned bool          `xml:"commissioned"`
	Disputed     bool          `xml:"disputed"`
	StateRental  bool          `xml:"stateRental"`
	Tenants      []string      `xml:"tenancyContract>iin"`
	Holders      []holderXML   `xml:"rights>right"`
	Bans         []banXML      `xml:"encumbrances>encumbrance"`
}

type holderXML struct {
	Holder partyXML `xml:"holder"`
	Name   string   `xml:"name"`
	Num    int      `xml:"share>numerator"`
	Den    int      `xml:"share>denominator"`
	Gone   bool     `xml:"liquidated"`
}

type banXML struct {
	Registration bool   `xml:"forbidsRegistration"`
	Document     string `xml:"document"`
	By           string `xml:"authority"`
	From         string `xml:"beginDate"`
}

// MarshalAnswer writes the dwellings that answer a question.
func MarshalAnswer(found []dwelling.Dwelling) []byte {
	var x answerXML
	for _, d := range found {
		x.Objects = append(x.Objects, objectOf(d))
	}
	return shep.Marshal(x)
}

func objectOf(d dwelling.Dwelling) objectXML {
	o := objectXML{
		Address: place.Of(d.Address), UsefulArea: d.UsefulArea, TotalArea: d.TotalArea, Commissioned: d.Commissioned,
		Disputed: d.Disputed, StateRental: d.StateRental,
	}
	for _, t := range d.Tenants {
		o.Tenants = append(o.Tenants, t.Digits())
	}
	for _, w := range d.Owners {
		o.Holders = append(o.Holders, holderXML{partyOf(w.Party), w.Name, w.Share.Num, w.Share.Den, w.Gone})
	}
	for _, b := range d.Bans {
		o.Bans = append(o.Bans, banXML{b.Registration, b.Document, b.By, b.From.String()})
	}
	return o
}

// ParseAnswer reads the dwellings. What cannot be understood is an error and not a guess.
func ParseAnswer(doc []byte) ([]dwelling.Dwelling, error) {
	var x answerXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, err
	}
	if len(x.Objects) > maxObjects {
		return nil, fmt.Errorf("%w: number of objects", ErrMalformed)
	}
	r := reader{}
	var found []dwelling.Dwelling
	for _, o := range x.Objects {
		found = append(found, r.object(o))
	}
	if r.err != nil {
		return nil, r.err
	}
	return found, nil
}

// reader keeps the first thing that could not be read. Its errors name the field and never its value.
type reader struct{ err error }

func (r *reader) must(ok bool, what string) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrMalformed, what)
	}
}

func (r *reader) object(o objectXML) dwelling.Dwelling {
	a, err := o.Address.Address()
	r.must(err == nil, "address")
	r.must(len(o.Holders) <= maxOwners && len(o.Tenants) <= maxTenants && len(o.Bans) <= maxBans, "number of owners, tenants or bans")
	d := dwelling.Dwelling{
		RKA: a.RKA, KATO: a.KATO, Kind: a.Kind, Address: a, UsefulArea: r.area(o.UsefulArea), TotalArea: r.area(o.TotalArea),
		Commissioned: o.Commissioned, Disputed: o.Disputed, StateRental: o.StateRental,
	}
	if r.err != nil {
		return d
	}
	for _, t := range o.Tenants {
		i, err := iin.Parse(t)
		r.must(err == nil, "tenant")
		d.Tenants = append(d.Tenants, i)
	}
	seen := map[iin.Party]bool{}
	for _, h := range o.Holders {
		p := r.party(h.Holder)
		r.must(!seen[p], "owner named twice")
		r.must(h.Num > 0 && h.Den >= h.Num && len(h.Name) <= maxText, "share or name")
		seen[p] = true
		d.Owners = append(d.Owners, dwelling.Owner{Party: p, Name: h.Name, Share: dwelling.Share{Num: h.Num, Den: h.Den}, Gone: h.Gone})
	}
	for _, b := range o.Bans {
		r.must(len(b.Document) <= maxText && len(b.By) <= maxText, "length of a ban's text")
		d.Bans = append(d.Bans, dwelling.Ban{Registration: b.Registration, Document: b.Document, By: b.By, From: r.day(b.From)})
	}
	return d
}

func (r *reader) party(x partyXML) iin.Party {
	r.must((x.IIN == "") != (x.BIN == ""), "owner without number, or with two")
	if x.IIN != "" {
		i, err := iin.Parse(x.IIN)
		r.must(err == nil, "owner's IIN")
		return iin.PersonParty(i)
	}
	b, err := iin.ParseBIN(x.BIN)
	r.must(err == nil, "owner's BIN")
	return iin.EntityParty(b)
}

func (r *reader) code(s string) address.RKA {
	if s == "" {
		return address.RKA{}
	}
	c, err := address.ParseRKA(s)
	r.must(err == nil, "RKA")
	return c
}

func (r *reader) area(n int) int {
	r.must(n >= 0 && n <= maxArea, "area")
	return n
}

func (r *reader) day(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.ParseDate(s)
	r.must(err == nil, "date")
	return d
}

func partyOf(p iin.Party) partyXML {
	if p.IsEntity() {
		return partyXML{BIN: p.Digits()}
	}
	return partyXML{IIN: p.Digits()}
}

func unmarshal(doc []byte, x any) error { return shep.Unmarshal(doc, x, "GBD RN", ErrMalformed) }
