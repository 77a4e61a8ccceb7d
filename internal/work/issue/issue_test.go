package issue_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/sheet"
	"tirkeu/internal/gate/paper"
	"tirkeu/internal/store/storetest"
	"tirkeu/internal/work/issue"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// day is a clock that stands where it is put.
type day struct{ at time.Time }

func (d *day) Now() time.Time { return d.at }

func start(t *testing.T) (*issue.Issuer, *day) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse("https://tirkeu.example")
	if err != nil {
		t.Fatal(err)
	}
	clock := &day{time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)}
	return &issue.Issuer{Books: storetest.SQLite(t), Print: paper.Print, Key: key, Base: base, Calendar: clock, Token: office.Random{}.Token, Training: true}, clock
}

func line(t *testing.T) lookup.Line {
	t.Helper()
	person, err := iin.Parse("900101300017")
	if err != nil {
		t.Fatal(err)
	}
	rka, err := address.ParseRKA("7101000100010005")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	until := time.Date(2027, 5, 22, 19, 0, 0, 0, time.UTC)
	e := register.Entry{ID: "e1", Number: "2611-0000-0001", Person: person, RKA: rka, Type: consent.Temporary, Months: 6,
		From: from, Until: until, Term: until, Status: register.Active, Version: 1, Known: from}
	a := address.Address{RKA: rka, House: "12", Flat: "5", Actual: true, Street: address.Place{Names: address.Names{KK: "Бейбітшілік", RU: "Мира"}, Type: address.Street}}
	return lookup.Line{Entry: e, Address: a, Known: true}
}

func TestNotificationIsMadeOnce(t *testing.T) {
	i, clock := start(t)
	first, err := i.Notification(context.Background(), line(t), "Аты Жөні")
	if err != nil {
		t.Fatal(err)
	}
	clock.at = clock.at.AddDate(0, 0, 3)
	again, err := i.Notification(context.Background(), line(t), "Басқа Аты")
	if err != nil || !bytes.Equal(first.PDF, again.PDF) || first.Code != again.Code {
		t.Errorf("asked again, the bytes differ: %v", err)
	}
	c, err := sheet.Open(&i.Key.PublicKey, first.Code)
	if err != nil {
		t.Fatal(err)
	}
	if c.Number != "2611-0000-0001" || c.From.String() != "2026-11-22" || c.Last.String() != "2027-05-22" {
		t.Errorf("the code says %+v", c)
	}
	l := line(t)
	if c.Digest != sheet.Bind(c.Salt, "Аты Жөні", l.Entry.Person.Digits(), l.Entry.RKA.Digits()) {
		t.Error("the digest does not bind name, number and address")
	}
	if strings.Contains(first.Code, "900101300017") {
		t.Error("the code holds the number of the person")
	}
}

func TestNoDocumentWithoutItsAddress(t *testing.T) {
	i, _ := start(t)
	l := line(t)
	l.Known = false
	if _, err := i.Notification(context.Background(), l, "Аты"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("issued while the address register is silent: %v", err)
	}
}

func TestCertificateFollowsTheRegister(t *testing.T) {
	i, _ := start(t)
	l := line(t)
	who := keeping.Account{Person: l.Entry.Person, Name: "Аты Жөні"}
	with, err := i.Certificate(context.Background(), who, lookup.Addresses{Temporary: &l})
	if err != nil {
		t.Fatal(err)
	}
	without, err := i.Certificate(context.Background(), who, lookup.Addresses{})
	if err != nil || bytes.Equal(with.PDF, without.PDF) {
		t.Errorf("the certificate says the same after the registration ended: %v", err)
	}
	again, err := i.Certificate(context.Background(), who, lookup.Addresses{Temporary: &l})
	if err != nil || !bytes.Equal(with.PDF, again.PDF) {
		t.Errorf("the day's certificate changed: %v", err)
	}
}

func TestRefusalOnlyForRefused(t *testing.T) {
	i, _ := start(t)
	l := line(t)
	k := registration.Case{Ref: "r", Number: "2611-0000-0002", Filer: l.Entry.Person, Typed: "Бейбітшілік 12",
		Who: applicant.Person{Name: applicant.Name{Surname: "Аты"}}, Grounds: []refusal.Refusal{refusal.New(refusal.All()[0])}}
	for _, state := range registration.States() {
		k.State = state
		_, err := i.Refusal(context.Background(), k)
		if (err == nil) != (state == registration.Refused) {
			t.Errorf("in %s: %v", state, err)
		}
	}
}
