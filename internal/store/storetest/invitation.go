package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// invitations: one is seen by its person once it is signed; its consent is kept for the request; a
// strike takes it back until a case carries the request; those that nobody signed are swept.
func invitations(t *testing.T, s *store.Store) {
	i := keeping.Invitation{
		Request: "rq-case-800", Number: "I-800", Person: person(800), Owner: personText(801), By: person(801), RKA: rka(800),
		Type: consent.Temporary, Months: 6, Purpose: consent.Work, Made: noon, Until: noon.Add(time.Hour),
	}
	ok(t, s.PutInvitation(ctx(t), i))
	list, err := s.InvitationsOf(ctx(t), i.Person)
	ok(t, err)
	same(t, len(list), 0)
	list, err = s.InvitationsBy(ctx(t), i.Owner)
	ok(t, err)
	same(t, list, []keeping.Invitation{i})

	p := proof.Proof{Kind: proof.EDS, Standing: proof.Good, Signer: i.By, Digest: i.Statement().Digest(), Lang: "kk"}
	keep := writ.Keep{Request: i.Request, Owner: i.Owner, Body: `{"Request":"rq-case-800"}`, Until: noon.Add(2 * time.Hour)}
	i.Until = noon.Add(2 * time.Hour)
	ok(t, s.SignInvitation(ctx(t), i, p, keep))
	wantKind(t, s.SignInvitation(ctx(t), i, p, keep), fault.Conflict)
	i.Proof = p.ID()
	list, err = s.InvitationsOf(ctx(t), i.Person)
	ok(t, err)
	same(t, list, []keeping.Invitation{i})
	need := registration.Need{Person: i.Person, Type: i.Type, Request: i.Request}
	now, err := s.Load(ctx(t), need)
	ok(t, err)
	same(t, len(now.Kept), 1)

	struck := i
	struck.Request, struck.Proof = "rq-801", ""
	ok(t, s.PutInvitation(ctx(t), struck))
	ok(t, s.CancelInvitation(ctx(t), struck, noon))
	wantKind(t, s.CancelInvitation(ctx(t), struck, noon), fault.Conflict)
	wantKind(t, s.SignInvitation(ctx(t), struck, p, keep), fault.Conflict)
	after, err := s.Load(ctx(t), need)
	ok(t, err)
	same(t, guardOf(after.Guards, "person").Version, guardOf(now.Guards, "person").Version+1) // whoever is applying looks again

	l := newLife(800)
	commit(t, s, l.next(t, registration.Checking))
	wantKind(t, s.CancelInvitation(ctx(t), i, noon), fault.Conflict)
	i.Case = l.ref
	list, err = s.InvitationsOf(ctx(t), i.Person)
	ok(t, err)
	same(t, list, []keeping.Invitation{i})
	var seen []string
	ok(t, s.ScanInvitations(ctx(t), func(x keeping.Invitation) error { seen = append(seen, x.Proof); return nil }))
	same(t, seen, []string{p.ID()})

	gone, err := s.Sweep(ctx(t), store.Edges{Drafts: i.Until.Add(time.Second)})
	ok(t, err)
	same(t, gone, int64(1))
}

func guardOf(guards []writ.Guard, kind string) writ.Guard {
	for _, g := range guards {
		if g.Kind == kind {
			return g
		}
	}
	return writ.Guard{}
}
