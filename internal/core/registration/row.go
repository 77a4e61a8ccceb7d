package registration

import (
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/writ"
)

// maxBody bounds the stored JSON of a case, in bytes.
const maxBody = 8 << 20

// Canonical is the case as JSON of the struct, field by field: equal cases have equal bytes.
func (c Case) Canonical() ([]byte, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, fault.As(fault.Internal, err, "encode a case")
	}
	return raw, nil
}

// UnmarshalCase reads what Canonical wrote. Unknown fields and anything too long are refused.
func UnmarshalCase(body []byte) (Case, error) {
	var c Case
	if err := life.Read(body, maxBody, &c); err != nil {
		return Case{}, fault.As(fault.Invalid, err, "read a case")
	}
	return c, nil
}

// RowOf is the bookmark of a case.
func RowOf(c Case) (writ.Row, error) {
	body, err := c.Canonical()
	if err != nil {
		return writ.Row{}, err
	}
	owners := []string{}
	for _, o := range c.Others() {
		owners = append(owners, writ.PartyText(o.Party))
	}
	return writ.Row{
		Ref: c.Ref, Number: c.Number, Kind: "registration", State: string(c.State),
		Person: c.Person.Digits(), Filer: c.Filer.Digits(), RKA: c.Statement.RKA.Digits(),
		Type: string(c.Statement.Type), Request: c.Statement.Request, Owners: owners,
		Deadline: c.NextLook(), Facts: c.Facts, Head: c.Head, Body: string(body),
		Opened: c.Opened, Updated: c.Changed, Mark: c.mark(),
	}, nil
}

// mark is what statistics count the application by.
func (c Case) mark() writ.Mark {
	m := writ.Mark{Region: c.Dwelling.KATO.Region(), Channel: string(c.Channel()), Purpose: string(c.Statement.Purpose), Months: c.Statement.Months}
	if c.Intake != nil {
		m.Branch = c.Intake.Branch
	}
	return m
}
