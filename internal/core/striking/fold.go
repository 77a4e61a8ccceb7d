package striking

import (
	"slices"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// Replay gives the proposal that a chain's texts add up to, in order. It asks no rule again: it follows
// what the facts say was decided. A text that does not fit the one before is an error.
func Replay(texts []string) (Case, error) {
	if len(texts) == 0 || len(texts) > maxFacts {
		return Case{}, fault.New(fault.Invalid, "a proposal has %d facts", len(texts))
	}
	var c Case
	for _, text := range texts {
		b, err := ParseFact(text)
		if err != nil {
			return Case{}, err
		}
		if c, err = fold(c, b, text); err != nil {
			return Case{}, err
		}
	}
	return c, nil
}

func fold(c Case, b FactBody, text string) (Case, error) {
	if err := follows(c, b); err != nil {
		return Case{}, err
	}
	head := c.Head
	c = enter(absorb(c, b), b)
	c.Deadline = instant(b.Deadline)
	c.Facts, c.Head, c.Changed = b.Seq, writ.Chain(head, text), instant(b.At)
	return c, nil
}

// follows checks that the fact is the next one of the proposal and takes a row that the table has.
func follows(c Case, b FactBody) error {
	first := c.Facts == 0
	switch {
	case b.Seq != c.Facts+1:
		return fault.New(fault.Invalid, "fact %d does not follow fact %d", b.Seq, c.Facts)
	case first && (b.Verb != VPropose || b.From != Draft || b.Striking == ""):
		return fault.New(fault.Invalid, "a proposal begins with being made")
	case !first && (b.Striking != c.Ref || b.From != c.State):
		return fault.New(fault.Invalid, "fact %d is of another proposal or state", b.Seq)
	case !first && b.At < micros(c.Changed):
		return fault.New(fault.Invalid, "fact %d goes back in time", b.Seq)
	case !hasRow(b):
		return fault.New(fault.Invalid, "fact %d takes no row of the table", b.Seq)
	case (b.Verb == VPropose) != (b.Heard.Propose != nil):
		return fault.New(fault.Invalid, "a fact of %s lacks what was heard", b.Verb)
	case b.Role == Seconder && b.Heard.By == c.Proposer:
		return fault.New(fault.Invalid, "who proposed has decided")
	}
	return nil
}

func hasRow(b FactBody) bool {
	for _, s := range Life {
		if s.From == b.From && s.Act == b.Verb && s.Role == b.Role && s.To == b.To {
			return true
		}
	}
	return false
}

// absorb takes in what the act brought, before it is known where the proposal goes. Slices are never
// changed in place: cases are values.
func absorb(c Case, b FactBody) Case {
	h, at := b.Heard, instant(b.At)
	switch b.Verb {
	case VPropose:
		p := h.Propose
		c = Case{
			Ref: b.Striking, Number: p.Number, State: Draft, Opened: at, Since: at, Entry: p.Entry, Person: p.Person, RKA: p.RKA,
			Type: p.Type, Basis: p.Basis, Proposer: h.By, Note: h.Note, Parties: p.Parties, Kin: p.Kin,
		}
	case VSay:
		c.Said = append(slices.Clone(c.Said), Said{By: h.By, At: at, Note: h.Note})
	case VSecond, VDissent:
		c.Decider, c.Why = h.By, h.Note
		if b.Verb == VSecond {
			c.Revived = h.Revived
		}
	}
	return c
}

// enter moves the proposal along the row that was taken.
func enter(c Case, b FactBody) Case {
	moved := b.To != b.From
	c.State = b.To
	switch {
	case !moved && b.Verb == VTick:
		c.Escalated++
	case moved:
		c.Since, c.Escalated = instant(b.At), 0
	}
	if b.To == Struck {
		c.Struck = instant(b.At)
	}
	return c
}
