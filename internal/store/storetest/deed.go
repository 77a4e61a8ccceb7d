package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// deeds are written once, alone or with the change of a list, and belong to one organisation. With a change
// that is not written they are not either.
func deeds(t *testing.T, s *store.Store) {
	org, err := iin.ParseBIN("120290000013")
	ok(t, err)
	other, err := iin.ParseBIN(person(3).Digits()) // a good control digit is all that counts
	ok(t, err)
	a := roster.Deed{ID: "a", At: noon, By: person(1), Name: "A", What: roster.DidLook, N: 2, House: rka(7)}
	b := roster.Deed{ID: "b", At: noon.Add(time.Second), By: person(2), Name: "B", What: roster.DidUpload, N: 1, List: "l"}
	ok(t, s.PutDeed(ctx(t), org, a))
	again := a
	again.N = 9
	ok(t, s.PutDeed(ctx(t), org, again)) // what is written stays
	head := roster.List{Ref: "l", Org: org, Made: noon, Until: noon.Add(time.Hour)}
	ok(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: "l", Head: &head, Deed: &b}, writ.Writ{}))
	lost := b
	lost.ID = "c"
	wantKind(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: "l", Head: &head, Deed: &lost}, writ.Writ{}), fault.Conflict)
	wantKind(t, s.PutDeed(ctx(t), org, roster.Deed{ID: "d"}), fault.Invalid)
	for limit, want := range map[int][]roster.Deed{9: {b, a}, 1: {b}} {
		got, err := s.Deeds(ctx(t), org, limit)
		ok(t, err)
		same(t, got, want)
	}
	got, err := s.Deeds(ctx(t), other, 9)
	ok(t, err)
	same(t, len(got), 0)
}
