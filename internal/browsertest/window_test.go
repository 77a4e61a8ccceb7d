package browsertest

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"

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
	s.plain(z)
	s.guarded(z)
	s.leaving(z)
	s.certified(z)
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
	z.fill(p, "lack", "owner", "seen", "yes") // in the language of the page that was read last
	z.lang = "kk"
	s.look(z, t)
}

// comes gives somebody a ticket, calls until it is his turn, and identifies him.
func (s *stage) comes(z *resident, handle string) (t string) {
	return s.comesFor(z, "registration", handle)
}

// plain is somebody who is registered while he waits, and began a form online that he does not use.
func (s *stage) plain(z *resident) {
	s.d.emptied(z)
	r := s.who("ruslan")
	p := r.on(r.fill(r.get("/apply"), "→/apply"), "/apply/")
	begun := strings.Split(p.path, "/")[3]
	r.fill(p, "kind", "temporary", "months", "4", "purpose", "study")
	t := s.comes(z, "ruslan")
	s.look(z, t)
	z.fill(z.get(t), "do", "draft", "draft", begun)
	s.look(z, t)
	s.at(z, t, "aside")
	s.at(z, t, "find", "owner", s.iin("kairat"), "object", people.RKA(people.StudentFlat).Digits(), "months", "2", "purpose", "work")
	s.at(z, t, "file")
	z.until(t, "/sign/0")
	z.fill(z.get(t+"?open=owner&owner=1"), append([]string{"do", "come"}, s.shows("kairat")...)...)
	for _, at := range []string{t + "/sign/0", t + "/sign/1"} {
		p := z.get(at)
		z.on(z.fill(p, "cms", z.sign(p, ""), "ink", "yes"), t)
	}
	z.until(t, "/notice")
	s.look(z, t, t+"/notice")
	s.at(z, t, "done")
}

// leaving is an owner who strikes a resident off at a window, the resident who objects and ends what is left of his
// own, and what may go wrong on the way.
func (s *stage) leaving(z *resident) {
	t := s.comesFor(z, "removal", "kairat")
	s.look(z, t, t+"?open=for")
	s.wrong(z, t+"?open=for", "do", "for", "for", "child", "person", "2")
	s.wrong(z, t, "do", "strike", "person", "", "reason", "")
	s.wrong(z, t, "do", "strike", "person", s.iin("bota"), "reason", "left")
	z.fill(z.get(t), "do", "strike", "person", s.iin("ruslan"), "reason", "left")
	s.look(z, t, t+"/sign/0")
	p := z.get(t + "/sign/0")
	z.on(z.fill(p, "cms", z.sign(p, ""), "ink", "yes"), t)
	z.until(t, "tag ok")
	s.look(z, t, t+"/receipt")
	s.at(z, t, "done")

	t = s.comesFor(z, "removal", "ruslan")
	s.look(z, t)
	s.at(z, t, "done")

	t = s.comesFor(z, "removal", "kairat")
	s.look(z, t)
	s.at(z, t, "done")
	s.ownEnd(z)
}

// ownEnd is somebody who ends the own registration.
func (s *stage) ownEnd(z *resident) {
	t := s.comes(z, "gaukhar")
	s.at(z, t, "find", "owner", s.iin("kairat"), "object", people.RKA(people.StudentFlat).Digits(), "months", "2", "purpose", "work")
	s.at(z, t, "file")
	z.until(t, "/sign/0")
	z.fill(z.get(t+"?open=owner&owner=1"), append([]string{"do", "come"}, s.shows("kairat")...)...)
	for _, at := range []string{t + "/sign/0", t + "/sign/1"} {
		p := z.get(at)
		z.on(z.fill(p, "cms", z.sign(p, ""), "ink", "yes"), t)
	}
	z.until(t, "/notice")
	s.at(z, t, "done")
	t = s.comesFor(z, "removal", "gaukhar")
	p := z.get(t)
	z.fill(p, "do", "end", "entry", p.form("", []string{"do", "", "entry", ""}).values.Get("entry"))
	s.look(z, t, t+"/sign/0")
	p = z.get(t + "/sign/0")
	z.on(z.fill(p, "cms", z.sign(p, ""), "ink", "yes"), t)
	s.look(z, t, t+"/certificate")
	s.at(z, t, "done")
}

// certified is somebody who takes an address certificate away.
func (s *stage) certified(z *resident) {
	t := s.comesFor(z, "certificate", "ruslan")
	s.look(z, t, t+"/certificate")
	s.at(z, t, "done")
}

// comesFor gives somebody a ticket for a service, calls until it is his turn, and identifies him.
func (s *stage) comesFor(z *resident, service, handle string) (t string) {
	z.fill(z.get("/desk/reception"), "service", service, "whom", "citizen", "whose", "other", "priority", "pregnant", "lang", "kk")
	t = s.called(z)
	s.at(z, t, "identify", s.shows(handle)...)
	return t
}

// guarded is a guardian with a decision that no register knows: it is scanned, and an officer looks at it.
func (s *stage) guarded(z *resident) {
	t := s.comes(z, "gaukhar")
	z.fill(z.get(t+"?open=for"), "do", "for", "for", "child", "person", s.iin("alua"))
	p := z.get(t + "?open=papers")
	z.upload(p, dot, "do", "paper", "kind", "guardianship", "number", "12-5")
	s.at(z, t, "find", "owner", s.iin("kairat"), "object", people.RKA(people.StudentFlat).Digits(), "months", "2", "purpose", "study")
	s.at(z, t, "file")
	p = z.until(t, "tag warn")
	s.look(z, t)
	number := caseNumber.FindString(p.text())
	n := s.who("nurlan")
	p = n.fill(n.get("/search"), "kind", "case", "what", number, "purpose", "check")
	s.look(n, p.path[3:])
	s.at(z, t, "done")
}

var caseNumber = regexp.MustCompile(`\d{4}-\d{4}-\d{4}`)

// dot is a picture of one point.
var dot = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

// upload sends the form of a page that takes a scan.
func (r *resident) upload(p *page, file []byte, typed ...string) *page {
	f := p.form("", append([]string{"scan", ""}, typed...))
	if f == nil {
		r.fail("%s takes no file", p.path)
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(typed); i += 2 {
		f.values.Set(typed[i], typed[i+1])
	}
	f.values.Del("scan")
	for name := range f.values {
		if err := w.WriteField(name, f.values.Get(name)); err != nil {
			r.fail("%v", err)
		}
	}
	part, err := w.CreateFormFile("scan", "scan.png")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		r.fail("%v", err)
	}
	return r.send(http.MethodPost, f.action, w.FormDataContentType(), b.Bytes())
}
