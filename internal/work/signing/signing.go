// Package signing prepares what people sign and receives their word: the rendering of a
// statement in the reader's language, one-time codes, and signatures. What it returns are
// proofs; only the office's act makes them count.
package signing

import (
	"context"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/latin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
)

// Seal holds the acceptance policy over signatures.
type Seal interface {
	Accept(ctx context.Context, a proof.Asked, cms []byte) proof.Verdict
}

// Paper is what one person is shown and asked to sign.
type Paper struct {
	Rendering []byte
	Digest    string
	Lang      string
	Word      string // code word: the applicant's document code, or the owner's request code
}

// No is a lawful no to a signature or code. Reason is a words key after "errors.".
type No struct {
	Reason string
	N      int           // tries left, where the reason tells of them
	Wait   time.Duration // how long to wait, where the reason tells of it
}

func (n No) Error() string { return "not accepted: " + n.Reason }

// ForApplicant renders the statement for the person who files it.
func ForApplicant(c registration.Case, lang words.Lang, salt string) (Paper, error) {
	filer := c.Who
	if c.Filer != c.Person {
		filer = c.FilerWho
	}
	v := consent.View{
		Role: consent.AsApplicant, Lang: string(lang), Names: []string{official(c.Who.Name, lang)},
		Signer: official(filer.Name, lang), Address: c.TypedIn(string(lang)),
	}
	word := consent.DocumentWord(c.Statement.Request, "iin:"+c.Filer.Digits(), []byte(salt))
	return paper(c, v, word)
}

// ForOwner renders the statement for one owner. The second owner of the same request sees the
// same statement; only the signer's name differs.
func ForOwner(c registration.Case, owner iin.Party, lang words.Lang, salt string) (Paper, error) {
	name := ""
	for _, o := range c.Owners {
		if o.Party == owner {
			name = o.Name
		}
	}
	if name == "" {
		return Paper{}, fault.New(fault.Forbidden, "not an owner in this case")
	}
	v := consent.View{
		Role: consent.AsOwner, Lang: string(lang), Names: []string{official(c.Who.Name, lang)},
		Signer: Official(name, lang), Address: c.Place.Line(string(lang)),
	}
	text, err := owner.MarshalText()
	if err != nil {
		return Paper{}, fault.As(fault.Internal, err, "party text")
	}
	return paper(c, v, consent.CodeWord(c.Statement.Request, string(text), []byte(salt)))
}

// Jointly renders one statement about several people, each of whom has a case: for the person who files them,
// or with a party for one owner. The digest is the root over the statements in this order.
func Jointly(cases []registration.Case, owner iin.Party, lang words.Lang, salt string) (Paper, error) {
	alone, err := ForApplicant(cases[0], lang, salt)
	v := consent.View{Role: consent.AsJointApplicant, Lang: string(lang), Address: cases[0].TypedIn(string(lang))}
	filer := cases[0].Who
	if cases[0].Filer != cases[0].Person {
		filer = cases[0].FilerWho
	}
	v.Signer = official(filer.Name, lang)
	if !owner.IsZero() {
		alone, err = ForOwner(cases[0], owner, lang, salt)
		v.Role, v.Address = consent.AsJointOwner, cases[0].Place.Line(string(lang))
		for _, o := range cases[0].Owners {
			if o.Party == owner {
				v.Signer = Official(o.Name, lang)
			}
		}
	}
	if err != nil {
		return Paper{}, err
	}
	items := make([]consent.Item, len(cases))
	for i, k := range cases {
		items[i] = consent.Item{Statement: k.Statement, Name: official(k.Who.Name, lang)}
	}
	return Paper{Rendering: consent.RenderJoint(items, v), Digest: consent.Root(consent.Digests(items)), Lang: v.Lang, Word: alone.Word}, nil
}

// Paths are the ways from each case's own statement to the joint one.
func Paths(cases []registration.Case) [][]string {
	digests := make([]string, len(cases))
	for i, k := range cases {
		digests[i] = k.Statement.Digest()
	}
	out := make([][]string, len(cases))
	for i := range cases {
		out[i] = consent.Path(digests, i)
	}
	return out
}

// official is a name in a text that is signed: for English readers in Latin letters, with the name as the
// register writes it beside.
func official(n applicant.Name, lang words.Lang) string {
	if lang != words.EN || n.In("en") == n.Full() {
		return n.Full()
	}
	return n.In("en") + " (" + n.Full() + ")"
}

// Official is the same for a name that is known as a whole.
func Official(name string, lang words.Lang) string {
	if own := latin.Of(name); lang == words.EN && own != name {
		return own + " (" + name + ")"
	}
	return name
}

// ForWard renders the statement for whoever stands, before an operator, for an owner without capacity.
func ForWard(c registration.Case, ward iin.Party, representative string, lang words.Lang, salt string) (Paper, error) {
	p, err := ForOwner(c, ward, lang, salt)
	if err != nil {
		return p, err
	}
	v := consent.View{
		Role: consent.AsOwner, Lang: string(lang), Names: []string{official(c.Who.Name, lang)},
		Signer: Official(representative, lang), Address: c.Place.Line(string(lang)),
	}
	return paper(c, v, p.Word)
}

// ForAdministration renders the statement for an organisation whose petition on paper an operator takes.
func ForAdministration(c registration.Case, lang words.Lang) (Paper, error) {
	if c.Org().IsZero() {
		return Paper{}, fault.New(fault.Conflict, "no organisation petitions")
	}
	return paper(c, consent.View{
		Role: consent.AsApplicant, Lang: string(lang), Names: []string{official(c.Who.Name, lang)},
		Signer: c.Intake.Petition.Name, Address: c.Place.Line(string(lang)),
	}, "")
}

func paper(c registration.Case, v consent.View, word string) (Paper, error) {
	if c.Statement.RKA.IsZero() {
		return Paper{}, fault.New(fault.Conflict, "the dwelling is not resolved yet")
	}
	return Paper{Rendering: consent.Render(c.Statement, v), Digest: c.Statement.Digest(), Lang: v.Lang, Word: word}, nil
}

// Received turns a verdict on a signature into a proof, or into a No for the page.
func Received(v proof.Verdict) (proof.Proof, error) {
	switch v := v.(type) {
	case proof.Accepted:
		return v.Proof, nil
	case proof.Waiting:
		return v.Proof, nil
	case proof.Rejected:
		return proof.Proof{}, No{Reason: "eds." + v.Reason}
	}
	return proof.Proof{}, fault.New(fault.Internal, "a verdict of no known kind")
}
