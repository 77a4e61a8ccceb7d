package pages

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"tirkeu/eds/cms"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/town/egov"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
)

// onPhone is what a resident's eGov Mobile holds: the document that it fetched last. The code that led to it
// is dead by then, so it is kept until he signs, drops it, or opens another.
type onPhone struct {
	address string
	request *egov.Request
	back    string // page of the portal that opened the app; "" when a code was pasted

	mu     sync.Mutex // one signature at a time
	signed bool
}

// phones are all residents' apps by handle.
type phones struct {
	mu   sync.Mutex
	held map[string]*onPhone
}

func (p *phones) of(handle string) *onPhone {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held[handle]
}

func (p *phones) put(handle string, h *onPhone) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == nil {
		p.held = map[string]*onPhone{}
	}
	p.held[handle] = h
}

// mobilePage is what eGov Mobile shows.
type mobilePage struct {
	Nobody             bool // no resident was chosen in this tab
	Asks               bool // a document waits for a signature
	Signed             bool
	Link, Back         string
	Organisation, Name string
	BIN, Text          string
	Meta               []egov.Meta
	Ends               time.Time
	Keys               []heldKey
}

// mobile is eGov Mobile on the phone of whoever's tab this is. A link fetches the document, which the portal
// gives once; the page then shows what was fetched.
func mobile(v *visit) error {
	r, ok := v.who()
	if !ok {
		return v.page("mobile", "eGov Mobile", mobilePage{Nobody: true})
	}
	link := v.r.URL.Query().Get("link")
	if link == "" {
		return v.showMobile(r, nil)
	}
	if err := v.fetch(r, link); err != nil {
		return v.showMobile(r, err)
	}
	return v.redirect("/town/mobile", "")
}

// fetch opens a link, unless it is open on this phone already.
func (v *visit) fetch(r people.Resident, link string) error {
	if v.p.Phone == nil {
		return egov.ErrLink
	}
	u, err := v.p.Phone.Address(link)
	if err != nil {
		return err
	}
	if h := v.p.phones.of(r.Handle); h != nil && h.address == u.String() {
		return nil
	}
	req, err := v.p.Phone.Open(v.r.Context(), link)
	if err != nil {
		return err
	}
	v.p.phones.put(r.Handle, &onPhone{address: u.String(), request: req, back: v.from()})
	return nil
}

// from is the page of the portal on this address that the visitor comes from; "" when it is not known.
func (v *visit) from() string {
	u, err := url.Parse(v.r.Referer())
	if err != nil || u.Host != v.r.Host || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(u.Path, "/town/") {
		return ""
	}
	return u.RequestURI()
}

// troubles are the app's errors in words.
var troubles = []struct {
	err error
	key string
}{
	{egov.ErrLink, "town.mobile.no_link"}, {egov.ErrGone, "town.mobile.gone"}, {egov.ErrRefused, "town.mobile.refused"},
}

// showMobile prints the page; with an error also what went wrong.
func (v *visit) showMobile(r people.Resident, wrong error) error {
	var x mobilePage
	if h := v.p.phones.of(r.Handle); h != nil {
		x = h.page(v.lang)
	}
	var err error
	if x.Keys, err = v.keys(r, v.p.Town.Clock().Now()); err != nil {
		return err
	}
	title := v.t("town.mobile.h", "name", r.Person.Name.Full())
	if wrong == nil {
		return v.page("mobile", title, x)
	}
	key := "town.mobile.silent"
	for _, t := range troubles {
		if errors.Is(wrong, t.err) {
			key = t.key
		}
	}
	f := v.read("link")
	f.fail("link", v.t(key))
	return v.invalid("mobile", "/town/mobile", f, view{Title: title, Data: x})
}

func (h *onPhone) page(l words.Lang) mobilePage {
	h.mu.Lock()
	defer h.mu.Unlock()
	q := h.request
	i := map[words.Lang]int{words.RU: 0, words.KK: 1, words.EN: 2}[l]
	return mobilePage{
		Asks: !h.signed && time.Now().Before(q.Expires), Signed: h.signed, Link: h.address, Back: h.back,
		Organisation: []string{q.Organisation.NameRu, q.Organisation.NameKz, q.Organisation.NameEn}[i], BIN: q.Organisation.BIN,
		Name: q.Names[i], Text: strings.ToValidUTF8(string(q.Data), "�"), Meta: q.Meta, Ends: q.Expires,
	}
}

// signMobile signs what the app holds with the key that was chosen, or drops it.
func signMobile(v *visit) error {
	r, ok := v.who()
	if !ok {
		return v.redirect("/town/mobile", "")
	}
	h := v.p.phones.of(r.Handle)
	if h == nil || h.address != v.r.PostFormValue("link") {
		return v.showMobile(r, egov.ErrGone)
	}
	if v.r.PostFormValue("do") == "drop" {
		v.p.phones.put(r.Handle, nil)
		return v.redirect("/town/mobile", "unsigned")
	}
	sign, err := v.signer(r)
	if err != nil {
		return err
	}
	if err := h.sign(v.r.Context(), v.p.Phone, sign); err != nil {
		return v.showMobile(r, err)
	}
	return v.redirect("/town/mobile", "")
}

// sign signs once; a second click finds it done.
func (h *onPhone) sign(ctx context.Context, app *egov.App, with egov.Signer) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.signed {
		return nil
	}
	err := app.Sign(ctx, h.request, with)
	h.signed = err == nil
	return err
}

// signer signs with the resident's key of the chosen number, as the real app does: a detached CMS with a
// timestamp.
func (v *visit) signer(r people.Resident) (egov.Signer, error) {
	keys, err := v.p.Town.Keys(r.Handle)
	if err != nil {
		return nil, err
	}
	i, err := strconv.Atoi(v.r.PostFormValue("key"))
	if err != nil || i < 0 || i >= len(keys) {
		return nil, fault.New(fault.Invalid, "no such key")
	}
	k := keys[i].Key
	return func(data []byte) ([]byte, error) {
		return cms.Sign(data, k.Signer, k.Cert, nil, cms.SignOptions{
			Detached: true, SigningTime: v.p.Town.Clock().Now(), Timestamp: v.p.Town.CA().Token,
		})
	}, nil
}
