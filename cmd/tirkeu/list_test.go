package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

const university = "120290000013"

// rector is the head of the university at her browser, logged in with the organisation's key.
func (w *world) rector() *walker.Walker {
	w.Helper()
	if x := w.walkers["rector"]; x != nil {
		return x
	}
	if !w.town.People().HasCampus() {
		if err := w.town.People().Add(people.Campus()); err != nil {
			w.Fatal(err)
		}
	}
	x := w.browser("saule")
	w.page(x.SignInByEDS(university))
	w.walkers["rector"] = x
	return x
}

// studentLines are rows of a list: students from..to of the campus, two a room.
func (w *world) studentLines(from, to int) (lines []string) {
	w.Helper()
	for n := from; n <= to; n++ {
		r, ok := w.town.People().Resident(fmt.Sprint("student", n))
		if !ok {
			w.Fatalf("no student %d", n)
		}
		lines = append(lines, fmt.Sprintf("%s;%s;%d;%d", r.Person.IIN.Digits(), r.Person.Name.Full(), (n+1)/2, (n+1)%2+1))
	}
	return lines
}

const listHead = "ИИН;ФИО;Комната;Место"

// sends uploads a list and gives its path and page.
func (w *world) sends(x *walker.Walker, lines []string) (string, *walker.Page) {
	w.Helper()
	p := w.page(x.Get("/org/lists/new?house=" + people.CampusRoom(0).Digits()))
	p, err := x.Upload(p, p.Form("file"), walker.Fields{"house": people.CampusRoom(0).Digits(), "months": "10"}, []byte(listHead+"\n"+strings.Join(lines, "\n")))
	p = w.page(p, err)
	if p.Status != 200 || !strings.HasPrefix(p.Path(), "/org/lists/") {
		w.Fatalf("the list went to %s with status %d: %v", p.Path(), p.Status, p.Errors)
	}
	return p.Path(), p
}

// shows opens the page of a list until its heading is the text; as long as the heading changes, it has patience.
func (w *world) shows(x *walker.Walker, path, heading string) *walker.Page {
	w.Helper()
	was, end := "", time.Now().Add(longest)
	for ; ; time.Sleep(100 * time.Millisecond) {
		p := w.page(x.Get(path))
		switch {
		case strings.Contains(p.Title, heading):
			return p
		case p.Title != was:
			was, end = p.Title, time.Now().Add(longest)
		case time.Now().After(end):
			w.Fatalf("the list does not show %q but %q: %s", heading, p.Title, p.Text)
		}
	}
}

// TestListOfTheDormitory: a list with a row that is mended and two that are struck is signed once; everybody
// is registered, told, seen among the residents, and ended.
func TestListOfTheDormitory(t *testing.T) {
	onBoth(t, func(w *world) {
		x := w.rector()
		w.walksList(x, 12)
		if p := w.page(x.Get("/org/residents?house=" + people.CampusRoom(0).Digits())); strings.Count(p.Text, "Студентов") != 10 {
			t.Errorf("the residents are not ten: %s", p.Text)
		}
		w.learns(12)
		w.onePerson(x)
		w.leaves(x)
	})
}

