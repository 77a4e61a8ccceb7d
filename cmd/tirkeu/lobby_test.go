package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// TestServicePageFollowsTheBook: the numbers of the service page are those of the day.
func TestServicePageFollowsTheBook(t *testing.T) {
	for _, day := range []string{"2026-06-30", "2026-07-01", "2026-07-02"} { // the pilot's hour, then days
		t.Run(day, func(t *testing.T) {
			w := openWorld(t, databases["sqlite"](t), day)
			today := civil.DateOf(w.town.Clock().Now())
			wait, _ := law.ConsentWindow(today)
			record, _ := law.RecordTerm(today)
			p := w.page(w.browser("aidana").Get("/"))
			for _, want := range []string{
				words.T(words.RU, "lobby.long.owners", "time", words.Duration(words.RU, wait.Window)),
				words.T(words.RU, "lobby.long.record", "min", int(record.Minutes())), words.T(words.RU, "lobby.cost"),
			} {
				if !p.Says(strings.ReplaceAll(want, "\u00a0", " ")) {
					t.Errorf("the service page does not say %q", want)
				}
			}
		})
	}
}

// TestScreens counts the tenant's pages from "Request online" to the button that signs, both included.
func TestScreens(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.who("aidana")
	start := w.page(x.Get("/"))
	screens, request := 1, words.T(words.RU, "lobby.request")
	found := false
	for _, l := range start.Links {
		found = found || l.Text == request && l.Path == "/ru/apply"
	}
	if !found {
		t.Fatal("no request online on the service page")
	}
	see := func(p *walker.Page) *walker.Page { screens++; return p }
	p := see(w.page(x.Get("/apply")))
	p = see(w.page(x.Fill(p, p.FormTo("/apply"), nil)))
	p = see(w.page(x.Fill(p, p.Form("kind", "months", "purpose"), walker.Fields{"kind": "temporary", "months": "6", "purpose": "work"})))
	p = see(w.page(x.Fill(p, p.Form("own", "search"), walker.Fields{"own": "no", "owner": w.iin("marina"), "search": people.RKA(people.TwinA).Digits()})))
	p = see(w.page(x.Fill(p, p.Form("token"), nil)))
	if !strings.HasSuffix(p.Path(), "/sign") || screens > 6 {
		t.Errorf("%d screens, the last is %s", screens, p.Path())
	}
}

// TestToldOfTheDwelling: the applicant reads that he may be registered and whether there is a place under
// the norm; not the area, not the head-count.
func TestToldOfTheDwelling(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	told := func(handle, home, owner, norm string) {
		ref := w.ready(handle, home, owner, 3)
		for _, path := range []string{"", "/sign"} {
			p := w.page(w.who(handle).Get("/account/cases/" + ref + path))
			if !p.Says(words.T(words.RU, "apply.checked.may")) || !p.Says(words.T(words.RU, norm)) {
				t.Errorf("%s%s: the applicant is not told: %s", home, path, p.Text)
			}
			if area := regexp.MustCompile("30,1|36,5|54,3|62,1|45 м²|52,1").FindString(p.Text); area != "" {
				t.Errorf("%s%s: the applicant reads the area %s", home, path, area)
			}
		}
	}
	told("arman", people.SmallFlat, "saniya", "apply.checked.norm_fits")
	told("aidana", people.TwinB, "marina", "apply.checked.norm_none")
	if p := w.page(w.who("aidana").Get("/account/cases/" + w.ready("aidana", people.TwinA, "marina", 0) + "/rules")); len(p.Text) < 500 || p.Says("54,3") {
		t.Errorf("the rules that were applied: %s", p.Text)
	}
	told("daniyar", people.StudentFlat, "kairat", "apply.checked.norm_exempt") // a son and student
}

