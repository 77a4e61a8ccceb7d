package cert

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// Template says what a certificate to be issued shall hold. The ready-made templates below follow the profile of
// NUC RK; a development authority fills in subject, times and addresses.
type Template struct {
	Subject   Subject
	NotBefore time.Time
	NotAfter  time.Time
	Serial    *big.Int // nil: made from the key identifier, as NUC RK does

	CA          bool
	KeyUsage    x509.KeyUsage
	ExtKeyUsage []asn1.ObjectIdentifier // purposes and roles, in this order
	CriticalEKU bool                    // RFC 3161 section 2.3 asks for it
	Policy      asn1.ObjectIdentifier   // nil: no policy
	KeyStore    asn1.ObjectIdentifier   // nil: no key store extension
	NoCheck     bool                    // id-pkix-ocsp-nocheck

	Points Points
	Extra  []pkix.Extension // further extensions, written last as they are
}

// Points are the addresses a certificate names; empty ones are left out.
type Points struct {
	OCSP   string // where its status is asked for
	Issuer string // where the issuing certificate lies
	CRL    string
	Delta  string
}

const signAndCommit = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment

// PersonTemplate is the certificate a person signs documents with: an individual, or somebody of a legal entity,
// with the roles given. GOST keys also get keyAgreement.
func PersonTemplate(s Subject, alg Algorithm, roles ...Role) Template {
	t := endEntity(s, signAndCommit, usageEmail)
	t.ExtKeyUsage = append(t.ExtKeyUsage, oids(roles)...)
	if alg.IsGOST() {
		t.KeyUsage |= x509.KeyUsageKeyAgreement
	}
	return t
}

// AuthTemplate is the RSA certificate for logging in only, as issued until 2024.
func AuthTemplate(s Subject, roles ...Role) Template {
	t := endEntity(s, x509.KeyUsageDigitalSignature|x509.KeyUsageKeyEncipherment, usageClientAuth)
	t.ExtKeyUsage = append(t.ExtKeyUsage, oids(roles)...)
	return t
}

// SystemTemplate is the certificate of an information system: role identifiers only, and no IIN.
func SystemTemplate(s Subject, alg Algorithm) Template {
	s.IIN, s.Surname, s.Patronymic = "", "", ""
	t := endEntity(s, signAndCommit)
	t.ExtKeyUsage = oids([]Role{RoleLegal, RoleSystem})
	if alg.IsGOST() {
		t.KeyUsage |= x509.KeyUsageKeyAgreement
	}
	return t
}

// CATemplate is the certificate of a root or issuing authority.
func CATemplate(s Subject) Template {
	return Template{Subject: s, CA: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, Policy: PolicyRoot}
}

// OCSPTemplate is the certificate of an OCSP responder whose own status nobody asks (RFC 6960 section 4.2.2.2.1).
func OCSPTemplate(s Subject) Template {
	t := endEntity(s, x509.KeyUsageDigitalSignature, usageOCSP)
	t.NoCheck = true
	return t
}

// TSATemplate is the certificate of a timestamp authority (RFC 3161 section 2.3).
func TSATemplate(s Subject) Template {
	t := endEntity(s, x509.KeyUsageDigitalSignature, usageTimeStamping)
	t.CriticalEKU, t.Policy = true, PolicyTSA
	return t
}

func endEntity(s Subject, usage x509.KeyUsage, purposes ...asn1.ObjectIdentifier) Template {
	return Template{Subject: s, KeyUsage: usage, ExtKeyUsage: purposes, Policy: PolicyNUC, KeyStore: KeyStorePKCS12}
}

func oids(roles []Role) []asn1.ObjectIdentifier {
	var out []asn1.ObjectIdentifier
	for _, r := range roles {
		out = append(out, r.OID())
	}
	return out
}
