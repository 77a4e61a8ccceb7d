package ca

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"tirkeu/eds/cert"
)

// Holder is whom a certificate names. Numbers are raw digits: the authority does not judge them.
type Holder struct {
	IIN          string
	Surname      string
	Given        string
	Patronymic   string
	BIN          string // of the legal entity he acts for
	Organization string // its name
}

// Kind is what a certificate is for.
type Kind string

// The kinds.
const (
	Individual Kind = "individual" // a person signs for himself
	Auth       Kind = "auth"       // RSA, for logging in only, as issued until 2024
	Head       Kind = "head"       // first head of a legal entity
	Signatory  Kind = "signatory"  // has the right of signature in a legal entity
	HR         Kind = "hr"
	Employee   Kind = "employee"
	System     Kind = "system"   // information system: names no person
	Nameless   Kind = "nameless" // an individual's certificate without IIN, for tests
)

// State is how good a certificate is.
type State string

// The states.
const (
	Valid       State = ""
	Expired     State = "expired"       // its last day was yesterday
	NotYetValid State = "not-yet-valid" // begins in a year
	Revoked     State = "revoked"       // for a lost key
	Hold        State = "hold"          // suspended
	Strange     State = "strange"       // from an authority that nobody trusts
	Unissued    State = "unissued"      // well signed, but the authority's books do not know its number
)

// Order names a key. The same order always gives the same key.
type Order struct {
	Family Family
	Kind   Kind
	State  State
	Holder Holder
}

// Key gives the key that was ordered, made at the first order.
func (c *CA) Key(o Order) (Key, error) {
	parent, err := c.parent(o)
	if err != nil {
		return Key{}, err
	}
	k, err := c.make(o.name(), o.Family, c.template(o), &parent)
	if err != nil {
		return Key{}, err
	}
	return k, c.mark(o.State, k)
}

func (c *CA) parent(o Order) (Key, error) {
	if o.State == Strange {
		return c.stranger(o.Family)
	}
	return c.issuing(o.Family)
}

// mark enters into the books what the state of an order asks for.
func (c *CA) mark(s State, k Key) error {
	switch s {
	case Revoked:
		return c.index.revoke(k.Cert.SerialNumber, cert.ReasonKeyCompromise, k.Cert.NotBefore.Add(time.Hour))
	case Hold:
		return c.index.revoke(k.Cert.SerialNumber, cert.ReasonHold, k.Cert.NotBefore.Add(time.Hour))
	case Unissued, Strange:
		return c.index.forget(k.Cert.SerialNumber)
	}
	return nil
}

// Revoke takes a certificate back from this instant on; a reason of hold suspends it.
func (c *CA) Revoke(k Key, why cert.Reason) error {
	return c.index.revoke(k.Cert.SerialNumber, why, c.set.Now())
}

// Restore gives back a certificate that was taken.
func (c *CA) Restore(k Key) error { return c.index.restore(k.Cert.SerialNumber) }

// name of the file: no number stands in it.
func (o Order) name() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{o.Holder.IIN, o.Holder.BIN, o.Holder.Organization}, "|")))
	parts := []string{string(o.Family), string(o.Kind)}
	if o.State != Valid {
		parts = append(parts, string(o.State))
	}
	return strings.Join(append(parts, hex.EncodeToString(sum[:8])), "-")
}

func (c *CA) template(o Order) cert.Template {
	alg := map[Family]cert.Algorithm{RSA: cert.RSASHA256, GOST: cert.GOST2015x512}[o.Family]
	s := o.Holder.subject()
	t := cert.PersonTemplate(s, alg, roles(o.Kind)...)
	switch o.Kind {
	case Auth:
		t = cert.AuthTemplate(s, cert.RoleIndividual)
	case System:
		s.CommonName = o.Holder.Organization
		t = cert.SystemTemplate(s, alg)
	case Individual:
		t.Subject.BIN, t.Subject.Organization = "", ""
	case Nameless:
		t.Subject.IIN = ""
	}
	birth := c.index.birth()
	t.NotBefore, t.NotAfter = birth.Add(-before), birth.Add(people)
	switch now := c.set.Now(); o.State {
	case Expired:
		t.NotAfter = now.Add(-24 * time.Hour)
	case NotYetValid:
		t.NotBefore = now.Add(year)
	}
	t.Points = cert.Points{
		OCSP: c.set.URL + PathOCSP, Issuer: c.set.URL + PathCert + string(o.Family),
		CRL: c.set.URL + PathCRL + string(o.Family), Delta: c.set.URL + PathDelta + string(o.Family),
	}
	return t
}

func roles(k Kind) []cert.Role {
	switch k {
	case Head:
		return []cert.Role{cert.RoleLegal, cert.RoleHead}
	case Signatory:
		return []cert.Role{cert.RoleLegal, cert.RoleSignatory}
	case HR:
		return []cert.Role{cert.RoleLegal, cert.RoleHR}
	case Employee:
		return []cert.Role{cert.RoleLegal, cert.RoleEmployee}
	}
	return []cert.Role{cert.RoleIndividual}
}

func (h Holder) subject() cert.Subject {
	name := strings.TrimSpace(h.Surname + " " + h.Given)
	return cert.Subject{
		IIN: h.IIN, BIN: h.BIN, Organization: h.Organization, Country: "KZ",
		CommonName: strings.ToUpper(name), Surname: strings.ToUpper(h.Surname), Patronymic: strings.ToUpper(h.Patronymic),
	}
}
