package registration

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
)

// maxLang bounds a language tag, in bytes.
const maxLang = 8

// hearSign reads the applicant's word.
func (d *door) hearSign(a Sign) (Heard, error) {
	methods, f := law.ApplicantMethods(civil.DateOf(d.now), d.channelOf(a.Proof))
	w, err := d.word(a.Proof, a.Path, methods)
	if err != nil {
		return Heard{}, err
	}
	if a.Proof.BIN != d.c.Org().BIN().Digits() {
		return Heard{}, fault.New(fault.Invalid, "a legal entity signs what it petitions for, and nothing else")
	}
	if a.Proof.Kind == proof.Ink && a.Proof.BIN != "" && a.Proof.Signer != d.c.Intake.Petition.Head {
		return Heard{}, fault.New(fault.Invalid, "at a window the head signs for an organisation")
	}
	trace := law.Trace{f}
	return Heard{Word: w, Trace: trace, Digest: trace.Digest()}, nil
}

// hearAgree reads one owner's yes.
func (d *door) hearAgree(a Agree) (Heard, error) {
	if err := d.own(a.Owner); err != nil {
		return Heard{}, err
	}
	methods, f := law.OwnerMethods(civil.DateOf(d.now), d.channelOf(a.Proof))
	w, err := d.word(a.Proof, a.Path, methods)
	if err != nil {
		return Heard{}, err
	}
	if a.Proof.BIN != a.Owner.BIN().Digits() {
		return Heard{}, fault.New(fault.Invalid, "the proof does not speak for this owner")
	}
	w.Owner = a.Owner
	trace := law.Trace{f}
	return Heard{Word: w, Trace: trace, Digest: trace.Digest()}, nil
}

// channelOf is the channel that a kind of proof belongs to: ink is given before an operator, an
// organisation signs in its cabinet.
func (d *door) channelOf(p proof.Proof) law.Channel {
	switch {
	case p.Kind == proof.Ink:
		return law.CounterWindow
	case !d.c.Org().IsZero():
		return law.Petitioned
	}
	return law.Portal
}

// word holds a proof to what was asked: the person at the door signed, by an open method, a
// rendering that ends with the digest the proof names.
func (d *door) word(p proof.Proof, path []string, methods law.Methods) (*Word, error) {
	end, ok := consent.DigestOf(p.Rendering)
	switch {
	case (p.Kind == proof.Ink) == d.by.Operator.IsZero() || p.Operator != d.by.Operator:
		return nil, fault.New(fault.Invalid, "ink is given before the operator who seals it, and nothing else is")
	case p.Kind == proof.Ink && !d.c.counterServes(civil.DateOf(d.now)):
		return nil, fault.New(fault.Invalid, "the counters do not serve this case on the day")
	case p.Kind == proof.Ink && p.BIN != "" && d.c.Org().IsZero():
		return nil, fault.New(fault.Invalid, "a legal entity consents by the certificate of its head")
	case p.Signer.IsZero() || p.Signer != d.by.Person:
		return nil, fault.New(fault.Invalid, "the proof is another person's")
	case p.Standing != proof.Good && p.Standing != proof.Pending:
		return nil, fault.New(fault.Invalid, "the proof has no standing")
	case !methods.Has(law.Method(p.Kind)):
		return nil, fault.New(fault.Invalid, "this way of signing is not open here")
	case !ok || end != p.Digest:
		return nil, fault.New(fault.Invalid, "the rendering does not end with the digest of the proof")
	case p.Lang == "" || len(p.Lang) > maxLang:
		return nil, fault.New(fault.Invalid, "the proof names no language")
	}
	w := &Word{Proof: p.ID(), Kind: p.Kind, Pending: p.Standing == proof.Pending, Signer: p.Signer, Digest: p.Digest, Lang: p.Lang}
	own := d.c.Statement.Digest()
	if alone := p.Digest == consent.Root([]string{own}); len(path) > 0 || alone { // a joint statement of one has no way to go
		return w.jointly(own, path)
	}
	return w, nil
}

// jointly makes of a word on a joint statement the word on one of its statements: the way from that
// one leads to what was signed.
func (w *Word) jointly(digest string, path []string) (*Word, error) {
	root, ok := consent.Climb(digest, path)
	if !ok || root != w.Digest {
		return nil, fault.New(fault.Invalid, "the joint statement does not hold the words of this case")
	}
	w.Joint, w.Path, w.Digest = root, path, digest
	return w, nil
}

// hearProve reads the late answer about a pending proof.
func (d *door) hearProve(a Prove) (Heard, error) {
	owner, at, ok := d.c.pendingProof(a.ProofID)
	if !ok {
		return Heard{}, fault.New(fault.Conflict, "no such proof is pending in this case")
	}
	if a.Good && a.Proof.ID() != a.ProofID {
		return Heard{}, fault.New(fault.Invalid, "a proof that proved good is to be brought along")
	}
	p := &Proved{Proof: a.ProofID, Good: a.Good, Owner: owner}
	if rest := d.c.Deadline.Sub(at); !a.Good && rest > 0 && !d.c.Deadline.IsZero() {
		p.Resume = civil.Stamp(d.now.Add(rest)) // his clock stood still meanwhile
	}
	return Heard{Proved: p}, nil
}

// Pending lists the IDs of proofs whose revocation answer the case awaits.
func (c Case) Pending() []string {
	var out []string
	if c.SignPending {
		out = append(out, c.SignedBy)
	}
	for _, k := range c.Consents {
		if k.Pending {
			out = append(out, k.Proof)
		}
	}
	return out
}

// consentOfWord makes the live consent that an owner's word gives.
func consentOfWord(w Word, request string, b FactBody) consent.Consent {
	return consent.Consent{
		Owner: w.Owner, By: w.Signer, Digest: w.Digest, Request: request, Lang: w.Lang,
		Proof: w.Proof, At: civil.Stamped(b.At), Pending: w.Pending,
	}
}

// noParty is the applicant in Proved.Owner.
var noParty iin.Party
