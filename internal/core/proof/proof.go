// Package proof holds the evidence of one person's word: a national signature, a one-time
// code, or ink before an operator. The bytes that were signed travel with it.
package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"tirkeu/internal/core/iin"
)

// Kind is how a person gave his word.
type Kind string

const (
	EDS  Kind = "eds"  // national electronic digital signature
	Code Kind = "code" // one-time SMS code to the phone that BMG knows
	Ink  Kind = "ink"  // paper or tablet before an operator, sealed by the operator's EDS
)

// Standing is what is known of a proof. Only Good counts as spoken.
type Standing string

const (
	Good    Standing = "good"
	Pending Standing = "pending" // revocation could not be asked: not yet spoken, not lost
)

// Proof is one person's word on one statement. It is immutable but for Standing, which an
// errand may move from Pending to Good. Stored beside the facts under its ID.
type Proof struct {
	Kind      Kind
	Standing  Standing
	Signer    iin.IIN   // whose word
	BIN       string    // digits, when the signer spoke for a legal entity
	Digest    string    // D of the statement that the rendering ends with (hex)
	Lang      string    // language of the rendering
	Rendering []byte    // the exact UTF-8 bytes that were shown and signed
	At        time.Time // trusted time of the word: timestamp, else receipt

	CMS       []byte   // EDS: detached CMS over Rendering
	Chain     [][]byte // EDS: DER certificates, signer first
	OCSP      []byte   // EDS: the OCSP answer, or
	CRL       []byte   // EDS: the list that was asked
	Timestamp []byte   // EDS: RFC 3161 token, when there is one

	CodeHash string  // Code: salted hash of the code that was used
	Phone    string  // Code: salted hash of the phone
	Operator iin.IIN // Ink: who witnessed; his seal is in CMS
}

// Sealed is the word of a person who signed by hand before an operator. Seal is the operator's own
// accepted signature over the rendering with the witness's words (consent.RenderInk); bin is the
// number of the legal entity that the person spoke for, "" for himself.
func Sealed(seal Proof, person iin.IIN, bin string) Proof {
	p := seal
	p.Kind, p.Operator, p.Signer, p.BIN = Ink, seal.Signer, person, bin
	return p
}

// ID is the content address of a proof: SHA-256 over its rendering, CMS and code hash, hex; of ink
// also over who witnessed it and for whom it was given.
func (p Proof) ID() string {
	h := sha256.New()
	parts := [][]byte{[]byte(p.Kind), []byte(p.Signer.Digits()), []byte(p.Digest), []byte(p.Lang), p.Rendering, p.CMS, []byte(p.CodeHash)}
	if p.Kind == Ink { // the seal beneath it names neither whom he spoke for nor, to a reader, the operator
		parts = append(parts, []byte(p.Operator.Digits()), []byte(p.BIN))
	}
	for _, part := range parts {
		var n [8]byte
		for i, l := 0, len(part); i < 8; i++ {
			n[i] = byte(l >> (8 * i))
		}
		h.Write(n[:])
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Asked is what a signature is held against: the bytes our server stored and who must sign.
type Asked struct {
	Rendering []byte
	Digest    string
	Lang      string
	Signer    iin.IIN // the person of the step; zero when signing in (anybody may knock)
	BIN       string  // digits, when the owner is a legal entity: head or right-to-sign certificate with it
	LogIn     bool    // a log-in challenge, not a statement
	Seal      bool    // an operator's seal beneath what somebody signed by hand before him: Signer is the operator
	Case      string  // the case the rendering belongs to, for the record
}

// Verdict on a received signature: Accepted, Waiting or Rejected.
type Verdict interface{ isVerdict() }

// Accepted carries a proof whose Standing is Good.
type Accepted struct{ Proof Proof }

// Waiting carries a proof whose Standing is Pending: OCSP could not be asked.
type Waiting struct{ Proof Proof }

// Rejected says why; Reason is a key of the words catalogue after "errors.eds.".
type Rejected struct {
	Reason string // unreadable, wrong_content, bad_signature, unknown_ca, expired, not_yet_valid, revoked, not_issued, wrong_person, auth_key, system_key, wrong_bin, not_head, weak, replay
	Detail string // for engineers, no personal data
}

func (Accepted) isVerdict() {}
func (Waiting) isVerdict()  {}
func (Rejected) isVerdict() {}
