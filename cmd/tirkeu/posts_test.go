package main

import (
	"cmp"
	"net/http"
	"net/url"
	"testing"
	"time"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// act is one form in the situation where it may be sent: by whom, where to, and with what.
type act struct {
	by   string // role
	path string
	form url.Values
	ref  string // case whose facts must not double; "" when there is none

	sees   map[string]int // status for roles that see it and may not do this; others are told of nothing
	spends bool           // the next form needs another tenant, although he sends nothing himself
}

// posts is the matrix of forms. Each is sent without a token, by strangers and wrong roles, by the right
// person, again with the same key, and again with another key, when its time is over.
var posts = map[string]post{
	"/sign-in":              {byKey, 303, 422, 422}, // a challenge is good once
	"/sign-in/mobile":       {anyone("/sign-in/mobile", ""), 303, 303, 303},
	"/sign-in/mobile/enter": {anyone("/sign-in/mobile/enter", ""), 303, 303, 303},
	"/sign-in/code":         {byCode, 303, 303, 303},
	"/sign-in/code/enter":   {anyone("/sign-in/code/enter", "code=1"), 303, 303, 303},
	"/sign-out":             {anyone("/sign-out", ""), 303, 303, 303},
	"/refuse":               {byWord, 200, 422, 422},

	"/apply":             {citizen("/apply", ""), 303, 303, 303},
	"/account/settings":  {citizen("/account/settings", "lang=ru&sms=all"), 303, 303, 303},
	"/account/leave-all": {citizen("/account/leave-all", ""), 303, 303, 303}, // the session is gone: on to the log-in
	"/apply/{ref}/drop":  {onDraft("/drop", ""), 303, 303, 303},
	"/apply/{ref}/who":   {onDraft("/who", "for=me"), 303, 303, 303},
	"/apply/{ref}/what":  {onDraft("/what", "kind=temporary&months=2&purpose=work"), 303, 303, 303},
	"/apply/{ref}/where": {onDraft("/where", "own=no&owner=660331902615&search=Сарыарқа 5, 3"), 303, 303, 303},
	"/apply/{ref}/check": {onDraft("/check", ""), 303, 303, 303},

	"/account/cases/{ref}/sign":     {onCase(unsigned, "/sign", "method=code"), 303, 303, 303},
	"/account/cases/{ref}/code":     {onCase(coded, "/code", ""), 303, 303, 303},
	"/account/cases/{ref}/withdraw": {onCase(asking, "/withdraw", ""), 303, 303, 303},
	"/account/cases/{ref}/remind":   {onCase(asking, "/remind", ""), 303, 303, 303},
	"/account/cases/{ref}/extend":   {onCase(asking, "/extend", ""), 303, 303, 303},
	"/account/cases/{ref}/again":    {onCase(lapsed, "/again", ""), 303, 303, 303},
	"/account/cases/{ref}/correct":  {onCase(hopeless, "/correct", ""), 303, 303, 303},
	"/account/cases/{ref}/appeal":   {onCase(hopeless, "/appeal", ""), 303, 303, 303},
	"/account/cases/{ref}/say":      {summoned("/say", "say=I do not agree"), 303, 303, 409},
	"/account/cases/{ref}/waive":    {summoned("/waive", ""), 303, 303, 303},

	"/account/cases/{ref}/complain":       {onCase(hopeless, "/complain", "kind=decision&text=Шешіммен келіспеймін."), 303, 303, 303}, // the open one is shown
	"/account/registration/{id}/complain": {onOwnEntry("/complain", "kind=not_me&text=Бұл мен емес, сұраған жоқпын."), 303, 303, 303},
	"/account/complaints/{ref}/withdraw":  {onPlaint("applicant", "/withdraw", "", nil), 303, 303, 409},
	"/complaints/{ref}/take":              {onPlaint("officer", "/take", "", nil), 303, 303, 409},
	"/complaints/{ref}/release":           {onPlaint("officer", "/release", "", (*world).takesPlaint), 303, 303, 409},
	"/complaints/{ref}/answer":            {onPlaint("officer", "/answer", "outcome=upheld&words=Кешіріңіз, түзетеміз.&seen=upheld", (*world).takesPlaint), 303, 303, 409},

	"/requests/{ref}":         {onRequest("", "answer=no"), 303, 303, 303},
	"/requests/{ref}/sign":    {signedRequest, 303, 303, 303},
	"/requests/{ref}/retract": {regretted, 303, 303, 303},
	"/requests/{ref}/block":   {onRequest("/block", "block=on"), 303, 303, 303},
	"/home/{rka}/lock":        {onHome, 303, 303, 303},

	"/account/cases/{ref}/family":      {onCase(asking, "/family", ""), 303, 303, 303},
	"/account/registration/{id}/end":   {onEntry, 303, 303, 303},
	"/account/registration/{id}/renew": {onOldEntry, 303, 303, 303},

	"/home/{rka}/remove/{id}":      {struckByOwner(false), 303, 303, 303},
	"/home/{rka}/remove/{id}/sign": {struckByOwner(true), 303, 303, 303}, // to what it has done already
	"/removals/{ref}":              {confirming("serik", "", "answer=no"), 303, 303, 409},
	"/removals/{ref}/sign":         {confirmSigned, 303, 303, 303},
	"/removals/{ref}/withdraw":     {confirming("gulnar", "/withdraw", ""), 303, 303, 409},
	"/removals/{ref}/retract":      {confirming("serik", "/retract", "", confirmed), 303, 303, 409},
	"/removals/{ref}/object":       {struckOff, 303, 303, 409},
	"/removals/{ref}/undo":         {undone, 303, 303, 409},
	"/removals/{ref}/say":          {summonedOwner("/say", "say=I do not agree"), 303, 303, 409},
	"/removals/{ref}/waive":        {summonedOwner("/waive", ""), 303, 303, 409},

	"/account/hearings/{ref}":          {onProposal("applicant", "", "papers", "say=Құжат шынайы."), 303, 303, 303},
	"/struck/removals/{ref}":           {onObjection, 303, 303, 409},
	"/struck/entries/{id}":             {onStruckEntry, 303, 303, 409},
	"/struck/proposals/{ref}":          {onProposal("officer", "", "evicted", "decision=second"), 303, 303, 409},
	"/struck/proposals/{ref}/withdraw": {onProposal("officer", "/withdraw", "evicted", ""), 303, 303, 409},

	"/home/{rka}/invite":            {inviting, 303, 303, 303},
	"/invitations/{request}/sign":   {inviteSigned, 303, 303, 303},
	"/invitations/{request}/cancel": {inviteStruck, 303, 303, 303},
	"/invited":                      {citizen("/invited", "number=2609-0000-0000&word=none"), 422, 422, 422},
	"/invited/{request}":            {takenUp, 303, 303, 303},

	"/desk":                       {atWindow("", ""), 303, 303, 303},
	"/desk/reception":             {atWindow("/reception", "service=certificate&priority=&lang=kk"), 303, 303, 303},
	"/desk/tickets/{id}":          {onTicket("", "do=absent", false), 303, 303, 303},
	"/desk/tickets/{id}/sign/{n}": {onTicket("/sign/0", "ink=yes", true), 303, 303, 303},
	"/desk/tickets/{id}/refuse":   {onTicket("/refuse", "lack=identity&seen=yes", false), 303, 303, 303},
	"/cases/{ref}/open":           {onReview("/open", "purpose=review"), 303, 303, 303},
	"/cases/{ref}/take":           {onReview("/take", ""), 303, 303, 409},
	"/cases/{ref}/release":        {taken("/release", ""), 303, 303, 409},
	"/cases/{ref}/decide":         {taken("/decide", "decision=summon&ground=R08&seen=summon R08"), 303, 303, 409},
	"/audit/export":               {exportedByAuditor, 200, 200, 200},
	"/unusual/seen":               {staffForm("officer", "/unusual/seen", "kind=dwelling&key=none"), 404, 404, 404}, // nothing of that key; TestUnusual marks one
	"/search":                     {staffForm("officer", "/search", "kind=address&purpose=check&what="+people.RKA(people.TwinB).Digits()), 200, 200, 200},
	"/audit":                      {readByAuditor, 200, 200, 200},
}

// fields reads a form as it stands in an address.
func fields(query string) url.Values {
	v, err := url.ParseQuery(query)
	if err != nil {
		panic(err)
	}
	return v
}

func anyone(path, form string) func(*world, string) act {
	return func(*world, string) act { return act{by: "nobody", path: path, form: fields(form)} }
}

func byKey(w *world, _ string) act {
	x := w.browser("karina")
	p := w.page(x.Get("/sign-in"))
	cms := must[string](w)(x.Signature(p, ""))
	return act{by: "nobody", path: "/sign-in", form: url.Values{"challenge": p.Form("challenge").Values["challenge"], "cms": {cms}}}
}

func byCode(w *world, _ string) act {
	return act{by: "nobody", path: "/sign-in/code", form: url.Values{"iin": {w.iin("karina")}}}
}

// byWord refuses by the code word of an owner's SMS, without log-in.
func byWord(w *world, tenant string) act {
	ref := w.asked(tenant, people.TwinB, "marina", 3)
	k := w.kase(ref)
	paper := w.page(w.who("marina").Get("/requests/" + ref))
	return act{by: "nobody", path: "/refuse", form: url.Values{"number": {k.Number}, "word": {paper.Word}}, ref: ref}
}

func signedRequest(w *world, tenant string) act {
	ref := w.asked(tenant, people.TwinB, "marina", 3)
	cms := must[string](w)(w.who("marina").Signature(w.page(w.who("marina").Get("/requests/"+ref+"/sign")), ""))
	return act{by: "owner", path: "/requests/" + ref + "/sign", form: url.Values{"method": {"eds"}, "cms": {cms}}, ref: ref}
}

func citizen(path, form string) func(*world, string) act {
	return func(*world, string) act { return act{by: "citizen", path: path, form: fields(form)} }
}

func onDraft(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		x := w.who(tenant)
		draft, p, err := x.Begin()
		w.page(p, err)
		w.page(x.FillIn(p, w.at(people.TwinB, "marina", 3)))
		return act{by: "applicant", path: "/apply/" + draft + path, form: fields(form)}
	}
}

