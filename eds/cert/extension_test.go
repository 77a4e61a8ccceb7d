package cert

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"testing"
)

var (
	private = oid(1, 2, 398, 9, 9)
	null    = []byte{5, 0}
)

func TestCriticalExtensions(t *testing.T) {
	root := newRoot(t, GOST2004, "root")
	pub := root.key.Public()
	leaf := func(e ...pkix.Extension) *Certificate {
		tpl := PersonTemplate(person("123456789011"), GOST2004)
		tpl.Extra = e
		return root.issue(t, tpl, pub)
	}
	sub := func(e ...pkix.Extension) authority {
		tpl := CATemplate(Subject{CommonName: "issuing"})
		tpl.Extra = e
		return root.sub(t, tpl)
	}
	// NameConstraints { permittedSubtrees [0] { { [2] "kz" } } }
	constraints := []byte{0x30, 0x08, 0xa0, 0x06, 0x30, 0x04, 0x82, 0x02, 'k', 'z'}
	bound := sub(pkix.Extension{Id: oidNameConstraints, Critical: true, Value: constraints})
	odd := sub(pkix.Extension{Id: private, Critical: true, Value: null})
	for name, c := range map[string]struct {
		leaf  *Certificate
		extra *Certificate
		want  error
	}{
		"unknown":                    {leaf(pkix.Extension{Id: private, Value: null}), nil, nil},
		"unknown and critical":       {leaf(pkix.Extension{Id: private, Critical: true, Value: null}), nil, ErrCriticalExtension},
		"authority: unknown":         {odd.issue(t, PersonTemplate(Subject{}, GOST2004), pub), odd.Certificate, ErrCriticalExtension},
		"authority: name constraint": {bound.issue(t, PersonTemplate(Subject{}, GOST2004), pub), bound.Certificate, ErrCriticalExtension},
	} {
		if _, err := NewPool(root.Certificate).Path(c.leaf, []*Certificate{c.extra}, noon); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// pathLen is an authority whose basicConstraints bound the path below it.
func pathLen(n byte) Template {
	tpl := CATemplate(Subject{CommonName: "bounded"})
	tpl.CA = false
	tpl.Extra = []pkix.Extension{{Id: oidBasicConstraints, Critical: true, Value: []byte{0x30, 0x06, 1, 1, 0xff, 2, 1, n}}}
	return tpl
}

func TestPathLenConstraint(t *testing.T) {
	for limit := range byte(3) {
		root := newRoot(t, GOST2004, "root")
		bounded := root.sub(t, pathLen(limit))
		below := bounded.sub(t, CATemplate(Subject{CommonName: "below"}))
		leaf := below.issue(t, PersonTemplate(Subject{}, GOST2004), root.key.Public())
		extra := []*Certificate{bounded.Certificate, below.Certificate}
		_, err := NewPool(root.Certificate).Path(leaf, extra, noon)
		if errors.Is(err, ErrPathTooLong) != (limit < 1) || limit >= 1 && err != nil {
			t.Errorf("one authority below a limit of %d: %v", limit, err)
		}
	}
}

// Many authorities of one name must not make a search long.
func TestSearchIsBounded(t *testing.T) {
	root := newRoot(t, GOST2004, "root")
	leaf := root.issue(t, PersonTemplate(Subject{}, GOST2004), root.key.Public())
	crowd := func(n int) []*Certificate {
		var all []*Certificate
		for range n {
			all = append(all, newRoot(t, GOST2004, "root").Certificate)
		}
		return append(all, root.Certificate)
	}
	if _, err := NewPool(crowd(maxChecks-1)...).Path(leaf, nil, noon); err != nil {
		t.Errorf("%d tries: %v", maxChecks, err)
	}
	if _, err := NewPool(crowd(maxChecks)...).Path(leaf, nil, noon); err == nil {
		t.Errorf("%d tries were made", maxChecks+1)
	}
}

func TestCheckIssuedNames(t *testing.T) {
	root := newRoot(t, GOST2004, "root")
	renamed := root.issue(t, CATemplate(Subject{CommonName: "renamed"}), root.key.Public())
	leaf := root.issue(t, PersonTemplate(Subject{}, GOST2004), root.key.Public())
	if err := leaf.CheckIssued(root.Certificate); err != nil {
		t.Error(err)
	}
	if err := leaf.CheckIssued(renamed); !errors.Is(err, ErrWrongIssuer) {
		t.Errorf("the same key under another name: %v", err)
	}
}

func TestCRLExtensions(t *testing.T) {
	ca := newRoot(t, GOST2015x512, "ca")
	parse := func(e pkix.Extension) error {
		der, err := IssueCRL(CRLTemplate{Number: 1, ThisUpdate: noon, Extra: []pkix.Extension{e}}, ca.Certificate, ca.key)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseCRL(der)
		return err
	}
	// IssuingDistributionPoint { distributionPoint [0] { fullName [0] { [6] "x" } } } and { onlyContainsUserCerts [1] TRUE }
	named := []byte{0x30, 0x07, 0xa0, 0x05, 0xa0, 0x03, 0x86, 0x01, 'x'}
	users := []byte{0x30, 0x03, 0x81, 0x01, 0xff}
	for name, c := range map[string]struct {
		ext  pkix.Extension
		want error
	}{
		"unknown":              {pkix.Extension{Id: private, Value: null}, nil},
		"unknown and critical": {pkix.Extension{Id: private, Critical: true, Value: null}, ErrCriticalExtension},
		"distribution point":   {pkix.Extension{Id: oidIssuingPoint, Critical: true, Value: named}, nil},
		"partial list":         {pkix.Extension{Id: oidIssuingPoint, Critical: true, Value: users}, ErrCriticalExtension},
	} {
		if err := parse(c.ext); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	list := newList(t, ca, CRLTemplate{Number: 1})
	id := []byte{0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x01, 0x02, 0x03, 0x02}
	other := bytes.Clone(id)
	other[len(other)-1] = 1
	if _, err := ParseCRL(bytes.Replace(list.Raw, id, other, 1)); !errors.Is(err, ErrAlgorithmMismatch) {
		t.Errorf("inner algorithm differs: %v", err)
	}
}

func TestDeltaOfAnotherIssuer(t *testing.T) {
	a, b := newRoot(t, GOST2004, "a"), newRoot(t, GOST2004, "b")
	from := int64(1)
	base, delta := newList(t, a, CRLTemplate{Number: 1}), newList(t, b, CRLTemplate{Number: 2, Base: &from})
	if _, _, err := base.LookupWithDelta(delta, big.NewInt(1)); !errors.Is(err, ErrDeltaMismatch) {
		t.Error(err)
	}
}

func TestKeyKindEdges(t *testing.T) {
	root := newRoot(t, GOST2004, "root")
	kind := func(f func(*Template)) *Certificate {
		tpl := PersonTemplate(person("123456789011"), RSASHA256, RoleIndividual)
		f(&tpl)
		return root.issue(t, tpl, root.key.Public())
	}
	for name, c := range map[string]struct {
		shape         func(*Template)
		sign, machine bool
	}{
		"a person":            {func(*Template) {}, true, false},
		"no nonRepudiation":   {func(t *Template) { t.KeyUsage = x509.KeyUsageDigitalSignature }, false, false},
		"only nonRepudiation": {func(t *Template) { t.KeyUsage = x509.KeyUsageContentCommitment }, false, false},
		"no emailProtection":  {func(t *Template) { t.ExtKeyUsage = oids([]Role{RoleIndividual}) }, false, false},
		"system of a firm":    {func(t *Template) { t.ExtKeyUsage = append(t.ExtKeyUsage, RoleSystem.OID()) }, true, true},
		"a kind of system":    {func(t *Template) { t.ExtKeyUsage = append(t.ExtKeyUsage, Role("1.2.398.3.3.4.1.2.6.3").OID()) }, true, true},
		"a person's system":   {func(t *Template) { t.ExtKeyUsage = append(t.ExtKeyUsage, RoleIndividualSystem.OID()) }, true, true},
		"a firm's named system": {func(t *Template) {
			t.Subject.IIN, t.Subject.UID, t.ExtKeyUsage = "", "1.2.398.6.10.1.1", oids([]Role{RoleLegal})
		}, false, true},
		"a name beside a person": {func(t *Template) {
			t.Subject.UID, t.ExtKeyUsage = "1.2.398.6.10.1.1", append(t.ExtKeyUsage, RoleLegal.OID())
		}, true, false},
		"a name without a firm": {func(t *Template) { t.Subject.IIN, t.Subject.UID = "", "1.2.398.6.10.1.1" }, true, false},
		"a firm's nobody":       {func(t *Template) { t.Subject.IIN = ""; t.ExtKeyUsage = oids([]Role{RoleLegal}) }, false, false},
		"a longer number":       {func(t *Template) { t.ExtKeyUsage = append(t.ExtKeyUsage, Role("1.2.398.3.3.4.1.2.66").OID()) }, true, false},
	} {
		got := kind(c.shape)
		if got.IsSigningKey() != c.sign || got.IsSystem() != c.machine {
			t.Errorf("%s: signing %v, system %v", name, got.IsSigningKey(), got.IsSystem())
		}
	}
}

func TestUnknownCurveRefused(t *testing.T) {
	spki, err := MarshalSPKI(newKey(t, GOST2015x512).Public())
	if err != nil {
		t.Fatal(err)
	}
	curve := []byte{0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x01, 0x02, 0x02, 0x01} // 1.2.398.3.10.1.1.2.2.1
	other := bytes.Clone(curve)
	other[len(other)-1] = 2
	if !bytes.Contains(spki, curve) {
		t.Fatal("the key does not name its curve")
	}
	if _, err := ParseSPKI(bytes.Replace(spki, curve, other, 1)); !errors.Is(err, ErrUnknownAlgorithm) {
		t.Errorf("another curve: %v", err)
	}
	if _, err := ParseSPKI(append(bytes.Clone(spki), 0)); !errors.Is(err, ErrTrailing) {
		t.Errorf("trailing byte: %v", err)
	}
}

func TestCRLNegativeSerial(t *testing.T) {
	ca := newRoot(t, GOST2004, "ca")
	for serial, good := range map[int64]bool{-1: false, 0: true, 1: true} {
		der, err := IssueCRL(CRLTemplate{ThisUpdate: noon, Entries: []Revoked{{Serial: big.NewInt(serial), At: noon}}}, ca.Certificate, ca.key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseCRL(der); (err == nil) != good {
			t.Errorf("serial %d: %v", serial, err)
		}
	}
}
