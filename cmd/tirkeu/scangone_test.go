package main

import (
	"net/http"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/words"
)

// TestAPaperWhoseTimeIsOver: while a scan is kept the officer reads it; the clock's sweep of the day leaves
// it; once it was destroyed the page says so, and the way back stands on it.
func TestAPaperWhoseTimeIsOver(t *testing.T) {
	w := newWorld(t, databases["sqlite"](t), "2026-09-14")
	ref, digest := w.guarded()
	page := "/cases/" + ref + "/scans/" + digest + "?purpose=check"
	if err := w.house.watch.Retain(w.ctx); err != nil {
		t.Fatal(err)
	}
	if p, err := w.who("nurlan").Get(page); err != nil || p.Status != http.StatusOK {
		t.Fatalf("%v, %v", p.Status, err)
	}
	later := w.town.Clock().Now().Add(3000 * 24 * time.Hour)
	if n, err := w.store.DestroyScans(w.ctx, hall.EdgesOn(civil.DateOf(later)), later); err != nil || n == 0 {
		t.Fatalf("%d destroyed, %v", n, err)
	}
	p, err := w.who("nurlan").Get(page)
	if err != nil || p.Status != http.StatusGone || !p.Says(words.T(words.RU, "officer.scan.gone")) {
		t.Errorf("%d, %v: %s", p.Status, err, p.Text)
	}
}
