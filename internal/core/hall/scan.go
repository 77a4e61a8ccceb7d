package hall

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
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

// Edges are the instants before which scans were made that are destroyed: those of an application, and
// those of which nothing was filed (law.PaperKeep).
type Edges struct{ Filed, Idle time.Time }

// EdgesOn are those of a day.
func EdgesOn(day civil.Date) Edges {
	filed, _ := law.PapersBefore(true, day)
	idle, _ := law.PapersBefore(false, day)
	return Edges{Filed: filed, Idle: idle}
}

// Paper is a scan as the books hold it.
type Paper struct {
	Scan
	Body  []byte    // nil: there are none
	Gone  time.Time // when they were destroyed; zero: not
	Filed string    // ref of the application for which it was made; "" when nothing was filed
}

// Wrong tells what is not as it should be; "" when nothing is. Bytes may be missing only where somebody
// wrote down that they were destroyed, and only when their time was over by then.
func (p Paper) Wrong() string {
	e := EdgesOn(civil.DateOf(p.Gone))
	over := p.At.Before(e.Filed) || p.Filed == "" && p.At.Before(e.Idle)
	switch {
	case p.Body != nil && (len(p.Body) != p.Size || digest(p.Body) != p.Digest):
		return "was changed: its bytes have another digest"
	case p.Gone.IsZero() && p.Body == nil:
		return "has no bytes, and nothing says that they were destroyed"
	case !p.Gone.IsZero() && !over:
		return "was destroyed before its time"
	}
	return ""
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
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
