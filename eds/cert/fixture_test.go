package cert

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/eds/edstest"
)

func TestFixturePaths(t *testing.T) {
	root := fixtureCert(t, "ca/root_test_gost_2022.cer")
	issuing := fixtureCert(t, "ca/nca_gost2022_test.cer")
	for _, name := range []string{
		"cert/GOST512_02c7a21f2df78b99cb67323e2e255779bb6ae309.cer",
		"cert/ncanode_individual_valid_individual_valid.cer",
		"cert/ncanode_legal_valid_head.cer", "cms/individual_signer.cer",
	} {
		leaf := fixtureCert(t, name)
		at := leaf.NotBefore.Add(time.Hour)
		path, err := NewPool(root).Path(leaf, []*Certificate{issuing}, at)
		if err != nil || len(path) != 3 {
			t.Errorf("%s through the root: %d certificates, %v", name, len(path), err)
		}
		if _, err := NewPool(issuing).Path(leaf, nil, at); err != nil {
			t.Errorf("%s with the issuing authority as anchor: %v", name, err)
		}
		if _, err := NewPool(root).Path(leaf, nil, at); !errors.Is(err, ErrUnknownIssuer) {
			t.Errorf("%s without its issuer: %v", name, err)
		}
		if _, err := NewPool(root).Path(leaf, []*Certificate{issuing}, leaf.NotAfter.Add(time.Second)); !errors.Is(err, ErrExpired) {
			t.Errorf("%s after its end: %v", name, err)
		}
		if !leaf.IsSigningKey() || leaf.IsAuthKey() || leaf.IsSystem() {
			t.Errorf("%s is not taken for a signing key", name)
		}
	}
}

func TestFixtureSubjects(t *testing.T) {
	head := fixtureCert(t, "cert/ncanode_legal_valid_head.cer")
	want := Subject{
		IIN: "123456789011", BIN: "123456789021", CommonName: "ТЕСТОВ ТЕСТ", Surname: "ТЕСТОВ",
		Patronymic: "ТЕСТОВИЧ", Organization: `АО "ТЕСТ"`, Country: "KZ",
	}
	if diff := cmp.Diff(want, head.Subject); diff != "" {
		t.Error(diff)
	}
	dn := `CN=ТЕСТОВ ТЕСТ, SURNAME=ТЕСТОВ, SERIALNUMBER=IIN123456789011, C=KZ, O="АО \"ТЕСТ\"", OU=BIN123456789021, GIVENNAME=ТЕСТОВИЧ`
	if diff := cmp.Diff(dn, head.SubjectDN()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Role{RoleLegal, RoleHead}, head.Roles); diff != "" {
		t.Error(diff)
	}
	if person := fixtureCert(t, "cms/individual_signer.cer"); !person.HasRole(RoleIndividual) || person.Subject.BIN != "" {
		t.Errorf("individual: roles %v, BIN %q", person.Roles, person.Subject.BIN)
	}
}

func TestFixtureAuthorities(t *testing.T) {
	for name, alg := range map[string]Algorithm{
		"ca/root_test_gost_2022.cer": GOST2015x512, "ca/nca_gost2015_test.cer": GOST2015x512,
		"ca/nca_gost_test.crt": GOST2004, "ca/nca_rsa_test.crt": RSASHA256,
	} {
		c := fixtureCert(t, name)
		if c.KeyError != nil || !c.Key.Algorithm().Same(alg) || !c.Algorithm.Same(alg) {
			t.Errorf("%s: key %v, signature %v, %v", name, c.Key, c.Algorithm, c.KeyError)
		}
		if _, err := NewPool(c).Path(c, nil, c.NotBefore.Add(time.Hour)); err != nil {
			t.Errorf("%s as its own anchor: %v", name, err)
		}
	}
	root := fixtureCert(t, "ca/root_test_gost_2022.cer")
	if err := root.CheckIssued(root); err != nil {
		t.Errorf("root's own signature: %v", err)
	}
}

// The issued shape is compared with a real certificate: the same key must get the same identifier and number.
func TestFixtureSerialRule(t *testing.T) {
	for _, name := range []string{"cert/ncanode_legal_valid_head.cer", "cms/individual_signer.cer", "ca/nca_gost2022_test.cer"} {
		c := fixtureCert(t, name)
		id, err := KeyID(c.Key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.SubjectKeyId, id); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if SerialFromKeyID(id).Cmp(c.SerialNumber) != 0 {
			t.Errorf("%s: serial %x from %x", name, c.SerialNumber, id)
		}
	}
}

// A certificate issued from the fields of a real one has the very same body.
func TestFixtureIssueTheSame(t *testing.T) {
	real, issuing := fixtureCert(t, "cms/individual_signer.cer"), fixtureCert(t, "ca/nca_gost2022_test.cer")
	tpl := PersonTemplate(real.Subject, GOST2015x512, real.Roles...)
	tpl.NotBefore, tpl.NotAfter = real.NotBefore, real.NotAfter
	tpl.Points = Points{
		OCSP: "http://test.pki.gov.kz/ocsp/", Issuer: "http://test.pki.gov.kz/cert/nca_gost2022_test.cer",
		CRL: "http://test.pki.gov.kz/crl/nca_gost2022_test.crl", Delta: "http://test.pki.gov.kz/crl/nca_gost2022_d_test.crl",
	}
	der, err := Issue(tpl, issuing, newKey(t, GOST2015x512), real.Key)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(real.RawTBSCertificate, ours.RawTBSCertificate); diff != "" {
		t.Error(diff)
	}
}

// The holder's name and key are written as they were read.
func TestFixtureNameBytes(t *testing.T) {
	for _, name := range []string{"cert/ncanode_legal_valid_head.cer", "cms/individual_signer.cer"} {
		c := fixtureCert(t, name)
		got, err := c.Subject.marshal()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.RawSubject, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		spki, err := MarshalSPKI(c.Key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.RawSubjectPublicKeyInfo, spki); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestFixtureCRL(t *testing.T) {
	issuing := fixtureCert(t, "ca/nca_gost2022_test.cer")
	list, err := ParseCRL(edstest.Fixture(t, "ca/nca_gost2022_test.crl"))
	if err != nil {
		t.Fatal(err)
	}
	if err := list.CheckSignature(issuing); err != nil {
		t.Error(err)
	}
	if list.Len() < 40 || list.Delta || list.Number.Int64() != 14 {
		t.Errorf("%d entries, delta %v, number %v", list.Len(), list.Delta, list.Number)
	}
	if err := list.CheckSignature(fixtureCert(t, "ca/root_test_gost_2022.cer")); !errors.Is(err, ErrWrongIssuer) {
		t.Errorf("signed by the root? %v", err)
	}
	if _, found := list.Lookup(fixtureCert(t, "cms/individual_signer.cer").SerialNumber); found {
		t.Error("the individual of the CMS fixtures is not on this list")
	}
}
