package browsertest

import (
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

const submit = `main form:not([action$="/drop"]) .btn[type="submit"]`

func (x *tab) signIn(byCode bool, iin string) {
	x.Helper()
	x.goTo("/sign-in")
	if !byCode {
		x.follow("[data-nca-sign]")
		x.on("/account")
		return
	}
	x.fill("#iin", iin)
	x.follow(`form[action$="/sign-in/code"] .btn`)
	x.on("/sign-in/code")
	x.fill("#code", x.code())
	x.follow(`form[action$="/sign-in/code/enter"] .btn`)
	x.on("/account")
}

// code reads the newest code on the phone, in a tab beside, and comes back to the page.
func (x *tab) code() string {
	x.Helper()
	ctx, cancel := chromedp.NewContext(x.ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		x.Fatal(err)
	}
	phone := &tab{x.T, ctx, x.base, x.lang}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		phone.goTo("/town/phone")
		if phone.count(".word.num") > 0 {
			return phone.text(".word.num")
		}
	}
	x.Fatalf("no code came to the phone: %s", phone.words())
	return ""
}

// apply files an application for six months and gives the path of the case; it ends on the signing page.
func (x *tab) apply(owner, rka string) string {
	x.Helper()
	x.goTo("/")
	x.follow(`main a.btn[href$="/apply"]`)
	x.follow(`main form[action$="/apply"] .btn`)
	x.choose("kind", "temporary")
	x.fill("#months", "6")
	x.choose("purpose", "work")
	x.follow(submit)
	x.choose("own", "no")
	x.fill("#owner", owner)
	x.fill("#search", rka)
	x.follow(submit)
	x.follow(submit)
	x.on("/account/cases/")
	at, _, _ := strings.Cut(x.path()[3:], "?")
	at = strings.TrimSuffix(at, "/sign")
	if !strings.HasSuffix(x.path(), "/sign") {
		x.await(at, `a.btn[href$="/sign"]`)
		x.follow(`a.btn[href$="/sign"]`)
	}
	return at
}

// signCase signs on the signing page.
func (x *tab) signCase(byCode bool) {
	x.Helper()
	if !byCode {
		x.follow("[data-nca-sign]")
		x.on("/account/cases/")
		return
	}
	old := x.code()
	x.follow(`button[name="method"][value="code"]`)
	fresh := x.code()
	for end := time.Now().Add(patience); fresh == old && time.Now().Before(end); fresh = x.code() {
		time.Sleep(200 * time.Millisecond)
	}
	x.fill("#code", fresh)
	x.follow(`main form:has(#code) .btn`)
	x.on("/account/cases/")
	if !strings.Contains(x.path(), "sent=") {
		x.Fatalf("the statement is not signed: %s", x.words())
	}
}

// agree answers a request with a yes and signs it.
func (x *tab) agree(request, applicant string) {
	x.Helper()
	x.await("/requests", `main a[href$="`+request+`"]`)
	x.follow(`main a[href$="` + request + `"]`)
	x.says(applicant)
	x.choose("answer", "yes")
	x.follow(submit)
	x.on(request + "/sign")
	x.follow("[data-nca-sign]")
	x.on(request + "/done")
}
