package keeping

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"tirkeu/internal/core/iin"
)

// Note is an officer's free text beside a fact. The fact holds its digest only, so the text can be
// erased and then cannot be guessed from what stays: the salt goes with it.
type Note struct {
	Case   string
	Digest string // hex SHA-256 of salt and text, as the fact holds it
	Salt   string // random
	Author iin.IIN
	Shown  bool // the applicant may read it: why his application came back
	Text   string
	At     time.Time // calendar clock
}

// MaxNote bounds a note, in characters.
const MaxNote = 1000

// Seal fills in the digest of the text under the salt.
func (n Note) Seal() Note {
	n.Digest = noteDigest(n.Salt, n.Text)
	return n
}

// Fits tells whether the text is the one whose digest the fact holds.
func (n Note) Fits() bool { return n.Digest != "" && n.Digest == noteDigest(n.Salt, n.Text) }

func noteDigest(salt, text string) string {
	sum := sha256.Sum256([]byte("tirkeu/note/1\x00" + strconv.Itoa(len(salt)) + ":" + salt + text))
	return hex.EncodeToString(sum[:])
}
