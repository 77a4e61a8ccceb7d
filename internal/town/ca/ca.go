package ca

import (
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"tirkeu/eds/cert"
)

// Family is a kind of key, with authorities of its own.
type Family string

// The families.
const (
	RSA  Family = "rsa"  // RSA-2048 with SHA-256
	GOST Family = "gost" // GOST R 34.10-2015, 512 bits
)

// Families lists them, the one of new certificates first.
func Families() []Family { return []Family{GOST, RSA} }

// Paths of the authority's services below Settings.URL. Behind a list or a certificate stands the family:
// /crl/gost. Like NUC RK it answers OCSP and makes timestamps for all families at one address.
const (
	PathOCSP  = "/ocsp"
	PathTSP   = "/tsp"
	PathCRL   = "/crl/"   // base list
	PathDelta = "/delta/" // delta list
	PathCert  = "/cert/"  // issuing certificate, DER
)

const year = 366 * 24 * time.Hour

// Validity around the town's birth: authorities outlive ten years of town time with a term of their own.
const (
	before      = year
	authorities = 25 * year
	people      = 11 * year
)

// Settings of the authority.
type Settings struct {
	Dir string           // where keys and the index lie
	Now func() time.Time // calendar clock
	URL string           // base address of the town's wires, for the addresses in certificates
}

// CA is the authority. It may be used by several goroutines.
type CA struct {
	set   Settings
	index *index

	mu   sync.Mutex // held while a key is made, so that it is made once
	keys map[string]Key
}

// Key is a private key with its certificate and the authorities above it, the issuing one first.
type Key struct {
	Cert   *cert.Certificate
	Signer cert.Signer
	Chain  []*cert.Certificate
}

// Open takes the authority up from its directory, or founds one: the directory is made, keys are made when
// they are needed.
func Open(set Settings) (*CA, error) {
	ix, err := openIndex(filepath.Join(set.Dir, "index.json"), set.Now)
	if err != nil {
		return nil, fmt.Errorf("the town's authority: %w", err)
	}
	return &CA{set: set, index: ix, keys: map[string]Key{}}, nil
}

// Anchors gives root and issuing certificate of each of the families, the ones to be trusted; all families
// when none is named.
func (c *CA) Anchors(families ...Family) ([]*cert.Certificate, error) {
	if len(families) == 0 {
		families = Families()
	}
	var found []*cert.Certificate
	for _, f := range families {
		k, err := c.issuing(f)
		if err != nil {
			return nil, err
		}
		found = append(found, k.Cert)
		found = append(found, k.Chain...)
	}
	return found, nil
}

// System gives the key that an information system signs messages with.
func (c *CA) System(f Family, name, bin string) (Key, error) {
	return c.Key(Order{Family: f, Kind: System, Holder: Holder{BIN: bin, Organization: name}})
}

func (c *CA) root(f Family) (Key, error) {
	s := authority("НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ", f)
	return c.authority(f, "root", cert.CATemplate(s), nil)
}

func (c *CA) issuing(f Family) (Key, error) {
	root, err := c.root(f)
	if err != nil {
		return Key{}, err
	}
	s := authority("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ", f)
	return c.authority(f, "issuing", cert.CATemplate(s), &root)
}

// stranger is an authority that nobody trusts.
func (c *CA) stranger(f Family) (Key, error) {
	s := authority("БӨТЕН ОРТАЛЫҚ", f)
	return c.authority(f, "stranger", cert.CATemplate(s), nil)
}

func (c *CA) responder(f Family) (Key, error) {
	issuing, err := c.issuing(f)
	if err != nil {
		return Key{}, err
	}
	s := authority("OCSP RESPONDER", f)
	return c.authority(f, "ocsp", cert.OCSPTemplate(s), &issuing)
}

func (c *CA) stamper(f Family) (Key, error) {
	issuing, err := c.issuing(f)
	if err != nil {
		return Key{}, err
	}
	s := authority("TIMESTAMP AUTHORITY", f)
	return c.authority(f, "tsa", cert.TSATemplate(s), &issuing)
}

func authority(name string, f Family) cert.Subject {
	kind := map[Family]string{RSA: "RSA", GOST: "GOST"}[f]
	return cert.Subject{CommonName: name + " (" + kind + ") DEV — NOT FOR USE", Country: "KZ"}
}

// authority finds or makes a key of the authority itself.
func (c *CA) authority(f Family, name string, t cert.Template, parent *Key) (Key, error) {
	birth := c.index.birth()
	t.NotBefore, t.NotAfter = birth.Add(-2*before), birth.Add(authorities)
	return c.make(string(f)+"-"+name, f, t, parent)
}
