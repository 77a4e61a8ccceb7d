package gost_test

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"hash"
	"path/filepath"
	"testing"

	"tirkeu/eds/edstest"
	"tirkeu/eds/gost"
)

// TestRealCertificates checks the signatures on certificates of the test
// stand: the root, the issuing authority and people, all of GOST-512.
func TestRealCertificates(t *testing.T) {
	fixtures := edstest.Folder(t)
	root := certificate(t, "ca/root_test_gost_2022.cer")
	nca := certificate(t, "ca/nca_gost2022_test.cer")
	checkSigned(t, root, root.RawTBSCertificate, root.Signature)
	checkSigned(t, root, nca.RawTBSCertificate, nca.Signature)
	people, err := filepath.Glob(filepath.Join(fixtures, "cert/*.cer"))
	if err != nil || len(people) == 0 {
		t.Fatalf("no certificates of people: %v", err)
	}
	for _, path := range people {
		rel, _ := filepath.Rel(fixtures, path)
		c := certificate(t, rel)
		checkSigned(t, nca, c.RawTBSCertificate, c.Signature)
	}
}

// TestRealGOST2004 checks a CMS of a GOST 34.310-2004 key: the signature of
// the signer over its attributes, that of the authority over the signer's
// certificate, and the digest of the content in the attributes.
func TestRealGOST2004(t *testing.T) {
	text := edstest.Fixture(t, "cms/gost2004_organization_active.cms")
	der, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(text)))
	if err != nil {
		t.Fatal(err)
	}
	var cms struct {
		Type asn1.ObjectIdentifier
		Data struct {
			Version int
			Digests asn1.RawValue
			Content asn1.RawValue
			Certs   asn1.RawValue `asn1:"tag:0"`
			Signers []struct {
				Version   int
				ID        asn1.RawValue
				Digest    asn1.RawValue
				Attrs     asn1.RawValue `asn1:"tag:0"`
				Algorithm asn1.RawValue
				Signature []byte
				Unsigned  asn1.RawValue `asn1:"optional,tag:1"`
			} `asn1:"set"`
		} `asn1:"explicit,tag:0"`
	}
	if _, err := asn1.Unmarshal(der, &cms); err != nil {
		t.Fatal(err)
	}
	signer, err := x509.ParseCertificate(cms.Data.Certs.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	nca := certificate(t, "ca/nca_gost_test.crt")
	checkSigned(t, nca, signer.RawTBSCertificate, signer.Signature)
	s := cms.Data.Signers[0]
	s.Attrs.FullBytes[0] = 0x31
	checkSigned(t, signer, s.Attrs.FullBytes, s.Signature)
	digest := digestOf(gost.New34311(), []byte("asdasd"))
	if !bytes.Contains(s.Attrs.Bytes, digest) {
		t.Error("the attributes do not hold our digest of the content")
	}
}

func certificate(t *testing.T, name string) *x509.Certificate {
	t.Helper()
	b := edstest.Fixture(t, name)
	if block, _ := pem.Decode(b); block != nil {
		b = block.Bytes
	}
	c, err := x509.ParseCertificate(b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}

// checkSigned expects issuer's key to accept sig over signed, and not over
// anything else.
func checkSigned(t *testing.T, issuer *x509.Certificate, signed, sig []byte) {
	t.Helper()
	var info struct {
		Algorithm asn1.RawValue
		Key       asn1.BitString
	}
	var raw []byte
	if _, err := asn1.Unmarshal(issuer.RawSubjectPublicKeyInfo, &info); err != nil {
		t.Fatal(err)
	}
	if _, err := asn1.Unmarshal(info.Key.Bytes, &raw); err != nil {
		t.Fatal(err)
	}
	curve, newHash := gost.Curve512A(), gost.NewStreebog512
	if len(raw) == 64 {
		curve, newHash = gost.CurveCryptoProA(), gost.New34311
	}
	k, err := gost.ParsePublicKey(curve, raw)
	if err != nil {
		t.Fatal(err)
	}
	if !k.Verify(digestOf(newHash(), signed), sig) {
		t.Errorf("a signature of %s is refused", issuer.Subject)
	}
	other := bytes.Clone(signed)
	other[len(other)/2] ^= 1
	if k.Verify(digestOf(newHash(), other), sig) {
		t.Errorf("a signature of %s is accepted over other bytes", issuer.Subject)
	}
}

func digestOf(h hash.Hash, msg []byte) []byte {
	h.Write(msg)
	return h.Sum(nil)
}
