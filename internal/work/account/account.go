// Package account is who is at the desk: sessions, the log-in by signature or by code, and the
// account that the first log-in makes.
package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/words"
	"tirkeu/internal/work/signing"
)

// Books is where sessions and accounts are kept.
type Books interface {
	Account(ctx context.Context, i iin.IIN) (keeping.Account, error)
	SaveAccount(ctx context.Context, a keeping.Account) error
	PutSession(ctx context.Context, s keeping.Session) error
	Session(ctx context.Context, hash string) (keeping.Session, error)
	TouchSession(ctx context.Context, hash string, seen time.Time) error
}

// Enders end sessions.
type Enders interface {
	EndSession(ctx context.Context, hash string) error
}

// Persons is GBD FL.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// citizen is the role of whoever is not staff.
const citizen = "citizen"

// terms are how long the session lasts by the rules of the machine's day.
func (a *Accounts) terms(s keeping.Session) law.SessionTerms {
	t, _ := law.Sessions(civil.DateOf(a.Machine.Now()), s.Role != citizen)
	return t
}

// Accounts signs people in and out.
type Accounts struct {
	Books    Books
	Enders   Enders
	Persons  Persons
	Codes    *signing.Codes
	Seal     signing.Seal
	Calendar signing.Clock
	Machine  signing.Clock
	Token    func(n int) (string, error)
	Secret   []byte // of challenges
	Officers func(i iin.IIN) bool

	Supervisors func(i iin.IIN) bool
	Operators   func(i iin.IIN) bool // of the State corporation's counters
}

// Challenge is the text that a person signs to log in. It is valid for five minutes, once.
func (a *Accounts) Challenge(lang words.Lang, host string) (string, error) {
	nonce, err := a.Token(16)
	if err != nil {
		return "", err
	}
	ends := strconv.FormatInt(a.Machine.Now().Add(5*time.Minute).Unix(), 10)
	body := words.T(lang, "sign.signin.text", "host", host) + "\n" + nonce + " " + ends
	return body + " " + a.mac(body), nil
}

