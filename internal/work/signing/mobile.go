package signing

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
)

// MobileLife is how long a QR code lives (ux: five minutes; ours).
const MobileLife = 5 * time.Minute

// MobileBooks is where signatures asked of the app are kept.
type MobileBooks interface {
	PutMobile(ctx context.Context, m keeping.Mobile) error
	Mobile(ctx context.Context, id string) (keeping.Mobile, error)
	FetchMobile(ctx context.Context, id string, now time.Time) error
	SignMobile(ctx context.Context, m keeping.Mobile, now time.Time) error
	SpendMobile(ctx context.Context, id, visitor string, now time.Time) error
}

// Mobile asks for signatures by the eGov Mobile app. Fields are set once.
type Mobile struct {
	Books   MobileBooks
	Seal    Seal
	Door    Door
	Machine Clock
	Token   func(n int) (string, error)
	Invites Invites
	Lists   Lists // nil: no lists are signed
}

// Lists takes signatures over an organisation's lists.
type Lists interface {
	SignedByApp(ctx context.Context, m keeping.Mobile, p proof.Proof) error
}

// Ask keeps a signature to be asked; who, what and for which browser is in m.
func (b *Mobile) Ask(ctx context.Context, m keeping.Mobile) (keeping.Mobile, error) {
	var err error
	for _, at := range []*string{&m.ID, &m.Token} {
		if *at, err = b.Token(20); err != nil {
			return m, err
		}
	}
	m.Made = b.Machine.Now()
	m.Ends, m.State = m.Made.Add(MobileLife), "waiting"
	return m, b.Books.PutMobile(ctx, m)
}

// Describe is the first step of the app: what is asked, and the token of the second step. The QR
// code dies with it.
func (b *Mobile) Describe(ctx context.Context, id string) (keeping.Mobile, error) {
	m, err := b.live(ctx, id)
	if err != nil {
		return m, err
	}
	if m.State != "waiting" {
		return m, fault.New(fault.Conflict, "fetched already")
	}
	return m, b.Books.FetchMobile(ctx, id, b.Machine.Now())
}

// Document is the second step: what is to be signed, for the app that holds the token.
func (b *Mobile) Document(ctx context.Context, id, token string) (keeping.Mobile, error) {
	m, err := b.live(ctx, id)
	if err != nil {
		return m, err
	}
	if subtle.ConstantTimeCompare([]byte(token), []byte(m.Token)) != 1 {
		return m, fault.New(fault.Forbidden, "wrong token")
	}
	return m, nil
}

func (b *Mobile) live(ctx context.Context, id string) (keeping.Mobile, error) {
	m, err := b.Books.Mobile(ctx, id)
	if err == nil && !b.Machine.Now().Before(m.Ends) {
		return m, fault.New(fault.NotFound, "time is over")
	}
	return m, err
}

// Over tells that the time has passed without a signature.
func (b *Mobile) Over(m keeping.Mobile) bool {
	return m.State != "signed" && !b.Machine.Now().Before(m.Ends)
}

// Take receives the signature. The same signature twice is taken once. No: why it is not good.
func (b *Mobile) Take(ctx context.Context, id, token string, cms []byte) (err error) {
	defer fault.Wrap(&err, "signature by eGov Mobile")
	m, err := b.Document(ctx, id, token)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(cms)
	seal := hex.EncodeToString(sum[:])
	if m.State == "signed" {
		if m.Seal == seal {
			return nil
		}
		return fault.New(fault.Conflict, "another signature was taken")
	}
	asked := proof.Asked{Rendering: m.Rendering, Digest: m.Digest, Lang: m.Lang, Signer: m.Person, BIN: m.BIN,
		LogIn: m.Purpose == keeping.MobileLogIn, Case: m.Case}
	p, err := Received(b.Seal.Accept(ctx, asked, cms))
	if err != nil {
		return err
	}
	if m.Case, err = b.act(ctx, m, p); err != nil {
		return err
	}
	m.Signer, m.SignerBIN, m.Seal = p.Signer, p.BIN, seal
	err = b.Books.SignMobile(ctx, m, b.Machine.Now())
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	if now, lost := b.Books.Mobile(ctx, id); lost == nil && now.State == "signed" && now.Seal == seal {
		return nil // the same signature came twice at once
	}
	return err
}

// Enter spends a signed log-in for the browser that asked and tells who signed; NotFound while
// nobody has.
func (b *Mobile) Enter(ctx context.Context, id, visitor string) (keeping.Mobile, error) {
	m, err := b.live(ctx, id)
	if err != nil {
		return m, err
	}
	if m.Purpose != keeping.MobileLogIn || m.State != "signed" || m.Visitor != visitor {
		return m, fault.New(fault.NotFound, "not signed yet")
	}
	return m, b.Books.SpendMobile(ctx, id, visitor, b.Machine.Now())
}
