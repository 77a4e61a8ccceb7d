package sheet

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"tirkeu/internal/core/civil"
)

// Claim is what the code on a document says: number, dates and a salted digest of the rest; no
// name and no address. It says how the document was issued, not that it is still in force.
type Claim struct {
	V      int        `json:"v"`
	Number string     `json:"n"`
	Type   string     `json:"t"` // temporary, permanent
	From   civil.Date `json:"f"`
	Last   civil.Date `json:"l"` // zero: no end
	Issued civil.Date `json:"i"`
	Salt   string     `json:"s"`
	Digest string     `json:"d"` // base64url SHA-256 of salt, name, IIN and RKA as printed
}

// Errors of a code.
var (
	ErrCode      = errors.New("this is no code of ours")
	ErrSignature = errors.New("the code's signature is not good")
)

const maxCode = 2000 // bytes

// Bind is the salted digest of what the document says beside the claim.
func Bind(salt string, parts ...string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + strings.Join(parts, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Seal writes the code: payload, a dot, and an ECDSA signature over the payload's text (P-256,
// SHA-256, deterministic by RFC 6979, 64 bytes r‖s as in RFC 7518 §3.4 and WebCrypto).
func Seal(key *ecdsa.PrivateKey, c Claim) (string, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	payload := base64.RawURLEncoding.EncodeToString(raw)
	sum := sha256.Sum256([]byte(payload))
	der, err := key.Sign(nil, sum[:], crypto.SHA256)
	if err != nil {
		return "", err
	}
	sig, err := plain(der)
	if err != nil {
		return "", err
	}
	return payload + "." + base64.RawURLEncoding.EncodeToString(sig), nil
}

// Open checks a code by itself, asking nobody.
func Open(key *ecdsa.PublicKey, code string) (Claim, error) {
	payload, text, ok := strings.Cut(code, ".")
	if !ok || len(code) > maxCode {
		return Claim{}, ErrCode
	}
	sig, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(sig) != 64 {
		return Claim{}, ErrCode
	}
	raw, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		return Claim{}, ErrCode
	}
	sum := sha256.Sum256([]byte(payload))
	if !ecdsa.VerifyASN1(key, sum[:], der(sig)) {
		return Claim{}, ErrSignature
	}
	var c Claim
	if err := json.Unmarshal(raw, &c); err != nil || c.V != 1 || c.Number == "" {
		return Claim{}, ErrCode
	}
	return c, nil
}
