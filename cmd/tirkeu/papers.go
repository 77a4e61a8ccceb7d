package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"

	"tirkeu/internal/core/sheet"
	"tirkeu/internal/store"
)

// paperKey reads the key that signs the codes of documents, or makes it at the first start.
func paperKey(ctx context.Context, st *store.Store) (*ecdsa.PrivateKey, error) {
	fresh, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalECPrivateKey(fresh)
	if err != nil {
		return nil, err
	}
	kept, err := st.InitSetting(ctx, "secret.papers", base64.StdEncoding.EncodeToString(der))
	if err != nil {
		return nil, err
	}
	if der, err = base64.StdEncoding.DecodeString(kept); err != nil {
		return nil, fmt.Errorf("key of documents: %w", err)
	}
	return x509.ParseECPrivateKey(der)
}

// jwk writes a public key as browsers take it (RFC 7517, RFC 7518 §6.2.1).
func jwk(k *ecdsa.PublicKey) (string, error) {
	raw, err := k.Bytes() // 0x04 ‖ x ‖ y
	if err != nil {
		return "", err
	}
	b64 := base64.RawURLEncoding.EncodeToString
	out, err := json.Marshal(map[string]string{"kty": "EC", "crv": "P-256", "x": b64(raw[1:33]), "y": b64(raw[33:])})
	return string(out), err
}

// verifyCmd checks the code of a document by itself.
type verifyCmd struct {
	Code string `arg:"" help:"What the QR code holds: the whole address, or the part after '#'."`
	Key  string `help:"File with the public key (PEM) of the service that issued the document; absent: the key of this database." type:"path"`
}

// Help explains the answer.
func (verifyCmd) Help() string {
	return "Says how the document was issued; whether it is still in force only the service can tell.\n\nExample: tirkeu verify 'https://example.org/v/2611-0000-0001#eyJ2…'"
}

// Run prints what the code says, if its signature is good.
func (c verifyCmd) Run(ctx context.Context, s *settings) error {
	key, err := c.key(ctx, s)
	if err != nil {
		return err
	}
	code := c.Code
	if _, after, ok := strings.Cut(code, "#"); ok {
		code = after
	}
	claim, err := sheet.Open(key, code)
	if err != nil {
		return err
	}
	fmt.Printf("Genuine as issued.\nNumber: %s\nKind:   %s\nFrom:   %s\n", claim.Number, claim.Type, claim.From)
	if !claim.Last.IsZero() {
		fmt.Printf("Until:  %s\n", claim.Last)
	}
	fmt.Printf("Issued: %s\nWhether it is still in force, only the service can tell.\n", claim.Issued)
	return nil
}

func (c verifyCmd) key(ctx context.Context, s *settings) (key *ecdsa.PublicKey, err error) {
	if c.Key == "" {
		err = withStore(ctx, s, func(st *store.Store) error {
			k, err := paperKey(ctx, st)
			if err == nil {
				key = &k.PublicKey
			}
			return err
		})
		return key, err
	}
	raw, err := os.ReadFile(c.Key)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, errors.New("--key: the file is no PEM")
	}
	any, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("--key: %w", err)
	}
	key, ok := any.(*ecdsa.PublicKey)
	if !ok || key.Curve != elliptic.P256() {
		return nil, errors.New("--key: not a P-256 key")
	}
	return key, nil
}
