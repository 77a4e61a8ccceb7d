package petition

import (
	"sync"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/roster"
)

// A page of an organisation needs its buildings, and the answer of GBD RN about a campus is a long one. Whose the
// rooms are is asked anew for every application, so that nothing is decided by what is remembered here.
const (
	remembered = time.Minute
	mostOwners = 100
)

// property is what GBD RN said of an organisation, and when.
type property struct {
	houses []roster.House
	name   string
	at     time.Time
}

// recent remembers the last answers of GBD RN. The zero value is empty.
type recent struct {
	mu sync.Mutex
	of map[iin.BIN]property
}

func (r *recent) get(org iin.BIN, now time.Time) (property, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.of[org]
	return p, ok && now.Sub(p.at) < remembered
}

func (r *recent) put(org iin.BIN, p property) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil || len(r.of) >= mostOwners {
		r.of = map[iin.BIN]property{}
	}
	r.of[org] = p
}