// TestSessionEnds: a form sent after the session leads to the log-in and back to its page; the answers of
// earlier pages are there.
func TestSessionEnds(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.who("aidana")
	ref, p, err := x.Begin()
	w.page(p, err)
	what := url.Values{"kind": {"temporary"}, "months": {"4"}, "purpose": {"work"}, "token": {p.Token()}}
	w.page(x.Post("/apply/"+ref+"/what", what))
	if err := w.store.EndSessionsOf(w.ctx, w.kase(w.ready("timur", people.TwinB, "marina", 1)).Person); err != nil {
		t.Fatal(err)
	}
	for from, page := range map[string]string{
		"/apply/" + ref + "/where": "/apply/" + ref + "/where", "/apply/" + ref + "/drop": "/apply/" + ref, "/account/leave-all": "/account",
		"/account/cases/c/remind": "/account/cases/c", "/requests/r/retract": "/requests/r", "/apply": "/apply",
	} {
		got, err := w.browser("timur").Knock(http.MethodPost, from, url.Values{"own": {"no"}})
		want := "/ru/sign-in?ended=1&next=" + url.QueryEscape(page)
		if err != nil || got.Status != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("POST %s: %d %s, want %s (%v)", from, got.Status, got.Header.Get("Location"), want, err)
		}
	}
	fresh := w.browser("aidana")
	p = w.page(fresh.Get("/sign-in?ended=1&next=" + url.QueryEscape("/apply/"+ref+"/what")))
	if !p.Says(words.T(words.RU, "sign.signin.ended")) {
		t.Error("the log-in does not say what is kept")
	}
	p = w.page(fresh.Fill(p, p.Form("challenge", "cms"), walker.Fields{"cms": must[string](w)(fresh.Signature(p, ""))}))
	if p.Path() != "/apply/"+ref+"/what" || p.Form("months").Values.Get("months") != "4" {
		t.Errorf("after the log-in: %s, %v", p.Path(), p.Form("months"))
	}
}

// TestAccountTells: what is new among the notices is new once; the address page says that GBD FL is being
// told, and since when it knows; the history is sifted by state.
func TestAccountTells(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.who("aidana")
	w.page(x.Withdraw(w.asked("aidana", people.TwinB, "marina", 1)))
	w.registered("aidana", people.TwinA, "marina", 2)
	w.until("GBD FL has the entry", func() bool {
		return w.page(x.Get("/account/registration")).Says(strings.Split(words.T(words.RU, "account.address.known", "date", "|"), "|")[0])
	})
	w.told("aidana", "done")
	fresh := words.T(words.RU, "account.notices.new")
	if p := w.page(x.Get("/account/notices")); !p.Says(fresh) {
		t.Error("nothing is new")
	}
	if p := w.page(x.Get("/account/notices")); p.Says(fresh + " ") {
		t.Error("what was read is new again")
	}
	shown := func(query string, n int) *walker.Page {
		t.Helper()
		p := w.page(x.Get("/account/cases" + query))
		if !p.Says(words.T(words.RU, "account.history.found", "n", n, "all", 2)) {
			t.Errorf("%q: %s", query, p.Text)
		}
		return p
	}
	all := shown("", 2)
	if p := shown("?state=status.withdrawn&kind=temporary&whom=me&months=1", 1); len(p.Links) >= len(all.Links)+1 { // one to clear the choice
		t.Errorf("%d links of withdrawn cases, %d of all", len(p.Links), len(all.Links))
	}
	if p := shown("?state=status.withdrawn&months=1&whom=me&kind=permanent", 1); !strings.Contains(string(p.Body), `href="/kk/account/cases?state=status.withdrawn&amp;months=1&amp;whom=me&amp;kind=permanent"`) {
		t.Error("the choice is lost with the language")
	}
}

// TestReady: whoever is signed in reads what he has; everybody reads what owners need, and a text to send.
func TestReady(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	says := func(handle string, keys ...string) {
		t.Helper()
		p := w.page(w.who(handle).Get("/ready"))
		for _, k := range append(keys, "lobby.ready.account.ok", "lobby.ready.owners.nosms", "lobby.ready.letter.2") {
			if !p.Says(words.T(words.RU, k)) {
				t.Errorf("%s does not read %s: %s", handle, k, p.Text)
			}
		}
	}
	says("aidana", "lobby.ready.doc.ok", "lobby.ready.way.online", "lobby.ready.phone.ok")
	says("viktor", "lobby.ready.phone.none")
	says("asel", "lobby.ready.eds.unseen")
	says("farid", "lobby.ready.way.counter")
	until := strings.Split(words.T(words.RU, "lobby.ready.eds.until", "date", "|"), "|")[0]
	if p := w.page(w.who("aidana").Get("/ready")); !p.Says(until) {
		t.Errorf("the end of the certificate is not told: %s", p.Text)
	}
	anybody := w.browser("aidana")
	for query, key := range map[string]string{
		"doc=kz&home=mine": "lobby.ready.online", "doc=kz&home=other&owner=no": "lobby.ready.centre", "doc=kz&home=other&owner=yes": "lobby.ready.online",
		"doc=refugee&home=mine": "lobby.ready.centre", "doc=kz&home=org": "lobby.ready.org",
	} {
		if p := w.page(anybody.Get("/ready?" + query)); !p.Says(words.T(words.RU, key)) {
			t.Errorf("%s: not %s", query, key)
		}
	}
}