func unsigned(w *world, tenant string) (string, string) {
	return w.ready(tenant, people.TwinB, "marina", 3), ""
}

func coded(w *world, tenant string) (string, string) {
	ref := w.ready(tenant, people.TwinB, "marina", 3)
	code, p, err := w.who(tenant).SendCode(ref)
	w.page(p, err)
	return ref, "code=" + code
}

func asking(w *world, tenant string) (string, string) {
	return w.asked(tenant, people.TwinB, "marina", 3), ""
}

func lapsed(w *world, tenant string) (string, string) {
	ref := w.asked(tenant, people.TwinB, "marina", 3)
	w.pass(w.kase(ref).Deadline.Sub(w.town.Clock().Now()))
	w.stands(ref, registration.Lapsed)
	return ref, ""
}

func hopeless(w *world, tenant string) (string, string) {
	ref := w.filed(w.who(tenant).Apply(w.at(people.Banned, "oleg", 3)))
	w.stands(ref, registration.Ineligible)
	return ref, ""
}

func onCase(situation func(*world, string) (string, string), path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		ref, more := situation(w, tenant)
		return act{by: "applicant", path: "/account/cases/" + ref + path, form: fields(form + more), ref: ref}
	}
}

func onRequest(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		ref := w.asked(tenant, people.TwinB, "marina", 3)
		return act{by: "owner", path: "/requests/" + ref + path, form: fields(form), ref: ref}
	}
}

