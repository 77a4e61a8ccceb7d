package applicant

import "tirkeu/internal/core/iin"

// WalletAnswer is what the service of digital documents said of a one-time code: WalletOpened,
// NoSuchCode or WalletSilent.
type WalletAnswer interface{ isWalletAnswer() }

// WalletOpened means that the person showed this document; the code is spent. A digital document is
// as good as the paper (service page, counter).
type WalletOpened struct {
	Person   iin.IIN
	Document Document
}

// NoSuchCode means that the code was never given out, was used, or is too old. It never says which.
type NoSuchCode struct{}

// WalletSilent means no answer could be had; Why is for engineers, without personal data.
type WalletSilent struct{ Why string }

func (WalletOpened) isWalletAnswer() {}
func (NoSuchCode) isWalletAnswer()   {}
func (WalletSilent) isWalletAnswer() {}
