package person

import (
	"context"
	"encoding/xml"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

// ServiceReport is the name of the service that takes changes of the register. No public service
// card describes it: the message is ours, see docs/divergences.md.
const ServiceReport = "GBDFL_AddressChange"

// Change is one version of a register entry as GBD FL is told of it. Number is the same each time
// the message is sent, so that it may arrive twice.
type Change struct {
	XMLName xml.Name  `xml:"addressChange"`
	Number  string    `xml:"number"`
	IIN     string    `xml:"iin"`
	RKA     string    `xml:"rka"`
	Kind    string    `xml:"kind"` // temporary or permanent
	Status  string    `xml:"status"`
	From    time.Time `xml:"from"`
	Until   time.Time `xml:"until"`
	Version int       `xml:"version"`
}

type receiptXML struct {
	XMLName xml.Name `xml:"addressChangeReceipt"`
	Number  string   `xml:"number"`
}

// Report tells GBD FL of a version of an entry. A fault of kind Unavailable means that no receipt
// came: the same number may be sent again.
func (g *Gate) Report(ctx context.Context, number string, e register.Entry) error {
	c := Change{
		Number: number, IIN: e.Person.Digits(), RKA: e.RKA.Digits(), Kind: string(e.Type), Status: string(e.Status),
		From: e.From, Until: e.Until, Version: e.Version,
	}
	doc, err := xml.Marshal(c)
	if err != nil {
		return fault.As(fault.Internal, err, "write a change")
	}
	raw, err := g.set.Shep.Call(ctx, ServiceReport, doc)
	if err != nil {
		return fault.As(fault.Unavailable, err, "GBD FL")
	}
	var r receiptXML
	if err := unmarshal(raw, &r); err != nil || r.Number != number {
		return fault.New(fault.Unavailable, "GBD FL gave no receipt for this change")
	}
	return nil
}

// ParseChange reads a change as GBD FL receives it.
func ParseChange(doc []byte) (Change, error) {
	var c Change
	if err := unmarshal(doc, &c); err != nil {
		return Change{}, err
	}
	if _, err := iin.Parse(c.IIN); err != nil || c.Number == "" || c.From.IsZero() {
		return Change{}, fault.New(fault.Invalid, "a change without person, number or date")
	}
	c.From, c.Until = civil.Instant(c.From), civil.Instant(c.Until)
	return c, nil
}

// MarshalReceipt writes the receipt for a change.
func MarshalReceipt(number string) ([]byte, error) { return xml.Marshal(receiptXML{Number: number}) }
