// Package scan looks at the bytes of a scanned document before they are kept: what they are is told by
// their content, never by a name or by what the sender says. Only PDF, JPEG and PNG are taken, and only
// such as can be read; a picture is decoded whole, a PDF must end as one and carry nothing that acts.
package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"regexp"
	"strconv"

	"tirkeu/internal/core/hall"
)

// What may be wrong with a scan; the text is the last part of the catalogue's key "front.scan.<…>".
var (
	ErrEmpty    = errors.New("empty")
	ErrTooLarge = errors.New("too_large")
	ErrKind     = errors.New("kind")   // neither PDF nor JPEG nor PNG
	ErrBroken   = errors.New("broken") // begins as one and cannot be read
	ErrActive   = errors.New("active") // a PDF with a script, an attached file or a password
	ErrMany     = errors.New("many")   // no more scans for this person
	ErrPixels   = errors.New("pixels") // more points than a scan needs
)

// MaxPixels bounds a picture: an A4 page at 400 dots per inch has 15 million.
const MaxPixels = 16 << 20

// Sniff tells what the bytes are. Largest is the limit in bytes.
func Sniff(b []byte, largest int) (hall.Media, error) {
	switch {
	case len(b) == 0:
		return "", ErrEmpty
	case len(b) > largest:
		return "", ErrTooLarge
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return hall.PDF, pdf(b)
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return hall.JPEG, picture(b, jpeg.DecodeConfig, jpeg.Decode)
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return hall.PNG, picture(b, png.DecodeConfig, png.Decode)
	}
	return "", ErrKind
}

// Digest names the bytes: SHA-256, lower-case hex.
func Digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

var (
	pdfStart = regexp.MustCompile(`^%PDF-[12]\.[0-9]`)
	pdfEnd   = regexp.MustCompile(`startxref\s+([0-9]{1,10})\s+%%EOF\s*$`)
	active   = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFile|Encrypt|RichMedia|XFA|SubmitForm|ImportData)\b`)
	objects  = regexp.MustCompile(`[0-9]+\s+[0-9]+\s+obj\b`)
)

// tail is how far from its end a PDF names its cross-reference (ISO 32000-1, annex H: within 1024 bytes).
const tail = 1024

// pdf looks at the outside of a file: its beginning, its end, that the cross-reference lies in it. Names
// may be written with #xx (ISO 32000-1, 7.3.5), which is undone before they are looked for.
func pdf(b []byte) error {
	m := pdfEnd.FindSubmatch(b[max(0, len(b)-tail):])
	if !pdfStart.Match(b) || m == nil || !objects.Match(b) {
		return ErrBroken
	}
	at, err := strconv.Atoi(string(m[1]))
	if err != nil || at <= 0 || at >= len(b) {
		return ErrBroken
	}
	if active.Match(plain(b)) {
		return ErrActive
	}
	return nil
}

var hexName = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)

func plain(b []byte) []byte {
	return hexName.ReplaceAllFunc(b, func(m []byte) []byte {
		c, err := hex.DecodeString(string(m[1:]))
		if err != nil {
			return m
		}
		return c
	})
}

// picture reads the size first, so that a small file cannot ask for much memory, and then all of it.
func picture(b []byte, size func(io.Reader) (image.Config, error), whole func(io.Reader) (image.Image, error)) error {
	c, err := size(bytes.NewReader(b))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return ErrBroken
	}
	if c.Width > MaxPixels || c.Height > MaxPixels || c.Width*c.Height > MaxPixels {
		return ErrPixels
	}
	if _, err := whole(bytes.NewReader(b)); err != nil {
		return ErrBroken
	}
	return nil
}
