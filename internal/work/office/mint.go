package office

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
)

// Random mints identities from the operating system's random source.
type Random struct{}

var letters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Token is n random bytes as text that is safe in a URL.
func (Random) Token(n int) (string, error) {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		return "", fault.As(fault.Unavailable, err, "no random bytes")
	}
	return letters.EncodeToString(b), nil
}

// Fresh mints the identities that one act may need. Numbers read as YYMM-NNNN-NN and are
// checked for uniqueness by the books; refs are opaque.
func (r Random) Fresh(now time.Time) (registration.Fresh, error) {
	var f registration.Fresh
	for _, p := range []*string{&f.Ref, &f.Request, &f.Entry} {
		t, err := r.Token(16)
		if err != nil {
			return f, err
		}
		*p = t
	}
	f.Entry = "e" + f.Entry
	for _, p := range []*string{&f.Number, &f.EntryNumber} {
		n, err := r.number(now)
		if err != nil {
			return f, err
		}
		*p = n
	}
	return f, nil
}

func (r Random) number(now time.Time) (string, error) {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", fault.As(fault.Unavailable, err, "no random bytes")
	}
	n := binary.BigEndian.Uint64(b[:]) % 100_000_000
	d := civil.DateOf(now)
	return fmt.Sprintf("%02d%02d-%04d-%04d", d.Year%100, int(d.Month), n/10_000, n%10_000), nil
}

// Jitter is a random wait up to limit.
func (Random) Jitter(limit time.Duration) time.Duration {
	if limit <= 0 {
		return 0
	}
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return limit
	}
	return time.Duration(binary.BigEndian.Uint64(b[:]) % uint64(limit))
}

// Key joins the parts of an idempotency key.
func Key(parts ...string) string { return strings.Join(parts, ":") }