func regretted(w *world, tenant string) act {
	ref := w.asked(tenant, people.ThreeOwners, "serik", 3)
	w.page(w.who("serik").Agree(ref))
	return act{by: "serik", path: "/requests/" + ref + "/retract", form: url.Values{}, ref: ref}
}

func onHome(*world, string) act {
	return act{by: "owner", path: "/home/" + people.RKA(people.TwinA).Digits() + "/lock", form: fields("lock=on")}
}

func onEntry(w *world, tenant string) act {
	w.registered(tenant, people.TwinB, "marina", 3)
	return act{by: "applicant", path: "/account/registration/" + w.entry(tenant).ID + "/end", form: url.Values{}}
}

// onOldEntry stands a day before the end of a term.
func onOldEntry(w *world, tenant string) act {
	w.registered(tenant, people.TwinB, "marina", 1)
	e := w.entry(tenant)
	w.pass(e.Until.Sub(w.town.Clock().Now()) - 24*time.Hour)
	return act{by: "applicant", path: "/account/registration/" + e.ID + "/renew", form: url.Values{}}
}

func onReview(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		ref := w.filed(w.who(tenant).Apply(w.at(people.Disputed, "ivan", 3)))
		w.stands(ref, registration.Reviewing)
		return act{by: "officer", path: "/cases/" + ref + path, form: fields(form), ref: ref}
	}
}

func taken(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		a := onReview(path, form)(w, tenant)
		w.page(w.who("nurlan").Take(a.ref))
		return a
	}
}

