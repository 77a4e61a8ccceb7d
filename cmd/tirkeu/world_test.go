package main

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/work/lookup"
)

// world is the whole house in the toy country, served on a port of its own, with the background at work.
type world struct {
	*testing.T
	ctx     context.Context
	house   *demo
	town    *town.Running
	store   *store.Store
	base    string
	walkers map[string]*walker.Walker
}

// databases are the two on which every journey is walked.
var databases = map[string]func(testing.TB) string{"sqlite": storetest.SQLiteDSN, "postgres": storetest.PostgresDSN}

// onBoth walks a journey on both databases. The town's calendar begins on a Monday morning.
func onBoth(t *testing.T, journey func(*world)) {
	for name, dsn := range databases {
		t.Run(name, func(t *testing.T) { journey(openWorld(t, dsn(t), "2026-09-14")) })
	}
}

// openWorld opens a world beside those of other tests.
func openWorld(t *testing.T, dsn, day string) *world {
	t.Helper()
	t.Parallel()
	return newWorld(t, dsn, day)
}

func newWorld(t *testing.T, dsn, day string) *world {
	t.Helper()
	start, err := time.Parse(time.RFC3339, day+"T10:00:00+05:00")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	country, err := town.Start(filepath.Join(dir, "town"), town.Options{Start: start, Keys: ca.GOST, Signed: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	env := []string{"TIRKEU_DATA=" + dir, "TIRKEU_DATABASE=", "TIRKEU_LISTEN=" + server.Listener.Addr().String()}
	s, err := loadSettings("", env)
	if err != nil {
		t.Fatal(err)
	}
	st := storetest.Open(t, dsn)
	ctx, cancel := context.WithCancel(context.Background())
	d, err := newDemo(ctx, s, st, country)
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = d.health(d.routes())
	server.Start()
	ended := make(chan struct{})
	go func() { d.work(ctx); close(ended) }()
	t.Cleanup(func() {
		server.Close()
		cancel()
		<-ended
		if err := country.Stop(); err != nil {
			t.Error(err)
		}
	})
	return &world{T: t, ctx: ctx, house: d, town: country, store: st, base: "http://localhost:" + d.port, walkers: map[string]*walker.Walker{}}
}

// must stops the journey at an act that went wrong.
func must[T any](w *world) func(T, error) T {
	return func(v T, err error) T {
		w.Helper()
		if err != nil {
			w.Fatal(err)
		}
		return v
	}
}

// page stops the journey at an act that ended on a wrong page.
func (w *world) page(p *walker.Page, err error) *walker.Page {
	w.Helper()
	return must[*walker.Page](w)(p, err)
}

// filed stops the journey at an application that was not filed.
func (w *world) filed(ref string, _ *walker.Page, err error) string {
	w.Helper()
	return must[string](w)(ref, err)
}

// who is a resident at his browser, logged in by his key (or by a code, when he has none).
func (w *world) who(handle string) *walker.Walker {
	w.Helper()
	if x := w.walkers[handle]; x != nil {
		return x
	}
	x := w.browser(handle)
	if _, err := x.SignInByEDS(""); err != nil {
		w.page(x.SignInByCode())
	}
	w.walkers[handle] = x
	return x
}

// browser is a resident at a new browser.
func (w *world) browser(handle string) *walker.Walker {
	w.Helper()
	x, err := walker.New(w.town.Town, handle, w.base)
	if err != nil {
		w.Fatal(err)
	}
	x.Wait = longest
	w.Cleanup(x.Close)
	return x
}

// kase is a case as the books hold it.
func (w *world) kase(ref string) registration.Case {
	w.Helper()
	return must[registration.Case](w)(lookup.Unchecked{Rows: w.store}.Case(w.ctx, ref))
}

// stands waits until a case is in the state.
func (w *world) stands(ref string, want registration.State) registration.Case {
	w.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		k := w.kase(ref)
		if k.State == want {
			return k
		}
		if time.Now().After(end) {
			w.Fatalf("the case stands in %s (%s, %v), want %s", k.State, k.Why, k.Grounds, want)
		}
	}
}

// longest is for how long something is waited for. It is no budget: the machine may have other work.
const longest = 90 * time.Second

// until waits for something that the background does.
func (w *world) until(what string, ok func() bool) {
	w.Helper()
	for end := time.Now().Add(longest); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			w.Fatalf("waited in vain: %s", what)
		}
	}
}

// pass moves the town's calendar and lets the clock knock at every door whose hour has come.
func (w *world) pass(d time.Duration) {
	w.Helper()
	if err := w.town.Clock().Advance(d); err != nil {
		w.Fatal(err)
	}
	if _, err := w.house.watch.Pass(w.ctx); err != nil {
		w.Fatal(err)
	}
}

// iin is a resident's number.
func (w *world) iin(handle string) string {
	w.Helper()
	r, ok := w.town.People().Resident(handle)
	if !ok {
		w.Fatalf("no resident %q", handle)
	}
	return r.Person.IIN.Digits()
}

// at is an application for a dwelling by its code. The owner is a resident, or the BIN of a legal entity.
func (w *world) at(home, owner string, months int) walker.Application {
	w.Helper()
	if _, err := iin.ParseBIN(owner); err != nil {
		owner = w.iin(owner)
	}
	return walker.Application{Months: months, Permanent: months == 0, Owner: owner, Address: people.RKA(home).Digits()}
}

// asked brings an application to the state in which its owners are asked: filed and signed by key.
func (w *world) asked(tenant, home, owner string, months int) string {
	w.Helper()
	ref := w.ready(tenant, home, owner, months)
	w.page(w.who(tenant).SignByEDS(ref))
	w.stands(ref, registration.Consenting)
	return ref
}

// ready brings an application to its applicant's signature.
func (w *world) ready(tenant, home, owner string, months int) string {
	w.Helper()
	ref := w.filed(w.who(tenant).Apply(w.at(home, owner, months)))
	w.stands(ref, registration.Signing)
	return ref
}

// registered brings an application to its entry.
func (w *world) registered(tenant, home, owner string, months int) string {
	w.Helper()
	ref := w.asked(tenant, home, owner, months)
	w.page(w.who(owner).Agree(ref))
	w.stands(ref, registration.Done)
	return ref
}
