package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/town/people"
)

// TestStaffByKeyOnly: an officer who logs in by a code stands before closed staff windows, and is a citizen.
func TestStaffByKeyOnly(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.browser("nurlan")
	w.page(x.SignInByCode())
	for path, want := range map[string]int{"/cases": 403, "/complaints": 403, "/search": 403, "/reports": 403, "/account": 200} {
		if got, err := x.Knock(http.MethodGet, path, nil); err != nil || got.Status != want {
			t.Errorf("%s by a code: status %d, want %d (%v)", path, got.Status, want, err)
		}
	}
	if got, err := w.who("nurlan").Knock(http.MethodGet, "/cases", nil); err != nil || got.Status != 200 {
		t.Errorf("by his key: status %d (%v)", got.Status, err)
	}
}

// TestDenials: what is denied is counted by window and role, and nobody is named.
func TestDenials(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.asked("aidana", people.TwinB, "marina", 3)
	day := civil.DateOf(w.town.Clock().Now())
	counted := func(d keeping.Denied) int {
		t.Helper()
		list := must[[]keeping.Denied](w)(w.house.denials.Between(w.ctx, day, day))
		for _, x := range list {
			if x.Route == d.Route && x.Role == d.Role && x.Why == d.Why {
				return x.N
			}
		}
		return 0
	}
	for _, c := range []struct {
		who, method, path string
		status            int
		want              keeping.Denied
	}{
		{"timur", "GET", "/cases", 403, keeping.Denied{Route: "GET /cases", Role: "citizen", Why: "role"}},
		{"timur", "GET", "/account/cases/" + ref, 404, keeping.Denied{Route: "GET /account/cases/{ref}", Role: "citizen", Why: "stranger"}},
		{"nurlan", "GET", "/reports", 403, keeping.Denied{Route: "GET /reports", Role: "officer", Why: "role"}},
		{"timur", "POST", "/account/leave-all", 403, keeping.Denied{Route: "POST /account/leave-all", Role: "citizen", Why: "token"}},
		{"aidana", "GET", "/account/cases/" + ref, 200, keeping.Denied{Route: "GET /account/cases/{ref}", Role: "citizen", Why: ""}},
	} {
		before := counted(c.want)
		got, err := w.who(c.who).Knock(c.method, c.path, nil)
		if err != nil || got.Status != c.status {
			t.Errorf("%s %s: status %d, %v", c.method, c.path, got.Status, err)
		}
		after := before + 1
		if c.status == 200 {
			after = 0
		}
		if n := counted(c.want); n != after {
			t.Errorf("%+v was counted %d times, want %d", c.want, n, after)
		}
	}
	got, err := w.browser("karina").Knock(http.MethodGet, "/cases", nil)
	if err != nil || got.Status != 303 || counted(keeping.Denied{Route: "GET /cases", Role: "anyone", Why: "sign_in"}) == 0 {
		t.Errorf("nobody at the door: %v, %v", got, err)
	}
}

// TestLock: staff who were away are told why they stand before the log-in, and go back to the same page.
func TestLock(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.who("nurlan")
	now := machine{}.Now()
	for away, locked := range map[time.Duration]bool{14 * time.Minute: false, 16 * time.Minute: true} {
		cookie := rand.Text() + rand.Text()
		sum := sha256.Sum256([]byte(cookie))
		nurlan, _ := w.town.People().Resident("nurlan")
		err := w.store.PutSession(w.ctx, keeping.Session{Hash: hex.EncodeToString(sum[:]), Person: nurlan.Person.IIN, Role: "officer", By: "eds",
			Token: cookie, Made: now.Add(-time.Hour), Seen: now.Add(-away), Ends: now.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		body, at := w.visit(cookie, "/ru/complaints")
		if strings.Contains(body, text("sign.signin.locked.h")) != locked || locked != strings.HasPrefix(at, "/ru/sign-in?next=%2Fcomplaints") {
			t.Errorf("away for %v: %s", away, at)
		}
	}
}

// visit opens a page with a session's cookie, and tells where that led.
func (w *world) visit(cookie, path string) (body, at string) {
	w.Helper()
	req := must[*http.Request](w)(http.NewRequestWithContext(w.ctx, http.MethodGet, w.base+path, nil))
	req.AddCookie(&http.Cookie{Name: "__Host-session", Value: cookie})
	client := &http.Client{CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		next.AddCookie(&http.Cookie{Name: "__Host-session", Value: cookie})
		return nil
	}}
	resp := must[*http.Response](w)(client.Do(req))
	defer resp.Body.Close()
	return string(must[[]byte](w)(io.ReadAll(resp.Body))), resp.Request.URL.RequestURI()
}
