package ca

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tirkeu/eds/cert"
)

const rsaBits = 2048

// make finds a key and its certificate, in memory or on disk, or makes them.
func (c *CA) make(name string, f Family, t cert.Template, parent *Key) (Key, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k, ok := c.keys[name]; ok {
		return k, nil
	}
	k, err := c.load(name)
	if errors.Is(err, fs.ErrNotExist) {
		k, err = c.issue(name, f, t, parent)
	}
	if err != nil {
		return Key{}, fmt.Errorf("the town's authority, key %s: %w", name, err)
	}
	if parent != nil {
		k.Chain = append([]*cert.Certificate{parent.Cert}, parent.Chain...)
	}
	c.keys[name] = k
	return k, nil
}

func (c *CA) issue(name string, f Family, t cert.Template, parent *Key) (Key, error) {
	signer, err := generate(f)
	if err != nil {
		return Key{}, err
	}
	var above *cert.Certificate
	hand := signer
	if parent != nil {
		above, hand = parent.Cert, parent.Signer
	}
	der, err := cert.Issue(t, above, hand, signer.Public())
	if err != nil {
		return Key{}, err
	}
	parsed, err := cert.Parse(der)
	if err != nil {
		return Key{}, err
	}
	if err := c.index.add(parsed.SerialNumber, f); err != nil {
		return Key{}, err
	}
	return Key{Cert: parsed, Signer: signer}, c.save(name, signer, der)
}

func generate(f Family) (cert.Signer, error) {
	if f == GOST {
		return cert.GenerateGOST(rand.Reader, cert.GOST2015x512)
	}
	k, err := rsa.GenerateKey(rand.Reader, rsaBits)
	if err != nil {
		return nil, err
	}
	return cert.NewRSASigner(k), nil
}

func (c *CA) path(name string) string { return filepath.Join(c.set.Dir, name+".pem") }

// save writes key and certificate into one file, all or nothing.
func (c *CA) save(name string, s cert.Signer, der []byte) error {
	key, err := cert.MarshalPKCS8(s)
	if err != nil {
		return err
	}
	both := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	both = append(both, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	return replace(c.path(name), both)
}

func (c *CA) load(name string) (Key, error) {
	raw, err := os.ReadFile(c.path(name))
	if err != nil {
		return Key{}, err
	}
	key, rest := pem.Decode(raw)
	if key == nil {
		return Key{}, errors.New("no key in the file")
	}
	crt, _ := pem.Decode(rest)
	if crt == nil {
		return Key{}, errors.New("no certificate in the file")
	}
	signer, err := cert.ParsePKCS8(key.Bytes)
	if err != nil {
		return Key{}, err
	}
	parsed, err := cert.Parse(crt.Bytes)
	return Key{Cert: parsed, Signer: signer}, err
}

// replace writes a file that only its owner may read, at once or not at all.
func replace(path string, raw []byte) error {
	if err := os.WriteFile(path+".new", raw, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
