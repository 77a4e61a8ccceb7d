package browsertest

import (
	"net/url"
	"strings"

	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
)

// threeOwners is the application of the front page: from the signature to the entry and its end.
func (s *stage) threeOwners() {
	r := s.who("aidana")
	at := s.filed("aidana", people.ThreeOwners, "serik", "6")
	r.until(at, at+"/sign")
	s.wrong(r, at+"/sign", "method", "")
	s.wrong(r, at+"/sign", "method", "eds", "cms", "AAAA")
	s.look(r, at+"/sign", at, "/account")
	r.on(r.fill(r.get(at+"/sign"), "method", "code"), at+"/code")
	s.look(r, at+"/code")
	s.wrong(r, at+"/code", "code", "1")
	s.look(r, r.on(r.fill(r.get(at+"/sign"), "method", "mobile"), at+"/mobile").path[3:])
	r.on(r.signed(r.get(at+"/sign")), at)
	s.look(r, at+"?sent=1", at+"/withdraw", "/account")
	for _, owner := range []string{"serik", "gulnar"} {
		o := s.who(owner)
		o.until(request(at), `name="answer"`)
		s.look(o, request(at), request(at)+"/sign", "/account", "/requests", "/home")
		s.wrong(o, request(at), "answer", "")
		s.wrong(o, request(at)+"/sign", "cms", "AAAA")
		s.look(o, o.on(o.fill(o.get(request(at)+"/sign"), "method", "mobile"), request(at)+"/mobile").path[3:])
		s.agreed(owner, at)
		s.look(o, request(at), request(at)+"/done", "/requests")
	}
	r.fill(r.get(at), "→/remind")
	r.fill(r.get(at), "→/remind")
	r.fill(r.get(at), "→/extend")
	g := s.who("gulnar")
	g.on(g.fill(g.get(request(at)+"/done"), "→/retract"), request(at))
	s.agreed("gulnar", at)
	s.look(r, at)
	s.agreed("timur", at)
	r.until(at, `"/kk/account/registration"`)
	s.look(r, at, "/account", "/account/registration", "/account/notices")
	for _, o := range []string{"serik", "timur"} {
		s.look(s.who(o), request(at)+"/done", "/account", "/requests", "/home")
	}
	s.verified(r)
}

// verified looks at what everybody can learn of a notification by its number.
func (s *stage) verified(r *resident) {
	for _, to := range r.get("/account/registration").links() {
		if _, number, ok := strings.Cut(to, "/account/notice/"); ok && !strings.Contains(number, "/") {
			v := s.d.resident("")
			v.seen = s.keep
			s.look(v, "/verify?number="+url.QueryEscape(number), "/v/"+number, "/v/none")
			return
		}
	}
	r.fail("no notification of the registration is offered")
}

// refusal is an owner's no, with what follows for both.
func (s *stage) refusal() {
	at := s.asked("arman", people.SmallFlat, "saniya", "3")
	o := s.who("saniya")
	o.until(request(at), `name="answer"`)
	o.on(o.fill(o.get(request(at)), "answer", "unknown"), request(at)+"/done")
	s.look(o, request(at)+"/done", request(at), "/requests", "/account")
	s.look(s.who("arman"), at, "/account")
	gone := s.asked("ruslan", people.TwinB, "marina", "2")
	y := s.who("ruslan")
	y.on(y.fill(y.get(gone+"/withdraw"), "→"), gone)
	s.look(y, gone, "/account")
	s.look(s.who("marina"), request(gone), request(gone)+"/done")
}

