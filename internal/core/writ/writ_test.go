package writ

import (
	"testing"

	"tirkeu/internal/core/iin"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestChain(t *testing.T) {
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" // SHA-256 of nothing
	if Chain("", "") != empty {
		t.Error(Chain("", ""))
	}
	first := Chain("", "a")
	if Chain(first, "b") == Chain("", "b") || Chain(first, "b") != Chain("", first+"b") {
		t.Error("a digest does not chain")
	}
}

func TestActor(t *testing.T) {
	p, q, r := must(iin.Parse("900101300017")), must(iin.Parse("850515400012")), must(iin.Parse("110228600011"))
	firm := iin.EntityParty(must(iin.ParseBIN("061211600012")))
	for text, c := range map[string]struct {
		a  Actor
		ok bool
	}{
		"iin:900101300017":                     {Actor{Person: p}, true},
		"bin:061211600012 by iin:900101300017": {Actor{Person: p, For: firm}, true},
		"officer:850515400012":                 {Actor{Officer: q}, true},
		"clock":                                {Actor{Machine: MachineClock}, true},
		"":                                     {Actor{}, false},
		"registers":                            {Actor{Machine: MachineRegisters, Person: p}, false},
		"officer:900101300017":                 {Actor{Officer: p, Person: q}, false},
		"bin:061211600012 by iin:":             {Actor{For: firm}, false},

		"iin:900101300017 at operator:850515400012":                      {Actor{Person: p, Operator: q}, true},
		"iin:900101300017 for iin:110228600011 at operator:850515400012": {Actor{Person: p, Ward: r, Operator: q}, true},
		"bin:061211600012 by iin:900101300017 at operator:850515400012":  {Actor{Person: p, For: firm, Operator: q}, true},
		"iin:900101300017 for iin:110228600011":                          {Actor{Person: p, Ward: r}, false},
		"iin:900101300017 at operator:900101300017":                      {Actor{Person: p, Operator: p}, false},
		"iin:900101300017 for iin:900101300017 at operator:850515400012": {Actor{Person: p, Ward: p, Operator: q}, false},
		"iin:900101300017 for iin:850515400012 at operator:850515400012": {Actor{Person: p, Ward: q, Operator: q}, false},
	} {
		if c.ok && c.a.Text() != text {
			t.Errorf("%q, want %q", c.a.Text(), text)
		}
		if c.a.Valid() != c.ok {
			t.Errorf("%#v: valid %v", c.a, c.a.Valid())
		}
	}
	if (Actor{Person: p, For: iin.PersonParty(q)}).Valid() {
		t.Error("a person speaks for another person")
	}
}
