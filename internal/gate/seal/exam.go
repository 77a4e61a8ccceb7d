package seal

import (
	"errors"
	"slices"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/tsp"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
)

// Reasons of a rejection, keys of the words catalogue after "errors.eds.".
const (
	Unreadable   = "unreadable"
	WrongContent = "wrong_content"
	BadSignature = "bad_signature"
	UnknownCA    = "unknown_ca"
	Expired      = "expired"
	NotYetValid  = "not_yet_valid"
	Revoked      = "revoked"
	NotIssued    = "not_issued"
	WrongPerson  = "wrong_person"
	AuthKey      = "auth_key"
	SystemKey    = "system_key"
	WrongBIN     = "wrong_bin"
	NotHead      = "not_head"
	Weak         = "weak"
)

// MaxSignature bounds a received signature, in bytes; in text form it may be twice as long.
const MaxSignature = 256 << 10

var limits = cms.Limits{Size: MaxSignature, Signers: 4, Certificates: 8}

// exam is one signature while it is judged.
type exam struct {
	asked proof.Asked
	raw   []byte
	now   time.Time
	set   Settings

	message *cms.SignedData
	result  cms.SignerResult
	cert    *cert.Certificate
	path    []*cert.Certificate // signer first
	signer  iin.IIN
	bin     string // when the signer speaks for a legal entity
	token   []byte
	at      time.Time
	ink     *proof.Proof // the kept word in ink beneath which this seal stands
}

// rule is one point of the policy.
type rule struct {
	name  string
	check func(*exam) *proof.Rejected
}

// before are the rules that need nobody else; revocation is asked after them.
var before = []rule{
	{"the question is whole", (*exam).question},
	{"the message can be read", (*exam).readable},
	{"one person signed", (*exam).oneSigner},
	{"the content is ours", (*exam).content},
	{"the signature is good", (*exam).good},
	{"the authority is trusted and the certificate valid now", (*exam).trusted},
	{"no information system signs for a person", (*exam).notSystem},
	{"the key is for signing", (*exam).signingKey},
	{"the person is the one asked for", (*exam).person},
	{"the legal entity is the one asked for", (*exam).entity},
	{"the time is trusted", (*exam).time},
}

func (e *exam) run(rules []rule) *proof.Rejected {
	for _, r := range rules {
		if no := r.check(e); no != nil {
			no.Detail = r.name + ": " + no.Detail
			return no
		}
	}
	return nil
}

func no(reason, detail string) *proof.Rejected {
	return &proof.Rejected{Reason: reason, Detail: detail}
}

// question refuses to judge what was not fully asked: a statement needs bytes, a digest that ends what was shown, and a person or
// a legal entity.
func (e *exam) question() *proof.Rejected {
	switch {
	case len(e.asked.Rendering) == 0:
		return no(WrongContent, "nothing was shown")
	case e.asked.LogIn:
		return nil
	case e.asked.Digest == "", e.asked.Signer.IsZero() && e.asked.BIN == "":
		return no(WrongPerson, "nobody was asked")
	}
	if d, ok := consent.DigestOf(e.asked.Rendering); !ok || d != e.asked.Digest {
		return no(WrongContent, "what was shown belongs to another statement")
	}
	switch {
	case e.asked.Seal != consent.Witnessed(e.asked.Rendering):
		return no(WrongContent, "a witness's words are there for a seal and for nothing else")
	case e.asked.Seal && e.asked.BIN != "":
		return no(WrongBIN, "an operator seals for no legal entity")
	}
	return nil
}

func (e *exam) readable() *proof.Rejected {
	var err error
	if e.message, err = cms.Parse(e.raw, limits); err != nil {
		return no(Unreadable, err.Error())
	}
	return nil
}

func (e *exam) oneSigner() *proof.Rejected {
	if len(e.message.Signers) != 1 {
		return no(Unreadable, "signers are not exactly one")
	}
	return nil
}

// content compares an enclosed content byte for byte; a detached one is compared by its digest below.
func (e *exam) content() *proof.Rejected {
	results, err := e.message.Verify(e.asked.Rendering, cms.VerifyOptions{})
	switch {
	case errors.Is(err, cms.ErrContentDiffers):
		return no(WrongContent, err.Error())
	case err != nil:
		return no(Unreadable, err.Error())
	case errors.Is(results[0].Err, cms.ErrDigestDiffers):
		return no(WrongContent, results[0].Err.Error())
	}
	e.result = results[0]
	return nil
}

