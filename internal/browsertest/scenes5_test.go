package browsertest

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"tirkeu/internal/town/people"
)

// Legal entities of the town whose heads come to the organisation's windows.
const (
	theUniversity = "120290000013"
	theFirm       = "110190000018" // owns flats, and nothing where people stay
)

// head is somebody logged in with the key of a legal entity.
func (s *stage) head(handle, bin string) *resident {
	r := s.d.resident(handle)
	r.seen = s.keep
	p := r.get("/sign-in")
	r.on(r.fill(p, "cms", r.sign(p, bin)), "/")
	return r
}

// see opens pages in each language; their links lead to windows that others have opened.
func (s *stage) see(r *resident, paths ...string) {
	was := r.lang
	defer func() { r.lang = was }()
	for _, l := range langs {
		r.lang = l
		for _, path := range paths {
			r.get(path)
		}
	}
}

// rows are lines of a list: students of the campus and their rooms.
func (s *stage) rows(from, to int) string {
	lines := []string{"ИИН;ФИО;Комната;Место"}
	students, _, _ := people.Campus()
	for n := from; n <= to; n++ {
		r := students[n-1]
		lines = append(lines, fmt.Sprintf("%s;%s;%d;%d", r.Person.IIN.Digits(), r.Person.Name.Full(), (n+1)/2, 1))
	}
	return strings.Join(lines, "\n")
}

// listed sends a list and gives its path.
func (s *stage) listed(o *resident, rows string) string {
	p := o.get("/org/lists/new?house=" + people.CampusRoom(0).Digits())
	p = o.on(o.fill(p, "house", people.CampusRoom(0).Digits(), "months", "1", "paste", rows), "/org/lists/")
	return p.path[3:]
}

// organisation is a dormitory with its lists at every stage.
func (s *stage) organisation() {
	f := s.head("zhanna", theFirm)
	s.see(f, "/org", "/org/lists", "/org/lists/new", "/org/one", "/org/residents", "/org/staff")
	o := s.head("saule", theUniversity)
	campus := people.CampusRoom(0).Digits()
	s.wrong(o, "/org/lists/new?house="+campus, "paste", "", "purpose", "")
	s.wrong(o, "/org/lists/new?house="+campus, "paste", "ФИО\nАбаев")
	s.wrong(o, "/org/one?house="+campus, "iin", "12", "room", "")
	first, _, _ := strings.Cut(strings.Split(s.rows(1, 1), "\n")[1], ";")
	s.wrong(o, "/org/one?house="+campus, "iin", first, "room", "999", "months", "3")
	s.see(o, "/org", "/org/lists", "/org/residents", "/org/staff", "/org/staff/export?as=csv", "/org/lists/template", "/org/residents/export?house="+campus)
	s.mended(o)
	s.checkedLate(o)
	s.livesThere(o, campus)
}

// mended is a list with rows to mend, until everybody is registered.
func (s *stage) mended(o *resident) {
	rows := strings.Split(s.rows(101, 106), "\n")
	rows[2] = "9" + rows[2]                                // a digit too many
	rows[3] = strings.Replace(rows[3], ";52;", ";952;", 1) // no such room
	rows[5] = rows[6]                                      // twice
	at := s.listed(o, strings.Join(rows, "\n"))
	o.until(at, `id="fix"`)
	s.see(o, at, at+"/errors", "/org", "/org/lists")
	o.on(o.fill(o.get(at), "strike", "3"), at)
	o.on(o.fill(o.get(at), "strike", "4"), at)
	s.see(o, at)
	o.on(o.fill(o.get(at), "strike", "7"), at)
	o.on(o.fill(o.get(at), "→/file"), at)
	o.until(at, at+"/sign")
	s.see(o, at)
	s.wrong(o, at+"/sign", "method", "eds", "cms", "nothing")
	for _, l := range langs {
		o.lang = l
		o.on(o.fill(o.get(at+"/sign"), "method", "mobile"), at+"/mobile")
	}
	o.lang = "kk"
	p := o.get(at + "/sign")
	o.on(o.fill(p, "cms", o.sign(p, theUniversity)), at)
	o.until(at, `class="note ok"`)
	s.see(o, at, "/org/staff")
}

// checkedLate is a list while a register is silent.
func (s *stage) checkedLate(o *resident) {
	v := s.d.resident("")
	p := o.get("/org/lists/new?house=" + people.CampusRoom(0).Digits())
	v.fill(v.get("/town/faults"), "wire", "person", "kind", "error", "times", "0", "seconds", "1")
	at := o.on(o.fill(p, "house", people.CampusRoom(0).Digits(), "months", "3", "paste", s.rows(111, 113)), "/org/lists/").path[3:]
	s.see(o, at)
	v.fill(v.get("/town/faults"), "off", "all")
	o.until(at, at+"/file")
	v.fill(v.get("/town/faults"), "wire", "title", "kind", "error", "times", "0", "seconds", "1")
	for _, l := range langs {
		o.lang = l
		o.get("/org")
		o.get(at)
	}
	o.lang = "kk"
	v.fill(v.get("/town/faults"), "off", "all")
}

func tickBox(n *html.Node) bool { return n.Data == "input" && attr(n, "type") == "checkbox" }

// livesThere is who lives in the dormitory: looked for, and those who left.
func (s *stage) livesThere(o *resident, campus string) {
	home := "/org/residents?house=" + campus
	s.see(o, home, home+"&q=nobody", home+"&ends=soon")
	for _, l := range langs {
		o.lang = l
		p := o.get(home)
		id := attr(p.find(tickBox), "value")
		p = o.fill(p, "id", id, "do", "end")
		if p.status != 200 {
			o.fail("the page that ends: %s", p.text())
		}
		o.fill(p, "→/end", "id", id)
	}
	o.lang = "kk"
	p := o.get(home)
	id := attr(p.find(tickBox), "value")
	p = o.fill(o.fill(p, "id", id, "do", "end"), "→/end", "id", id, "reason", "left")
	s.see(o, p.path[3:])
}
