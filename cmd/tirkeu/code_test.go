package main

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

var digits = regexp.MustCompile(`(?:^|\D)\d{6}(?:\D|$)`)

func party(i iin.IIN) iin.Party { return iin.PersonParty(i) }

// other is a code that differs from the true one.
func other(code string) string {
	if code[0] == '0' {
		return "1" + code[1:]
	}
	return "0" + code[1:]
}

// TestWrongCodes: five tries, then the code is spent, and the true one does not open any more.
func TestWrongCodes(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
		aidana := w.who("aidana")
		code, p, err := aidana.SendCode(ref)
		w.page(p, err)
		for try := 1; try <= 5; try++ {
			got, err := aidana.EnterCode(p, other(code))
			if err == nil || got.Status != 422 || got.Errors["code"] == "" {
				t.Fatalf("try %d: status %d, %v", try, got.Status, got.Errors)
			}
		}
		if got, err := aidana.EnterCode(p, code); err == nil || got.Status != 422 {
			t.Error("a spent code was taken")
		}
		if _, got, err := aidana.SendCode(ref); err == nil || got.Status != 422 || got.Errors["method"] == "" {
			t.Error("a new code was sent at once")
		}
		w.stands(ref, registration.Signing)
		w.page(aidana.SignByEDS(ref))
		w.stands(ref, registration.Consenting)
	})
}

// TestOldCode: a code lives five minutes of the calendar.
func TestOldCode(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	aidana := w.who("aidana")
	code, p, err := aidana.SendCode(ref)
	w.page(p, err)
	w.pass(5 * time.Minute)
	if got, err := aidana.EnterCode(p, code); err == nil || got.Status != 422 || got.Errors["code"] == "" {
		t.Errorf("an old code: status %d, %v", got.Status, got.Errors)
	}
	w.stands(ref, registration.Signing)
}

// TestForeignCode: the code for one statement does not sign another, and a used one signs nothing.
func TestForeignCode(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	first := w.ready("aidana", people.SmallFlat, "saniya", 6)
	second := w.ready("aidana", people.TwinA, "marina", 0)
	aidana := w.who("aidana")
	code, p, err := aidana.SendCode(first)
	w.page(p, err)
	if _, _, err := aidana.SendCode(second); err != nil {
		t.Fatal(err)
	}
	there := w.page(aidana.Get("/account/cases/" + second + "/code"))
	if got, err := aidana.EnterCode(there, code); err == nil || got.Status != 422 {
		t.Error("a code for another statement was taken")
	}
	w.page(aidana.EnterCode(p, code))
	w.stands(first, registration.Consenting)
	if got, err := aidana.EnterCode(there, code); err == nil || got.Status != 422 {
		t.Error("a used code was taken")
	}
	w.stands(second, registration.Signing)
}

// TestTooManyCodes: a person is sent three codes in ten minutes and no more.
func TestTooManyCodes(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	aidana := w.who("aidana")
	for range 3 {
		_, p, err := aidana.SendCode(ref)
		w.page(p, err)
	}
	p := w.page(aidana.Get("/account/cases/" + ref + "/sign"))
	got, err := aidana.Post("/account/cases/"+ref+"/sign", url.Values{"token": {p.Token()}, "method": {"code"}})
	if err != nil || got.Status != 422 || got.Errors["method"] == "" {
		t.Errorf("the fourth code: status %d, %v, %v", got.Status, got.Errors, err)
	}
}

// TestDoubleClick: a form that is sent many times at once is carried out once.
func TestDoubleClick(t *testing.T) {
	onBoth(t, func(w *world) {
		aidana := w.who("aidana")
		_, p, err := aidana.Begin()
		w.page(p, err)
		p = w.page(aidana.FillIn(p, w.at(people.SmallFlat, "saniya", 6)))
		form := p.Form("token").Values
		w.together(4, func() { _, _ = aidana.Post(p.Path(), form) })
		rows, err := w.store.RowsOf(w.ctx, must[iin.IIN](w)(iin.Parse(w.iin("aidana"))))
		if err != nil || len(rows) != 1 {
			t.Fatalf("%d cases were filed: %v", len(rows), err)
		}
		ref := rows[0].Ref
		if late, err := aidana.Post(p.Path(), form); err != nil || late.Status != 200 || !strings.HasPrefix(late.Path(), "/account/cases/"+ref) {
			t.Errorf("a late click ends on %s, status %d, %v", late.Path(), late.Status, err)
		}
		w.stands(ref, registration.Signing)
		code, p, err := aidana.SendCode(ref)
		w.page(p, err)
		form = p.Form("code").Values
		form.Set("code", code)
		w.together(4, func() { _, _ = aidana.Post(p.Path(), form) })
		w.stands(ref, registration.Consenting)
		saniya := w.who("saniya")
		ask := w.page(saniya.Get("/requests/" + ref)).Form("answer").Values
		ask.Set("answer", "no")
		w.together(4, func() { _, _ = saniya.Post("/requests/"+ref, ask) })
		if k := w.stands(ref, registration.Unagreed); len(k.No) != 1 {
			t.Errorf("%d answers were written down", len(k.No))
		}
		w.until("aidana is told", func() bool { return w.letters("aidana")["objected"] == 1 })
	})
}

// together does something n times at once.
func (w *world) together(n int, do func()) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(do)
	}
	wg.Wait()
}

// TestNobodyLearnsOfPhones: whoever tries to log in sees the same pages for a person whom BMG knows and for
// one whom it does not.
func TestNobodyLearnsOfPhones(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	said := map[string][]string{}
	for _, who := range []string{"serik", "viktor"} {
		v := w.browser("timur")
		for range 4 {
			said[who] = append(said[who], w.tried(v, who)...)
		}
	}
	if !slices.Equal(said["serik"], said["viktor"]) {
		t.Errorf("the pages differ:\n%q\n%q", said["serik"], said["viktor"])
	}
}

// tried asks for a log-in code for somebody and types a wrong one; it gives what the pages say.
func (w *world) tried(v *walker.Walker, who string) []string {
	w.Helper()
	p := w.page(v.Get("/sign-in"))
	p = must[*walker.Page](w)(v.Fill(p, p.Form("iin"), walker.Fields{"iin": w.iin(who)}))
	said := []string{p.Path(), p.Title, p.Errors["iin"]}
	if f := p.Form("code"); f != nil {
		p = must[*walker.Page](w)(v.Fill(p, f, walker.Fields{"code": "12345x"}))
		said = append(said, p.Path(), p.Title, p.Errors["code"])
	}
	return said
}
