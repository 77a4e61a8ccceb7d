package removal

import (
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
)

const (
	maxNote   = 64 // bytes of a digest in hex: notes themselves lie beside the fact
	maxLang   = 8
	maxOwners = 1000
)

// listen reads one act against the application: what it brings. It changes nothing; errors say that
// the act cannot be heard at all.
func (d *desk) listen(act Act) (Heard, error) {
	switch a := act.(type) {
	case File:
		return d.hearFile(a)
	case Learn:
		return d.hearLearn(a)
	case Confirm:
		return d.hearConfirm(a)
	case Decline:
		return Heard{Owner: a.Owner}, d.own(a.Owner)
	case Retract:
		if _, ok := d.c.WordOf(a.Owner); !ok {
			return Heard{}, fault.New(fault.Conflict, "there is no confirmation to take back")
		}
		return Heard{Owner: a.Owner}, d.own(a.Owner)
	case Object:
		return Heard{Note: a.NoteDigest}, checkNote(a.NoteDigest)
	case Approve:
		return Heard{Note: a.NoteDigest}, checkNote(a.NoteDigest)
	case Restore:
		trace := d.standing()
		return Heard{Note: a.NoteDigest, Trace: trace, Digest: trace.Digest()}, checkNote(a.NoteDigest)
	case Reject:
		return hearReject(a)
	case Summon:
		r, err := a.Refusal.Listed()
		if err != nil {
			return Heard{}, err
		}
		return Heard{Summon: &r, Officer: d.by.Officer, Note: a.NoteDigest}, checkNote(a.NoteDigest)
	case Say:
		if a.NoteDigest == "" {
			return Heard{}, fault.New(fault.Invalid, "an answer has a text")
		}
		return Heard{Note: a.NoteDigest}, checkNote(a.NoteDigest)
	case Undo, Withdraw, Tick, Resume, Waive:
		return Heard{}, nil
	}
	return Heard{}, fault.New(fault.Invalid, "an unknown act")
}

// own holds an owner's act to the owner at the door: nobody speaks for another.
func (d *desk) own(named iin.Party) error {
	if named.IsZero() || named != PartyOf(d.by) {
		return fault.New(fault.Forbidden, "an owner speaks only for himself")
	}
	return nil
}

func checkNote(digest string) error {
	if len(digest) > maxNote {
		return fault.New(fault.Invalid, "a note is given by its digest")
	}
	return nil
}

func hearReject(a Reject) (Heard, error) {
	r, err := a.Refusal.Listed()
	if err != nil {
		return Heard{}, err
	}
	return Heard{Reject: &r, Note: a.NoteDigest}, checkNote(a.NoteDigest)
}

func (d *desk) hearFile(a File) (Heard, error) {
	if err := d.own(a.Owner); err != nil {
		return Heard{}, err
	}
	if !a.Reason.Known() {
		return Heard{}, fault.New(fault.Invalid, "reason is not known")
	}
	e := d.hear.Entry.Entry
	st := Statement{Format: Version, Request: a.Request, Entry: e.ID, Person: e.Person, RKA: e.RKA, Type: e.Type, Reason: a.Reason}
	if err := st.Check(); err != nil {
		return Heard{}, err
	}
	w, trace, err := d.word(a.Owner, a.Proof, st)
	if err != nil {
		return Heard{}, err
	}
	filed := &Filed{Number: d.c.Number, Filer: a.Owner, Statement: st, Word: w}
	return Heard{File: filed, Open: true, Trace: trace, Digest: trace.Digest()}, nil
}

func (d *desk) hearConfirm(a Confirm) (Heard, error) {
	if err := d.own(a.Owner); err != nil {
		return Heard{}, err
	}
	w, trace, err := d.word(a.Owner, a.Proof, d.c.Statement)
	return Heard{Word: &w, Open: d.entryOpen(), Trace: trace, Digest: trace.Digest()}, err
}