func (a *Accounts) mac(body string) string {
	m := hmac.New(sha256.New, a.Secret)
	m.Write([]byte("challenge\x00" + body))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// fresh tells whether the challenge is ours, has not ended and was not used before.
func (a *Accounts) fresh(ctx context.Context, challenge string) error {
	i := strings.LastIndexByte(challenge, ' ')
	if i < 0 || !hmac.Equal([]byte(challenge[i+1:]), []byte(a.mac(challenge[:i]))) {
		return signing.No{Reason: "eds.wrong_content"}
	}
	body := challenge[:i]
	ends, err := strconv.ParseInt(body[strings.LastIndexByte(body, ' ')+1:], 10, 64)
	if err != nil || a.Machine.Now().Unix() >= ends {
		return signing.No{Reason: "sig_bad"}
	}
	sum := sha256.Sum256([]byte(challenge))
	ok, _, err := a.Codes.Books.Hit(ctx, "challenge:"+hex.EncodeToString(sum[:]), time.Hour, 1, a.Machine.Now())
	if err != nil {
		return err
	}
	if !ok {
		return signing.No{Reason: "eds.replay"}
	}
	return nil
}

// In is a log-in by signature: the session's cookie, whose it is, and when the certificate ends
// (zero when that cannot be read).
type In struct {
	Cookie      string
	Person      iin.IIN
	Certificate time.Time
}

// BySignature is LogIn for whoever needs the cookie only.
func (a *Accounts) BySignature(ctx context.Context, challenge string, cms []byte, lang words.Lang) (cookie string, err error) {
	in, err := a.LogIn(ctx, challenge, cms, lang)
	return in.Cookie, err
}

// LogIn logs a person in by a signature over the challenge. No: reasons "eds.…".
func (a *Accounts) LogIn(ctx context.Context, challenge string, cms []byte, lang words.Lang) (in In, err error) {
	defer fault.Wrap(&err, "log in by signature")
	if err := a.fresh(ctx, challenge); err != nil {
		return In{}, err
	}
	p, err := signing.Received(a.Seal.Accept(ctx, proof.Asked{Rendering: []byte(challenge), LogIn: true}, cms))
	if err != nil {
		return In{}, err
	}
	if p.Standing != proof.Good {
		return In{}, signing.No{Reason: "eds.pending_login"}
	}
	in = In{Person: p.Signer}
	if len(p.Chain) > 0 {
		if cert, err := x509.ParseCertificate(p.Chain[0]); err == nil {
			in.Certificate = cert.NotAfter
		}
	}
	in.Cookie, err = a.open(ctx, keeping.Session{Person: p.Signer, BIN: p.BIN, By: "eds"}, lang)
	return in, err
}

// ByMobile logs a person in who signed the challenge in eGov Mobile, in the browser that asked.
func (a *Accounts) ByMobile(ctx context.Context, m keeping.Mobile, lang words.Lang) (cookie string, err error) {
	defer fault.Wrap(&err, "log in by eGov Mobile")
	return a.open(ctx, keeping.Session{Person: m.Signer, BIN: m.SignerBIN, By: "eds"}, lang)
}

// SendCode sends a log-in code. The answer is the same whether or not the person has a phone
// in BMG, so that nobody can find out; only the account's owner sees whether an SMS came.
func (a *Accounts) SendCode(ctx context.Context, i iin.IIN, lang words.Lang) error {
	_, err := a.Codes.Send(ctx, signing.Wanted{Person: i, Purpose: keeping.ForLogIn, Lang: lang})
	var no signing.No
	if asNo(err, &no) && no.Reason == "no_phone" {
		return nil
	}
	return err
}

// ByCode logs a person in by the code that was sent. No: "otp", "otp_old", "otp_spent".
func (a *Accounts) ByCode(ctx context.Context, i iin.IIN, typed string, lang words.Lang) (cookie string, err error) {
	defer fault.Wrap(&err, "log in by code")
	code, err := a.Codes.Check(ctx, signing.Wanted{Person: i, Purpose: keeping.ForLogIn}, typed)
	if err != nil {
		return "", err
	}
	if err := a.Codes.Books.UseCode(ctx, code.ID, a.Calendar.Now()); err != nil {
		return "", err
	}
	return a.open(ctx, keeping.Session{Person: i, By: "code"}, lang)
}

// open makes the session, and at the first log-in the account.
func (a *Accounts) open(ctx context.Context, s keeping.Session, lang words.Lang) (string, error) {
	if err := a.ensure(ctx, s.Person, lang); err != nil {
		return "", err
	}
	cookie, err := a.Token(32)
	if err != nil {
		return "", err
	}
	if s.Token, err = a.Token(20); err != nil {
		return "", err
	}
	s.Role = citizen
	if s.By == "eds" { // a code opens no staff window
		s.Role = a.staff(s.Person)
	}
	s.Hash, s.Made = hash(cookie), a.Machine.Now()
	s.Seen, s.Ends = s.Made, s.Made.Add(a.terms(s).Absolute)
	return cookie, a.Books.PutSession(ctx, s)
}

// staff is the role of a person who logs in by signature. Whoever decides cases supervises none.
func (a *Accounts) staff(i iin.IIN) string {
	switch {
	case a.Officers != nil && a.Officers(i):
		return "officer"
	case a.Supervisors != nil && a.Supervisors(i):
		return "supervisor"
	case a.Operators != nil && a.Operators(i):
		return "operator"
	}
	return citizen
}

func (a *Accounts) ensure(ctx context.Context, i iin.IIN, lang words.Lang) error {
	_, err := a.Books.Account(ctx, i)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	acc := keeping.Account{Person: i, Lang: string(lang), Created: a.Calendar.Now()}
	switch ans := a.Persons.Person(ctx, i).(type) {
	case applicant.Found:
		acc.Name = ans.Person.Name.Full()
	case applicant.Unknown:
		return signing.No{Reason: "unknown_person"}
	case applicant.Silent:
		return fault.New(fault.Unavailable, "GBD FL is silent")
	}
	return a.Books.SaveAccount(ctx, acc)
}

// Who is one signed-in person at the desk.
type Who struct {
	Session keeping.Session
	Account keeping.Account
}

// Party for which the person speaks: himself, or the legal entity of his certificate.
func (w Who) Party() iin.Party {
	if w.Session.BIN != "" {
		if b, err := iin.ParseBIN(w.Session.BIN); err == nil {
			return iin.EntityParty(b)
		}
	}
	return iin.PersonParty(w.Session.Person)
}

// Of finds who holds the cookie; NotFound when nobody does or the session has ended. Of staff who were
// away for too long it tells beside the error whose session it was, so that the desk can say so: with
// it nothing may be opened.
func (a *Accounts) Of(ctx context.Context, cookie string) (Who, error) {
	if len(cookie) < 32 || len(cookie) > 128 {
		return Who{}, fault.New(fault.NotFound, "no session")
	}
	s, err := a.Books.Session(ctx, hash(cookie))
	if err != nil {
		return Who{}, err
	}
	now := a.Machine.Now()
	if !now.Before(s.Ends) || now.Sub(s.Seen) > a.terms(s).Idle {
		ended := Who{}
		if s.Role != citizen {
			ended.Session.Role = s.Role
		}
		return ended, fault.New(fault.NotFound, "session has ended")
	}
	if now.Sub(s.Seen) > time.Minute {
		if err := a.Books.TouchSession(ctx, s.Hash, now); err != nil {
			return Who{}, err
		}
	}
	acc, err := a.Books.Account(ctx, s.Person)
	return Who{Session: s, Account: acc}, err
}

// Leave ends the session of the cookie.
func (a *Accounts) Leave(ctx context.Context, cookie string) error {
	return a.Enders.EndSession(ctx, hash(cookie))
}

func hash(cookie string) string {
	sum := sha256.Sum256([]byte(cookie))
	return hex.EncodeToString(sum[:])
}

// Today is the calendar's day.
func (a *Accounts) Today() civil.Date { return civil.DateOf(a.Calendar.Now()) }
