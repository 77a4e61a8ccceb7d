package cms

import (
	"bytes"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// forge writes a message like the real writer does, with one thing spoiled. Each step may be replaced.
type forge struct {
	p           persona
	content     []byte
	attributes  func([][]byte) [][]byte // before signing
	afterwards  func([][]byte) [][]byte // after signing
	signature   func([]byte) []byte
	info        func(*signerInfo)
	certificate func([]byte) []byte // the enclosed certificate's DER
	message     func(*message)
	der         func([]byte) []byte // the finished message
	unsorted    bool                // sign and send the attributes as they come
}

func set(t testing.TB, elements [][]byte, unsorted bool) []byte {
	t.Helper()
	encode := encodeSet
	if unsorted {
		encode = func(e [][]byte) ([]byte, error) {
			return build(func(b *cryptobyte.Builder) { addAll(b, cbasn1.SET, e) })
		}
	}
	der, err := encode(elements)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func (f forge) make(t testing.TB) []byte {
	t.Helper()
	alg := f.p.key.Algorithm()
	m := message{contentType: OIDData, content: f.content}
	attrs, err := m.attributes(alg, f.p.cert, noon)
	if err != nil {
		t.Fatal(err)
	}
	if f.attributes != nil {
		attrs = f.attributes(attrs)
	}
	signed := set(t, attrs, f.unsorted)
	info := signerInfo{certificate: f.p.cert, alg: alg, signed: signed}
	if info.signature, err = cert.SignMessage(rand.Reader, f.p.key, signed); err != nil {
		t.Fatal(err)
	}
	if f.signature != nil {
		info.signature = f.signature(slices.Clone(info.signature))
	}
	if f.afterwards != nil {
		info.signed = set(t, f.afterwards(attrs), true)
	}
	if f.info != nil {
		f.info(&info)
	}
	signer, err := info.marshal()
	if err != nil {
		t.Fatal(err)
	}
	enclosed := f.p.cert.Raw
	if f.certificate != nil {
		enclosed = f.certificate(slices.Clone(enclosed))
	}
	m.certs, m.signers = [][]byte{enclosed}, [][]byte{signer}
	if f.message != nil {
		f.message(&m)
	}
	der, err := m.marshal()
	if err != nil {
		t.Fatal(err)
	}
	if f.der != nil {
		der = f.der(der)
	}
	return der
}

func attr(t testing.TB, id asn1.ObjectIdentifier, value func(*cryptobyte.Builder)) []byte {
	t.Helper()
	der, err := build(attributeOf(id, value))
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// without drops the attributes of a type; replace puts another in.
func without(id asn1.ObjectIdentifier, attrs [][]byte) [][]byte {
	mark, _ := asn1.Marshal(id)
	return slices.DeleteFunc(slices.Clone(attrs), func(a []byte) bool { return bytes.Contains(a, mark) })
}

func replace(t testing.TB, id asn1.ObjectIdentifier, value func(*cryptobyte.Builder)) func([][]byte) [][]byte {
	return func(attrs [][]byte) [][]byte { return append(without(id, attrs), attr(t, id, value)) }
}

func octets(b []byte) func(*cryptobyte.Builder) {
	return func(out *cryptobyte.Builder) { out.AddASN1OctetString(b) }
}

// essSerial is the body of an ESSCertIDv2 that also names issuer and number.
func essSerial(c *cert.Certificate, serial *big.Int) func(*cryptobyte.Builder) {
	name := within(cbasn1.Tag(4).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) { b.AddBytes(c.RawIssuer) })
	sum := sha256.Sum256(c.Raw)
	return func(b *cryptobyte.Builder) {
		b.AddASN1OctetString(sum[:])
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, name)
			b.AddASN1BigInt(serial)
		})
	}
}

func judge(t testing.TB, der []byte) error {
	t.Helper()
	s, err := Parse(der, Limits{})
	if err != nil {
		return err
	}
	results, err := s.Verify([]byte("content"), VerifyOptions{})
	if err != nil {
		return err
	}
	return results[0].Err
}

