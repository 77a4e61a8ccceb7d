package walker

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Fields are what the resident types or chooses, by field name.
type Fields map[string]string

// Fill sends a form as the browser does: what it holds, changed by what the resident types. A field that
// the form lacks is a [*Surprise].
func (w *Walker) Fill(p *Page, f *Form, typed Fields) (*Page, error) {
	if f == nil {
		return p, w.surprise("fill in a form", "a form with "+names(typed), p)
	}
	values := url.Values{}
	for name, v := range f.Values {
		values[name] = slices.Clone(v)
	}
	for name, v := range typed {
		if !f.Names[name] {
			return p, w.surprise("fill in a form", "field "+name, p)
		}
		values.Set(name, v)
	}
	to, err := p.URL.Parse(f.Action)
	if err != nil {
		return p, fmt.Errorf("walker: %w", err)
	}
	if f.Method != http.MethodPost {
		to.RawQuery = values.Encode()
		return w.visit(http.MethodGet, to, "", nil)
	}
	kind, body, err := encode(f, values)
	if err != nil {
		return p, fmt.Errorf("walker: %w", err)
	}
	return w.visit(http.MethodPost, to, kind, body)
}

func encode(f *Form, values url.Values) (kind string, body io.Reader, err error) {
	if !f.Multipart {
		return "application/x-www-form-urlencoded", strings.NewReader(values.Encode()), nil
	}
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := m.WriteField(name, values.Get(name)); err != nil {
			return "", nil, err
		}
	}
	return m.FormDataContentType(), &b, m.Close()
}

func names(typed Fields) string {
	if len(typed) == 0 {
		return "a button"
	}
	return strings.Join(slices.Sorted(maps.Keys(typed)), ", ")
}

func (w *Walker) surprise(did, want string, p *Page) error {
	return &Surprise{Who: w.Me.Handle, Did: did, Want: want, Page: p}
}

// landed checks that an act ended well on a page whose path begins so.
func (w *Walker) landed(did string, p *Page, err error, begin ...string) (*Page, error) {
	if err != nil {
		return p, err
	}
	for _, b := range begin {
		if p.Status == http.StatusOK && strings.HasPrefix(p.Path(), b) && len(p.Errors) == 0 {
			return p, nil
		}
	}
	return p, w.surprise(did, "page "+strings.Join(begin, " or "), p)
}

// open gets a page that must be there.
func (w *Walker) open(did, path string) (*Page, error) {
	p, err := w.Get(path)
	return w.landed(did, p, err, path)
}

// press opens a page and presses the button of the form with that address.
func (w *Walker) press(did, page, action string, begin ...string) (*Page, error) {
	p, err := w.open(did, page)
	if err != nil {
		return p, err
	}
	f := p.FormTo(action)
	if f == nil {
		return p, w.surprise(did, "a button to "+action, p)
	}
	p, err = w.Fill(p, f, nil)
	return w.landed(did, p, err, begin...)
}
