package writ

import "testing"

func TestBumped(t *testing.T) {
	loaded := []Guard{{Kind: "dwelling", Key: "a", Version: 3}, {Kind: "person", Key: "a", Version: 5}}
	for _, c := range []struct {
		kind, key string
		want      int64
	}{{"dwelling", "a", 3}, {"person", "a", 5}, {"dwelling", "b", 0}, {"case", "a", 0}} {
		if got := Bumped(loaded, c.kind, c.key); got != (Guard{Kind: c.kind, Key: c.key, Version: c.want, Bump: true}) {
			t.Errorf("%s %s: %+v", c.kind, c.key, got)
		}
	}
	if loaded[0].Bump {
		t.Error("what was loaded has changed")
	}
}
