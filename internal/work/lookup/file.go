package lookup

import (
	"context"
	"crypto/x509"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
)

// Evidence is what lies beside the facts of a case.
type Evidence interface {
	Proof(ctx context.Context, id string) (proof.Proof, error)
	Notes(ctx context.Context, ref string) ([]keeping.Note, error)
}

// File is a case as staff read it: what happened, how it was judged, who gave his word.
type File struct {
	Steps []Step
	Words []Spoken
}

// Step is one fact.
type Step struct {
	At       time.Time
	Verb     registration.Verb
	Role     registration.Role
	From, To registration.State
	Norm     string
	Release  bool           // a case that was given back
	Ground   refusal.Ground // of a refusal, or of a summons
	Note     *keeping.Note  // the text beside the fact
	Erased   bool           // there was one
	Trace    law.Trace      // the rules asked
	Judged   civil.Date     // the day whose rules they are
}

// Spoken is a word of the applicant or an owner, with its evidence.
type Spoken struct {
	Role    registration.Role
	Kind    proof.Kind
	Signer  iin.IIN // shown masked
	BIN     string
	Lang    string
	At      time.Time
	Until   time.Time // end of the certificate; zero when there is none or it cannot be read
	Pending bool
}

// File reads what happened to a case.
func (d *Desk) File(ctx context.Context, e Evidence, o Open) (f File, err error) {
	defer fault.Wrap(&err, "read a case's file")
	facts, err := d.Facts(ctx, o)
	if err != nil {
		return f, err
	}
	list, err := e.Notes(ctx, o.Case.Ref)
	if err != nil {
		return f, err
	}
	notes := map[string]*keeping.Note{}
	for i := range list {
		if list[i].Fits() {
			notes[list[i].Digest] = &list[i]
		}
	}
	for _, fact := range facts {
		b, err := registration.ParseFact(fact.Text)
		if err != nil {
			return f, err
		}
		f.Steps = append(f.Steps, stepOf(b, notes))
		if b.Heard.Word == nil {
			continue
		}
		w, err := spoken(ctx, e, b)
		if err != nil {
			return f, err
		}
		f.Words = append(f.Words, w)
	}
	return f, nil
}

// Note is the text beside a fact, by its digest; "" when there is none or it was erased.
func (f File) Note(digest string) string {
	for _, s := range f.Steps {
		if s.Note != nil && s.Note.Digest == digest {
			return s.Note.Text
		}
	}
	return ""
}

func stepOf(b registration.FactBody, notes map[string]*keeping.Note) Step {
	s := Step{At: civil.FromMicros(b.At), Verb: b.Verb, Role: b.Role, From: b.From, To: b.To, Norm: b.Norm, Trace: b.Heard.Trace}
	if b.Heard.Learn != nil {
		s.Judged = b.Heard.Learn.Judged
	}
	if b.Heard.Take != nil {
		s.Release = b.Heard.Take.Release
	}
	if b.Heard.Reject != nil {
		s.Ground = b.Heard.Reject.Ground
	}
	if b.Heard.Summon != nil {
		s.Ground = b.Heard.Summon.Ground
	}
	if b.Heard.Note != "" {
		s.Note = notes[b.Heard.Note]
		s.Erased = s.Note == nil
	}
	return s
}

func spoken(ctx context.Context, e Evidence, b registration.FactBody) (w Spoken, err error) {
	p, err := e.Proof(ctx, b.Heard.Word.Proof)
	if err != nil {
		return w, err
	}
	w = Spoken{Role: b.Role, Kind: p.Kind, Signer: p.Signer, BIN: p.BIN, Lang: p.Lang, At: p.At, Pending: p.Standing == proof.Pending}
	if len(p.Chain) > 0 {
		if c, err := x509.ParseCertificate(p.Chain[0]); err == nil {
			w.Until = c.NotAfter
		}
	}
	return w, nil
}

// Explanation is why an application came back, for its applicant; "" when the officer's text was
// erased or there was none.
func Explanation(ctx context.Context, e Evidence, c registration.Case) (string, error) {
	if c.State != registration.Draft {
		return "", nil
	}
	return openText(ctx, e, c.Ref, c.Note)
}

// Dialogue is what an officer who means to refuse told the applicant, and what he answered; "" for what
// was not said or was erased.
func Dialogue(ctx context.Context, e Evidence, ref string, i refusal.Intent) (told, said string, err error) {
	if told, err = openText(ctx, e, ref, i.Note); err != nil {
		return "", "", err
	}
	said, err = openText(ctx, e, ref, i.Said)
	return told, said, err
}

// openText is a text that the applicant may read, by its digest.
func openText(ctx context.Context, e Evidence, ref, digest string) (string, error) {
	if digest == "" {
		return "", nil
	}
	list, err := e.Notes(ctx, ref)
	if err != nil {
		return "", err
	}
	for _, n := range list {
		if n.Shown && n.Digest == digest && n.Fits() {
			return n.Text, nil
		}
	}
	return "", nil
}
