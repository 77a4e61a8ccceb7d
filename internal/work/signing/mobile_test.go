package signing_test

import (
	"context"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/store/storetest"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// hand is a machine clock that the test moves.
type hand struct{ at time.Time }

func (h *hand) Now() time.Time { return h.at }

// TestTheLifeOfACode: a code is fetched, its document given and its signature heard while five minutes have
// not passed.
func TestTheLifeOfACode(t *testing.T) {
	ctx := context.Background()
	clock := &hand{time.Date(2026, 9, 14, 5, 0, 0, 0, time.UTC)}
	desk := &signing.Mobile{Books: storetest.Open(t, storetest.SQLiteDSN(t)), Machine: clock, Token: office.Random{}.Token}
	for _, x := range []struct {
		after time.Duration
		lives bool
	}{{0, true}, {signing.MobileLife - time.Microsecond, true}, {signing.MobileLife, false}, {signing.MobileLife + time.Microsecond, false}} {
		m, err := desk.Ask(ctx, keeping.Mobile{Purpose: keeping.MobileLogIn, Lang: "kk", Rendering: []byte("x"), Visitor: "v"})
		if err != nil {
			t.Fatal(err)
		}
		clock.at = clock.at.Add(x.after)
		_, described := desk.Describe(ctx, m.ID)
		_, document := desk.Document(ctx, m.ID, m.Token)
		_, entered := desk.Enter(ctx, m.ID, "v")
		for name, err := range map[string]error{"fetched": described, "given": document} {
			if (err == nil) != x.lives || err != nil && !fault.Is(err, fault.NotFound) {
				t.Errorf("after %v, %s: %v", x.after, name, err)
			}
		}
		if !fault.Is(entered, fault.NotFound) {
			t.Errorf("after %v, let in without a signature: %v", x.after, entered)
		}
		if x.lives {
			continue
		}
		if err := desk.Take(ctx, m.ID, m.Token, []byte("x")); !fault.Is(err, fault.NotFound) {
			t.Errorf("after %v, a signature: %v", x.after, err)
		}
		if _, err := desk.Document(ctx, m.ID, "another"); !fault.Is(err, fault.NotFound) {
			t.Errorf("after %v, a wrong token: %v", x.after, err)
		}
	}
}
