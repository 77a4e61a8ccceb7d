package complaint

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/writ"
)

// Replay gives the complaint that a chain's texts add up to, in order. It asks no rule again. A text
// that does not fit the one before is an error.
func Replay(texts []string) (Complaint, error) {
	return life.Replay(texts, maxFacts, func(c Complaint, text string) (Complaint, error) {
		b, err := ParseFact(text)
		if err != nil {
			return Complaint{}, err
		}
		return fold(c, b, text)
	})
}

func fold(c Complaint, b FactBody, text string) (Complaint, error) {
	if err := follows(c, b); err != nil {
		return Complaint{}, err
	}
	head := c.Head
	c = absorb(c, b)
	c.State, c.Facts, c.Head, c.Changed = b.To, b.Seq, writ.Chain(head, text), civil.Stamped(b.At)
	return c, nil
}

// follows checks that the fact is the next one of the complaint and takes a row that the table has.
func follows(c Complaint, b FactBody) error {
	if err := Life.Follows(life.Stand[State]{Facts: c.Facts, State: c.State, At: c.Changed}, b.Deed); err != nil {
		return err
	}
	switch first := c.Facts == 0; {
	case first && (b.Verb != VLodge):
		return fault.New(fault.Invalid, "a complaint begins by being lodged")
	case !first && b.Complaint != c.Ref:
		return fault.New(fault.Invalid, "fact %d is of another complaint", b.Seq)
	case !fits(b):
		return fault.New(fault.Invalid, "a fact of %s lacks what was heard, or has more", b.Verb)
	}
	return nil
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
	at := civil.Stamped(b.At)
	switch b.Verb {
	case VLodge:
		l := b.Lodged
		c = Complaint{Ref: b.Complaint, Number: l.Number, Opened: at, About: l.About, Subject: l.Subject, Person: l.Person,
			Kind: l.Kind, From: l.From, By: l.By, Lang: l.Lang, Words: l.Words, Due: civil.Stamped(b.Due)}
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
