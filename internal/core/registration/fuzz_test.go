package registration

import (
	"testing"
	"unicode/utf8"
)

// seeds are chains of cases that went well, and that officers let pass and refused.
func seeds(f *testing.F) (chains [][]string) {
	good, passed := newWorld(f, owner1, owner2).to(Done), newWorld(f, owner1)
	passed.flat.Disputed = true
	passed.to(Checking)
	passed.must(passed.learn(), sources, Reviewing)
	passed.override()
	refused := newWorld(f, owner1).to(Checking)
	refused.now = refused.c.Deadline
	refused.must(Tick{}, clock, Reviewing)
	refused.must(Summon{Refusal: banned}, off, Hearing)
	refused.must(Say{NoteDigest: "said"}, me, Reviewing)
	refused.must(Reject{Refusal: banned}, off, Refused)
	for _, w := range []*world{good, passed, refused} {
		chains = append(chains, w.texts)
		for _, text := range w.texts {
			f.Add([]byte(text))
		}
	}
	return chains
}

// FuzzReplay: no bytes make a fact that panics, and what folds has a case that reads back.
func FuzzReplay(f *testing.F) {
	chains := seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, chain := range chains {
			for n := range chain {
				c, err := Replay(append(append([]string{}, chain[:n]...), string(text)))
				if err == nil {
					readsBack(t, c)
				}
			}
		}
	})
}

func readsBack(t *testing.T, c Case) {
	body, err := c.Canonical()
	if err != nil {
		return // an instant that JSON cannot write
	}
	back, err := UnmarshalCase(body)
	if err != nil {
		t.Fatalf("a folded case does not read back: %v", err)
	}
	same(t, c, back)
	c.NextLook()
	c.AllSaid()
	c.Overrides()
}

func FuzzUnmarshalCase(f *testing.F) {
	w := newWorld(f, owner1, owner2).to(Consenting)
	f.Add([]byte(w.last.Rows[0].Body))
	f.Fuzz(func(t *testing.T, body []byte) {
		c, err := UnmarshalCase(body)
		if err != nil {
			return
		}
		again, err := c.Canonical()
		if err != nil {
			t.Skip("an instant that JSON cannot write")
		}
		back, err := UnmarshalCase(again)
		if err != nil {
			t.Fatal(err)
		}
		same(t, c, back)
	})
}

// FuzzAsk: whatever is typed, the case that is decided is the case that its facts give.
func FuzzAsk(f *testing.F) {
	f.Add("Абай 5", "req", "case-0", 6, "work", "temporary")
	f.Add("\xff", "\u2028", "", -1, "other", "permanent")
	f.Fuzz(func(t *testing.T, typed, request, copied string, months int, purpose, typ string) {
		w := newWorld(t, owner1)
		a := w.ask()
		a.Typed, a.Request, a.Copied, a.Months = typed, request, copied, months
		a.Purpose, a.Type = purposeOf(purpose), typeOf(typ)
		if w.do(a, me) != nil {
			return
		}
		if !utf8.ValidString(typed + request + copied) {
			t.Fatal("bytes that are no text were taken in")
		}
		w.whole()
		if err := w.do(w.learn(), sources); err != nil {
			t.Fatal(err)
		}
		w.whole()
	})
}
