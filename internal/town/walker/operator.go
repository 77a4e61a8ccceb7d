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

	"tirkeu/internal/town/people"
)

// Give gives a ticket at the reception; what is not said is that of a citizen whose dwelling is his own.
func (w *Walker) Give(wish Fields) (id string, p *Page, err error) {
	const did = "give a ticket"
	if p, err = w.open(did, "/desk/reception"); err != nil {
		return "", p, err
	}
	typed := Fields{"service": "registration", "whom": "citizen", "whose": "own", "priority": "", "lang": w.Lang}
	for name, v := range wish {
		typed[name] = v
	}
	p, err = w.Fill(p, p.Form("service", "whom"), typed)
	p, err = w.landed(did, p, err, "/desk/slips/")
	return last(p.Path()), p, err
}

// Call calls the next person to the operator's window.
func (w *Walker) Call() (id string, p *Page, err error) {
	const did = "call the next person"
	if p, err = w.open(did, "/desk"); err != nil {
		return "", p, err
	}
	f := p.FormTo("/desk")
	if f == nil {
		return "", p, w.surprise(did, "a button to call the next person", p)
	}
	p, err = w.Fill(p, f, nil)
	p, err = w.landed(did, p, err, "/desk/tickets/")
	return last(p.Path()), p, err
}

// Step does one thing at a ticket, with the form of the page at the address that does it.
func (w *Walker) Step(at, do string, typed Fields) (*Page, error) {
	did := "do " + do + " at a ticket"
	path, _, _ := strings.Cut(at, "?")
	p, err := w.Get(at)
	if p, err = w.landed(did, p, err, path); err != nil {
		return p, err
	}
	for i := range p.Forms {
		f := &p.Forms[i]
		if said := f.Values.Get("do"); !f.Names["do"] || said != "" && said != do {
			continue
		} else if said == "" {
			typed = Fields{"do": do}
		}
		p, err = w.Fill(p, f, typed)
		return w.landed(did, p, err, path, "/desk")
	}
	return p, w.surprise(did, "a form for "+do, p)
}

// ticket is the address of a ticket.
func ticket(id string) string { return "/desk/tickets/" + id }

// Identify checks the document of whoever stands at the window.
func (w *Walker) Identify(id string, r people.Resident) (*Page, error) {
	return w.Step(ticket(id), "identify", shows(r))
}

// Comes checks the document of somebody who speaks for the owner number n.
func (w *Walker) Comes(id string, n int, r people.Resident) (*Page, error) {
	return w.Step(fmt.Sprintf("%s?open=owner&owner=%d", ticket(id), n), "come", shows(r))
}

// shows is the first document of a resident as it lies on the counter.
func shows(r people.Resident) Fields {
	f := Fields{"iin": r.Person.IIN.Digits()}
	if len(r.Person.Documents) > 0 {
		f["kind"], f["number"] = r.Person.Documents[0].Kind, r.Person.Documents[0].Number
	}
	return f
}

// Finds asks the register for a dwelling and notes what is asked for.
func (w *Walker) Finds(id string, typed Fields) (*Page, error) {
	return w.Step(ticket(id)+"?open=where", "find", typed)
}

// Files takes the application.
func (w *Walker) Files(id string) (*Page, error) { return w.Step(ticket(id), "file", nil) }

// Seal seals what the signer number n signed by hand; 0 is whoever applies.
func (w *Walker) Seal(id string, n int) (*Page, error) {
	const did = "seal a signature"
	at := fmt.Sprintf("%s/sign/%d", ticket(id), n)
	p, err := w.open(did, at)
	if err != nil {
		return p, err
	}
	f := p.Form("cms", "ink")
	if f == nil {
		return p, w.surprise(did, "a form to sign", p)
	}
	signature, err := w.sign(f.Data, "")
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, f, Fields{"cms": signature, "ink": "yes"})
	return w.landed(did, p, err, ticket(id))
}

// Ends takes a ticket off the window: done, absent or again.
func (w *Walker) Ends(id, how string) (*Page, error) { return w.Step(ticket(id), how, nil) }

// Attach does one thing at a ticket as Step does, with a file beside it.
func (w *Walker) Attach(at, do string, typed Fields, file []byte) (*Page, error) {
	did := "attach a file"
	path, _, _ := strings.Cut(at, "?")
	p, err := w.Get(at)
	if p, err = w.landed(did, p, err, path); err != nil {
		return p, err
	}
	f := p.Form("scan", "number")
	if f == nil {
		return p, w.surprise(did, "a form for a file", p)
	}
	values := url.Values{}
	for name, v := range f.Values {
		values[name] = v
	}
	for name, v := range typed {
		values.Set(name, v)
	}
	values.Set("do", do)
	kind, body, err := encodeFile(values, "scan", file)
	if err != nil {
		return p, err
	}
	p, err = w.visit(http.MethodPost, w.url(path), kind, body)
	return w.landed(did, p, err, path)
}

func encodeFile(values url.Values, field string, file []byte) (kind string, body io.Reader, err error) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if name == field {
			continue
		}
		if err := m.WriteField(name, values.Get(name)); err != nil {
			return "", nil, err
		}
	}
	part, err := m.CreateFormFile(field, "scan")
	if err != nil {
		return "", nil, err
	}
	if _, err := part.Write(file); err != nil {
		return "", nil, err
	}
	return m.FormDataContentType(), &b, m.Close()
}
