package main

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
)

// TestThreeOwners walks the main journey: a tenant signs by code, three owners by key.
func TestThreeOwners(t *testing.T) {
	onBoth(t, func(w *world) {
		aidana := w.browser("aidana")
		w.page(aidana.SignInByCode())
		ref := w.filed(aidana.Apply(w.at(people.ThreeOwners, "serik", 6)))
		k := w.stands(ref, registration.Signing)
		w.page(aidana.SignByCode(ref))
		w.stands(ref, registration.Consenting)

		if got := must[string](w)(w.who("serik").Find(k.Number)); got != ref {
			t.Fatalf("Serik finds request %s, want %s", got, ref)
		}
		for i, o := range []string{"serik", "gulnar", "timur"} { // each in his own language
			w.who(o).Lang = []string{"kk", "ru", "en"}[i]
			w.told(o, "asked")
			w.until("text to "+o, func() bool { return len(w.inbox(o)) > 0 })
			w.page(w.who(o).Agree(ref))
		}
		k = w.stands(ref, registration.Done)

		e := w.entry("aidana")
		last, until := civil.Term(e.From, 6)
		if e.Status != register.Active || !e.From.Equal(k.Changed) || !e.Until.Equal(until) || e.RKA != people.RKA(people.ThreeOwners) {
			t.Errorf("entry %+v: want active, from %v until %v", e, k.Changed, until)
		}
		if want := civil.DateOf(e.From).AddMonths(6); last != want && last != want.AddDays(-1) {
			t.Errorf("the last day is %v", last)
		}
		w.told("aidana", "done")
		for _, o := range []string{"serik", "gulnar", "timur"} {
			w.told(o, "owner_told")
		}
		if p := w.page(aidana.Get("/account")); !p.Says(k.Place.House) || p.Status != 200 {
			t.Errorf("history of services: %q", p.Text)
		}
		w.page(aidana.Get("/account/notice/" + e.Number))
	})
}

// entry is the person's only active entry.
func (w *world) entry(handle string) register.Entry {
	w.Helper()
	var found []register.Entry
	for _, e := range w.entries(handle) {
		if e.At(w.town.Clock().Now()) {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		w.Fatalf("%s has %d entries in force, want 1", handle, len(found))
	}
	return found[0]
}

func (w *world) entries(handle string) []register.Entry {
	w.Helper()
	es, err := w.store.EntriesOf(w.ctx, must[iin.IIN](w)(iin.Parse(w.iin(handle))), time.Time{})
	if err != nil {
		w.Fatal(err)
	}
	return es
}

// inbox is what a resident's phone holds.
func (w *world) inbox(handle string) []string {
	r, _ := w.town.People().Resident(handle)
	var out []string
	for _, x := range w.town.Phones().Inbox(r.Phone) {
		out = append(out, x.Text)
	}
	return out
}

// told waits until a resident has a letter of the kind.
func (w *world) told(handle, kind string) {
	w.Helper()
	w.until(handle+" is told "+kind, func() bool { return w.letters(handle)[kind] > 0 })
}

// letters counts a resident's letters by kind.
func (w *world) letters(handle string) map[string]int {
	w.Helper()
	ls, err := w.store.LettersOf(w.ctx, "iin:"+w.iin(handle), 200)
	if err != nil {
		w.Fatal(err)
	}
	n := map[string]int{}
	for _, l := range ls {
		n[l.Kind]++
	}
	return n
}
