package issue

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/sheet"
	"tirkeu/internal/words"
)

// Receipts is where the receipts of a counter are kept.
type Receipts interface {
	Handed(ctx context.Context, person iin.IIN, number, kind string) (keeping.Issued, error)
	PutHanded(ctx context.Context, d keeping.Issued) error
}

// Window is where and by whom a receipt is given.
type Window struct {
	Branch   hall.Branch
	Number   string // of the window
	Operator string // full name
}

// Taken is what a receipt of acceptance says.
type Taken struct {
	Number    string // of the application
	At        time.Time
	Applicant string
	Person    string // who is to be registered
	IIN       iin.IIN
	Address   string
	Shown     applicant.PaperKind
	Papers    []applicant.Paper
}

// Lacking is what a receipt of refusal to accept says.
type Lacking struct {
	Number string
	At     time.Time
	Person string
	IIN    iin.IIN
	Lacks  []hall.Lack
}

// Acceptance is the receipt that an application was taken: number, time, documents, operator, branch and
// the term of the service.
func (i *Issuer) Acceptance(ctx context.Context, w Window, t Taken) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "issue a receipt of acceptance")
	return i.hand(ctx, keeping.Issued{Person: t.IIN, Number: t.Number, Kind: string(sheet.Acceptance), Made: t.At}, func() sheet.Sheet {
		s := i.head(both("paper.accepted"), t.At)
		s.Number = t.Number
		s.Lines = []sheet.Line{line("paper.number", t.Number), line("paper.accepted.at", pair(moment(t.At))...),
			line("paper.accepted.applicant", t.Applicant), line("paper.name", t.Person), line("paper.address", t.Address),
			line("paper.accepted.documents", documents(t.Shown, t.Papers)...)}
		s.Lines = append(s.Lines, w.lines()...)
		term, _ := law.CounterServiceTerm(civil.DateOf(t.At))
		s.Lines = append(s.Lines, line("paper.accepted.term", pair(minutes(term))...))
		s.Notes = pair(both("paper.accepted.note"))
		return s
	})
}

// NonAcceptance is the receipt that documents were not accepted, with what is missing and what to do.
func (i *Issuer) NonAcceptance(ctx context.Context, w Window, t Lacking) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "issue a receipt of refusal to accept")
	return i.hand(ctx, keeping.Issued{Person: t.IIN, Number: t.Number, Kind: string(sheet.NonAcceptance), Made: t.At}, func() sheet.Sheet {
		s := i.head(both("paper.lacking"), t.At)
		s.Number = t.Number
		s.Lines = []sheet.Line{line("paper.number", t.Number), line("paper.accepted.at", pair(moment(t.At))...)}
		if t.Person != "" {
			s.Lines = append(s.Lines, line("paper.name", t.Person))
		}
		for _, l := range t.Lacks {
			what, todo := both("front.lack."+string(l)), both("front.lack."+string(l)+".do")
			s.Lines = append(s.Lines, line("paper.lacking.what", what[0]+". "+todo[0], what[1]+". "+todo[1]))
		}
		s.Lines = append(s.Lines, w.lines()...)
		s.Notes = pair(both("paper.lacking.note"))
		return s
	})
}

func (w Window) lines() []sheet.Line {
	return []sheet.Line{line("paper.branch", pair([2]string{w.Branch.Names.KK, w.Branch.Names.RU})...),
		line("paper.operator", pair([2]string{words.T(words.KK, "paper.operator.at", "name", w.Operator, "window", w.Number), words.T(words.RU, "paper.operator.at", "name", w.Operator, "window", w.Number)})...)}
}

// documents lists what was put on the counter: kinds, and the numbers of papers that no register knows.
func documents(shown applicant.PaperKind, papers []applicant.Paper) (out []string) {
	name := func(k applicant.PaperKind) string {
		b := both("front.kind." + string(k))
		return b[0] + " / " + b[1]
	}
	if shown != "" {
		out = append(out, name(shown))
	}
	for _, p := range papers {
		out = append(out, name(p.Kind)+", № "+p.Number)
	}
	return out
}

func minutes(d time.Duration) [2]string {
	return [2]string{words.T(words.KK, "shell.time.minutes", "n", int(d.Minutes())), words.T(words.RU, "shell.time.minutes", "n", int(d.Minutes()))}
}

// hand prints a receipt once and keeps it; whoever asks again gets the same bytes.
func (i *Issuer) hand(ctx context.Context, d keeping.Issued, make func() sheet.Sheet) (keeping.Issued, error) {
	kept, err := i.Receipts.Handed(ctx, d.Person, d.Number, d.Kind)
	if !fault.Is(err, fault.NotFound) {
		return kept, err
	}
	s := make()
	s.Made = d.Made
	if d.PDF, err = i.Print(s); err != nil {
		return d, err
	}
	sum := sha256.Sum256(d.PDF)
	d.Digest = hex.EncodeToString(sum[:])
	if err := i.Receipts.PutHanded(ctx, d); err != nil {
		return d, err
	}
	return i.Receipts.Handed(ctx, d.Person, d.Number, d.Kind)
}
