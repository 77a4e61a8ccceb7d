package p12

// Tags of X.690 that this file treats on their own.
const (
	tagOctets            = 0x04
	tagOctetsConstructed = 0x24
	constructedBit       = 0x20
	lengthIndefinite     = 0x80
)

// berReader walks BER and writes the same values as DER: definite minimal
// lengths, OCTET STRING in one part. It does not sort sets or repair numbers.
type berReader struct {
	in     []byte
	pos    int
	values int // still allowed
}

// toDER rewrites exactly one BER value as DER. Nothing may follow it.
func toDER(in []byte, lim Limits) ([]byte, error) {
	if len(in) > lim.Size {
		return nil, malformed("%d bytes, more than the %d allowed", len(in), lim.Size)
	}
	r := berReader{in: in, values: lim.Values}
	out, err := r.value(lim.Depth)
	if err != nil {
		return nil, err
	}
	if r.pos != len(in) {
		return nil, malformed("%d bytes after the end", len(in)-r.pos)
	}
	return out, nil
}

// value reads one value; depth is the number of levels still allowed.
func (r *berReader) value(depth int) ([]byte, error) {
	if depth <= 0 {
		return nil, malformed("values nested too deep")
	}
	if r.values--; r.values < 0 {
		return nil, malformed("too many values")
	}
	tag, length, err := r.header()
	if err != nil {
		return nil, err
	}
	if tag&constructedBit == 0 {
		body := r.in[r.pos : r.pos+length]
		r.pos += length
		return derValue(tag, body), nil
	}
	body, err := r.children(tag, length, depth-1)
	if err != nil {
		return nil, err
	}
	if tag == tagOctetsConstructed {
		tag = tagOctets
	}
	return derValue(tag, body), nil
}

// header reads tag and length; length is -1 when indefinite, else it fits in
// what is left of the input.
func (r *berReader) header() (tag byte, length int, err error) {
	if len(r.in)-r.pos < 2 {
		return 0, 0, malformed("cut short")
	}
	tag, first := r.in[r.pos], r.in[r.pos+1]
	r.pos += 2
	switch {
	case tag&0x1f == 0x1f:
		return 0, 0, malformed("high tag number")
	case first == lengthIndefinite:
		if tag&constructedBit == 0 {
			return 0, 0, malformed("indefinite length of a primitive value")
		}
		return tag, -1, nil
	case first < lengthIndefinite:
		length = int(first)
	default:
		if length, err = r.longLength(int(first & 0x7f)); err != nil {
			return 0, 0, err
		}
	}
	if length > len(r.in)-r.pos {
		return 0, 0, malformed("length beyond the end")
	}
	return tag, length, nil
}

func (r *berReader) longLength(n int) (int, error) {
	if n > 4 || n > len(r.in)-r.pos {
		return 0, malformed("length of %d bytes", n)
	}
	var length uint64
	for range n {
		length = length<<8 | uint64(r.in[r.pos])
		r.pos++
	}
	if length > uint64(len(r.in)) {
		return 0, malformed("length beyond the end")
	}
	return int(length), nil
}

// children reads the values inside a constructed one and joins their DER, or,
// for an OCTET STRING in parts, their contents.
func (r *berReader) children(tag byte, length, depth int) ([]byte, error) {
	end := r.pos + length
	var body []byte
	for {
		if length >= 0 && r.pos >= end {
			break
		}
		if length < 0 && r.endOfContents() {
			return body, nil
		}
		child, err := r.value(depth)
		if err != nil {
			return nil, err
		}
		if tag == tagOctetsConstructed {
			if child[0] != tagOctets {
				return nil, malformed("a string in parts has a part of another kind")
			}
			child = derBody(child)
		}
		body = append(body, child...)
	}
	if r.pos != end {
		return nil, malformed("a value crosses the end of its parent")
	}
	return body, nil
}

func (r *berReader) endOfContents() bool {
	if len(r.in)-r.pos >= 2 && r.in[r.pos] == 0 && r.in[r.pos+1] == 0 {
		r.pos += 2
		return true
	}
	return false
}

// derValue writes tag, minimal length and body.
func derValue(tag byte, body []byte) []byte {
	n := len(body)
	out := make([]byte, 0, n+6)
	out = append(out, tag)
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 1<<8:
		out = append(out, 0x81, byte(n))
	case n < 1<<16:
		out = append(out, 0x82, byte(n>>8), byte(n))
	case n < 1<<24:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	default:
		out = append(out, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(out, body...)
}

// derBody gives the contents of a value that derValue wrote.
func derBody(der []byte) []byte {
	if der[1] < 0x80 {
		return der[2:]
	}
	return der[2+int(der[1]&0x7f):]
}
