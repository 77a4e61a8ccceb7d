package p12

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"
)

// Content types of PKCS#7 (RFC 2315 §14).
var (
	oidData          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidEncryptedData = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 6}
)

// macHashes gives the hash of a MAC by its digest identifier.
var macHashes = map[string]func() hash.Hash{
	"1.3.14.3.2.26":          sha1.New,
	"2.16.840.1.101.3.4.2.1": sha256.New,
	"2.16.840.1.101.3.4.2.2": sha512.New384,
	"2.16.840.1.101.3.4.2.3": sha512.New,
}

// pfx and the structures under it are those of RFC 7292 §4.
type pfx struct {
	Version  int
	AuthSafe contentInfo
	MAC      macData `asn1:"optional"`
}

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"tag:0,explicit,optional"`
}

type macData struct {
	MAC        digestInfo
	Salt       []byte
	Iterations int `asn1:"optional,default:1"`
}

type digestInfo struct {
	Algorithm pkix.AlgorithmIdentifier
	Digest    []byte
}

type encryptedData struct {
	Version int
	Content encryptedContent
}

type encryptedContent struct {
	Type      asn1.ObjectIdentifier
	Algorithm pkix.AlgorithmIdentifier
	Sealed    asn1.RawValue `asn1:"tag:0,optional"`
}

// Read opens a store with its password. The MAC is checked before anything
// inside is believed; a store that gives neither a key nor a certificate is
// malformed. Errors wrap [ErrPassword], [ErrMalformed] or [ErrUnsupported].
func Read(data []byte, password string, lim Limits) (*Store, error) {
	lim = lim.withDefaults()
	var p pfx
	if err := unmarshalBER(data, &p, "store", lim); err != nil {
		return nil, err
	}
	if p.Version != 3 {
		return nil, unsupported("version %d", p.Version)
	}
	if !p.AuthSafe.Type.Equal(oidData) {
		return nil, unsupported("integrity mode %v", p.AuthSafe.Type)
	}
	safes, err := octets(p.AuthSafe.Content)
	if err != nil {
		return nil, err
	}
	s := &secret{text: password, bmp: bmpPassword(password), iterations: lim.Iterations}
	if err := s.checkMAC(p.MAC, safes); err != nil {
		return nil, err
	}
	r := reader{secret: s, lim: lim}
	if err := r.safes(safes); err != nil {
		return nil, err
	}
	return r.store()
}

// checkMAC compares the HMAC of RFC 7292 §4 in constant time. An empty
// password may stand for two zero bytes or for none; writers differ.
func (s *secret) checkMAC(m macData, safes []byte) error {
	if len(m.MAC.Digest) == 0 {
		return unsupported("a store without a MAC")
	}
	newHash, ok := macHashes[m.MAC.Algorithm.Algorithm.String()]
	if !ok {
		return unsupported("MAC with %v", m.MAC.Algorithm.Algorithm)
	}
	passwords := [][]byte{s.bmp}
	if s.text == "" {
		passwords = append(passwords, nil)
	}
	for _, password := range passwords {
		if err := s.spend(m.Iterations); err != nil {
			return err
		}
		d := derivation{newHash, password, m.Salt, m.Iterations}
		if hmac.Equal(d.mac(safes), m.MAC.Digest) {
			s.bmp = password
			return nil
		}
	}
	return ErrPassword
}

// mac is the HMAC over the authenticated safe with the derived key.
func (d derivation) mac(safes []byte) []byte {
	h := hmac.New(d.newHash, d.key(forMAC, d.newHash().Size()))
	h.Write(safes)
	return h.Sum(nil)
}

// reader collects the bags of a store.
type reader struct {
	secret *secret
	lim    Limits
	bags   int
	keys   []keyBag
	certs  []certBag
}

// safes reads AuthenticatedSafe, whose bytes may be BER like the file's.
func (r *reader) safes(ber []byte) error {
	var infos []contentInfo
	if err := unmarshalBER(ber, &infos, "authenticated safe", r.lim); err != nil {
		return err
	}
	if len(infos) > r.lim.Bags {
		return malformed("%d safes", len(infos))
	}
	for _, info := range infos {
		contents, err := r.open(info)
		if err != nil {
			return err
		}
		if err := r.safeContents(contents); err != nil {
			return err
		}
	}
	return nil
}

// open gives the SafeContents of one safe.
func (r *reader) open(info contentInfo) ([]byte, error) {
	switch {
	case info.Type.Equal(oidData):
		return octets(info.Content)
	case info.Type.Equal(oidEncryptedData):
		var e encryptedData
		if err := unmarshal(info.Content.Bytes, &e, "encrypted safe"); err != nil {
			return nil, err
		}
		sealed, err := implicitOctets(e.Content.Sealed)
		if err != nil {
			return nil, err
		}
		return r.secret.decrypt(e.Content.Algorithm, sealed)
	}
	return nil, unsupported("a safe of type %v", info.Type)
}

func unmarshalBER(ber []byte, into any, what string, lim Limits) error {
	der, err := toDER(ber, lim)
	if err != nil {
		return err
	}
	return unmarshal(der, into, what)
}

// octets reads the OCTET STRING inside an explicit tag.
func octets(explicit asn1.RawValue) ([]byte, error) {
	var out []byte
	err := unmarshal(explicit.Bytes, &out, "data")
	return out, err
}

// implicitOctets reads [0] IMPLICIT OCTET STRING: in one part, or, as BER
// allows, constructed of several.
func implicitOctets(v asn1.RawValue) ([]byte, error) {
	if !v.IsCompound {
		return v.Bytes, nil
	}
	var out []byte
	for rest := v.Bytes; len(rest) > 0; {
		var part []byte
		var err error
		if rest, err = asn1.Unmarshal(rest, &part); err != nil {
			return nil, malformed("encrypted content: %v", err)
		}
		out = append(out, part...)
	}
	return out, nil
}
