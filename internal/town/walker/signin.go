package walker

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"time"

	"tirkeu/eds/cms"
	"tirkeu/internal/town/ca"
)

var sixDigits = regexp.MustCompile(`(?:^|\D)(\d{6})(?:\D|$)`)

// texts are the ids of the texts that the phone holds now.
func (w *Walker) texts() map[string]bool {
	ids := map[string]bool{}
	for _, t := range w.town.Phones().Inbox(w.Me.Phone) {
		ids[t.ID] = true
	}
	return ids
}

// code waits for a new text with a code.
func (w *Walker) code(seen map[string]bool) (string, error) {
	for end := time.Now().Add(w.Wait); ; time.Sleep(10 * time.Millisecond) {
		for _, t := range w.town.Phones().Inbox(w.Me.Phone) {
			if m := sixDigits.FindStringSubmatch(t.Text); m != nil && !seen[t.ID] {
				return m[1], nil
			}
		}
		if time.Now().After(end) {
			return "", fmt.Errorf("walker %s: no text with a code came to the phone", w.Me.Handle)
		}
	}
}

// SignInByCode logs in with the code that comes to the phone.
func (w *Walker) SignInByCode() (*Page, error) {
	const did = "log in by code"
	p, err := w.open(did, "/sign-in")
	if err != nil {
		return p, err
	}
	seen := w.texts()
	p, err = w.Fill(p, p.Form("iin"), Fields{"iin": w.Me.Person.IIN.Digits()})
	if p, err = w.landed(did, p, err, "/sign-in/code"); err != nil {
		return p, err
	}
	code, err := w.code(seen)
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, p.Form("code"), Fields{"code": code})
	return w.landed(did, p, err, "/account")
}

// SignInByEDS logs in with the resident's own key; with a BIN, with the key of his post.
func (w *Walker) SignInByEDS(bin string) (*Page, error) {
	const did = "log in by EDS"
	p, err := w.open(did, "/sign-in")
	if err != nil {
		return p, err
	}
	f := p.Form("challenge", "cms")
	if f == nil {
		return p, w.surprise(did, "a form to sign", p)
	}
	signature, err := w.sign(f.Data, bin)
	if err != nil {
		return p, err
	}
	p, err = w.Fill(p, f, Fields{"cms": signature})
	return w.landed(did, p, err, "/account")
}

// SignOut ends the session.
func (w *Walker) SignOut() (*Page, error) { return w.press("sign out", "/account", "/sign-out", "/") }

// sign signs as NCALayer does: detached CMS with a timestamp. Data is base64.
func (w *Walker) sign(data, bin string) (string, error) {
	content, err := base64.StdEncoding.DecodeString(data)
	if err != nil || len(content) == 0 {
		return "", fmt.Errorf("walker %s: the page gives nothing to sign", w.Me.Handle)
	}
	k, err := w.key(bin)
	if err != nil {
		return "", err
	}
	opts := cms.SignOptions{Detached: true, SigningTime: w.town.Clock().Now(), Timestamp: w.town.CA().Token}
	der, err := cms.Sign(content, k.Signer, k.Cert, nil, opts)
	if err != nil {
		return "", fmt.Errorf("walker %s: %w", w.Me.Handle, err)
	}
	return string(cms.PEM(der)), nil
}

// Signature signs what a page asks to sign, with the resident's own key or that of his post, and sends nothing.
func (w *Walker) Signature(p *Page, bin string) (string, error) {
	f := p.Form("cms")
	if f == nil {
		return "", w.surprise("sign", "a form to sign", p)
	}
	return w.sign(f.Data, bin)
}

func (w *Walker) key(bin string) (ca.Key, error) {
	held, err := w.town.Keys(w.Me.Handle)
	if err != nil {
		return ca.Key{}, fmt.Errorf("walker: %w", err)
	}
	for _, h := range held {
		if h.BIN == bin {
			return h.Key, nil
		}
	}
	return ca.Key{}, fmt.Errorf("walker %s: no such key among %d", w.Me.Handle, len(held))
}

// signed fills in the signing form of a page and sends it.
func (w *Walker) signed(did string, p *Page, bin string, begin ...string) (*Page, error) {
	f := p.Form("cms")
	if f == nil {
		return p, w.surprise(did, "a form to sign", p)
	}
	signature, err := w.sign(f.Data, bin)
	if err != nil {
		return p, err
	}
	typed := Fields{"cms": signature}
	if f.Names["method"] {
		typed["method"] = "eds"
	}
	p, err = w.Fill(p, f, typed)
	return w.landed(did, p, err, begin...)
}

// last is the last part of a path.
func last(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
