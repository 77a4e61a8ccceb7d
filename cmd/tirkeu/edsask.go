package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tirkeu/eds/explain"
	"tirkeu/eds/ocsp"
)

// edsQuestion are the flags that say what a certificate is judged against.
type edsQuestion struct {
	Trust      string    `help:"Folder with trusted certificates, DER or PEM, whatever their names end in. Each is an anchor, self-signed or not." placeholder:"DIR"`
	At         time.Time `help:"Judge for this time (RFC 3339). Absent: the time of a trusted timestamp, else now." placeholder:"RFC3339"`
	Revocation []string  `help:"none, crl:FILE or ocsp. crl may be given several times, for base and delta lists." default:"none" sep:"none" placeholder:"none|crl:FILE|ocsp"`
	OCSPURL    string    `name:"ocsp-url" help:"Ask this address instead of the one in the certificate." placeholder:"URL"`
	IIN        string    `name:"iin" help:"A good signature must be this person's. Compared as text."`
	BIN        string    `name:"bin" help:"A good signature must be for this legal entity. Compared as text."`
}

var errRevocation = errors.New("--revocation is none, crl:FILE or ocsp")

// question reads the files the flags name.
func (f edsQuestion) question() (explain.Question, error) {
	q := explain.Question{At: f.At, Now: time.Now(), IIN: f.IIN, BIN: f.BIN}
	var err error
	if q.Trusted, err = trusted(f.Trust); err != nil {
		return q, err
	}
	for _, how := range f.Revocation {
		if err := f.revocation(&q.Revocation, how); err != nil {
			return q, err
		}
	}
	if f.OCSPURL != "" && q.Revocation.Ask == nil {
		return q, errors.New("--ocsp-url needs --revocation ocsp")
	}
	return q, nil
}

func (f edsQuestion) revocation(r *explain.Revocation, how string) error {
	name, isList := strings.CutPrefix(how, "crl:")
	switch {
	case isList && name != "":
		b, err := readInput(name, maxEDSList)
		if err != nil {
			return err
		}
		lists, err := explain.Lists(b)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.Lists = append(r.Lists, lists...)
	case how == "ocsp":
		r.Ask, r.URL = askOCSP, f.OCSPURL
	case how != "none":
		return fmt.Errorf("%w: %q", errRevocation, how)
	}
	return nil
}

// ocspTimeout bounds one question to a responder.
const ocspTimeout = 15 * time.Second

var errOCSPAnswer = errors.New("the responder's answer is not an OCSP answer")

// askOCSP sends a question over HTTP (RFC 6960 appendix A.1). Redirects are not followed: the address is in the
// certificate, and the answer is signed.
func askOCSP(ctx context.Context, address string, request []byte) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is not an HTTP address", address)
	}
	ctx, stop := context.WithTimeout(ctx, ocspTimeout)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", ocsp.ContentTypeRequest)
	req.Header.Set("Accept", ocsp.ContentTypeResponse)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: HTTP status %d", errOCSPAnswer, resp.StatusCode)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, ocsp.MaxResponseSize+1))
	if err != nil {
		return nil, err
	}
	if len(b) > ocsp.MaxResponseSize {
		return nil, fmt.Errorf("%w: %w", errOCSPAnswer, explain.ErrTooLarge)
	}
	return b, nil
}
