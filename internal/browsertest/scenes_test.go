package browsertest

import (
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"tirkeu/internal/town/people"
)

// stage has what the scenes need of the town.
type stage struct {
	*album
	book *people.Book
	cast map[string]*resident
}

// who is a resident, signed in.
func (s *stage) who(handle string) *resident {
	if r := s.cast[handle]; r != nil {
		return r
	}
	r := s.d.resident(handle)
	r.seen = s.keep
	r.signIn()
	s.cast[handle] = r
	return r
}

func (s *stage) iin(handle string) string {
	r, ok := s.book.Resident(handle)
	if !ok {
		panic(&lost{"no resident " + handle})
	}
	return r.Person.IIN.Digits()
}

// openStage reads the town's book.
func (d *demo) book() *people.Book {
	dir, err := scratch()
	if err != nil {
		panic(&lost{err.Error()})
	}
	b, err := people.Open(filepath.Join(dir, "people.json"))
	if err != nil {
		panic(&lost{err.Error()})
	}
	return b
}

// scenes bring residents to every state that a page can stand in, and look at the pages there. What the
// demo itself has staged before is looked at too.
func (a *album) scenes() {
	s := &stage{album: a, book: a.d.book(), cast: map[string]*resident{}}
	a.staff = map[string]bool{}
	for _, r := range s.book.Residents() {
		a.staff[r.Handle] = r.Staff != ""
	}
	s.visitors()
	s.drafts()
	s.family()
	s.threeOwners()
	s.complaints()
	s.removal()
	s.refusal()
	s.review()
	s.silence()
	s.invitation()
	s.renewal()
	s.counter()
	s.organisation()
	s.others()
	s.later()
	s.townPages()
}

// visitors are people without a log-in, and what can go wrong for them.
func (s *stage) visitors() {
	v := s.d.resident("")
	v.seen = s.keep
	s.look(v, "/", "/nowhere", "/account", "/sign-in?next=/account", "/verify?number=0", "/sign-in/code", "/stats", "/norm", "/norm?place=capital&area=45&people=2&kin=", "/norm?place=capital&area=45&people=3&kin=")
	s.wrong(v, "/sign-in", "iin", "")
	s.wrong(v, "/sign-in", "iin", "123456789012")
	s.wrong(v, "/refuse", "number", "", "word", "")
	s.wrong(v, "/refuse", "number", "nothing", "word", "nothing")
	for _, l := range langs {
		v.lang = l
		v.on(v.fill(v.get("/sign-in"), "iin", s.iin("timur")), "/sign-in/code")
		v.send(http.MethodPost, v.path("/sign-in/code"), "application/x-www-form-urlencoded", []byte("iin="+s.iin("timur")))
		v.send(http.MethodPost, v.path("/sign-in/code"), "application/x-www-form-urlencoded", []byte("x="+strings.Repeat("y", 100<<10)))
		v.fill(v.get("/sign-in/code"), "code", "000000")
		s.look(v, v.on(v.fill(v.get("/sign-in"), "→/sign-in/mobile"), "/sign-in/mobile").path[3:])
	}
}

// drafts is an application as it is filled in.
func (s *stage) drafts() {
	r := s.who("aidana")
	s.look(r, "/sign-out", "/help/silent", "/account", "/apply", "/cases", "/requests/none", "/account/cases/none")
	draft := strings.TrimSuffix(r.on(r.fill(r.get("/apply"), "→/apply"), "/apply/").path[3:], "/what")
	s.wrong(r, draft+"/what", "kind", "", "months", "", "purpose", "")
	s.wrong(r, draft+"/what", "kind", "temporary", "months", "", "purpose", "work")
	r.fill(r.get(draft+"/what"), "kind", "temporary", "months", "6", "purpose", "work")
	s.wrong(r, draft+"/where", "own", "", "search", "")
	s.wrong(r, draft+"/where", "own", "no", "owner", "123", "search", "")
	s.wrong(r, draft+"/where", "own", "no", "owner", s.iin("aidana"), "search", "Тараз, Ешқайда 1")
	s.wrong(r, draft+"/where", "own", "no", "owner", s.iin("serik"), "search", "Астана")
	house, _ := s.book.Named(people.SmallFlat)
	line := house.Address.Line("ru")
	s.wrong(r, draft+"/where", "own", "no", "owner", s.iin("serik"), "search", line[:strings.LastIndex(line, ",")])
	s.look(r, draft, draft+"/what", draft+"/where", "/apply", "/account")
	r.fill(r.get(draft+"/where"), "own", "no", "owner", s.iin("serik"), "search", people.RKA(people.ThreeOwners).Digits())
	s.look(r, draft+"/check")
	m := s.who("marina")
	s.look(m, "/account", "/requests", "/home")
	own := strings.TrimSuffix(m.on(m.fill(m.get("/apply"), "→/apply"), "/apply/").path[3:], "/what")
	m.fill(m.get(own+"/what"), "kind", "permanent", "purpose", "family")
	s.look(m, own+"/where")
}

// filed files an application and gives the path of its case.
func (s *stage) filed(handle, home, owner, months string) string {
	r := s.who(handle)
	p := s.ready(r, home, owner, months)
	p = r.on(r.fill(p, "token", token(p)), "/account/cases/")
	path, _, _ := strings.Cut(p.path[3:], "?")
	return strings.TrimSuffix(path, "/sign")
}

// ready fills in an application as far as the page with all answers.
func (s *stage) ready(r *resident, home, owner, months string) *page {
	kind := "temporary"
	if months == "" {
		kind = "permanent"
	}
	p := r.on(r.fill(r.get("/apply"), "→/apply"), "/apply/")
	p = r.on(r.fill(p, "kind", kind, "months", months, "purpose", "other"), "/apply/")
	p = r.on(r.fill(p, "own", "no", "owner", s.iin(owner), "search", people.RKA(home).Digits()), "/apply/")
	if !strings.HasSuffix(p.path, "/check") {
		r.fail("came to %s and not to all answers: %s", p.path, p.text())
	}
	return p
}

// token is the page's own: the form is sent as it is.
func token(p *page) string { return p.form("", nil).values.Get("token") }

// until opens a page until it has the mark; the registers and the background have their own pace.
func (r *resident) until(path, mark string) *page {
	for end := time.Now().Add(patience); ; time.Sleep(150 * time.Millisecond) {
		p := r.exchange(http.MethodGet, r.path(path), "", nil)
		if strings.Contains(string(p.body), mark) || strings.Contains(p.header.Get("Location"), mark) {
			return r.get(path)
		}
		if time.Now().After(end) {
			r.fail("waited in vain at %s for %s: %s", path, mark, p.text())
		}
	}
}

// asked files and signs by key; the owners are asked.
func (s *stage) asked(handle, home, owner, months string) string {
	r := s.who(handle)
	at := s.filed(handle, home, owner, months)
	r.until(at, at+"/sign")
	r.on(r.signed(r.get(at+"/sign")), at)
	r.until(at, at+"/withdraw")
	return at
}

func request(at string) string { return strings.Replace(at, "/account/cases/", "/requests/", 1) }

// agreed is an owner's yes.
func (s *stage) agreed(owner, at string) {
	o := s.who(owner)
	o.until(request(at), `name="answer"`)
	p := o.on(o.fill(o.get(request(at)), "answer", "yes"), request(at)+"/sign")
	o.on(o.signed(p), request(at)+"/done")
}
