package browsertest

import "strings"

// struck is an end that is objected to and undone, and what officers propose: an annulment with its
// hearing, and a court act that a second officer carries out. The registration is the one about which the
// owners of three shares have been asked.
func (s *stage) struck(removal string) {
	o, t, a, n := s.who("serik"), s.who("timur"), s.who("aidana"), s.who("nurlan")
	p := t.on(t.fill(t.get(removal), "answer", "yes"), removal+"/sign")
	t.fill(p, "cms", t.sign(p, ""))
	ref := removal[strings.LastIndexByte(removal, '/')+1:]
	s.look(o, removal)
	s.look(a, removal, "/account/registration", "/account/notices")
	a.fill(a.get(removal), "→/object")
	s.look(a, removal)
	work := "/struck/removals/" + ref
	s.look(n, "/struck", work)
	s.wrong(n, work, "decision", "")
	s.wrong(n, work, "decision", "restore")
	o.fill(o.get(removal), "→/undo")
	s.look(o, removal, "/account/notices")
	s.look(a, removal, "/account/registration")
	s.proposed(n)
}

// proposed are proposals of an officer about the registration that is in force again.
func (s *stage) proposed(n *resident) {
	a, y := s.who("aidana"), s.who("yerkin")
	at := s.to(n.fill(n.get("/search"), "kind", "person", "what", s.iin("aidana"), "purpose", "check"), "/struck/entries/")
	s.look(n, at)
	s.wrong(n, at, "reason", "")
	s.wrong(n, at, "reason", "evicted")
	one := n.on(n.fill(n.get(at), "reason", "papers", "note", "Шарт жалған"), "/struck/proposals/").path[3:]
	hearing := "/account/hearings/" + one[strings.LastIndexByte(one, '/')+1:]
	s.look(n, one, at, "/struck")
	s.look(y, one)
	s.look(a, hearing, "/account/registration", "/account/notices")
	s.wrong(a, hearing, "say", "")
	a.fill(a.get(hearing), "say", "Шарт шынайы, иесімен бірге қол қойдық.")
	s.look(a, hearing)
	s.look(n, one)
	n.fill(n.get(one), "→/withdraw")
	s.look(a, hearing)
	s.look(n, one)
	p := n.fill(n.get(at), "reason", "evicted", "court", "Алмалы ауданының соты", "number", "2-1234/2026", "day", "2026-09-01", "note", "Акт күшіне енді")
	two := n.on(p, "/struck/proposals/").path[3:]
	s.look(n, two)
	s.look(y, two, "/struck")
	s.wrong(y, two, "decision", "")
	s.wrong(y, two, "decision", "dissent")
	y.fill(y.get(two), "decision", "second")
	s.look(y, two, "/struck", at)
	s.look(a, "/account/hearings/"+two[strings.LastIndexByte(two, '/')+1:], "/account/registration", "/account/notices", "/account/access")
}

// to is the first address on a page that holds the part.
func (s *stage) to(p *page, part string) string {
	for _, to := range p.links() {
		if strings.Contains(to, part) {
			return to[3:]
		}
	}
	s.who("nurlan").fail("%s leads to no %s: %s", p.path, part, p.text())
	return ""
}