func half(sig []byte) ([]byte, []byte) { return sig[:len(sig)/2], sig[len(sig)/2:] }

func bigEndian(sig []byte) []byte {
	r, s := half(sig)
	slices.Reverse(r)
	slices.Reverse(s)
	return sig
}

// defects are messages with one thing spoiled, and what is expected to be said of each.
type defects map[string]struct {
	forge forge
	want  error
}

func (d defects) run(t *testing.T, p persona) {
	t.Helper()
	for name, c := range d {
		f := c.forge
		if f.p.cert == nil {
			f.p = p
		}
		if f.content == nil {
			f.content = []byte("content")
		}
		if err := judge(t, f.make(t)); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestDefectiveAttributes(t *testing.T) {
	p := newPersona(t, cert.GOST2015x512, "123456789011")
	wrong := sha256.Sum256([]byte("wrong"))
	digest := cert.GOST2015x512.Digest([]byte("content"))
	defects{
		"digest of other data":   {forge{attributes: replace(t, oidMessageDigest, octets(cert.GOST2015x512.Digest([]byte("other"))))}, ErrDigestDiffers},
		"digest by another hash": {forge{attributes: replace(t, oidMessageDigest, octets(wrong[:]))}, ErrDigestDiffers},
		"digest reversed":        {forge{attributes: replace(t, oidMessageDigest, octets(reversed(digest)))}, ErrDigestDiffers},
		"no digest":              {forge{attributes: func(a [][]byte) [][]byte { return without(oidMessageDigest, a) }}, ErrMessageDigest},
		"two digest attributes": {forge{attributes: func(a [][]byte) [][]byte {
			return append(a, attr(t, oidMessageDigest, octets(digest)))
		}}, ErrDuplicateAttribute},
		"two digest values": {forge{attributes: replace(t, oidMessageDigest, func(b *cryptobyte.Builder) {
			b.AddASN1OctetString(digest)
			b.AddASN1OctetString(digest)
		})}, ErrMessageDigest},
		"no content type": {forge{attributes: func(a [][]byte) [][]byte { return without(oidContentType, a) }}, ErrContentType},
		"another content type": {forge{attributes: replace(t, oidContentType, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(OIDTSTInfo)
		})}, ErrContentType},
		"signing time is a string": {forge{attributes: replace(t, oidSigningTime, octets([]byte("noon")))}, ErrSigningTime},
		"no signed attributes":     {forge{info: func(i *signerInfo) { i.signed = nil }}, ErrNoAttributes},
		"empty signed attributes":  {forge{info: func(i *signerInfo) { i.signed = []byte{0x31, 0} }}, ErrNoAttributes},
		"attributes sorted anew after signing": {forge{afterwards: func(a [][]byte) [][]byte {
			b := slices.Clone(a)
			slices.SortFunc(b, func(x, y []byte) int { return bytes.Compare(y, x) })
			return b
		}}, cert.ErrBadSignature},
		"attributes signed unsorted": {forge{unsorted: true, attributes: func(a [][]byte) [][]byte {
			slices.SortFunc(a, func(x, y []byte) int { return bytes.Compare(y, x) })
			return a
		}}, nil},
	}.run(t, p)
}

func TestDefectiveSignatures(t *testing.T) {
	p := newPersona(t, cert.GOST2015x512, "123456789011")
	order := bytes.Repeat([]byte{0xff}, 64)
	defects{
		"r and s swapped":           {forge{signature: func(s []byte) []byte { r, x := half(s); return slices.Concat(x, r) }}, cert.ErrBadSignature},
		"r and s big-endian":        {forge{signature: bigEndian}, cert.ErrBadSignature},
		"whole value reversed":      {forge{signature: reversed}, cert.ErrBadSignature},
		"s out of range":            {forge{signature: func(s []byte) []byte { r, _ := half(s); return slices.Concat(r, order) }}, cert.ErrBadSignature},
		"r is zero":                 {forge{signature: func(s []byte) []byte { _, x := half(s); return slices.Concat(make([]byte, 64), x) }}, cert.ErrBadSignature},
		"signature cut":             {forge{signature: func(s []byte) []byte { return s[:127] }}, cert.ErrBadSignature},
		"signature longer":          {forge{signature: func(s []byte) []byte { return append(s, 0) }}, cert.ErrBadSignature},
		"signature empty":           {forge{signature: func([]byte) []byte { return nil }}, cert.ErrBadSignature},
		"key identifier alias":      {forge{info: func(i *signerInfo) { i.alg.SignatureOID = i.alg.KeyOID }}, nil},
		"digest of another kind":    {forge{info: func(i *signerInfo) { i.alg.DigestOID = cert.GOST2015x256.DigestOID }}, cert.ErrAlgorithmMismatch},
		"signature of another kind": {forge{info: func(i *signerInfo) { i.alg.SignatureOID = cert.GOST2004.SignatureOID }}, cert.ErrAlgorithmMismatch},
		"algorithm of another key": {forge{
			attributes: replace(t, oidMessageDigest, octets(cert.GOST2004.Digest([]byte("content")))),
			info:       func(i *signerInfo) { i.alg = cert.GOST2004 },
		}, cert.ErrAlgorithmMismatch},
		"SHA-1 with RSA": {forge{info: func(i *signerInfo) { i.alg.SignatureOID = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 5} }}, cert.ErrUnknownAlgorithm},
	}.run(t, p)
}

