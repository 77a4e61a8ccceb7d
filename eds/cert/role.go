package cert

import (
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"strings"
)

// Role is a role identifier that NUC RK puts into ExtendedKeyUsage, in dotted form (registry https://root.gov.kz/oid/).
type Role string

// The roles of NUC RK certificates.
const (
	RoleIndividual       Role = "1.2.398.3.3.4.1.1"
	RoleIndividualSystem Role = "1.2.398.3.3.4.1.1.1" // an individual's digital system
	RoleLegal            Role = "1.2.398.3.3.4.1.2"
	RoleHead             Role = "1.2.398.3.3.4.1.2.1" // first head of a legal entity
	RoleSignatory        Role = "1.2.398.3.3.4.1.2.2" // has the right of signature
	RoleFinance          Role = "1.2.398.3.3.4.1.2.3" // signs financial documents
	RoleHR               Role = "1.2.398.3.3.4.1.2.4"
	RoleEmployee         Role = "1.2.398.3.3.4.1.2.5"
	RoleSystem           Role = "1.2.398.3.3.4.1.2.6" // information system of a legal entity
	RoleTreasury         Role = "1.2.398.5.19.1.2.2.1"
	RoleStaff            Role = "1.2.398.3.3.4.2"   // staff of the authority itself
	RoleStaffAdmin       Role = "1.2.398.3.3.4.2.1" // staff of the authority, administrator
	RoleStaffManager     Role = "1.2.398.3.3.4.2.2"
	RoleStaffOperator    Role = "1.2.398.3.3.4.2.3"
	RoleIdentified       Role = "1.2.398.3.3.4.3"     // how the holder was identified
	RoleIdentifiedHere   Role = "1.2.398.3.3.4.3.1"   // in person
	RoleRemote           Role = "1.2.398.3.3.4.3.2"   // remotely
	RoleRemoteDigitalID  Role = "1.2.398.3.3.4.3.2.1" // remotely, through Digital ID
)

// Extended key usages beside the roles (RFC 5280 section 4.2.1.12).
var (
	usageClientAuth   = oid(1, 3, 6, 1, 5, 5, 7, 3, 2)
	usageEmail        = oid(1, 3, 6, 1, 5, 5, 7, 3, 4)
	usageTimeStamping = oid(1, 3, 6, 1, 5, 5, 7, 3, 8)
	usageOCSP         = oid(1, 3, 6, 1, 5, 5, 7, 3, 9)
)

func rolesOf(c *x509.Certificate) []Role {
	var roles []Role
	for _, id := range c.UnknownExtKeyUsage {
		text := id.String()
		if under(text, "1.2.398.3.3.4") || text == string(RoleTreasury) {
			roles = append(roles, Role(text))
		}
	}
	return roles
}

func under(id, arc string) bool { return id == arc || strings.HasPrefix(id, arc+".") }

// OID gives the role as an object identifier; nil when the text is not one.
func (r Role) OID() asn1.ObjectIdentifier {
	id, err := x509.ParseOID(string(r))
	if err != nil {
		return nil
	}
	var out asn1.ObjectIdentifier
	der, err := id.MarshalBinary()
	if err != nil {
		return nil
	}
	if _, err := asn1.Unmarshal(append([]byte{asn1.TagOID, byte(len(der))}, der...), &out); err != nil {
		return nil
	}
	return out
}

// HasRole tells whether the certificate carries exactly this role.
func (c *Certificate) HasRole(r Role) bool { return slices.Contains(c.Roles, r) }

// IsSystem tells whether this is the certificate of an information system: role …1.2.6 or one below it, an individual's
// digital system, or a legal entity's certificate that names a system (UID) and nobody, as the test stand of NUC RK
// issues them. Such a certificate never signs for a person.
func (c *Certificate) IsSystem() bool {
	if c.HasRole(RoleLegal) && c.Subject.UID != "" && c.Subject.IIN == "" {
		return true
	}
	return slices.ContainsFunc(c.Roles, func(r Role) bool {
		return under(string(r), string(RoleSystem)) || under(string(r), string(RoleIndividualSystem))
	})
}

// IsSigningKey tells whether the certificate may sign documents for a person: KeyUsage has digitalSignature and
// nonRepudiation, and ExtendedKeyUsage has emailProtection.
func (c *Certificate) IsSigningKey() bool {
	const need = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	return c.KeyUsage&need == need && slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageEmailProtection)
}

// IsAuthKey tells whether the certificate is for logging in only: clientAuth, and no nonRepudiation. Such keys were
// issued in pairs with RSA signing keys until 2024. GOST keys of today sign and log in with one certificate.
func (c *Certificate) IsAuthKey() bool {
	return c.KeyUsage&x509.KeyUsageDigitalSignature != 0 && c.KeyUsage&x509.KeyUsageContentCommitment == 0 &&
		slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageClientAuth)
}