// summoned is an application whose applicant may speak before an officer refuses.
func summoned(path, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		a := onReview("", "")(w, tenant)
		w.summon(a.ref, refusal.RegistrationBanned)
		return act{by: "applicant", path: "/account/cases/" + a.ref + path, form: fields(form), ref: a.ref}
	}
}

func staffForm(by, path, form string) func(*world, string) act {
	return func(*world, string) act { return act{by: by, path: path, form: fields(form)} }
}

// readByAuditor is a case that a supervisor reads by its number.
func readByAuditor(w *world, tenant string) act {
	a := onReview("", "")(w, tenant)
	return act{by: "supervisor", path: "/audit", form: url.Values{"number": {w.kase(a.ref).Number}, "purpose": {"audit"}}, ref: a.ref}
}

// TestFormsAndRoles sends every form in every role. A form that is not in the matrix fails.
func TestFormsAndRoles(t *testing.T) {
	everyForm(t, func(w *world, row post, a act, tenant string) {
		w.wrongHands(a, tenant)
		w.rightHands(a, tenant, [3]int{row.ok, row.twice, row.late})
	})
}

// hand is who sends a form.
func (w *world) hand(a act, tenant string) *walker.Walker {
	switch a.by {
	case "nobody":
		return w.browser("karina")
	case "owner":
		return w.who("marina")
	case "officer":
		return w.who("nurlan")
	case "supervisor":
		return w.who("kamila")
	case "operator":
		return w.who("zarina")
	case "organisation":
		return w.rector()
	case "oleg", "serik", "gulnar":
		return w.who(a.by)
	}
	return w.who(tenant)
}

// send sends the form with the sender's own token.
func (w *world) send(v *walker.Walker, a act, key string) int {
	w.Helper()
	p := w.page(v.Get("/sign-in"))
	if q, err := v.Get("/account"); err == nil && q.Path() == "/account" {
		p = q
	}
	form := url.Values{"token": {p.Token()}, "key": {key}}
	for name, values := range a.form {
		form[name] = values
	}
	got, err := v.Knock(http.MethodPost, a.path, form)
	if err != nil {
		w.Fatal(err)
	}
	return got.Status
}

// wrongHands sends the form as nobody may.
func (w *world) wrongHands(a act, tenant string) {
	w.Helper()
	bare, err := w.hand(a, tenant).Knock(http.MethodPost, a.path, a.form)
	if err != nil || bare.Status != http.StatusForbidden {
		w.Errorf("without a token: status %d, %v", bare.Status, err)
	}
	if a.by == "nobody" {
		return
	}
	if got := w.send(w.browser("karina"), a, "k"); got != http.StatusSeeOther { // to the log-in, and back
		w.Errorf("without a session: status %d, want 303", got)
	}
	if a.by == "citizen" {
		return
	}
	wrong := map[string]string{"stranger": "zhanna", "owner": "marina", "officer": "nurlan", "applicant": tenant}
	delete(wrong, a.by)
	if tenant == "zhanna" {
		wrong["stranger"] = "saule"
	}
	want := http.StatusNotFound
	if a.by == "operator" && tenant == "zarina" {
		delete(wrong, "applicant")
	}
	if a.by == "officer" || a.by == "supervisor" || a.by == "operator" || a.by == "organisation" {
		want = http.StatusForbidden
	}
	for role, handle := range wrong {
		want := cmp.Or(a.sees[role], want)
		if got := w.send(w.who(handle), a, "k"); got != want {
			w.Errorf("as the %s: status %d, want %d", role, got, want)
		}
	}
}

// rightHands sends the form as it should be, once more with the same key, and once more with another.
func (w *world) rightHands(a act, tenant string, want [3]int) {
	w.Helper()
	v := w.hand(a, tenant)
	facts := 0
	for i, key := range []string{"one", "one", "two"} {
		if got := w.send(v, a, key); got != want[i] {
			w.Errorf("%s, as it should be: status %d, want %d", []string{"first", "twice", "late"}[i], got, want[i])
		}
		if a.ref == "" {
			continue
		}
		switch i {
		case 0:
			facts = w.kase(a.ref).Facts
		case 1:
			if k := w.kase(a.ref); k.Facts > facts && k.State != registration.Done {
				w.Errorf("the same form was carried out twice: %d facts, then %d", facts, k.Facts)
			}
		}
	}
	delete(w.walkers, tenant)
}
