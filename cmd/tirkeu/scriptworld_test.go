package main

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// openIn opens the demo over a folder, so that it can be closed and opened again, by this process or by another.
func openIn(t *testing.T, dir string) (w *world, leave func()) {
	t.Helper()
	start, err := time.Parse(time.RFC3339, "2026-09-14T10:00:00+05:00")
	if err != nil {
		t.Fatal(err)
	}
	country, err := town.Start(filepath.Join(dir, "town"), town.Options{Start: start, Keys: ca.GOST, Signed: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	s, err := loadSettings("", []string{"TIRKEU_DATA=" + dir, "TIRKEU_DATABASE=", "TIRKEU_LISTEN=" + server.Listener.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	st, err := openStore(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	d, err := newDemo(ctx, s, st, country)
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = d.health(d.routes())
	server.Start()
	ended := make(chan struct{})
	go func() { d.work(ctx); close(ended) }()
	leave = sync.OnceFunc(func() {
		server.Close()
		cancel()
		<-ended
		if err := st.Close(); err != nil {
			t.Error(err)
		}
		if err := country.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(leave)
	return &world{T: t, ctx: ctx, house: d, town: country, store: st, base: "http://localhost:" + d.port, walkers: map[string]*walker.Walker{}}, leave
}

// values are the names that scripts use for what came to be in the prepared world.
type values map[string]string

// replacer puts the values in the place of their names.
func (v values) replacer() *strings.Replacer {
	var pairs []string
	for name, value := range v {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...)
}

// prepared is a folder with a world in which somebody stands before every page, and its values.
func prepared(t *testing.T) (dir string, v values) {
	t.Helper()
	dir = t.TempDir()
	w, leave := openIn(t, dir)
	v = values{
		"twin-a": people.RKA(people.TwinA).Digits(), "twin-b": people.RKA(people.TwinB).Digits(),
		"small": people.RKA(people.SmallFlat).Digits(), "css": filepath.Base(w.house.frame.Asset("app.css")),
	}
	for _, handle := range []string{"karina", "marina", "timur", "aidana", "gulnar", "zarina", "nurlan"} {
		v["iin-"+handle] = w.iin(handle)
	}
	for _, handle := range []string{"karina", "viktor", "kamila", "yerkin", "perizat"} { // who do nothing before the scripts
		must[[]ncalayer.Held](w)(w.town.Keys(handle))
	}
	w.early(v)
	w.applications(v)
	w.verdicts(v)
	w.removals(v)
	w.invitations(v)
	w.counters(v)
	w.organised(v)
	w.proposals(v)
	leave()
	return dir, v
}

// early is what happens before most of a month passes.
func (w *world) early(v values) {
	w.registered("natalia", people.TwinB, "marina", 1)
	e := w.entry("natalia")
	v["old"] = e.ID
	v["lapsed"] = w.asked("arman", people.TwinB, "marina", 3)
	w.pass(w.kase(v["lapsed"]).Deadline.Sub(w.town.Clock().Now()))
	w.stands(v["lapsed"], registration.Lapsed)
	w.pass(e.Until.Sub(w.town.Clock().Now()) - 24*time.Hour)
}

// applications stand before their applicants and owners.
func (w *world) applications(v values) {
	aidana := w.who("aidana")
	for name, handle := range map[string]string{"draft": "timur", "dropped": "arman2"} {
		ref, p, err := w.who(handle).Begin()
		w.page(p, err)
		w.page(w.who(handle).FillIn(p, w.at(people.TwinB, "marina", 3)))
		v[name] = ref
	}
	v["asked"] = w.asked("aidana", people.TwinB, "marina", 3)
	k := w.kase(v["asked"])
	v["asked-number"], v["asked-house"] = k.Number, k.Place.House
	v["unwanted"] = w.asked("arman2", people.TwinB, "marina", 3)
	v["wanted"] = w.asked("kairat", people.TwinB, "marina", 3)
	v["by-word"] = w.asked("gulnar", people.TwinB, "marina", 3)
	v["by-word-number"] = w.kase(v["by-word"]).Number
	v["word"] = w.page(w.who("marina").Get("/requests/" + v["by-word"])).Word
	v["regretted"] = w.asked("daniyar", people.TwoOwners, "oleg", 3)
	w.page(w.who("oleg").Agree(v["regretted"]))
	v["signing"] = w.ready("dinara", people.TwinB, "marina", 3)
	v["mine"] = w.askApp(w.who("dinara"), "/account/cases/"+v["signing"])
	v["hers"] = w.askApp(w.who("marina"), "/requests/"+v["asked"])
	v["coded"] = w.ready("ruslan", people.TwinB, "marina", 3)
	code, p, err := w.who("ruslan").SendCode(v["coded"])
	w.page(p, err)
	v["code"] = code
	w.page(aidana.Get("/account"))
}

// verdicts stand before an officer, or were given.
func (w *world) verdicts(v values) {
	for name, handle := range map[string]string{"hopeless": "madina", "appealed": "zarina", "refused": "serik"} {
		v[name] = w.filed(w.who(handle).Apply(w.at(people.Banned, "oleg", 3)))
		w.stands(v[name], registration.Ineligible)
	}
	w.page(w.who("serik").Appeal(v["refused"]))
	w.refuse(v["refused"], "serik", refusal.RegistrationBanned)
	v["review"] = w.filed(w.who("bota").Apply(w.at(people.Disputed, "ivan", 3)))
	v["review-number"] = w.stands(v["review"], registration.Reviewing).Number
	w.registered("saule", people.TwinA, "marina", 0)
	e := w.entry("saule")
	v["entry"], v["number"] = e.ID, e.Number
	v["plaint"] = w.complains("saule", "/account/registration/"+e.ID, "mistake")
	v["plaint2"] = w.complains("saule", "/account/registration/"+e.ID, "not_me")
	v["plaint-number"] = w.plaint(v["plaint"]).Number
}

// removals are asked for, and one was carried out.
func (w *world) removals(v values) {
	w.registered("zhanna", people.SmallFlat, "saniya", 6)
	v["guest"] = w.entry("zhanna").ID
	saniya := w.who("saniya")
	p := w.page(saniya.Get("/home/" + v["small"] + "/remove/" + v["guest"]))
	p = w.page(saniya.Fill(p, p.Form("reason"), walker.Fields{"reason": "left"}))
	v["striking-query"] = p.URL.RawQuery
	w.registered("oleg", people.SmallFlat, "saniya", 6)
	ref, p, err := saniya.StrikeOff(people.RKA(people.SmallFlat).Digits(), w.entry("oleg").ID, "left")
	v["struck"] = w.filed(ref, p, err)
	w.removal(v["struck"], removal.Ended)
	v["removal"] = w.confirming("aidana")
	v["striking"] = w.askApp(saniya, "/home/"+v["small"]+"/remove/"+v["guest"], "?"+v["striking-query"])
	v["confirming"] = w.askApp(w.who("timur"), "/removals/"+v["removal"])
}

// invitations were signed by an owner, and one awaits her signature.
func (w *world) invitations(v values) {
	i, _ := w.invites("marina", people.TwinA, "gulnar", 6)
	v["cancelled"] = i.Request
	i, _ = w.invites("marina", people.TwinA, "timur", 6)
	v["invited"] = i.Request
	i, p := w.invites("marina", people.TwinA, "viktor", 6)
	v["invited-number"], v["invited-word"] = i.Number, w.page(w.who("marina").Get(p.Path())).Word
	v["inviting-ref"] = w.unsigned("marina", people.TwinA, "madina")
	v["inviting"] = w.askApp(w.who("marina"), "/invitations/"+v["inviting-ref"])
}

// copied is the same world in a folder of its own.
func copied(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}