// review is an application that cannot succeed, and the officer who is asked to look; then a second one, which
// is given back to be corrected.
func (s *stage) review() {
	r, n := s.who("arman2"), s.who("nurlan")
	at := s.filed("arman2", people.Disputed, "ivan", "3")
	if p := r.until(at, "<form"); p.form("/appeal", nil) != nil {
		s.look(r, at, "/account")
		r.fill(p, "→/appeal")
	}
	s.look(r, at, "/account")
	work := strings.Replace(at, "/account", "", 1)
	s.look(n, "/cases", work)
	p := n.fill(n.get(work), "purpose", "review")
	s.look(n, p.path[3:], "/cases")
	n.fill(p, "→/take")
	s.look(n, work, "/cases", "/account")
	s.wrong(n, work, "decision", "")
	s.wrong(n, work, "decision", "summon", "ground", "")
	s.wrong(n, work, "decision", "return")
	s.heard(at)
	n.fill(n.fill(n.get(work), "purpose", "review"), "→/take")
	s.look(n, work)
	s.wrong(n, work, "decision", "reject", "ground", "R02")
	n.fill(n.fill(n.get(work), "decision", "reject", "ground", "R01", "note", "Тек қызметкерлерге"), "→/decide", "seen", "reject R01")
	s.look(n, "/cases", work)
	s.staffRooms(work)
	s.look(r, at, "/account", "/account/access", "/account/notices")
	no := s.filed("arman2", people.ThreeOwners, "oleg", "6")
	s.look(r, r.until(no, "→/correct"[3:]).path[3:])
	r.on(r.fill(r.get(no+"/withdraw"), "→"), no)
	s.returned()
}

// silence is a register that does not answer. Pages that ask it wait for it, so few are opened.
func (s *stage) silence() {
	v, r := s.d.resident(""), s.who("madina")
	ready := s.ready(r, people.TwinA, "marina", "2")
	v.fill(v.get("/town/faults"), "wire", "title", "kind", "error", "times", "0", "seconds", "1")
	p := r.on(r.fill(ready, "token", token(ready)), "/account/cases/")
	for _, l := range langs {
		r.lang = l
		r.get(p.path[3:])
		r.get("/home")
	}
	r.lang = "kk"
	v.fill(v.get("/town/faults"), "off", "all")
	at, _, _ := strings.Cut(p.path[3:], "?")
	s.held(strings.TrimSuffix(at, "/sign"))
}

// held is an entry that waits for a register after the last consent.
func (s *stage) held(at string) {
	v, r, o := s.d.resident(""), s.who("madina"), s.who("marina")
	r.until(at, at+"/sign")
	r.on(r.signed(r.get(at+"/sign")), at)
	o.until(request(at), `name="answer"`)
	p := o.on(o.fill(o.get(request(at)), "answer", "yes"), request(at)+"/sign")
	v.fill(v.get("/town/faults"), "wire", "title", "kind", "error", "times", "0", "seconds", "1")
	o.on(o.signed(p), request(at)+"/done")
	for _, l := range langs {
		r.lang, o.lang = l, l
		r.get(at)
		o.get(request(at) + "/done")
	}
	r.lang, o.lang = "kk", "kk"
	v.fill(v.get("/town/faults"), "off", "all")
	r.until(at, `/kk/account/registration"`)
}

// heard is an applicant who is told that he may be refused, and speaks.
func (s *stage) heard(at string) {
	r, n := s.who("arman2"), s.who("nurlan")
	work := strings.Replace(at, "/account", "", 1)
	n.fill(n.fill(n.get(work), "decision", "summon", "ground", "R01", "note", "Құжатыңызды көрсетіңіз"), "→/decide", "seen", "summon R01")
	s.look(n, "/cases")
	s.look(n, work+"?purpose=review")
	s.look(r, at, "/account", "/account/notices")
	s.wrong(r, at, "say", "")
	r.on(r.fill(r.get(at), "→/say", "say", "Құжатым бар"), at)
	s.look(r, at)
	s.look(n, "/cases")
}

// seconded is an obstacle that one officer would let pass and another does not.
func (s *stage) seconded(at string) {
	r, n, y := s.who("arman2"), s.who("nurlan"), s.who("yerkin")
	work := strings.Replace(at, "/account", "", 1)
	n.fill(n.get(work), "decision", "approve", "note", "Сот шешімі бар")
	s.look(n, "/cases", work+"?purpose=review")
	s.look(r, at, "/account")
	s.look(y, "/cases")
	y.fill(y.fill(y.get(work), "purpose", "review"), "→/take")
	s.look(y, work, "/cases")
	s.wrong(y, work, "decision", "dissent")
	y.fill(y.get(work), "decision", "dissent", "note", "Шешім күшіне енбеген")
	n.fill(n.fill(n.get(work), "purpose", "review"), "→/take")
}