// TestHelp finds topics by old words and by Kazakh words without Kazakh letters.
func TestHelp(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.browser("aidana")
	for typed, topic := range map[string]string{
		"прописка": "propiska", "прописать ребенка": "child", "propiska": "propiska", "айыппул": "late", "штраф": "late", "ЦОН иностранцу": "foreign",
	} {
		p := w.page(x.Get("/help?q=" + url.QueryEscape(typed)))
		if !strings.Contains(string(p.Body), `id="`+topic+`"`) {
			t.Errorf("%q does not find %s", typed, topic)
		}
	}
	if p := w.page(x.Get("/help?q=" + url.QueryEscape("ыыыыы"))); !p.Says(words.T(words.RU, "lobby.search.none")) {
		t.Error("nonsense is found")
	}
}

// TestStats: today's applications are not counted before tomorrow, few are hidden, ten are shown.
func TestStats(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.browser("aidana")
	csv := func() string { return string(w.page(x.Get("/stats.csv")).Body) }
	// An owner takes three requests of one applicant.
	homes := []string{people.TwinA, people.TwinA, people.TwinB, people.ThreeOwners, people.ThreeOwners, people.ThreeOwners,
		people.TwoOwners, people.TwoOwners, people.TwoOwners, people.SmallFlat}
	owners := map[string]string{people.TwinA: "marina", people.TwinB: "marina", people.ThreeOwners: "serik", people.TwoOwners: "oleg", people.SmallFlat: "saniya"}
	apply := func(homes []string) {
		for _, home := range homes {
			w.page(w.who("aidana").Withdraw(w.ready("aidana", home, owners[home], 1)))
		}
	}
	apply(homes[:9])
	line := func(n string) string { return "2026-09,temporary,withdrawn," + n + "\n" }
	if !strings.Contains(csv(), line("0,no")) {
		t.Errorf("today is counted: %s", csv())
	}
	w.pass(24 * time.Hour)
	if !strings.Contains(csv(), line(",yes")) {
		t.Errorf("nine are shown: %s", csv())
	}
	apply(homes[9:])
	w.pass(24 * time.Hour)
	if !strings.Contains(csv(), line("10,no")) {
		t.Errorf("ten are not shown: %s", csv())
	}
	if p := w.page(x.Get("/stats?kind=temporary")); !p.Says(strings.ReplaceAll(words.MonthYear(words.RU, 2026, 9), "\u00a0", " ") + " 10") {
		t.Errorf("the page: %s", p.Text)
	}
}

// TestLettersLead: whatever page a notice leads to opens for its reader.
func TestLettersLead(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.TwinA, "marina", 1)
	w.page(w.who("aidana").Withdraw(w.asked("aidana", people.TwinB, "marina", 0)))
	w.told("aidana", "withdrawn")
	w.told("marina", "stopped")
	seen := 0
	for _, handle := range []string{"aidana", "marina"} {
		x := w.who(handle)
		for _, l := range w.page(x.Get("/account/notices")).Links {
			if !strings.HasPrefix(l.Text, words.T(words.RU, "shell.btn.details")) {
				continue
			}
			seen++
			if p := w.page(x.Get(strings.TrimPrefix(l.Path, "/ru"))); p.Status != http.StatusOK {
				t.Errorf("%s: a notice leads to %s, which is %d", handle, l.Path, p.Status)
			}
		}
	}
	if seen < 4 {
		t.Errorf("%d notices lead somewhere", seen)
	}
}
