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
	o.on(o.fill(o.get(at+"/sign"), "cms", o.sign(o.get(at+"/sign"), "")), "/invitations/")
	s.look(o, at, "/home/"+people.RKA(people.SmallFlat).Digits())
	r := s.who("ruslan")
	s.look(r, "/invited", "/apply")
	s.wrong(r, "/invited", "number", "none", "word", "none")
	p = r.on(r.fill(r.get("/invited"), "→"+strings.TrimPrefix(at, "/invitations")), "/")
	s.look(r, p.path[3:])
	s.look(o, at)
}
