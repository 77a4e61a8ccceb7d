package petition

import (
	"context"
	"slices"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/words"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// Paper is the joint statement of a list: what waits for the signature now.
type Paper struct {
	signing.Paper
	Open  Open
	Lines []Line
	Marks []string // digests of the single statements
}

// place is the room and the bed of a row, in words.
func place(in *registration.Intake, lang string) string {
	if in == nil || in.Petition == nil {
		return ""
	}
	l, _ := words.ParseLang(lang)
	out := ""
	if in.Petition.Room != "" {
		out = words.T(l, "org.room", "room", in.Petition.Room)
	}
	if in.Petition.Bed != "" {
		if out != "" {
			out += ", "
		}
		out += words.T(l, "org.bed", "bed", in.Petition.Bed)
	}
	return out
}

// Paper renders the statement for whoever signs for the organisation; Conflict when nothing waits.
func (d *Desk) Paper(ctx context.Context, w Who, ref string, lang words.Lang) (p Paper, err error) {
	defer fault.Wrap(&err, "statement of a list")
	if p.Open, err = d.Open(ctx, w, ref); err != nil {
		return p, err
	}
	items, lines, err := d.items(ctx, p.Open, string(lang))
	if err != nil {
		return p, err
	}
	if len(items) == 0 {
		return p, fault.New(fault.Conflict, "nothing on the list waits for a signature")
	}
	p.Lines, p.Marks = lines, consent.Digests(items)
	p.Digest, p.Lang = consent.Root(p.Marks), string(lang)
	p.Rendering = consent.RenderJoint(items, consent.View{
		Role: consent.AsAdministration, Lang: string(lang), Signer: p.Open.OrgName + ", " + w.Name, Address: p.Open.Place.Line(string(lang)),
	})
	return p, nil
}

// Sign takes the signature over the statement as it stands and has each application signed with it in
// the background. One whose certificate cannot be asked about now is kept, and the list waits for the answer
// (Prover); a second such one is a No. Conflict when the list has changed since it was shown. The same
// signature twice counts once.
func (d *Desk) Sign(ctx context.Context, w Who, ref string, pr proof.Proof) (err error) {
	defer fault.Wrap(&err, "sign a list")
	waits := pr.Standing == proof.Pending
	if pr.Standing != proof.Good && !waits {
		return fault.New(fault.Invalid, "the proof has no standing")
	}
	if done, err := d.spoken(ctx, w, ref, pr); err != nil || done {
		return err
	}
	lang, _ := words.ParseLang(pr.Lang)
	p, err := d.Paper(ctx, w, ref, lang)
	if err != nil {
		return err
	}
	if p.Digest != pr.Digest {
		return fault.New(fault.Conflict, "the list has changed since it was shown")
	}
	l := p.Open.List
	if waits && l.Pending != 0 {
		return signing.No{Reason: "eds.pending_now"}
	}
	l.Words++
	l.Struck = 0
	l.Turn++
	l.Changed = d.Calendar.Now()
	word := roster.Word{List: ref, N: l.Words, By: w.Person, Name: w.Name, At: l.Changed, Proof: pr.ID(), Lang: pr.Lang, Root: p.Digest, Marks: p.Marks}
	var rows []roster.Row
	for _, x := range p.Lines {
		x.Row.State, x.Row.Word, x.Row.Changed = roster.Signed, word.N, l.Changed
		rows, word.Rows, word.Refs = append(rows, x.Row), append(word.Rows, x.N), append(word.Refs, x.Case)
	}
	jobs, err := errands(ErrandSign, l, order{Word: word.N}, word.Rows)
	proofs := []proof.Proof{pr}
	if waits { // the evidence of nobody's word yet
		l.Pending, word.Held, proofs = word.N, &pr, nil
		jobs, err = proving(l, word.N)
	}
	if err != nil {
		return err
	}
	change := roster.Change{Org: w.Org, Ref: ref, Head: &l, Rows: rows, Word: &word}
	if err := d.Books.SaveRoster(ctx, change, writ.Writ{Proofs: proofs, Errands: jobs}); err != nil {
		return err
	}
	d.wake()
	return nil
}

// spoken tells whether the signature was taken before: its button was pressed twice.
func (d *Desk) spoken(ctx context.Context, w Who, ref string, pr proof.Proof) (bool, error) {
	said, err := d.Evidence.RosterWords(ctx, w.Org, ref, 100)
	return slices.ContainsFunc(said, func(x roster.Word) bool { return x.Proof == pr.ID() }), err
}

// SignedByApp takes a signature that came through the app.
func (d *Desk) SignedByApp(ctx context.Context, m keeping.Mobile, p proof.Proof) error {
	org, err := iin.ParseBIN(m.BIN)
	if err != nil {
		return fault.As(fault.Internal, err, "organisation")
	}
	acc, err := d.Accounts.Account(ctx, m.Person)
	if err != nil {
		return err
	}
	return d.Sign(ctx, Who{Person: m.Person, Name: acc.Name, Org: org}, m.Case, p)
}

// Signer is the worker that signs each application of a list with the list's signature.
type Signer struct{ Desk *Desk }

// Kind of errand that this worker does.
func (Signer) Kind() string { return ErrandSign }

// Do signs the applications of the errand's rows that the signature covers.
func (s Signer) Do(ctx context.Context, j writ.Job) (bool, error) {
	job, err := s.Desk.take(ctx, j)
	if err != nil || job.gone {
		return false, err
	}
	word, pr, err := s.Desk.word(ctx, job)
	if err != nil {
		return false, err
	}
	var back []roster.Row
	for _, r := range job.rows {
		if r.State != roster.Signed || r.Word != word.N {
			continue
		}
		used, err := s.Desk.sign(ctx, job.list, r, word, pr)
		if err != nil {
			return false, err
		}
		if !used {
			r.State, r.Word, r.Changed = roster.Filed, 0, s.Desk.Calendar.Now()
			back = append(back, r)
		}
	}
	err = s.Desk.Books.SaveRoster(ctx, roster.Change{Org: job.list.Org, Ref: job.list.Ref, Rows: back}, writ.Writ{Done: []string{j.Key}})
	return err == nil, again(err)
}

func (d *Desk) word(ctx context.Context, j job) (roster.Word, proof.Proof, error) {
	said, err := d.Evidence.RosterWords(ctx, j.list.Org, j.list.Ref, 1000)
	if err != nil {
		return roster.Word{}, proof.Proof{}, err
	}
	for _, w := range said {
		if w.N == j.Word && j.list.Pending == w.N && w.Held != nil {
			return w, *w.Held, nil
		}
		if w.N == j.Word {
			p, err := d.Evidence.Proof(ctx, w.Proof)
			return w, p, err
		}
	}
	return roster.Word{}, proof.Proof{}, errand.Dead{Why: "no such signature"}
}

// sign signs one application. It is not used when the day has turned since the check: the registers are
// asked again, and the list is to be signed again for this row.
func (d *Desk) sign(ctx context.Context, l roster.List, r roster.Row, w roster.Word, p proof.Proof) (used bool, err error) {
	i := slices.Index(w.Rows, r.N)
	if i < 0 || w.Refs[i] != r.Case {
		return false, nil
	}
	out, err := d.Door.Do(ctx, office.Order{
		Key: "list-sign:" + w.Proof + ":" + r.Case, Ref: r.Case, By: registration.Actor{Person: w.By, For: iin.EntityParty(l.Org)},
		Act: registration.Sign{Proof: p, Path: consent.Path(w.Marks, i)},
	})
	if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
		return false, err
	}
	if err == nil && !out.Replayed {
		return out.Case.SignedBy == w.Proof, nil
	}
	found, err := d.Register.RowsOfRefs(ctx, []string{r.Case})
	if err != nil || len(found) == 0 {
		return false, err
	}
	c, err := registration.UnmarshalCase([]byte(found[0].Body))
	if err != nil {
		return false, fault.As(fault.Internal, err, "a case row cannot be read")
	}
	return c.SignedBy == w.Proof || c.State.Final(), nil
}