// walksList sends a list of n students: a number with a digit too many, somebody twice, and a room that is not there.
// The first is mended, the others are struck, and one signature enters all who are left.
func (w *world) walksList(x *walker.Walker, n int) {
	w.Helper()
	lines := w.studentLines(1, n)
	good := lines[4]
	lines[4] = strings.Replace(lines[4], ";", "9;", 1)
	lines[7] = lines[6]
	lines[9] = strings.Replace(lines[9], ";5;", ";905;", 1)
	path, _ := w.sends(x, lines)
	p := w.shows(x, path, words.T(words.RU, "org.title.both", "people", words.T(words.RU, "shell.people", "n", n-3), "n", 3))
	for _, says := range []string{
		words.T(words.RU, "org.row.iin_len", "n", 13), words.T(words.RU, "org.row.double", "n", 8), words.T(words.RU, "org.row.room", "value", "905"),
	} {
		if !p.Says(says) {
			w.Errorf("the page does not say %q: %s", says, p.Text)
		}
	}
	digits, _, _ := strings.Cut(good, ";")
	p, err := x.Fill(p, p.Form("v-6-iin"), walker.Fields{"v-6-iin": digits, "strike": "9"})
	p = w.page(p, err)
	p, err = x.Fill(p, p.Form("strike", "v-11-room"), walker.Fields{"strike": "11"})
	w.page(p, err)
	p = w.shows(x, path, words.T(words.RU, "org.title.ready", "n", n-2))
	w.page(x.Fill(p, p.FormTo("/file"), nil))
	w.shows(x, path, words.T(words.RU, "org.title.to_sign", "n", n-2))
	p = w.page(x.Get(path + "/sign"))
	cms := must[string](w)(x.Signature(p, university))
	w.page(x.Fill(p, p.Form("cms"), walker.Fields{"cms": cms}))
	w.shows(x, path, words.T(words.RU, "org.title.done", "n", n-2))
}

// learns: student n learns who registered him, where and until when.
func (w *world) learns(n int) {
	w.Helper()
	r, _ := w.town.People().Resident(fmt.Sprint("student", n))
	w.until("the text", func() bool { return len(w.town.Phones().Inbox(r.Phone)) > 0 })
	if text := w.town.Phones().Inbox(r.Phone)[0].Text; !strings.Contains(text, "Дала университеті") {
		w.Errorf("the text does not say who: %q", text)
	}
	letters, err := w.store.LettersOf(w.ctx, writ.PartyText(iin.PersonParty(r.Person.IIN)), 9)
	if err != nil || len(letters) != 1 || letters[0].Kind != "placed" || !strings.Contains(letters[0].Vars, "Дала университеті") {
		w.Errorf("the letters do not say who: %+v, %v", letters, err)
	}
	es, err := w.store.EntriesOf(w.ctx, r.Person.IIN, w.town.Clock().Now())
	if err != nil || len(es) != 1 || es[0].Status != register.Active || es[0].Months != 10 || es[0].RKA != people.CampusRoom((n+1)/2) {
		w.Errorf("the entry of student %d: %+v, %v", n, es, err)
	}
}

// onePerson: the short form is a list of one row, whose joint statement holds a single one.
func (w *world) onePerson(x *walker.Walker) {
	w.Helper()
	line := strings.Split(w.studentLines(20, 20)[0], ";")
	p := w.page(x.Get("/org/one?house=" + people.CampusRoom(0).Digits()))
	p = w.page(x.Fill(p, p.Form("iin"), walker.Fields{"house": people.CampusRoom(0).Digits(), "iin": line[0], "name": line[1], "room": line[2], "months": "3", "purpose": "study"}))
	path := p.Path()
	p = w.shows(x, path, words.T(words.RU, "org.title.ready", "n", 1))
	w.page(x.Fill(p, p.FormTo("/file"), nil))
	w.shows(x, path, words.T(words.RU, "org.title.to_sign", "n", 1))
	p = w.page(x.Get(path + "/sign"))
	cms, err := x.Signature(p, university)
	if err != nil {
		w.Fatal(err)
	}
	w.page(x.Fill(p, p.Form("cms"), walker.Fields{"cms": cms}))
	w.shows(x, path, words.T(words.RU, "org.title.done", "n", 1))
	i, _ := iin.Parse(line[0])
	es, err := w.store.EntriesOf(w.ctx, i, w.town.Clock().Now())
	if err != nil || len(es) != 1 {
		w.Errorf("%v, %v", es, err)
	}
}

