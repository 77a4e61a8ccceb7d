package walker

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
)

// Upload sends a form with a file in its field "file", pressing the button that is named.
func (w *Walker) Upload(p *Page, f *Form, typed Fields, file []byte) (*Page, error) {
	if f == nil || !f.Multipart || !f.Names["file"] {
		return p, w.surprise("upload a file", "a form that takes a file", p)
	}
	values := Fields{}
	for name := range f.Values {
		values[name] = f.Values.Get(name)
	}
	maps.Copy(values, typed)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := m.WriteField(name, values[name]); err != nil {
			return p, fmt.Errorf("walker: %w", err)
		}
	}
	part, err := m.CreateFormFile("file", "statement.cms")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		return p, fmt.Errorf("walker: %w", err)
	}
	to, err := p.URL.Parse(f.Action)
	if err != nil {
		return p, fmt.Errorf("walker: %w", err)
	}
	return w.visit(http.MethodPost, to, m.FormDataContentType(), &b)
}

// Download gives what a page offers to be signed in another program.
func (p *Page) Download() ([]byte, error) {
	const begin = "data:text/plain;base64,"
	for _, l := range p.Links {
		if len(l.Path) > len(begin) && l.Path[:len(begin)] == begin {
			return base64.StdEncoding.DecodeString(l.Path[len(begin):])
		}
	}
	return nil, fmt.Errorf("walker: page %s offers nothing to sign elsewhere", p.URL.Path)
}
