package browsertest

import (
	"strings"

	"tirkeu/internal/town/people"
)

// staffRooms are the officer's search and list, and what a supervisor reads.
func (s *stage) staffRooms(at string) {
	n, k := s.who("nurlan"), s.who("kamila")
	rka := people.RKA(people.ThreeOwners).Digits()
	s.look(n, "/search", "/unusual")
	s.look(k, "/reports", "/reports?months=12", "/audit", "/account")
	_, words, _ := strings.Cut(n.get(at+"?purpose=check").text(), "№")
	number, _, _ := strings.Cut(strings.TrimSpace(words), " ")
	for _, l := range langs {
		n.lang, k.lang = l, l
		n.fill(n.get("/search"), "kind", "person", "what", s.iin("aidana"), "purpose", "check")
		n.fill(n.get("/search"), "kind", "address", "what", rka, "purpose", "check", "day", "2026-09-14")
		n.fill(n.get("/search"), "kind", "person", "what", "1", "day", "x")
		n.get("/unusual")
		n.get(at + "?purpose=check")
		k.fill(k.get("/audit"), "number", number, "purpose", "audit")
		k.fill(k.get("/audit"), "number", "none")
		k.get("/reports.csv")
	}
	n.lang, k.lang = "kk", "kk"
}
