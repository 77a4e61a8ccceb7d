package pages

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
)

//go:embed pages/*.html
var files embed.FS

//go:embed assets
var assets embed.FS

// view is what every template gets.
type view struct {
	Title string
	Nav   string // which item of the navigation is current
	Path  string // of this page, for the language switch; the request's when empty
	Now   time.Time
	Who   *people.Resident // whose tab this is
	Named bool             // by its host, so that nobody else can be chosen here
	Style string
	Port  string
	Done  string // what was just done, in words
	Form  form
	Data  any
}

// form is what was typed and what is wrong with it.
type form struct {
	typed  map[string]string
	Errors []wrong
}

// wrong is one line of the error summary.
type wrong struct{ Field, Text string }

func (f *form) fail(field, text string) { f.Errors = append(f.Errors, wrong{field, text}) }

// Value is what was typed, or what stands there otherwise.
func (f form) Value(field, otherwise string) string {
	if s, ok := f.typed[field]; ok {
		return s
	}
	return otherwise
}

// Error says what is wrong with a field.
func (f form) Error(field string) string {
	for _, w := range f.Errors {
		if w.Field == field {
			return w.Text
		}
	}
	return ""
}

// read takes the named values of a POST.
func (v *visit) read(names ...string) form {
	f := form{typed: map[string]string{}}
	for _, n := range names {
		f.typed[n] = strings.TrimSpace(strings.ToValidUTF8(v.r.PostFormValue(n), ""))
	}
	return f
}

// done lists what a redirect may say of the act before it.
var done = map[string]string{
	"moved": "town.clock.moved", "no_event": "town.clock.no_event", "unsettled": "town.clock.unsettled",
	"changed": "town.changes.done", "fault": "town.faults.done", "key": "town.key.done", "document": "town.document.done", "power": "town.phone.done",
	"unsigned": "town.mobile.dropped",
}

func (v *visit) page(name, title string, data any) error {
	return v.show(http.StatusOK, name, view{Title: title, Data: data})
}

func (v *visit) show(status int, name string, x view) error {
	t, ok := v.p.sets[v.lang][name]
	if !ok {
		return fmt.Errorf("no page %q", name)
	}
	x.Nav, x.Now, x.Port = name, v.p.Town.Clock().Now(), v.p.Port
	if x.Path == "" {
		x.Path = v.r.URL.Path
	}
	if who, ok := v.who(); ok {
		x.Who = &who
	}
	_, x.Named = v.p.named(v.r)
	if v.p.Style != nil {
		x.Style = v.p.Style()
	}
	if key, ok := done[v.r.URL.Query().Get("done")]; ok {
		x.Done = v.t(key, "time", moment(v.lang, x.Now))
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", x); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Set("Content-Language", string(v.lang))
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // the visitor may have gone
	return nil
}

// invalid prints a page again with what is wrong; what was typed is kept.
func (v *visit) invalid(name, path string, f form, x view) error {
	x.Path, x.Form = path, f
	return v.show(http.StatusUnprocessableEntity, name, x)
}

func moment(l words.Lang, t time.Time) string { return words.DateTime(l, civil.Local(t)) }

func onDay(l words.Lang, d civil.Date) string { return words.Date(l, d.Year, int(d.Month), d.Day) }

// templates of one language by name.
type templates map[string]*template.Template

func parse() (map[words.Lang]templates, error) {
	sets := map[words.Lang]templates{}
	names, err := fs.Glob(files, "pages/[a-z]*.html")
	if err != nil {
		return nil, err
	}
	for _, l := range words.Langs() {
		base, err := template.New("").Funcs(funcs(l)).ParseFS(files, "pages/_*.html")
		if err != nil {
			return nil, fmt.Errorf("the town's layout: %w", err)
		}
		sets[l] = templates{}
		for _, file := range names {
			t, err := template.Must(base.Clone()).ParseFS(files, file)
			if err != nil {
				return nil, fmt.Errorf("the town's pages: %w", err)
			}
			sets[l][strings.TrimSuffix(path.Base(file), ".html")] = t
		}
	}
	return sets, nil
}

// copied is a text with a button that copies it.
type copied struct{ Text, What string }

// living is a list of residents to choose from.
type living struct {
	Form         form
	Field, Label string
	Living       []people.Resident
}

// cardIn is a resident's card with what it needs of its page.
type cardIn struct {
	Card  card
	Port  string
	Named bool
}

// clockForm is the form that moves the calendar, and the page to come back to.
type clockForm struct {
	Next time.Time
	Back string
}

func funcs(l words.Lang) template.FuncMap {
	return template.FuncMap{
		"t":      func(key string, args ...any) string { return words.T(l, key, args...) },
		"lang":   func() string { return string(l) },
		"langs":  words.Langs,
		"moment": func(t time.Time) string { return moment(l, t) },
		"date":   func(t time.Time) string { return onDay(l, civil.DateOf(t)) },
		"day":    func(d civil.Date) string { return onDay(l, d) },
		"iso":    func(t time.Time) string { return civil.Local(t).Format(time.RFC3339) },
		"area":   func(hundredths int) string { return words.Tenths(l, (hundredths+5)/10) },
		"clock":  func(next time.Time, back string) clockForm { return clockForm{next, back} },
		"pair":   func(a, b string) [2]string { return [2]string{a, b} },
		"cardof": func(x view, c card) cardIn { return cardIn{c, x.Port, x.Named} },
		"living": func(x view, field, label string) (living, error) {
			page, ok := x.Data.(changesPage)
			if !ok {
				return living{}, fmt.Errorf("page %s lists no residents", x.Nav)
			}
			return living{x.Form, field, label, page.Living}, nil
		},
		"copied": func(text, what string) copied { return copied{text, what} },
		"under":  func(s string) string { return strings.ReplaceAll(s, "-", "_") },
		"tabs":   func() []string { return slices.Clone(navigation) },
	}
}

// navigation lists the pages of the bar; the phone is there when somebody was chosen.
var navigation = []string{"front", "homes", "phone", "time", "faults", "changes", "authority"}

// asset serves the script and the few lines of style beside the portal's.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	raw, err := assets.ReadFile("assets/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(raw) // the visitor may have gone
}
