package p12

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"tirkeu/eds/cert"
)

const password = "Пароль-12"

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

// newEntry makes a key with a self-signed certificate.
func newEntry(t testing.TB, alg cert.Algorithm) Entry {
	t.Helper()
	signer := cert.NewRSASigner(rsaKey())
	if alg.IsGOST() {
		var err error
		if signer, err = cert.GenerateGOST(rand.Reader, alg); err != nil {
			t.Fatal(err)
		}
	}
	tpl := cert.CATemplate(cert.Subject{CommonName: "DEV — " + alg.Name})
	tpl.NotBefore = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tpl.NotAfter = tpl.NotBefore.AddDate(1, 0, 0)
	der, err := cert.Issue(tpl, nil, signer, signer.Public())
	if err != nil {
		t.Fatal(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	return Entry{Signer: signer, Certificate: c, FriendlyName: "0a1b", LocalKeyID: []byte{10, 27}}
}

// checkEntry signs with what was read and verifies with what was written.
func checkEntry(t *testing.T, got, want Entry) {
	t.Helper()
	if got.Certificate == nil || !got.Certificate.Equal(want.Certificate) {
		t.Fatal("another certificate")
	}
	message := []byte("хабарлама")
	sig, err := cert.SignMessage(rand.Reader, got.Signer, message)
	if err != nil {
		t.Fatal(err)
	}
	if err := want.Certificate.CheckSignature(got.Signer.Algorithm(), message, sig); err != nil {
		t.Fatalf("the key read is not the key written: %v", err)
	}
}

func TestRoundTrip(t *testing.T) {
	issuer := newEntry(t, cert.GOST2015x512).Certificate
	for _, alg := range []cert.Algorithm{cert.RSASHA256, cert.GOST2015x512, cert.GOST2015x256, cert.GOST2004} {
		t.Run(alg.Name, func(t *testing.T) {
			e := newEntry(t, alg)
			file, err := Write(rand.Reader, e, []*cert.Certificate{issuer}, password, 0)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Read(file, password, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Entry()
			if err != nil {
				t.Fatal(err)
			}
			checkEntry(t, got, e)
			if got.FriendlyName != e.FriendlyName || !bytes.Equal(got.LocalKeyID, e.LocalKeyID) {
				t.Errorf("named %q %x", got.FriendlyName, got.LocalKeyID)
			}
			if len(s.Certificates) != 1 || !s.Certificates[0].Equal(issuer) {
				t.Errorf("%d other certificates", len(s.Certificates))
			}
		})
	}
}

// The shape matters: DER readers refuse what the Kalkan provider writes.
func TestWrittenLikeKalkan(t *testing.T) {
	file, err := Write(rand.Reader, newEntry(t, cert.RSASHA256), nil, password, 0)
	if err != nil {
		t.Fatal(err)
	}
	var p pfx
	if err := unmarshal(file, &p, "store"); err != nil {
		t.Fatalf("the file itself is not DER: %v", err)
	}
	safes, err := octets(p.AuthSafe.Content)
	if err != nil || !bytes.HasPrefix(safes, []byte{0x30, 0x80, 0x30, 0x80}) || !bytes.HasSuffix(safes, make([]byte, 12)) {
		t.Errorf("the safes begin with %x, %v", safes[:8], err)
	}
	_, _, _, err = pkcs12.DecodeChain(file, password)
	if err == nil || !strings.Contains(err.Error(), "indefinite length") {
		t.Errorf("a DER reader says %v", err)
	}
}

// Other providers leave the lengths open from the very beginning and cut long
// strings in parts. The MAC covers contents only, so the file may be rewritten
// so without the password.
func TestReadsAllIndefinite(t *testing.T) {
	e := newEntry(t, cert.GOST2015x512)
	file, err := Write(rand.Reader, e, nil, password, 0)
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Version int
		Safe    contentInfo
		MAC     asn1.RawValue
	}
	if err := unmarshal(file, &v, "store"); err != nil {
		t.Fatal(err)
	}
	safes, err := octets(v.Safe.Content)
	if err != nil {
		t.Fatal(err)
	}
	var parts [][]byte
	for part := range slices.Chunk(safes, 100) {
		parts = append(parts, derValue(tagOctets, part))
	}
	kind, err := asn1.Marshal(oidData)
	if err != nil {
		t.Fatal(err)
	}
	info := berSequence(kind, berTagged(0xa0, berTagged(tagOctetsConstructed, parts...)))
	s, err := Read(berSequence([]byte{2, 1, 3}, info, v.MAC.FullBytes), password, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Entry()
	if err != nil {
		t.Fatal(err)
	}
	checkEntry(t, got, e)
}

func TestReadsOtherWriters(t *testing.T) {
	e := newEntry(t, cert.RSASHA256)
	for name, enc := range map[string]*pkcs12.Encoder{
		"LegacyDES": pkcs12.LegacyDES, "LegacyRC2": pkcs12.LegacyRC2, "Modern2023": pkcs12.Modern2023,
	} {
		for _, secret := range []string{password, ""} {
			file, err := enc.Encode(rsaKey(), e.Certificate.Certificate, nil, secret)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Read(file, secret, Limits{})
			if err != nil {
				t.Errorf("%s, password %q: %v", name, secret, err)
				continue
			}
			got, err := s.Entry()
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			checkEntry(t, got, e)
		}
	}
}

func TestRefusals(t *testing.T) {
	e := newEntry(t, cert.GOST2015x512)
	file, err := Write(rand.Reader, e, nil, password, 0)
	if err != nil {
		t.Fatal(err)
	}
	bare, err := pkcs12.Passwordless.Encode(rsaKey(), newEntry(t, cert.RSASHA256).Certificate.Certificate, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	version := bytes.Replace(file, []byte{2, 1, 3}, []byte{2, 1, 2}, 1)
	flipped := bytes.Clone(file)
	flipped[len(file)/2] ^= 1
	for _, c := range []struct {
		name, password string
		file           []byte
		want           error
	}{
		{"wrong password", password + " ", file, ErrPassword},
		{"empty password", "", file, ErrPassword},
		{"one bit changed inside", password, flipped, ErrPassword},
		{"without MAC", "", bare, ErrUnsupported},
		{"version 2", password, version, ErrUnsupported},
		{"cut short", password, file[:len(file)-1], ErrMalformed},
		{"bytes after the end", password, append(bytes.Clone(file), 0), ErrMalformed},
		{"empty", password, nil, ErrMalformed},
		{"a certificate", password, e.Certificate.Raw, ErrMalformed},
	} {
		_, err := Read(c.file, c.password, Limits{})
		if !errors.Is(err, c.want) || c.name == "without MAC" && !strings.Contains(err.Error(), "without a MAC") {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// Each limit at one less than needed, at what is needed, and at one more.
func TestLimits(t *testing.T) {
	const iterations = 1500
	e := newEntry(t, cert.GOST2015x512)
	file, err := Write(rand.Reader, e, []*cert.Certificate{e.Certificate}, password, iterations)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		set  func(*Limits, int)
		need int
	}{
		"size":       {func(l *Limits, n int) { l.Size = n }, len(file)},
		"iterations": {func(l *Limits, n int) { l.Iterations = n }, 3 * iterations}, // MAC, key, certificates
		"bags":       {func(l *Limits, n int) { l.Bags = n }, 3},                    // of two safes
		"depth":      {func(l *Limits, n int) { l.Depth = n }, deepest(t, file)},
	} {
		for delta := -1; delta <= 1; delta++ {
			var lim Limits
			c.set(&lim, c.need+delta)
			_, err := Read(file, password, lim)
			if delta < 0 && !errors.Is(err, ErrMalformed) {
				t.Errorf("%s %d of %d: %v", name, c.need+delta, c.need, err)
			}
			if delta >= 0 && err != nil {
				t.Errorf("%s %d of %d: %v", name, c.need+delta, c.need, err)
			}
		}
	}
}

// PBKDF2 draws on the same budget: three derivations of 2048 in this encoder.
func TestIterationsOfPBES2(t *testing.T) {
	e := newEntry(t, cert.RSASHA256)
	file, err := pkcs12.Modern2023.WithIterations(2048).Encode(rsaKey(), e.Certificate.Certificate, nil, password)
	if err != nil {
		t.Fatal(err)
	}
	for delta := -1; delta <= 1; delta++ {
		_, err := Read(file, password, Limits{Iterations: 3*2048 + delta})
		if (err != nil) != (delta < 0) {
			t.Errorf("%d iterations allowed: %v", 3*2048+delta, err)
		}
	}
}

func TestSpend(t *testing.T) {
	for n, want := range map[int]bool{-1: false, 0: false, 1: true, 99: true, 100: true, 101: false} {
		s := secret{iterations: 100}
		if err := s.spend(n); (err == nil) != want {
			t.Errorf("%d of 100: %v", n, err)
		}
	}
}

// deepest finds the nesting of the file by reading it with a growing limit.
func deepest(t *testing.T, file []byte) int {
	t.Helper()
	for depth := 1; depth < 64; depth++ {
		if _, err := Read(file, password, Limits{Depth: depth}); err == nil {
			if depth < 5 {
				t.Fatalf("a depth of %d cannot be true", depth)
			}
			return depth
		}
	}
	t.Fatal("no depth opens the file")
	return 0
}

// A certificate belongs to a key when it is for that key, whatever the order
// and the names in the file.
func TestMatching(t *testing.T) {
	a, b := newEntry(t, cert.GOST2015x512), newEntry(t, cert.GOST2004)
	r := reader{
		keys:  []keyBag{{signer: a.Signer}, {signer: b.Signer}},
		certs: []certBag{{certificate: b.Certificate}, {certificate: a.Certificate}, {certificate: a.Certificate}},
	}
	s, err := r.store()
	if err != nil {
		t.Fatal(err)
	}
	checkEntry(t, s.Entries[0], a)
	checkEntry(t, s.Entries[1], b)
	if len(s.Certificates) != 1 || !s.Certificates[0].Equal(a.Certificate) {
		t.Errorf("%d certificates left over", len(s.Certificates))
	}
	if _, err := new(reader).store(); !errors.Is(err, ErrMalformed) {
		t.Errorf("an empty store: %v", err)
	}
}

func TestWriteRefusesForeignCertificate(t *testing.T) {
	a, b := newEntry(t, cert.GOST2015x512), newEntry(t, cert.GOST2015x512)
	a.Certificate = b.Certificate
	if _, err := Write(rand.Reader, a, nil, password, 0); err == nil {
		t.Error("wrote a key with the certificate of another")
	}
	if _, err := Write(rand.Reader, Entry{}, nil, password, 0); err == nil {
		t.Error("wrote nothing into a store")
	}
}

func TestEntryWantsOne(t *testing.T) {
	e := newEntry(t, cert.RSASHA256)
	for n, s := range []Store{{}, {Entries: []Entry{e}}, {Entries: []Entry{e, e}}} {
		if _, err := s.Entry(); (err == nil) != (n == 1) {
			t.Errorf("%d keys: %v", n, err)
		}
	}
}
