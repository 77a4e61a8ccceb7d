package frame

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/words"
)

//go:embed pages/*.html
var ownPages embed.FS

// Pages are the templates of one desk: Dir/*.html, each defining "main" and optionally "aside"
// and "head". A page's name is its file name without ".html"; files that begin with "_" hold
// parts that every page of the set may use.
type Pages struct {
	FS  fs.FS
	Dir string
}

// Field is one input of a form: what was typed and what is wrong with it, in the reader's language.
type Field struct{ Value, Error string }

// Form holds the fields of a page by name, in the order in which errors are listed.
type Form struct {
	Fields map[string]Field
	Order  []string
}

// NewForm reads the named values of the request's form.
func NewForm(r *http.Request, names ...string) Form {
	f := Form{Fields: map[string]Field{}, Order: names}
	for _, n := range names {
		v := r.FormValue(n)
		if len(v) > 2000 {
			v = v[:2000]
		}
		f.Fields[n] = Field{Value: strings.TrimSpace(strings.ToValidUTF8(v, ""))}
	}
	return f
}

// Get is the typed value of a field.
func (f Form) Get(name string) string { return f.Fields[name].Value }

// Set fills a field from what is stored.
func (f *Form) Set(name, value string) {
	if f.Fields == nil {
		f.Fields = map[string]Field{}
	}
	x := f.Fields[name]
	x.Value = value
	f.Fields[name] = x
}

// Fail notes what is wrong with a field.
func (f *Form) Fail(name, text string) {
	if f.Fields == nil {
		f.Fields = map[string]Field{}
	}
	x := f.Fields[name]
	if x.Error == "" {
		x.Error = text
	}
	f.Fields[name] = x
}

// Bad tells whether any field is wrong.
func (f Form) Bad() bool {
	for _, x := range f.Fields {
		if x.Error != "" {
			return true
		}
	}
	return false
}

// Wrong is one line of the error summary.
type Wrong struct{ Field, Text string }

// Errors lists what is wrong, in the order of the page.
func (f Form) Errors() []Wrong {
	var out []Wrong
	for _, n := range f.Order {
		if e := f.Fields[n].Error; e != "" {
			out = append(out, Wrong{n, e})
		}
	}
	return out
}

// View is what every template gets.
type View struct {
	V     *Visit
	Title string
	Wide  bool // staff pages
	Data  any
	Form  Form
	Demo  Demo
	Count Counts
	Path  string // after /{lang}, for the language switch
	Nav   string // which item of the navigation is current
	Flash string
}

// Page prints a page with status 200.
func (v *Visit) Page(name, title string, data any) error {
	return v.Show(200, name, title, data, Form{})
}

// Invalid prints the page again with what is wrong, status 422; what was typed is kept.
func (v *Visit) Invalid(name, title string, data any, f Form) error {
	return v.Show(422, name, title, data, f)
}

// Show prints a page. Personal pages are never cached.
func (v *Visit) Show(status int, name, title string, data any, f Form) error {
	t, ok := v.f.tmpl[v.Lang][name]
	if !ok {
		return fault.New(fault.Internal, "no page %q", name)
	}
	view := View{V: v, Title: title, Data: data, Form: f, Path: strings.TrimPrefix(v.R.URL.Path, "/"+string(v.Lang))}
	if v.R.Method == http.MethodGet && v.R.URL.RawQuery != "" {
		view.Path += "?" + v.R.URL.RawQuery
	}
	if v.f.Demo != nil {
		view.Demo = v.f.Demo(v.R)
	}
	if v.Who != nil && v.f.Counts != nil {
		view.Count = v.f.Counts(v.R.Context(), *v.Who)
	}
	view.Nav = section(view.Path)
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", view); err != nil {
		return fault.As(fault.Internal, err, "page %q", name)
	}
	v.wrote = true
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.W.Header().Set("Content-Language", string(v.Lang))
	v.W.WriteHeader(status)
	_, _ = v.W.Write(b.Bytes()) // the visitor may have gone
	return nil
}

func section(path string) string {
	path, _, _ = strings.Cut(path, "?")
	p := strings.Split(strings.Trim(path, "/"), "/")
	if p[0] == "org" && len(p) > 1 { // a cabinet of several windows
		return p[0] + "/" + p[1]
	}
	return p[0]
}

// parse reads all sets once per language, so that {{t "key"}} needs no language.
func (f *Frame) parse() error {
	f.tmpl = map[words.Lang]map[string]*template.Template{}
	for _, l := range words.Langs() {
		f.tmpl[l] = map[string]*template.Template{}
		for _, set := range append([]Pages{{FS: ownPages, Dir: "pages"}}, f.sets...) {
			if err := f.parseSet(l, set); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *Frame) parseSet(l words.Lang, set Pages) error {
	base, err := template.New("").Funcs(f.funcs(l)).ParseFS(ownPages, "pages/_*.html")
	if err != nil {
		return fmt.Errorf("layout: %w", err)
	}
	if parts, _ := fs.Glob(set.FS, set.Dir+"/_*.html"); len(parts) > 0 {
		if base, err = base.ParseFS(set.FS, set.Dir+"/_*.html"); err != nil {
			return fmt.Errorf("parts of %s: %w", set.Dir, err)
		}
	}
	files, err := fs.Glob(set.FS, set.Dir+"/*.html")
	if err != nil {
		return err
	}
	for _, file := range files {
		name := strings.TrimSuffix(file[strings.LastIndexByte(file, '/')+1:], ".html")
		if strings.HasPrefix(name, "_") {
			continue
		}
		if f.tmpl[l][name] != nil {
			return fmt.Errorf("two pages are called %q", name)
		}
		t, err := template.Must(base.Clone()).ParseFS(set.FS, file)
		if err != nil {
			return fmt.Errorf("page %s: %w", name, err)
		}
		f.tmpl[l][name] = t
	}
	return nil
}
