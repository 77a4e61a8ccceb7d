package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/store"
)

func newMobile(id string, purpose keeping.MobilePurpose) keeping.Mobile {
	return keeping.Mobile{
		ID: id, Token: "t-" + id, Purpose: purpose, Person: person(1), Party: "bin:110190000018", BIN: "110190000018", Case: "case-1",
		Digest: "d", Lang: "kk", Rendering: []byte("Келісемін\x00\xff"), Visitor: "v", State: "waiting", Made: noon, Ends: noon.Add(5 * time.Minute),
	}
}

// mobiles: a signature asked of the app is fetched once, signed once and spent once, each before its end.
func mobiles(t *testing.T, s *store.Store) {
	m := newMobile("m", keeping.MobileAgree)
	ok(t, s.PutMobile(ctx(t), m))
	got, err := s.Mobile(ctx(t), "m")
	ok(t, err)
	same(t, got, m)
	_, err = s.Mobile(ctx(t), "other")
	wantKind(t, err, fault.NotFound)

	early, end := m.Ends.Add(-time.Microsecond), m.Ends
	signed := m
	signed.State, signed.Signer, signed.SignerBIN, signed.Seal = "signed", person(2), m.BIN, "s"
	wantKind(t, s.SignMobile(ctx(t), signed, early), fault.Conflict) // not fetched
	wantKind(t, s.FetchMobile(ctx(t), "m", end), fault.Conflict)
	ok(t, s.FetchMobile(ctx(t), "m", early))
	wantKind(t, s.FetchMobile(ctx(t), "m", early), fault.Conflict)
	wantKind(t, s.SpendMobile(ctx(t), "m", "v", early), fault.Conflict) // not signed
	wantKind(t, s.SignMobile(ctx(t), signed, end), fault.Conflict)
	ok(t, s.SignMobile(ctx(t), signed, early))
	wantKind(t, s.SignMobile(ctx(t), signed, early), fault.Conflict)
	got, err = s.Mobile(ctx(t), "m")
	ok(t, err)
	same(t, got, signed)

	wantKind(t, s.SpendMobile(ctx(t), "m", "another browser", early), fault.Conflict)
	wantKind(t, s.SpendMobile(ctx(t), "m", "v", end), fault.Conflict)
	ok(t, s.SpendMobile(ctx(t), "m", "v", early))
	wantKind(t, s.SpendMobile(ctx(t), "m", "v", early), fault.Conflict)
	_, err = s.Mobile(ctx(t), "m")
	wantKind(t, err, fault.NotFound)

	opens := newMobile("o", keeping.MobileStrike) // the case begins with the signature
	opens.Case, opens.Act = "", `{"entry":"e"}`
	ok(t, s.PutMobile(ctx(t), opens))
	ok(t, s.FetchMobile(ctx(t), "o", early))
	opens.Case, opens.State, opens.Signer, opens.SignerBIN, opens.Seal = "case-2", "signed", person(2), m.BIN, "s"
	ok(t, s.SignMobile(ctx(t), opens, early))
	got, err = s.Mobile(ctx(t), "o")
	ok(t, err)
	same(t, got, opens)

	anybody := newMobile("l", keeping.MobileLogIn)
	anybody.Party, anybody.BIN, anybody.Case, anybody.Digest = "", "", "", ""
	anybody.Person = keeping.Mobile{}.Person
	ok(t, s.PutMobile(ctx(t), anybody))
	got, err = s.Mobile(ctx(t), "l")
	ok(t, err)
	same(t, got, anybody)
}
