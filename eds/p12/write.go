package p12

import (
	"bytes"
	"crypto/sha1"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"io"
	"unicode/utf16"

	"tirkeu/eds/cert"
)

// MinIterations is the least number of iterations that [Write] uses, which is
// what the Kalkan provider uses.
const MinIterations = 1024

// saltBytes is the length of the random salts: one SHA-1 output.
const saltBytes = 20

// Write makes a store in the shape of the Kalkan provider: a DER file around
// an authenticated safe with BER indefinite lengths, the key in a 3DES bag,
// the certificates (the entry's own first, then chain) in a safe encrypted
// with RC2-40, HMAC-SHA-1 over the whole. iterations below [MinIterations] are
// raised to it. rand gives the salts.
//
// The shape is for exchange with the tools that expect it. Its ciphers are
// old; do not use it to keep a secret in an open place.
func Write(rand io.Reader, e Entry, chain []*cert.Certificate, password string, iterations int) ([]byte, error) {
	if e.Signer == nil || e.Certificate == nil {
		return nil, fmt.Errorf("p12: writing needs a key and its certificate")
	}
	if !(keyBag{signer: e.Signer}).matches(certBag{certificate: e.Certificate}) {
		return nil, fmt.Errorf("p12: the certificate is for another key")
	}
	iterations = max(iterations, MinIterations)
	w := writer{rand: rand, iterations: iterations,
		secret: &secret{text: password, bmp: bmpPassword(password), iterations: 2 * iterations}}
	keys := w.keySafe(e)
	certs := w.certSafe(e, chain)
	safes := berSequence(keys, certs)
	mac := w.mac(safes)
	if w.err != nil {
		return nil, fmt.Errorf("p12: writing: %w", w.err)
	}
	outer := sequence(w.der(oidData), derValue(0xa0, derValue(tagOctets, safes)))
	return sequence([]byte{0x02, 0x01, 0x03}, outer, mac), nil
}

// writer keeps the first error, so that the shape of the file can be read in
// the order of its parts.
type writer struct {
	rand       io.Reader
	secret     *secret
	iterations int
	err        error
}

func (w *writer) keySafe(e Entry) []byte {
	der, err := cert.MarshalPKCS8(e.Signer)
	w.keep(err)
	alg, sealed := w.seal(oid3DES, der)
	bag := w.bag(oidShroudedBag, w.der(shroudedKey{alg, sealed}), e)
	return w.contentInfo(oidData, derValue(tagOctets, sequence(bag)))
}

func (w *writer) certSafe(e Entry, chain []*cert.Certificate) []byte {
	bags := [][]byte{w.certBag(e.Certificate, e)}
	for _, c := range chain {
		bags = append(bags, w.certBag(c, Entry{}))
	}
	alg, sealed := w.seal(oidRC2x40, sequence(bags...))
	content := berSequence(w.der(oidData), w.der(alg), berTagged(0xa0, derValue(tagOctets, sealed)))
	return w.contentInfo(oidEncryptedData, berSequence([]byte{0x02, 0x01, 0x00}, content))
}

func (w *writer) certBag(c *cert.Certificate, e Entry) []byte {
	return w.bag(oidCertBag, w.der(certValue{oidX509, c.Raw}), e)
}

// bag writes a SafeBag with the attributes of the entry, if it has any.
func (w *writer) bag(kind asn1.ObjectIdentifier, value []byte, e Entry) []byte {
	parts := [][]byte{w.der(kind), derValue(0xa0, value)}
	var attributes []byte
	if len(e.LocalKeyID) > 0 {
		attributes = append(attributes, w.attribute(oidLocalKeyID, derValue(tagOctets, e.LocalKeyID))...)
	}
	if e.FriendlyName != "" {
		attributes = append(attributes, w.attribute(oidFriendlyName, derValue(asn1.TagBMPString, bmp(e.FriendlyName)))...)
	}
	if len(attributes) > 0 {
		parts = append(parts, derValue(0x31, attributes))
	}
	return sequence(parts...)
}

func (w *writer) attribute(kind asn1.ObjectIdentifier, value []byte) []byte {
	return sequence(w.der(kind), derValue(0x31, value))
}

func (w *writer) seal(kind asn1.ObjectIdentifier, open []byte) (pkix.AlgorithmIdentifier, []byte) {
	params := w.der(pbeParams{w.salt(), w.iterations})
	alg := pkix.AlgorithmIdentifier{Algorithm: kind, Parameters: asn1.RawValue{FullBytes: params}}
	sealed, err := w.secret.encrypt(alg, open)
	w.keep(err)
	return alg, sealed
}

func (w *writer) mac(safes []byte) []byte {
	d := derivation{sha1.New, w.secret.bmp, w.salt(), w.iterations}
	alg := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}, Parameters: asn1.NullRawValue}
	return w.der(macData{digestInfo{alg, d.mac(safes)}, d.salt, d.iterations})
}

func (w *writer) contentInfo(kind asn1.ObjectIdentifier, content []byte) []byte {
	return berSequence(w.der(kind), berTagged(0xa0, content))
}

func (w *writer) salt() []byte {
	salt := make([]byte, saltBytes)
	_, err := io.ReadFull(w.rand, salt)
	w.keep(err)
	return salt
}

func (w *writer) der(v any) []byte {
	der, err := asn1.Marshal(v)
	w.keep(err)
	return der
}

func (w *writer) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}

// bmp writes text as UTF-16BE.
func bmp(text string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// berTagged writes a constructed value of indefinite length.
func berTagged(tag byte, parts ...[]byte) []byte {
	out := []byte{tag, lengthIndefinite}
	for _, p := range parts {
		out = append(out, p...)
	}
	return append(out, 0, 0)
}

func berSequence(parts ...[]byte) []byte { return berTagged(0x30, parts...) }

// sequence writes a SEQUENCE of definite length.
func sequence(parts ...[]byte) []byte { return derValue(0x30, bytes.Join(parts, nil)) }