func (e *exam) good() *proof.Rejected {
	err := e.result.Err
	switch {
	case err == nil:
	case errors.Is(err, cert.ErrUnknownAlgorithm), errors.Is(err, cert.ErrAlgorithmMismatch), errors.Is(err, cert.ErrBadKey):
		return no(Weak, err.Error())
	case errors.Is(err, cms.ErrNoCertificate):
		return no(Unreadable, err.Error())
	default:
		return no(BadSignature, err.Error())
	}
	e.cert = e.result.Certificate
	return nil
}

// trusted demands a path of two at least: an anchor does not sign for a person.
func (e *exam) trusted() *proof.Rejected {
	path, err := e.set.Trusted.Path(e.cert, e.message.Certificates, e.now)
	if late := e.cert.ValidAt(e.now); late != nil && errors.Is(err, late) {
		if errors.Is(late, cert.ErrNotYetValid) {
			return no(NotYetValid, err.Error())
		}
		return no(Expired, err.Error())
	}
	if err != nil {
		return no(UnknownCA, err.Error())
	}
	if len(path) < 2 {
		return no(UnknownCA, "an anchor signs")
	}
	e.path = path
	return nil
}

func (e *exam) notSystem() *proof.Rejected {
	if e.cert.IsSystem() {
		return no(SystemKey, "certificate of an information system")
	}
	return nil
}

func (e *exam) signingKey() *proof.Rejected {
	if e.cert.IsSigningKey() || e.asked.LogIn && e.cert.IsAuthKey() {
		return nil
	}
	return no(AuthKey, "key usage or its extension does not allow signing")
}

// person compares digits as text: certificates of the test stand hold numbers whose control digit does not
// fit. To log in the number must be a real one.
func (e *exam) person() *proof.Rejected {
	digits := e.cert.Subject.IIN
	if digits == "" {
		return no(WrongPerson, "the certificate names nobody")
	}
	if !e.asked.Signer.IsZero() {
		if digits != e.asked.Signer.Digits() {
			return no(WrongPerson, "the certificate names another person")
		}
		e.signer = e.asked.Signer
		return nil
	}
	signer, err := iin.Parse(digits)
	if err != nil {
		return no(WrongPerson, "the certificate's number is no IIN")
	}
	e.signer = signer
	return nil
}

// entity demands an individual's certificate of a person, and of a legal entity that of its head or of one
// with the right of signature. At a log-in the other certificates of a legal entity count as the person's own.
func (e *exam) entity() *proof.Rejected {
	held, may := e.cert.Subject.BIN, e.cert.HasRole(cert.RoleHead) || e.cert.HasRole(cert.RoleSignatory)
	switch {
	case e.asked.BIN != "":
		if held != e.asked.BIN {
			return no(WrongBIN, "the certificate is not of the legal entity asked for")
		}
		if !may {
			return no(NotHead, "neither head nor right of signature")
		}
		e.bin = held
	case e.asked.Seal && held != "":
		return e.employee(held, may)
	case e.asked.LogIn:
		if held != "" && may {
			e.bin = held
		}
	case held != "":
		return no(WrongBIN, "a legal entity's certificate where a person was asked")
	case !e.cert.HasRole(cert.RoleIndividual):
		return no(WrongPerson, "not an individual's certificate")
	}
	return nil
}

// employee demands that an operator's certificate of a legal entity is the State corporation's, and his as an
// employee, head or one with the right of signature. It speaks for nobody: the seal is the operator's own.
func (e *exam) employee(held string, may bool) *proof.Rejected {
	switch {
	case !slices.Contains(e.set.Sealers, held):
		return no(WrongBIN, "a certificate of a legal entity that seals nothing")
	case !may && !e.cert.HasRole(cert.RoleEmployee):
		return no(NotHead, "neither an employee's certificate nor one with the right of signature")
	}
	return nil
}

// skew is by how much clocks may differ.
const skew = 5 * time.Minute

// time takes the time of the first timestamp that is good, trusted and not from the future, and at which the
// certificate was valid; else that of receipt.
func (e *exam) time() *proof.Rejected {
	e.at = e.now
	for _, raw := range e.result.Timestamps {
		at, ok := e.stamped(raw)
		if ok && !at.After(e.now.Add(skew)) && e.cert.ValidAt(at) == nil {
			e.token, e.at = raw, at
			break
		}
	}
	return nil
}

func (e *exam) stamped(raw []byte) (time.Time, bool) {
	token, err := tsp.ParseToken(raw)
	if err != nil {
		return time.Time{}, false
	}
	v, err := token.Verify(e.result.Signer.Signature, tsp.VerifyOptions{Trusted: e.set.Stampers})
	return v.Time, err == nil
}