// leaves: those who left are ticked, confirmed once, and their registration ends; the others stay.
func (w *world) leaves(x *walker.Walker) {
	w.Helper()
	home := people.CampusRoom(0).Digits()
	p := w.page(x.Get("/org/residents?q=" + url.QueryEscape("Адам12") + "&house=" + home))
	f := p.Form("id", "house")
	if f == nil {
		w.Fatalf("nobody is found: %s", p.Text)
	}
	p = w.page(x.Fill(p, f, walker.Fields{"id": f.Options["id"][0], "do": "end"}))
	if !p.Says(words.T(words.RU, "org.end.h", "n", 1)) {
		w.Fatalf("one is to be ended: %s", p.Text)
	}
	p = w.page(x.Fill(p, p.Form("reason", "id"), walker.Fields{"reason": "left"}))
	if !p.Says(words.T(words.RU, "org.end.done", "n", 1)) {
		w.Errorf("one has ended: %s", p.Text)
	}
	r, _ := w.town.People().Resident("student12")
	es, err := w.store.EntriesOf(w.ctx, r.Person.IIN, w.town.Clock().Now())
	if err != nil || es[0].Status != register.EndedOrg {
		w.Errorf("%+v, %v", es, err)
	}
}

// refOf is the list of a path.
func refOf(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// faultyList is a list with a row that is to be mended and one that is ready.
func (w *world) faultyList(x *walker.Walker) string {
	w.Helper()
	lines := w.studentLines(31, 32)
	lines[0] = "9" + lines[0]
	path, _ := w.sends(x, lines)
	w.shows(x, path, words.T(words.RU, "org.title.both", "people", words.T(words.RU, "shell.people", "n", 1), "n", 1))
	return refOf(path)
}

// readyList is a list that may be filed.
func (w *world) readyList(x *walker.Walker) string {
	w.Helper()
	path, _ := w.sends(x, w.studentLines(33, 34))
	w.shows(x, path, words.T(words.RU, "org.title.ready", "n", 2))
	return refOf(path)
}

// waiting is a list of one student that waits for its signature.
func (w *world) waiting(x *walker.Walker, student int) string {
	w.Helper()
	path, _ := w.sends(x, w.studentLines(student, student))
	p := w.shows(x, path, words.T(words.RU, "org.title.ready", "n", 1))
	w.page(x.Fill(p, p.FormTo("/file"), nil))
	w.shows(x, path, words.T(words.RU, "org.title.to_sign", "n", 1))
	return refOf(path)
}

// byRector is a form of the organisation's windows.
func byRector(path string, form func(*world) url.Values) func(*world, string) act {
	return func(w *world, _ string) act {
		w.rector()
		return act{by: "organisation", path: path, form: form(w)}
	}
}

func atCampus(query string) func(*world) url.Values {
	return func(*world) url.Values {
		v := fields(query)
		v.Set("house", people.CampusRoom(0).Digits())
		return v
	}
}

func sentList(w *world) url.Values {
	v := atCampus("months=6&purpose=study&type=temporary")(w)
	v.Set("paste", listHead+"\n"+w.studentLines(35, 35)[0])
	return v
}

func oneRow(w *world) url.Values {
	v := atCampus("months=6&purpose=study&type=temporary")(w)
	line := strings.Split(w.studentLines(36, 36)[0], ";")
	v.Set("iin", line[0])
	v.Set("room", line[2])
	return v
}

func onList(list func(*world, *walker.Walker) string, path, form string) func(*world, string) act {
	return func(w *world, _ string) act {
		return act{by: "organisation", path: "/org/lists/" + list(w, w.rector()) + path, form: fields(form)}
	}
}

func signedList(w *world, _ string) act {
	x := w.rector()
	path := "/org/lists/" + w.waiting(x, 37) + "/sign"
	cms := must[string](w)(x.Signature(w.page(x.Get(path)), university))
	return act{by: "organisation", path: path, form: url.Values{"method": {"eds"}, "cms": {cms}}}
}

// organised are lists of the university, at what scripts ask of them.
func (w *world) organised(v values) {
	x := w.rector()
	v["campus"] = people.CampusRoom(0).Digits()
	v["list"], v["list-mended"], v["list-dropped"] = w.faultyList(x), w.faultyList(x), w.faultyList(x)
	v["list-ready"] = w.readyList(x)
	v["list-signing"], v["list-signed"] = w.waiting(x, 38), w.waiting(x, 39)
	v["list-app"] = w.askApp(x, "/org/lists/"+v["list-signing"])
	r, _ := w.town.People().Resident("student40")
	v["iin-student"] = r.Person.IIN.Digits()
}
