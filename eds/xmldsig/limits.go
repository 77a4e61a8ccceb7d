package xmldsig

// Limits bounds what a document from outside may cost. They are checked before
// the tree is built. The zero value of a field means its default.
type Limits struct {
	Size       int // bytes; default 1 MiB
	Depth      int // nesting of elements, the root is 1; default 64
	Nodes      int // elements, texts, comments and processing instructions; default 100,000
	Attributes int // of one element, with namespace declarations; default 128
	Signatures int // in one document; default 16
}

// growth bounds canonical octets: at most this many times Limits.Size.
// Exclusive canonicalization may repeat one long declaration in every element.
const growth = 4

func (l Limits) withDefaults() Limits {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&l.Size, 1<<20)
	set(&l.Depth, 64)
	set(&l.Nodes, 100_000)
	set(&l.Attributes, 128)
	set(&l.Signatures, 16)
	return l
}
