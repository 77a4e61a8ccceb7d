package explain

import (
	"crypto/x509"
	"slices"
	"strings"

	"tirkeu/eds/cert"
)

const (
	digitalSignature = x509.KeyUsageDigitalSignature
	nonRepudiation   = x509.KeyUsageContentCommitment
)

// usage judges whether the certificate's key is for signing. NUC RK restricts the keys of people with both extensions.
// Where an authority left one out it does not restrict the key (RFC 5280 sections 4.2.1.3 and 4.2.1.12).
func usage(c *Checks, signer *cert.Certificate) {
	miss := lacking(signer)
	switch {
	case signer.IsSystem() && signer.KeyUsage&digitalSignature != 0:
		c.good("key usage", "A key of an information system. It signs for the system, never for a person.")
	case signer.IsSigningKey():
		c.good("key usage", "The key is for signing documents.")
	case signer.IsAuthKey():
		c.bad("key usage", "This is an AUTH key: it is for logging in only and not good for signing.")
	case len(miss) > 0:
		c.bad("key usage", "The certificate does not allow signing documents: %s.", strings.Join(miss, ", "))
	default:
		c.good("key usage", "The certificate does not restrict what the key is used for.")
	}
}

// lacking says what a certificate that restricts its key would need for signing documents.
func lacking(c *cert.Certificate) []string {
	var miss []string
	if c.IsCA {
		miss = append(miss, "it is an authority's")
	}
	if c.KeyUsage != 0 && c.KeyUsage&digitalSignature == 0 {
		miss = append(miss, "its KeyUsage has no digitalSignature")
	}
	if c.KeyUsage != 0 && c.KeyUsage&nonRepudiation == 0 {
		miss = append(miss, "its KeyUsage has no nonRepudiation")
	}
	restricted := len(c.ExtKeyUsage)+len(c.UnknownExtKeyUsage) > 0
	if restricted && !slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageEmailProtection) && !slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageAny) {
		miss = append(miss, "its ExtendedKeyUsage has no emailProtection")
	}
	return miss
}
