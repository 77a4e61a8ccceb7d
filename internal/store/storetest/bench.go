package storetest

import (
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// Path is a case on which a benchmark walks on.
type Path struct {
	n   int
	ref string
}

// Begin files the n-th case for a benchmark.
func Begin(t testing.TB, s *store.Store, n int) Path {
	t.Helper()
	l := newLife(n)
	commit(t, s, l.next(t, registration.Consenting, bump("case", l.ref, 0)))
	return Path{n, l.ref}
}

// Step carries one owner's yes through the store as the office does: a load and a commit of a
// fact, the row, a proof of some kilobytes, an alarm and two errands.
func (p Path) Step(t testing.TB, s *store.Store) {
	do(t, s, registration.Need{Ref: p.ref}, func(now registration.Situation) (writ.Writ, bool) {
		l := resume(p.n, now)
		w := l.next(t, registration.Consenting, moved(now.Guards, "case")...)
		w.Key = fmt.Sprintf("%s-%d", p.ref, l.seq)
		w.Proofs = []proof.Proof{{Kind: proof.EDS, Standing: proof.Good, Signer: person(1), Digest: fmt.Sprint(p.ref, l.seq),
			Rendering: make([]byte, 800), CMS: make([]byte, 3000)}}
		w.Alarms = []writ.Alarm{{Key: "case:" + p.ref, Kind: "case", Ref: p.ref, At: noon.Add(time.Hour)}}
		for _, to := range []iin.IIN{person(1), l.person} {
			w.Errands = append(w.Errands, writ.Errand{Key: fmt.Sprint("tell:", p.ref, l.seq, to.Digits()), Kind: "tell", Case: p.ref, Body: "{}"})
		}
		return w, true
	})
}
