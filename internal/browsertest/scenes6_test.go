package browsertest

import (
	"strconv"

	"tirkeu/internal/town/people"
)

// counter is an operator's day: an empty hall, the reception, one person at the window in every step, owners who
// come and who do not, a refusal to accept, and what is missing on each form.
func (s *stage) counter() {
	z := s.who("zarina")
	s.d.emptied(z)
	s.look(z, "/desk", "/desk?none=1", "/desk/reception", "/desk/shift")
	s.wrong(z, "/desk/reception", "service", "registration")
	s.slips(z)
	s.look(z, "/desk")
	t := s.called(z)
	s.window(z, t)
	s.refusing(z)
	s.look(z, "/desk/shift", t)
	perizat := s.who("perizat")
	s.look(perizat, "/desk", t)
}

// slips are tickets of everybody, and a paper that sends somebody away.
func (s *stage) slips(z *resident) {
	for _, wish := range [][]string{
		{"registration", "citizen", "minor", ""}, {"registration", "foreign", "other", "pregnant"},
		{"removal", "citizen", "own", ""}, {"certificate", "citizen", "own", "disabled"},
	} {
		p := z.fill(z.get("/desk/reception"), "service", wish[0], "whom", wish[1], "whose", wish[2], "priority", wish[3], "lang", "kk")
		s.look(z, z.on(p, "/desk/slips/").path[3:])
	}
}

// called is the address of the next person's ticket.
func (s *stage) called(z *resident) string {
	return z.on(z.fill(z.get("/desk"), "→/desk"), "/desk/tickets/").path[3:]
}

// at sends one form of a ticket, which do names.
func (s *stage) at(z *resident, t, do string, typed ...string) *page {
	return z.fill(z.get(t), append([]string{"do", do}, typed...)...)
}

// shows is the document of a resident, as the forms of a ticket ask for it.
func (s *stage) shows(handle string) []string {
	r, ok := s.book.Resident(handle)
	if !ok {
		panic(&lost{"no resident " + handle})
	}
	return []string{"iin", r.Person.IIN.Digits(), "number", r.Person.Documents[0].Number, "kind", r.Person.Documents[0].Kind}
}

// window serves somebody who wants to live in a flat of three owners: one comes, the others are asked online.
func (s *stage) window(z *resident, t string) {
	s.look(z, t)
	s.wrong(z, t, "do", "identify", "iin", "1", "number", "")
	s.wrong(z, t, append([]string{"do", "identify"}, "iin", s.iin("farid"), "number", "1", "kind", "04")...)
	s.at(z, t, "identify", s.shows("farid")...)
	s.look(z, t, t+"?open=for", t+"?open=papers", t+"?open=where", t+"?open=who")
	s.wrong(z, t+"?open=for", "do", "for", "for", "child", "person", "2")
	s.wrong(z, t+"?open=papers", "do", "paper", "number", "", "country", "X", "until", "x")
	s.wrong(z, t+"?open=where", "do", "find", "owner", "", "object", "", "months", "13", "purpose", "")
	s.wrong(z, t+"?open=where", "do", "find", "owner", s.iin("marina"), "object", "54,3", "months", "3", "purpose", "work")
	z.fill(z.get(t+"?open=papers"), "do", "paper", "kind", "deregistration", "number", "77", "country", "UZB", "until", "2030-01-01")
	home := people.RKA(people.ThreeOwners).Digits()
	z.fill(z.get(t+"?open=where"), "do", "find", "owner", s.iin("serik"), "object", home, "months", "3", "purpose", "work")
	s.look(z, t, t+"/refuse")
	s.at(z, t, "file")
	z.until(t, "/sign/0")
	s.look(z, t, t+"?open=owner&owner=1", t+"/sign/0", t+"/sign/0?text=en")
	s.wrong(z, t+"?open=owner&owner=1", "do", "come", "iin", s.iin("bota"), "number", "1", "kind", "01")
	for n, handle := range []string{"", "serik"} {
		if handle != "" {
			z.fill(z.get(t+"?open=owner&owner="+strconv.Itoa(n)), append([]string{"do", "come"}, s.shows(handle)...)...)
			s.look(z, t)
		}
		at := t + "/sign/" + strconv.Itoa(n)
		p := z.get(at)
		for _, l := range langs {
			z.lang = l
			z.fill(z.get(at), "cms", "")
		}
		z.lang = "kk"
		z.on(z.fill(p, "cms", z.sign(p, ""), "ink", "yes"), t)
	}
	s.look(z, t)
	s.at(z, t, "done")
	s.look(z, t)
}

// refusing ends a ticket with what is missing, in the words of the person's language.
func (s *stage) refusing(z *resident) {
	t := s.called(z)
	s.at(z, t, "identify", s.shows("daniyar")...)
	s.look(z, t)
	s.wrong(z, t+"/refuse", "token", token(z.get(t+"/refuse")))
	var p *page
	for _, l := range langs {
		z.lang = l
		p = z.fill(z.get(t+"/refuse"), "lack", "owner")
	}
	z.lang = "kk"
	z.fill(p, "lack", "owner", "seen", "yes")
	s.look(z, t)
}
