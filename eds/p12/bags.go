package p12

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"unicode/utf16"

	"tirkeu/eds/cert"
)

// Bag types, certificate type and attributes of RFC 7292 §4.2.
var (
	oidKeyBag       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 1}
	oidShroudedBag  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 2}
	oidCertBag      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 3}
	oidX509         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 22, 1}
	oidFriendlyName = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 20}
	oidLocalKeyID   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 21}
)

type safeBag struct {
	Type       asn1.ObjectIdentifier
	Value      asn1.RawValue  `asn1:"tag:0,explicit"`
	Attributes []bagAttribute `asn1:"set,optional"`
}

type bagAttribute struct {
	Type   asn1.ObjectIdentifier
	Values asn1.RawValue // SET OF one value
}

type shroudedKey struct {
	Algorithm pkix.AlgorithmIdentifier
	Sealed    []byte
}

type certValue struct {
	Type asn1.ObjectIdentifier
	DER  []byte `asn1:"tag:0,explicit"`
}

// names are the two attributes that tie a key to its certificate.
type names struct {
	friendly   string
	localKeyID []byte
}

type keyBag struct {
	names
	signer cert.Signer
}

type certBag struct {
	names
	certificate *cert.Certificate
}

func (r *reader) safeContents(ber []byte) error {
	var bags []safeBag
	if err := unmarshalBER(ber, &bags, "safe contents", r.lim); err != nil {
		return err
	}
	if r.bags += len(bags); r.bags > r.lim.Bags {
		return malformed("more than %d bags", r.lim.Bags)
	}
	for _, b := range bags {
		if err := r.bag(b); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) bag(b safeBag) error {
	n, err := readNames(b.Attributes)
	if err != nil {
		return err
	}
	switch {
	case b.Type.Equal(oidKeyBag):
		return r.key(n, b.Value.Bytes)
	case b.Type.Equal(oidShroudedBag):
		var k shroudedKey
		if err := unmarshal(b.Value.Bytes, &k, "key bag"); err != nil {
			return err
		}
		open, err := r.secret.decrypt(k.Algorithm, k.Sealed)
		if err != nil {
			return err
		}
		return r.key(n, open)
	case b.Type.Equal(oidCertBag):
		return r.certificate(n, b.Value.Bytes)
	}
	return unsupported("a bag of type %v", b.Type)
}

func (r *reader) key(n names, ber []byte) error {
	der, err := toDER(ber, r.lim)
	if err != nil {
		return err
	}
	signer, err := cert.ParsePKCS8(der)
	if err != nil {
		return asOurs(err)
	}
	r.keys = append(r.keys, keyBag{n, signer})
	return nil
}

func (r *reader) certificate(n names, der []byte) error {
	var v certValue
	if err := unmarshal(der, &v, "certificate bag"); err != nil {
		return err
	}
	if !v.Type.Equal(oidX509) {
		return unsupported("a certificate of type %v", v.Type)
	}
	c, err := cert.Parse(v.DER)
	if err != nil {
		return asOurs(err)
	}
	r.certs = append(r.certs, certBag{n, c})
	return nil
}

// readNames reads friendlyName (BMPString) and localKeyId; others are passed over.
func readNames(attributes []bagAttribute) (n names, err error) {
	for _, a := range attributes {
		switch {
		case a.Type.Equal(oidFriendlyName):
			var v asn1.RawValue
			if err := unmarshal(a.Values.Bytes, &v, "friendlyName"); err != nil {
				return n, err
			}
			if v.Tag != asn1.TagBMPString || len(v.Bytes)%2 != 0 {
				return n, malformed("friendlyName is not a BMPString")
			}
			n.friendly = bmpText(v.Bytes)
		case a.Type.Equal(oidLocalKeyID):
			if err := unmarshal(a.Values.Bytes, &n.localKeyID, "localKeyId"); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

func bmpText(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units))
}

// matches tells whether a certificate is for the key: the same public key.
// Names are a hint that anybody may write; the key is what counts.
func (k keyBag) matches(c certBag) bool {
	a, err := cert.MarshalSPKI(k.signer.Public())
	if err != nil {
		return false
	}
	b, err := cert.MarshalSPKI(c.certificate.Key)
	return err == nil && bytes.Equal(a, b)
}