func TestDefectiveCertificates(t *testing.T) {
	p := newPersona(t, cert.GOST2015x512, "123456789011")
	other := newPersona(t, cert.GOST2015x512, "123456789012")
	key := p.cert.Key.(cert.GOSTKey).Key.Bytes()
	wrong := sha256.Sum256(other.cert.Raw)
	sum1 := sha1.Sum(p.cert.Raw)
	defects{
		"off-curve key": {forge{
			attributes:  func(a [][]byte) [][]byte { return without(oidSigningCertV2, a) },
			certificate: func(d []byte) []byte { d[bytes.Index(d, key)] ^= 1; return d },
		}, cert.ErrBadKey},
		"another key":            {forge{p: persona{key: other.key, cert: p.cert}}, cert.ErrBadSignature},
		"certificate missing":    {forge{message: func(m *message) { m.certs = nil }}, ErrNoCertificate},
		"certificate of other":   {forge{message: func(m *message) { m.certs = [][]byte{other.cert.Raw} }}, ErrNoCertificate},
		"two such certificates":  {forge{message: func(m *message) { m.certs = append(m.certs, altered(p.cert.Raw)) }}, ErrAmbiguousCertificate},
		"V2 names another":       {forge{attributes: replace(t, oidSigningCertV2, signingCertificate(octets(wrong[:])))}, ErrSigningCertificate},
		"V2 malformed":           {forge{attributes: replace(t, oidSigningCertV2, octets(wrong[:]))}, ErrSigningCertificate},
		"V2 absent":              {forge{attributes: func(a [][]byte) [][]byte { return without(oidSigningCertV2, a) }}, nil},
		"V2 with number":         {forge{attributes: replace(t, oidSigningCertV2, signingCertificate(essSerial(p.cert, p.cert.SerialNumber)))}, nil},
		"V2 with another number": {forge{attributes: replace(t, oidSigningCertV2, signingCertificate(essSerial(p.cert, big.NewInt(5))))}, ErrSigningCertificate},
		"V1 as well": {forge{attributes: func(a [][]byte) [][]byte {
			return append(a, attr(t, oidSigningCert, signingCertificate(octets(sum1[:]))))
		}}, nil},
		"V1 names another": {forge{attributes: func(a [][]byte) [][]byte {
			return append(a, attr(t, oidSigningCert, signingCertificate(octets(wrong[:20]))))
		}}, ErrSigningCertificate},
	}.run(t, p)
}

