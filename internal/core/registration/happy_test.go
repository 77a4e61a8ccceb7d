package registration

import (
	"testing"
)

func TestThreeOwnersAgree(t *testing.T) {
	w := newWorld(t, owner1, owner2, owner3).to(Done)
	w.whole()
	if len(w.entries) != 1 || w.entries[0].From != w.now || w.c.Entry != w.entries[0].ID {
		t.Fatalf("entry is off: %+v", w.entries)
	}
}

func BenchmarkLife(b *testing.B) {
	for b.Loop() {
		newWorld(b, owner1, owner2, owner3).to(Done)
	}
}
