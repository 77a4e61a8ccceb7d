package hall

import (
	"regexp"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
)

// Media is what a scan is by its content.
type Media string

const (
	PDF  Media = "application/pdf"
	JPEG Media = "image/jpeg"
	PNG  Media = "image/png"
)

// Scan is the record of a scanned document. The bytes lie beside it under the digest, so that they may
// be erased while it stays known that they were there.
type Scan struct {
	Ticket string // id of the ticket at which it was made
	Branch string
	Digest string // SHA-256 of the bytes, lower-case hex
	Kind   applicant.PaperKind
	Media  Media
	Size   int
	By     iin.IIN // operator
	At     time.Time
}

// masks are the usual forms of numbers (rules §5.7). They are soft: GBD FL is the truth.
var masks = map[applicant.PaperKind]*regexp.Regexp{
	applicant.IDCard:          regexp.MustCompile(`^\d{9}$`),
	applicant.Passport:        regexp.MustCompile(`^N\d{8}$`),
	applicant.ResidencePermit: regexp.MustCompile(`^\d{9}$`),
	applicant.StatelessPaper:  regexp.MustCompile(`^\d{9}$`),
}

// Unusual says that a document's number does not look as numbers of its kind do. That refuses nothing.
func Unusual(kind applicant.PaperKind, number string) bool {
	m := masks[kind]
	return m != nil && !m.MatchString(number)
}
