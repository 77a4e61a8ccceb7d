package cert

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"strconv"
	"strings"
)

// Subject is the holder as a NUC RK certificate names him. Every field is text as encoded; an absent field is empty.
type Subject struct {
	IIN          string // twelve digits after "IIN" in serialNumber; empty for firms' information systems
	BIN          string // twelve digits after "BIN" in OU; empty for individuals
	CommonName   string // "SURNAME NAME" of a person, or a system's name; never match people on it
	Surname      string
	Patronymic   string // NUC RK puts the patronymic into givenName
	Organization string
	UID          string // of information systems, an identifier in dotted form
	Country      string
	State        string // certificates before 2022
	Locality     string // certificates before 2022
	Category     string // businessCategory, the code of a treasury client
	Domain       string // DC, the role of a treasury client
	Email        string // from subjectAltName
}

var (
	oidCommonName   = oid(2, 5, 4, 3)
	oidSurname      = oid(2, 5, 4, 4)
	oidSerialNumber = oid(2, 5, 4, 5)
	oidCountry      = oid(2, 5, 4, 6)
	oidLocality     = oid(2, 5, 4, 7)
	oidState        = oid(2, 5, 4, 8)
	oidOrganization = oid(2, 5, 4, 10)
	oidUnit         = oid(2, 5, 4, 11)
	oidCategory     = oid(2, 5, 4, 15)
	oidGivenName    = oid(2, 5, 4, 42)
	oidUID          = oid(0, 9, 2342, 19200300, 100, 1, 1)
	oidDomain       = oid(0, 9, 2342, 19200300, 100, 1, 25)
)

func subjectOf(c *x509.Certificate) Subject {
	all := func(id asn1.ObjectIdentifier) (values []string) {
		for _, a := range c.Subject.Names {
			if text, ok := a.Value.(string); ok && a.Type.Equal(id) {
				values = append(values, text)
			}
		}
		return values
	}
	first := func(id asn1.ObjectIdentifier) string { return firstOf(all(id)) }
	return Subject{
		IIN: digitsAfter("IIN", all(oidSerialNumber)), BIN: digitsAfter("BIN", all(oidUnit)),
		CommonName: first(oidCommonName), Surname: first(oidSurname), Patronymic: first(oidGivenName),
		Organization: first(oidOrganization), UID: first(oidUID), Country: first(oidCountry),
		State: first(oidState), Locality: first(oidLocality), Category: first(oidCategory),
		Domain: first(oidDomain), Email: firstOf(c.EmailAddresses),
	}
}

var nameLabels = map[string]string{
	oidCommonName.String(): "CN", oidSurname.String(): "SURNAME", oidSerialNumber.String(): "SERIALNUMBER",
	oidCountry.String(): "C", oidLocality.String(): "L", oidState.String(): "ST", oidOrganization.String(): "O",
	oidUnit.String(): "OU", oidCategory.String(): "BUSINESSCATEGORY", oidGivenName.String(): "GIVENNAME",
	oidUID.String(): "UID", oidDomain.String(): "DC",
}

// SubjectDN is the holder's name for people to read, in the order encoded. It holds personal data.
func (c *Certificate) SubjectDN() string { return dn(c.Certificate.Subject.Names) }

// IssuerDN is the issuer's name for people to read, in the order encoded.
func (c *Certificate) IssuerDN() string { return dn(c.Issuer.Names) }

func dn(names []pkix.AttributeTypeAndValue) string {
	var parts []string
	for _, a := range names {
		label := a.Type.String()
		if short, ok := nameLabels[label]; ok {
			label = short
		}
		value := fmt.Sprint(a.Value)
		if strings.ContainsAny(value, ",=+\"\\\n") {
			value = strconv.Quote(value)
		}
		parts = append(parts, label+"="+value)
	}
	return strings.Join(parts, ", ")
}

func firstOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// digitsAfter gives the twelve digits that follow the prefix in exactly one of the values. Two different numbers in
// one name are ambiguous, so they count as none.
func digitsAfter(prefix string, values []string) string {
	found := ""
	for _, v := range values {
		digits, ok := strings.CutPrefix(v, prefix)
		if !ok || !twelveDigits(digits) {
			continue
		}
		if found != "" && found != digits {
			return ""
		}
		found = digits
	}
	return found
}

func twelveDigits(s string) bool {
	if len(s) != 12 {
		return false
	}
	for _, r := range []byte(s) {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
