package main

import (
	"strings"
	"testing"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
)

// TestStatusPage: the page of the system's state tells what the registers did with the questions of others, and asks
// none itself.
func TestStatusPage(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	state := func() string {
		t.Helper()
		p := w.page(w.browser("serik").Get("/status"))
		_, rest, _ := strings.Cut(p.Text, words.T(words.RU, "lobby.status.reg.title"))
		line, _, _ := strings.Cut(rest, words.T(words.RU, "lobby.status.reg.atlas"))
		for _, s := range []string{"works", "silent", "unasked"} {
			if strings.Contains(line, words.T(words.RU, "lobby.status."+s)) {
				return s
			}
		}
		return line
	}
	owner := iin.PersonParty(must[iin.IIN](w)(iin.Parse(w.iin("aidana"))))
	ask := func() { w.house.look.Titles.Of(w.ctx, owner) }
	var broken error
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "unasked"},
		{ask, "works"},
		{func() { broken = w.town.Faults().Set(wire.Titles, wire.Fault{Kind: wire.Error}) }, "works"},
		{ask, "silent"},
		{w.town.Faults().Clear, "silent"},
		{ask, "works"},
	} {
		step.do()
		if got := state(); got != step.want {
			t.Errorf("the page says %q, want %q", got, step.want)
		}
	}
	if broken != nil {
		t.Error(broken)
	}
}
