package p12

// Limits bounds the work that a store from outside may cause. They are checked
// before the work is done. The zero value of a field means its default.
type Limits struct {
	Size       int // bytes of the file; default 1 MiB
	Depth      int // nesting of BER values; default 32
	Values     int // BER values in one encoding; default 10,000
	Bags       int // safe bags in the store; default 64
	Iterations int // key-derivation iterations, summed over the whole store; default 2,000,000
}

func (l Limits) withDefaults() Limits {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&l.Size, 1<<20)
	set(&l.Depth, 32)
	set(&l.Values, 10_000)
	set(&l.Bags, 64)
	set(&l.Iterations, 2_000_000)
	return l
}
