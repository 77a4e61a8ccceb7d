package keeping

import (
	"time"

	"tirkeu/internal/core/iin"
)

// Issued is a document as it was issued: its bytes are made once and never again.
type Issued struct {
	Number string // of the entry or case it is about
	Kind   string // sheet.Kind
	Person iin.IIN
	PDF    []byte
	Digest string // hex SHA-256 of PDF
	Code   string // what the QR code holds after "#"
	Salt   string
	Made   time.Time // calendar clock
}
