package explain

import (
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"tirkeu/eds/cert"
)

// Holder is a certificate in words.
type Holder struct {
	Subject      string     `json:"subject"`
	Issuer       string     `json:"issuer"`
	Serial       string     `json:"serial"` // hex
	Holder       string     `json:"holder"` // kind of holder
	IIN          string     `json:"iin,omitempty"`
	BIN          string     `json:"bin,omitempty"`
	Name         string     `json:"name,omitempty"`
	Organization string     `json:"organization,omitempty"`
	Usage        string     `json:"usage"`
	Roles        []RoleName `json:"roles,omitempty"`
	Key          string     `json:"key"`
	SignedWith   string     `json:"signed_with"`
	NotBefore    time.Time  `json:"not_before"`
	NotAfter     time.Time  `json:"not_after"`
	OCSP         []string   `json:"ocsp,omitempty"`
	CRL          []string   `json:"crl,omitempty"`
	SHA256       string     `json:"sha256"` // of the whole certificate, hex
}

// RoleName is a role identifier and what it means.
type RoleName struct {
	OID  string `json:"oid"`
	Name string `json:"name,omitempty"`
}

var roleNames = map[cert.Role]string{
	cert.RoleIndividual: "individual", cert.RoleIndividualSystem: "an individual's digital system",
	cert.RoleLegal: "legal entity", cert.RoleHead: "first head of a legal entity",
	cert.RoleSignatory: "has the right of signature in a legal entity",
	cert.RoleFinance:   "signs financial documents of a legal entity", cert.RoleHR: "human resources of a legal entity",
	cert.RoleEmployee: "employee of a legal entity", cert.RoleSystem: "information system of a legal entity",
	cert.RoleTreasury: "client of the treasury", cert.RoleStaff: "staff of the authority",
	cert.RoleStaffAdmin: "administrator of the authority", cert.RoleStaffManager: "manager of the authority",
	cert.RoleStaffOperator: "operator of the authority", cert.RoleIdentified: "holder was identified",
	cert.RoleIdentifiedHere: "identified in person", cert.RoleRemote: "identified remotely",
	cert.RoleRemoteDigitalID: "identified remotely through Digital ID",
}

func describe(c *cert.Certificate) *Holder {
	if c == nil {
		return nil
	}
	sum := c.Fingerprint()
	h := &Holder{
		Subject: c.SubjectDN(), Issuer: c.IssuerDN(), Serial: hex.EncodeToString(c.SerialNumber.Bytes()),
		Holder: holderKind(c), IIN: c.Subject.IIN, BIN: c.Subject.BIN, Name: c.Subject.CommonName,
		Organization: c.Subject.Organization, Usage: usageOf(c), Key: "not usable", SignedWith: c.Algorithm.Name,
		NotBefore: c.NotBefore.UTC(), NotAfter: c.NotAfter.UTC(), OCSP: c.OCSPServer, CRL: c.CRLDistributionPoints,
		SHA256: hex.EncodeToString(sum[:]),
	}
	if c.Key != nil {
		h.Key = keyName(c.Key)
	}
	if h.SignedWith == "" {
		h.SignedWith = "an algorithm that is not accepted"
	}
	for _, r := range c.Roles {
		h.Roles = append(h.Roles, RoleName{string(r), roleNames[r]})
	}
	return h
}

func keyName(k cert.PublicKey) string {
	if r, ok := k.(cert.RSAKey); ok {
		return fmt.Sprintf("RSA-%d", r.Key.N.BitLen())
	}
	return k.Algorithm().Name
}

// holderKind prefers the role that says most.
func holderKind(c *cert.Certificate) string {
	switch {
	case c.IsCA:
		return "certification authority"
	case slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageTimeStamping):
		return "timestamp authority"
	case slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning):
		return "OCSP responder"
	case c.HasRole(cert.RoleIndividualSystem):
		return roleNames[cert.RoleIndividualSystem]
	case c.IsSystem():
		return roleNames[cert.RoleSystem]
	}
	for _, r := range []cert.Role{
		cert.RoleHead, cert.RoleSignatory, cert.RoleFinance, cert.RoleHR, cert.RoleEmployee, cert.RoleTreasury,
		cert.RoleLegal, cert.RoleIndividual, cert.RoleStaff,
	} {
		if c.HasRole(r) {
			return roleNames[r]
		}
	}
	return "holder without a role"
}

func usageOf(c *cert.Certificate) string {
	switch {
	case c.IsCA:
		return "signs certificates and lists"
	case c.IsSigningKey():
		return "signing documents"
	case c.IsAuthKey():
		return "logging in only (AUTH key)"
	case c.IsSystem():
		return "messages of an information system"
	case slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageTimeStamping):
		return "timestamps"
	case slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning):
		return "OCSP answers"
	}
	return "neither signing documents nor logging in"
}

// Line names the holder shortly.
func (h *Holder) Line() string {
	parts := []string{h.Name}
	if h.Name == "" {
		parts[0] = h.Subject
	}
	if h.IIN != "" {
		parts = append(parts, "IIN "+h.IIN)
	}
	if h.BIN != "" {
		parts = append(parts, "BIN "+h.BIN)
	}
	return strings.Join(append(parts, h.Holder), ", ")
}

// facts lists what a certificate says.
func (h *Holder) facts(p *Part) {
	p.fact("subject", "%s", h.Subject)
	p.fact("issuer", "%s", h.Issuer)
	p.fact("serial", "%s", h.Serial)
	p.fact("holder", "%s", h.Holder)
	p.fact("usage", "%s", h.Usage)
	for _, r := range h.Roles {
		if r.Name != "" {
			p.fact("role", "%s (%s)", r.OID, r.Name)
			continue
		}
		p.fact("role", "%s", r.OID)
	}
	p.fact("key", "%s, signed with %s", h.Key, h.SignedWith)
	p.fact("valid", "%s to %s", stamp(h.NotBefore), stamp(h.NotAfter))
	for _, url := range h.OCSP {
		p.fact("OCSP", "%s", url)
	}
	for _, url := range h.CRL {
		p.fact("CRL", "%s", url)
	}
	p.fact("SHA-256", "%s", h.SHA256)
}
