package browsertest

import (
	"strings"

	"tirkeu/internal/town/people"
)

// invitation is an owner who asks somebody in, and the one who is asked.
func (s *stage) invitation() {
	o, home := s.who("saniya"), "/home/"+people.RKA(people.SmallFlat).Digits()+"/invite"
	s.look(o, home)
	s.wrong(o, home, "iin", "", "kind", "", "purpose", "")
	p := o.fill(o.get(home), "iin", s.iin("ruslan"), "kind", "temporary", "months", "3", "purpose", "work")
	o.on(p, "/invitations/")
	at := strings.TrimSuffix(p.path[3:], "/sign")
	s.look(o, at+"/sign", at)
	s.look(o, o.on(o.fill(o.get(at+"/sign"), "method", "mobile"), at+"/mobile").path[3:])
	o.on(o.fill(o.get(at+"/sign"), "cms", o.sign(o.get(at+"/sign"), "")), "/invitations/")
	s.look(o, at, "/home/"+people.RKA(people.SmallFlat).Digits())
	r := s.who("ruslan")
	s.look(r, "/invited", "/apply")
	s.wrong(r, "/invited", "number", "none", "word", "none")
	p = r.on(r.fill(r.get("/invited"), "→"+strings.TrimPrefix(at, "/invitations")), "/")
	s.look(r, p.path[3:])
	s.look(o, at)
}

// renewal is a registration whose extension waits for its last day, and the form that asked for it.
func (s *stage) renewal() {
	r := s.who("daniyar")
	for _, to := range r.get("/account").links() {
		if _, ref, ok := strings.Cut(to, "/account/cases/"); ok && !strings.Contains(ref, "/") {
			s.look(r, to[3:], "/account", "/account/notices")
			s.look(s.who("kairat"), request("/account/cases/"+ref), request("/account/cases/"+ref)+"/done", "/requests")
		}
	}
	p := r.on(r.fill(r.get("/account/registration"), "→/renew"), "/apply/")
	draft := strings.TrimSuffix(p.path[3:], "/what")
	s.wrong(r, draft+"/what", "wait", "", "months", "")
	s.look(r, draft+"/what", draft+"/check")
	r.fill(r.get(draft+"/what"), "months", "6", "wait", "now")
	s.look(r, draft+"/check")
	r.fill(r.get("/apply"), "→/drop")
}
