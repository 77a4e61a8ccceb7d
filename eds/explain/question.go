package explain

import (
	"context"
	"errors"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/xmldsig"
)

// Question says what a file is judged against.
type Question struct {
	// Data is the signed content of a detached signature; nil when none is given. For an attached one it must be the
	// enclosed content byte for byte.
	Data []byte
	// Trusted are the anchors of signers, timestamp authorities and everybody else, self-signed or not.
	Trusted []*cert.Certificate
	// At is the time to judge for; zero: that of a trusted timestamp over the signature, else Now.
	At  time.Time
	Now time.Time // the present instant

	Revocation Revocation

	// IIN and BIN, when not empty, must stand in the certificate of a good signature. They are compared as text.
	IIN, BIN string
	// AllowPart accepts an XML signature that covers only one element of the document.
	AllowPart bool
}

// Revocation says how to learn whether a certificate was taken back. The zero value asks nobody.
type Revocation struct {
	// Lists are base and delta lists of any authorities. Their signatures and dates are checked.
	Lists []*cert.CRL
	// Ask sends an OCSP request to an address and returns the answer; nil: nobody is asked.
	Ask func(ctx context.Context, url string, request []byte) ([]byte, error)
	// URL is asked instead of the address in the certificate.
	URL string
}

func (r Revocation) asked() bool { return len(r.Lists) > 0 || r.Ask != nil }

// clockSkew is by how much clocks may differ.
const clockSkew = 5 * time.Minute

const maxStamps = 4 // timestamps of one signature that are judged

var (
	cmsLimits = cms.Limits{Size: 16 << 20, Signers: 64, Certificates: 256}
	xmlLimits = xmldsig.Limits{Size: 16 << 20, Nodes: 1_000_000, Signatures: 64}
)

// Reasons why a file is not judged at all.
var (
	ErrTooLarge  = errors.New("the file is larger than the limit")
	ErrWrongKind = errors.New("this is another kind of file")
	ErrDataNot   = errors.New("an XML signature encloses its document; signed data is not given beside it")
)

// judge holds a question and the anchors made ready.
type judge struct {
	Question
	pool *cert.Pool
}

func newJudge(q Question) *judge {
	return &judge{Question: q, pool: cert.NewPool(q.Trusted...)}
}

// when picks the time to judge for; stamped is zero without a trusted timestamp.
func (j *judge) when(stamped time.Time) (time.Time, string) {
	switch {
	case !j.At.IsZero():
		return j.At.UTC(), AtGiven
	case !stamped.IsZero():
		return stamped.UTC(), AtTimestamp
	}
	return j.Now.UTC(), AtNow
}
