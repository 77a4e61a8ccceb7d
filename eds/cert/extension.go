package cert

// Extension identifiers (RFC 5280 section 4.2, RFC 6960 section 4.2.2.2.1) and the private ones of NUC RK.
var (
	oidSubjectKeyID      = oid(2, 5, 29, 14)
	oidKeyUsage          = oid(2, 5, 29, 15)
	oidSubjectAltName    = oid(2, 5, 29, 17)
	oidBasicConstraints  = oid(2, 5, 29, 19)
	oidCRLNumber         = oid(2, 5, 29, 20)
	oidReasonCode        = oid(2, 5, 29, 21)
	oidDeltaIndicator    = oid(2, 5, 29, 27)
	oidIssuingPoint      = oid(2, 5, 29, 28)
	oidNameConstraints   = oid(2, 5, 29, 30)
	oidCRLPoints         = oid(2, 5, 29, 31)
	oidPolicies          = oid(2, 5, 29, 32)
	oidAuthorityKeyID    = oid(2, 5, 29, 35)
	oidPolicyConstraints = oid(2, 5, 29, 36)
	oidExtKeyUsage       = oid(2, 5, 29, 37)
	oidFreshestCRL       = oid(2, 5, 29, 46)
	oidAuthorityInfo     = oid(1, 3, 6, 1, 5, 5, 7, 1, 1)
	oidOCSPNoCheck       = oid(1, 3, 6, 1, 5, 5, 7, 48, 1, 5)
	oidKeyStore          = oid(1, 2, 398, 3, 3, 5) // how the private key is kept

	// KeyStorePKCS12 is the NUC RK key store kind "PKCS12 file".
	KeyStorePKCS12 = oid(1, 2, 398, 3, 3, 5, 1, 1)
	// PolicyNUC is the certificate policy of every NUC RK end-entity certificate since 2022.
	PolicyNUC = oid(1, 2, 398, 3, 3, 2)
	// PolicyRoot is the certificate policy of root certificates.
	PolicyRoot = oid(1, 2, 398, 3, 1, 2)
	// PolicyTSA is the certificate policy of the timestamp authority.
	PolicyTSA = oid(1, 2, 398, 3, 3, 2, 6)
)
