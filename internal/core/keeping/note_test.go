package keeping

import "testing"

// TestNote: a note fits its own text and salt, and no other.
func TestNote(t *testing.T) {
	n := Note{Salt: "salt", Text: "text"}.Seal()
	if !n.Fits() || len(n.Digest) != 64 {
		t.Errorf("a sealed note does not fit: %+v", n)
	}
	for name, other := range map[string]Note{
		"another text":      {Salt: "salt", Text: "text.", Digest: n.Digest},
		"another salt":      {Salt: "salt.", Text: "text", Digest: n.Digest},
		"the edge moved":    {Salt: "saltt", Text: "ext", Digest: n.Digest},
		"never been sealed": {Salt: "salt", Text: "text"},
		"erased":            {Digest: n.Digest},
	} {
		if other.Fits() {
			t.Errorf("%s: a note fits", name)
		}
	}
}
