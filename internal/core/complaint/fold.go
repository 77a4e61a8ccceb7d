package complaint

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/writ"
)

// Replay gives the complaint that a chain's texts add up to, in order. It asks no rule again. A text
// that does not fit the one before is an error.
func Replay(texts []string) (Complaint, error) {
	if len(texts) == 0 || len(texts) > maxFacts {
		return Complaint{}, fault.New(fault.Invalid, "a complaint has %d facts", len(texts))
	}
	var c Complaint
	for _, text := range texts {
		b, err := ParseFact(text)
		if err != nil {
			return Complaint{}, err
		}
		if c, err = fold(c, b, text); err != nil {
			return Complaint{}, err
		}
	}
	return c, nil
}

func fold(c Complaint, b FactBody, text string) (Complaint, error) {
	if err := follows(c, b); err != nil {
		return Complaint{}, err
	}
	head := c.Head
	c = absorb(c, b)
	c.State, c.Facts, c.Head, c.Changed = b.To, b.Seq, writ.Chain(head, text), instant(b.At)
	return c, nil
}

// follows checks that the fact is the next one of the complaint and takes a row that the table has.
func follows(c Complaint, b FactBody) error {
	first := c.Facts == 0
	switch {
	case b.Seq != c.Facts+1:
		return fault.New(fault.Invalid, "fact %d does not follow fact %d", b.Seq, c.Facts)
	case first && (b.Verb != VLodge || b.From != Draft):
		return fault.New(fault.Invalid, "a complaint begins by being lodged")
	case !first && (b.Complaint != c.Ref || b.From != c.State):
		return fault.New(fault.Invalid, "fact %d is of another complaint or state", b.Seq)
	case !first && b.At < civil.Micros(c.Changed):
		return fault.New(fault.Invalid, "fact %d goes back in time", b.Seq)
	case !hasRow(b):
		return fault.New(fault.Invalid, "fact %d takes no row of the table", b.Seq)
	case !fits(b):
		return fault.New(fault.Invalid, "a fact of %s lacks what was heard, or has more", b.Verb)
	}
	return nil
}

func hasRow(b FactBody) bool {
	for _, s := range Life {
		if s.From == b.From && s.Act == b.Verb && s.Role == b.Role && s.To == b.To && s.Norm == b.Norm {
			return true
		}
	}
	return false
}

// fits checks that exactly what belongs to the verb was heard.
func fits(b FactBody) bool {
	lodged, answered := b.Lodged != nil, b.Answer != nil
	return lodged == (b.Verb == VLodge) && answered == (b.Verb == VAnswer) &&
		b.Officer.IsZero() == (b.Verb != VTake) && (b.Due != 0) == (b.Verb == VLodge) &&
		(!answered || b.Answer.Upheld == (b.To == Upheld))
}

// absorb takes in what the act brought.
func absorb(c Complaint, b FactBody) Complaint {
	at := instant(b.At)
	switch b.Verb {
	case VLodge:
		l := b.Lodged
		c = Complaint{Ref: b.Complaint, Number: l.Number, Opened: at, About: l.About, Subject: l.Subject, Person: l.Person,
			Kind: l.Kind, From: l.From, By: l.By, Lang: l.Lang, Words: l.Words, Due: instant(b.Due)}
	case VTake:
		c.Taken = b.Officer
	case VRelease:
		c.Taken = iin.IIN{}
	case VAnswer:
		c.Answered, c.Answerer, c.Answer = at, b.Answer.Officer, b.Answer.Words
	case VTick:
		c.Late, c.Taken = true, iin.IIN{}
	}
	return c
}
