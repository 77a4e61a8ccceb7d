package registration

import (
	"testing"
	"unicode/utf8"
)

func seeds(f *testing.F) *world {
	w := newWorld(f, owner1, owner2).to(Done)
	for _, text := range w.texts {
		f.Add([]byte(text))
	}
	return w
}

// FuzzReplay: no bytes make a fact that panics, and what folds has a case that reads back.
func FuzzReplay(f *testing.F) {
	w := seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		for n := range w.texts {
			c, err := Replay(append(append([]string{}, w.texts[:n]...), string(text)))
			if err != nil {
				continue
			}
			body, err := c.Canonical()
			if err != nil {
				continue // an instant that JSON cannot write
			}
			back, err := UnmarshalCase(body)
			if err != nil {
				t.Fatalf("a folded case does not read back: %v", err)
			}
			same(t, c, back)
			c.NextLook()
			c.AllSaid()
		}
	})
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