func TestDefectiveMessages(t *testing.T) {
	p := newPersona(t, cert.GOST2015x512, "123456789011")
	defects{
		"nothing spoiled":                 {forge{}, nil},
		"message of another content type": {forge{message: func(m *message) { m.contentType = OIDTSTInfo }}, ErrContentType},
		"trailing DER":                    {forge{der: func(d []byte) []byte { return append(d, 5, 0) }}, cert.ErrTrailing},
		"cut short":                       {forge{der: func(d []byte) []byte { return d[:len(d)-1] }}, cert.ErrMalformed},
		"nobody signed":                   {forge{message: func(m *message) { m.signers = nil }}, ErrNoSigners},
		"other content":                   {forge{content: []byte("contenT")}, ErrContentDiffers},
		"not signed data":                 {forge{der: func(d []byte) []byte { return p.cert.Raw }}, ErrNotSignedData},
	}.run(t, p)
}

func reversed(b []byte) []byte {
	b = slices.Clone(b)
	slices.Reverse(b)
	return b
}

// altered changes the last byte, a part of the signature, so that issuer and number stay.
func altered(der []byte) []byte {
	der = slices.Clone(der)
	der[len(der)-1] ^= 1
	return der
}

// Every single changed bit of a message must be refused, or leave what was signed untouched.
func TestEveryBitCounts(t *testing.T) {
	p := newPersona(t, cert.GOST2004, "123456789011")
	der := forge{p: p, content: []byte("content")}.make(t)
	start := bytes.LastIndex(der, p.cert.RawIssuer) // the signer info, after the certificate
	for i := start; i < len(der); i++ {
		b := slices.Clone(der)
		b[i] ^= 1 << (i % 8)
		if judge(t, b) == nil {
			t.Errorf("byte %d of %d changed from %02x to %02x and nobody minds", i, len(der), der[i], b[i])
		}
	}
}

func FuzzParse(f *testing.F) {
	p := newPersona(f, cert.GOST2004, "123456789011")
	der := forge{p: p, content: []byte("content")}.make(f)
	f.Add(der)
	f.Add(PEM(der))
	f.Add(toBER(f, der))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Parse(b, Limits{})
		if err != nil {
			return
		}
		results, err := s.Verify([]byte("content"), VerifyOptions{})
		if err == nil && Good(results) && !bytes.Equal(s.Content, []byte("content")) && !s.Detached {
			t.Fatal("a good signature of other content")
		}
		again, err := Parse(s.Raw, Limits{})
		if err != nil || !bytes.Equal(again.Raw, s.Raw) {
			t.Fatalf("the DER made is not DER: %v", err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	for _, alg := range families {
		p := newPersona(b, alg, "123456789011")
		der := forge{p: p, content: []byte("content")}.make(b)
		b.Run(alg.Name, func(b *testing.B) { benchmarkJudge(b, der) })
	}
}

// benchmarkJudge parses and verifies one message.
func benchmarkJudge(b *testing.B, der []byte) {
	b.ReportAllocs()
	for b.Loop() {
		if err := judge(b, der); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAcceptance parses and verifies one message and finds the signer's path, with a pool that has seen the
// certificate before (warm) and one that has not (cold).
func BenchmarkAcceptance(b *testing.B) {
	p := newPersona(b, cert.GOST2015x512, "123456789011")
	der := forge{p: p, content: []byte("content")}.make(b)
	accept := func(b *testing.B, pool *cert.Pool) {
		s := mustParse(b, der)
		results, err := s.Verify(nil, VerifyOptions{})
		if err != nil || !Good(results) {
			b.Fatal(err, results)
		}
		if _, err := pool.Path(results[0].Certificate, s.Certificates, noon); err != nil {
			b.Fatal(err)
		}
	}
	warm := cert.NewPool(p.root)
	b.Run("warm", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			accept(b, warm)
		}
	})
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			accept(b, cert.NewPool(p.root))
		}
	})
}