// word holds a proof to what was asked: the person at the door signed for the owner, by an open
// method, a rendering that ends with the statement's digest.
func (d *desk) word(owner iin.Party, p proof.Proof, st Statement) (Word, law.Trace, error) {
	methods, f := law.OwnerMethods(civil.DateOf(d.now), channelOf(d.by))
	if p.BIN != owner.BIN().Digits() {
		return Word{}, nil, fault.New(fault.Invalid, "the proof does not speak for this owner")
	}
	if err := heldTo(p, d.by, st, methods); err != nil {
		return Word{}, nil, err
	}
	return Word{Owner: owner, Proof: p.ID(), Kind: p.Kind, Signer: p.Signer, Digest: p.Digest, Lang: p.Lang}, law.Trace{f}, nil
}

// channelOf is where the actor speaks: before an operator, or on the portal.
func channelOf(by Actor) law.Channel {
	if by.Operator.IsZero() {
		return law.Portal
	}
	return law.CounterWindow
}

// heldTo holds a proof to the actor at the door and to the statement. A signature whose revocation could
// not be asked is not taken: what ends somebody's registration rests on nothing that is awaited. Ink counts
// before the operator who seals it, and nothing else is given there; a legal entity speaks by the
// certificate of its head.
func heldTo(p proof.Proof, by Actor, st Statement, methods law.Methods) error {
	end, ok := consent.DigestOf(p.Rendering)
	switch {
	case (p.Kind == proof.Ink) == by.Operator.IsZero() || p.Operator != by.Operator:
		return fault.New(fault.Invalid, "ink is given before the operator who seals it, and nothing else is")
	case p.Kind == proof.Ink && (p.BIN != "" || !by.For.IsZero()):
		return fault.New(fault.Invalid, "a legal entity signs by the certificate of its head")
	case p.Signer.IsZero() || p.Signer != by.Person:
		return fault.New(fault.Invalid, "the proof is another person's")
	case p.Standing != proof.Good:
		return fault.New(fault.Invalid, "the proof is not good yet")
	case !methods.Has(law.Method(p.Kind)):
		return fault.New(fault.Invalid, "this way of signing is not open here")
	case !ok || end != p.Digest:
		return fault.New(fault.Invalid, "the rendering does not end with the digest of the proof")
	case p.Digest != st.Digest():
		return fault.New(fault.Conflict, "the proof is of other words")
	case p.Lang == "" || len(p.Lang) > maxLang:
		return fault.New(fault.Invalid, "the proof names no language")
	}
	return nil
}

// hearLearn reads the registers' complete answer.
func (d *desk) hearLearn(l Learn) (Heard, error) {
	switch {
	case l.Person != nil && l.Person.IIN != d.c.Statement.Person:
		return Heard{}, fault.New(fault.Invalid, "the answer is about another person")
	case len(l.Owners) > maxOwners:
		return Heard{}, fault.New(fault.Invalid, "the answer is too long")
	case len(l.Owners) > 0 && l.Place.RKA != d.c.Statement.RKA:
		return Heard{}, fault.New(fault.Invalid, "the answer is about another dwelling")
	}
	out := &Learnt{Question: l.Question, Owners: l.Owners, Place: l.Place}
	if l.Person != nil {
		out.Name, out.Born = l.Person.Name.Full(), l.Person.Born
		out.Parents = Parents(*l.Person, civil.DateOf(d.now))
	}
	_, f := law.CoOwnersConfirm(civil.DateOf(d.now))
	trace := law.Trace{f}
	if !d.c.Ended.IsZero() {
		trace = append(trace, d.standing()...)
	}
	taken := !d.c.Ended.IsZero() && !d.restorable()
	return Heard{Learn: out, Open: d.entryOpen(), Taken: taken, Trace: trace, Digest: trace.Digest()}, nil
}

// standing is what the rules say of an entry that comes back: it is not a new one, so the capital's norm,
// which may have filled meanwhile, is not asked.
func (d *desk) standing() law.Trace {
	_, f := law.NormAskedAgain(civil.DateOf(d.now))
	return law.Trace{f}
}

// Parents are who is told for a minor or a person who was declared incapable: parents and guardians.
func Parents(p applicant.Person, day civil.Date) []iin.IIN {
	if p.Capacity != applicant.None && (p.Born.IsZero() || !law.IsMinor(p.Born, day)) {
		return nil
	}
	var out []iin.IIN
	for _, k := range p.Kin {
		if k.Kind == applicant.Parent || k.Kind == applicant.GuardianOf {
			out = append(out, k.To)
		}
	}
	return out
}
