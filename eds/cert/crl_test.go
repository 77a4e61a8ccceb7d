package cert

import (
	"bytes"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"math/big"
	"testing"
	"time"
)

func newList(t testing.TB, ca authority, tpl CRLTemplate) *CRL {
	t.Helper()
	if tpl.ThisUpdate.IsZero() {
		tpl.ThisUpdate, tpl.NextUpdate = noon.AddDate(0, 0, -1), noon.AddDate(0, 6, 0)
	}
	der, err := IssueCRL(tpl, ca.Certificate, ca.key)
	if err != nil {
		t.Fatal(err)
	}
	list, err := ParseCRL(der)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestCRLRoundTrip(t *testing.T) {
	for _, alg := range families {
		for _, bare := range []bool{false, true} {
			ca := newRoot(t, alg, "ca")
			entry := Revoked{Serial: big.NewInt(77), At: noon.AddDate(0, 0, -3), Reason: ReasonHold}
			list := newList(t, ca, CRLTemplate{Number: 5, Entries: []Revoked{entry}, BareInnerAlgorithm: bare})
			if err := list.CheckSignature(ca.Certificate); err != nil {
				t.Fatalf("%v, bare %v: %v", alg, bare, err)
			}
			got, found := list.Lookup(big.NewInt(77))
			if !found || got.Reason != ReasonHold || !got.At.Equal(entry.At) {
				t.Errorf("%v: %+v %v", alg, got, found)
			}
			if _, found := list.Lookup(big.NewInt(78)); found {
				t.Errorf("%v: 78 was never revoked", alg)
			}
		}
	}
}

func TestCRLRefusals(t *testing.T) {
	ca, other := newRoot(t, GOST2015x512, "ca"), newRoot(t, GOST2015x512, "ca")
	list := newList(t, ca, CRLTemplate{Number: 1})
	if err := list.CheckSignature(other.Certificate); !errors.Is(err, ErrBadSignature) {
		t.Errorf("another authority of the same name: %v", err)
	}
	leaf := ca.issue(t, PersonTemplate(Subject{CommonName: "ca", Country: "KZ"}, GOST2015x512), ca.key.Public())
	if err := list.CheckSignature(leaf); !errors.Is(err, ErrKeyUsage) {
		t.Errorf("a certificate without cRLSign: %v", err)
	}
	if _, err := ParseCRL(append(bytes.Clone(list.Raw), 0)); !errors.Is(err, ErrTrailing) {
		t.Errorf("trailing byte: %v", err)
	}
	if _, err := ParseCRL(ca.Raw); !errors.Is(err, ErrMalformed) {
		t.Errorf("a certificate as a list: %v", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: list.Raw})
	if _, err := ParseCRL(text); err != nil {
		t.Errorf("PEM: %v", err)
	}
	for at, want := range map[time.Time]error{
		list.ThisUpdate: nil, list.ThisUpdate.Add(-time.Second): ErrNotYetValid,
		list.NextUpdate: nil, list.NextUpdate.Add(time.Second): ErrExpired,
	} {
		if err := list.ValidAt(at); !errors.Is(err, want) {
			t.Errorf("at %v: %v, want %v", at, err, want)
		}
	}
}

func TestDeltaCRL(t *testing.T) {
	ca := newRoot(t, GOST2004, "ca")
	hold := Revoked{Serial: big.NewInt(1), At: noon, Reason: ReasonHold}
	lifted := Revoked{Serial: big.NewInt(1), At: noon, Reason: ReasonRemoved}
	fresh := Revoked{Serial: big.NewInt(2), At: noon, Reason: ReasonKeyCompromise}
	base := newList(t, ca, CRLTemplate{Number: 10, Entries: []Revoked{hold}})
	delta := func(number, from int64, entries ...Revoked) *CRL {
		return newList(t, ca, CRLTemplate{Number: number, Base: &from, Entries: entries})
	}
	dated := func(seconds int, entries ...Revoked) *CRL {
		from, at := int64(10), base.ThisUpdate.Add(time.Duration(seconds)*time.Second)
		return newList(t, ca, CRLTemplate{Number: 3, Base: &from, ThisUpdate: at, NextUpdate: base.NextUpdate, Entries: entries})
	}
	for name, c := range map[string]struct {
		base, delta *CRL
		serial      int64
		found       bool
		err         error
	}{
		"no delta":             {base, nil, 1, true, nil},
		"lifted by the delta":  {base, delta(11, 10, lifted), 1, false, nil},
		"added by the delta":   {base, delta(11, 10, fresh), 2, true, nil},
		"silent delta":         {base, delta(11, 10), 1, true, nil},
		"delta of older base":  {base, delta(11, 9, fresh), 2, true, nil},
		"delta of newer base":  {base, delta(12, 11, fresh), 2, false, ErrDeltaMismatch},
		"delta a second older": {base, dated(-1, lifted), 1, true, nil},
		"delta as old":         {base, dated(0, lifted), 1, false, nil},
		"delta a second newer": {base, dated(1, lifted), 1, false, nil},
		"numbered apart":       {base, dated(1, fresh), 2, true, nil},
		"base as delta":        {base, base, 1, false, ErrDeltaMismatch},
		"delta as base":        {delta(11, 10), nil, 1, false, ErrDeltaMismatch},
	} {
		_, found, err := c.base.LookupWithDelta(c.delta, big.NewInt(c.serial))
		if found != c.found || !errors.Is(err, c.err) {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	ca := newRoot(f, GOST2015x512, "ca")
	f.Add(ca.Raw)
	f.Add(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw}))
	f.Fuzz(func(t *testing.T, b []byte) {
		certs, err := ParsePEMOrDER(b)
		if (err == nil) != (len(certs) > 0) {
			t.Fatalf("%d certificates and %v", len(certs), err)
		}
		for _, c := range certs {
			if (c.Key == nil) != (c.KeyError != nil) {
				t.Fatal("a key and an error, or neither")
			}
		}
	})
}

func FuzzParseCRL(f *testing.F) {
	ca := newRoot(f, GOST2004, "ca")
	base := int64(1)
	f.Add(newList(f, ca, CRLTemplate{Number: 2, Base: &base, Entries: []Revoked{{Serial: big.NewInt(9), At: noon, Reason: ReasonHold}}}).Raw)
	f.Fuzz(func(t *testing.T, b []byte) {
		if list, err := ParseCRL(b); err == nil && list.Len() > len(b) {
			t.Fatal("more entries than bytes")
		}
	})
}

func FuzzParsePKCS8(f *testing.F) {
	for _, alg := range families {
		der, err := MarshalPKCS8(newKey(f, alg))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(der)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if key, err := ParsePKCS8(b); err == nil {
			if _, err := key.SignDigest(rand.Reader, make([]byte, key.Algorithm().NewHash().Size())); err != nil {
				t.Fatal(err)
			}
		}
	})
}