// returned is an application that an officer gives back to be corrected.
func (s *stage) returned() {
	r, n := s.who("arman2"), s.who("nurlan")
	at := s.filed("arman2", people.Disputed, "ivan", "2")
	r.until(at, words.T(words.KK, "status.reviewing"))
	work := strings.Replace(at, "/account", "", 1)
	n.fill(n.fill(n.get(work), "purpose", "review"), "→/take")
	s.seconded(at)
	n.fill(n.get(work), "decision", "return", "note", "Мекенжайды тексеріңіз")
	s.look(r, at, "/account")
	s.look(n, work, "/cases")
}

// others are people whom the demo's own scenes brought somewhere.
func (s *stage) others() {
	for _, r := range s.book.Residents() {
		if r.Key == people.KeyGood && r.Person.Died.IsZero() {
			s.look(s.who(r.Handle), "/account", "/requests", "/home")
		}
	}
}

// later lets months pass: silence of owners, reminders, ends of terms.
func (s *stage) later() {
	lapsing := s.asked("arman", people.TwinB, "marina", "2")
	r := s.who("arman")
	v := s.d.resident("")
	v.seen = s.keep
	for range 4 {
		v.fill(v.get("/town/time"), "back", "/town/time", "by", "day")
	}
	s.look(r, lapsing, "/account")
	s.look(s.who("marina"), request(lapsing), "/requests")
	for range 8 {
		v.fill(v.get("/town/time"), "back", "/town/time", "by", "month")
	}
	for _, who := range []string{"aidana", "serik"} {
		s.look(s.who(who), "/account", "/account/registration", "/account/notices", "/home")
	}
}

// townPages are the toy country's own.
func (s *stage) townPages() {
	for _, l := range langs {
		v := s.d.resident("")
		v.seen, v.lang = s.keep, l
		for _, path := range []string{"", "homes", "time", "faults", "changes", "authority", "phone/aidana", "phone/serik", "phone/viktor", "phone/asel", "nothing"} {
			v.get("/town/" + path + "?lang=" + l)
		}
		r := s.who("aidana")
		r.lang = l
		r.get("/town/phone?lang=" + l)
		r.get("/town/?lang=" + l)
	}
}

// family is an application for somebody else.
func (s *stage) family() {
	b := s.who("bota")
	p := b.fill(b.get("/apply"), "→/apply", "for", "me")
	draft := strings.TrimSuffix(b.on(p, "/apply/").path[3:], "/what")
	s.look(b, draft+"/who", draft+"/what", "/apply", "/account/cases")
	s.wrong(b, draft+"/who", "for", "nobody")
}

// removal is the end of a registration that an owner asks for and the other owners confirm.
func (s *stage) removal() {
	o, home := s.who("serik"), "/home/"+people.RKA(people.ThreeOwners).Digits()
	at := ""
	for _, to := range o.get(home).links() {
		if strings.Contains(to, "/remove/") {
			at = to[3:]
		}
	}
	if at == "" {
		o.fail("nobody can be removed from %s: %s", home, o.get(home).text())
	}
	s.wrong(o, at, "reason", "")
	p := o.get(at)
	p = o.on(o.fill(p, "reason", p.option("reason")), at+"/sign")
	s.look(o, p.path[3:])
	s.look(o, o.on(o.fill(p, "method", "mobile"), at+"/mobile").path[3:])
	p = o.on(o.fill(p, "cms", o.sign(p, "")), "/removals/")
	removal, _, _ := strings.Cut(p.path[3:], "?")
	for _, who := range []string{"serik", "aidana", "gulnar"} {
		s.look(s.who(who), removal, "/requests", "/account/registration")
	}
	s.look(s.who("aidana"), "/account/cases", "/account/cases?kind=removal&state=status.done") // the second finds nothing
	g := s.who("gulnar")
	s.wrong(g, removal, "answer", "")
	p = g.on(g.fill(g.get(removal), "answer", "yes"), removal+"/sign")
	s.look(g, p.path[3:])
	s.look(g, g.on(g.fill(p, "method", "mobile"), removal+"/mobile").path[3:])
	g.fill(p, "cms", g.sign(p, ""))
	s.look(g, removal)
	s.look(s.who("timur"), removal)
	s.struck(removal)
}
