package frontoffice

import (
	"context"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// digital opens a digital document by the code that the person shows on his phone. GBD FL stays the
// truth: the document is held against it as one of paper is.
func (d *Desk) digital(ctx context.Context, operator iin.IIN, code string) (p applicant.Person, kind applicant.PaperKind, err error) {
	switch ans := d.Wallet.Open(ctx, code).(type) {
	case applicant.WalletOpened:
		x := ans.Document
		p, _, err = d.identify(ctx, operator, Shown{IIN: ans.Person, Kind: applicant.PaperKind(x.Kind), Number: x.Number})
		return p, Digital, err
	case applicant.NoSuchCode:
		return p, "", no("code_unknown")
	}
	return p, "", fault.New(fault.Unavailable, "the service of digital documents is silent")
}
