package lookup

import (
	"context"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// ByWord finds the owner to whom a request's number and code word were sent. Every failure is the
// same NotFound, whichever half was wrong, and every owner's word is compared.
func (d *Desk) ByWord(ctx context.Context, number, word, salt string) (registration.Case, iin.Party, error) {
	none := fault.New(fault.NotFound, "number and code word do not fit")
	row, err := d.Rows.RowByNumber(ctx, number)
	if fault.Is(err, fault.NotFound) {
		return registration.Case{}, iin.Party{}, none
	}
	if err != nil {
		return registration.Case{}, iin.Party{}, err
	}
	if row.Kind != "registration" {
		return registration.Case{}, iin.Party{}, none
	}
	c, err := registration.UnmarshalCase([]byte(row.Body))
	if err != nil {
		return registration.Case{}, iin.Party{}, err
	}
	var found iin.Party
	for _, o := range c.Others() {
		if consent.Match(word, consent.CodeWord(c.Statement.Request, writ.PartyText(o.Party), []byte(salt))) {
			found = o.Party
		}
	}
	if found.IsZero() || c.State != registration.Consenting {
		return registration.Case{}, iin.Party{}, none
	}
	return c, found, nil
}
