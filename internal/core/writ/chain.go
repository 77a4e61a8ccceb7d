package writ

import (
	"crypto/sha256"
	"encoding/hex"
)

// Chain is the digest of a fact: SHA-256 in lower-case hex over the digest of the fact before
// ("" for the first) followed by the bytes of the fact's text as stored.
func Chain(prev, text string) string {
	h := sha256.New()
	h.Write([]byte(prev))
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}
