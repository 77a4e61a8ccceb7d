package browsertest

import (
	"regexp"
	"strings"
)

var complainLink = regexp.MustCompile(`/account/registration/[a-z0-9]+/complain`)

// complaints are lodged about an entry and answered by the officer.
func (s *stage) complaints() {
	r, n := s.who("aidana"), s.who("nurlan")
	link := complainLink.FindString(string(r.get("/account/registration").body))
	s.look(r, link)
	s.wrong(r, link, "kind", "", "text", "")
	s.wrong(r, link, "kind", "mistake", "text", strings.Repeat("ә", 1200))
	var at string
	for _, kind := range []string{"not_me", "mistake"} {
		p := r.on(r.fill(r.get(link), "kind", kind, "text", "Мен мұны сұраған жоқпын.\nҚайта қараңыз."), "/account/complaints/")
		s.look(r, p.path[3:])
		at, _, _ = strings.Cut(p.path[3:], "?")
	}
	s.look(r, link, at, "/account")
	r.fill(r.get(at), "→/withdraw")
	s.look(r, at)
	at = strings.TrimPrefix(s.first(n, "/complaints"), "/"+n.lang)
	s.look(n, at, "/silent")
	n.fill(n.get(at), "→/take")
	s.look(n, at, "/complaints")
	s.wrong(n, at, "outcome", "", "words", "")
	for _, l := range langs {
		n.lang = l
		n.fill(n.get(at), "outcome", "not_upheld", "words", "Жазба дұрыс, қате табылмады.")
	}
	n.lang = "kk"
	n.fill(n.get(at), "→/release")
	n.fill(n.get(at), "→/take")
	p := n.fill(n.get(at), "outcome", "upheld", "words", "Қате түзетіледі.")
	n.fill(p, "outcome", "upheld", "seen", "upheld")
	s.look(n, at, "/complaints")
	s.look(r, "/account", "/account/notices", "/account/access")
	s.look(r, "/account/complaints/"+at[strings.LastIndexByte(at, '/')+1:])
}

// first is the first complaint of the pile.
func (s *stage) first(r *resident, pile string) string {
	return regexp.MustCompile(`/[a-z]{2}/complaints/[a-z0-9]+`).FindString(string(r.get(pile).body))
}
