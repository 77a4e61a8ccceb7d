package cms

import (
	"fmt"

	"tirkeu/eds/cert"
)

const (
	tagOctets     = 0x04
	tagOctetParts = 0x24 // an OCTET STRING in pieces
	constructed   = 0x20
)

// normalize turns BER (X.690 section 8) into the DER this package reads: indefinite lengths become definite, octet
// strings in pieces are joined. Parts that use neither are kept byte for byte, so certificates and signed attributes
// written in DER stay what was signed. The whole input must be one element nested at most maxDepth levels.
func normalize(b []byte, maxDepth int) ([]byte, error) {
	e, rest, err := readElement(b, maxDepth)
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 {
		return nil, cert.ErrTrailing
	}
	return e.der, nil
}

type element struct {
	der     []byte
	header  int  // length of tag and length in der
	changed bool // der is not the bytes read
}

func (e element) body() []byte { return e.der[e.header:] }

func readElement(in []byte, depth int) (element, []byte, error) {
	if depth == 0 {
		return element{}, nil, ErrTooDeep
	}
	header, size, err := readHeader(in)
	if err != nil {
		return element{}, nil, err
	}
	if size < 0 {
		return readIndefinite(in, header, depth)
	}
	if size > len(in)-header {
		return element{}, nil, fmt.Errorf("length runs past the end: %w", cert.ErrMalformed)
	}
	whole := element{der: in[:header+size], header: header}
	rest := in[header+size:]
	if in[0]&constructed == 0 {
		return whole, rest, nil
	}
	parts, tail, err := readParts(whole.body(), false, depth-1)
	if err != nil {
		return element{}, nil, err
	}
	if len(tail) > 0 {
		return element{}, nil, cert.ErrMalformed
	}
	if in[0] != tagOctetParts && !anyChanged(parts) {
		return whole, rest, nil
	}
	e, err := join(in[0], parts)
	return e, rest, err
}

// readHeader gives the length of tag and length, and the content's size, which is -1 for the indefinite form.
func readHeader(in []byte) (header, size int, err error) {
	if len(in) < 2 || in[0]&0x1f == 0x1f {
		return 0, 0, cert.ErrMalformed
	}
	n := int(in[1])
	if n < 0x80 {
		return 2, n, nil
	}
	if n == 0x80 {
		if in[0]&constructed == 0 {
			return 0, 0, cert.ErrMalformed
		}
		return 2, -1, nil
	}
	octets := n & 0x7f
	if octets > 4 || len(in) < 2+octets {
		return 0, 0, cert.ErrMalformed
	}
	for _, b := range in[2 : 2+octets] {
		size = size<<8 | int(b)
	}
	return 2 + octets, size, nil
}

func readIndefinite(in []byte, header, depth int) (element, []byte, error) {
	parts, rest, err := readParts(in[header:], true, depth-1)
	if err != nil {
		return element{}, nil, err
	}
	e, err := join(in[0], parts)
	return e, rest, err
}

// readParts reads elements up to the end, or up to the end-of-contents mark.
func readParts(in []byte, marked bool, depth int) ([]element, []byte, error) {
	var parts []element
	for len(in) > 0 {
		if marked && len(in) >= 2 && in[0] == 0 && in[1] == 0 {
			return parts, in[2:], nil
		}
		e, rest, err := readElement(in, depth)
		if err != nil {
			return nil, nil, err
		}
		parts, in = append(parts, e), rest
	}
	if marked {
		return nil, nil, fmt.Errorf("no end of contents: %w", cert.ErrMalformed)
	}
	return parts, nil, nil
}

func anyChanged(parts []element) bool {
	for _, p := range parts {
		if p.changed {
			return true
		}
	}
	return false
}

// join puts parts under a tag with a definite length.
func join(tag byte, parts []element) (element, error) {
	var body []byte
	for _, p := range parts {
		if tag != tagOctetParts {
			body = append(body, p.der...)
			continue
		}
		if p.der[0] != tagOctets {
			return element{}, cert.ErrMalformed
		}
		body = append(body, p.body()...)
	}
	if tag == tagOctetParts {
		tag = tagOctets
	}
	head := appendHeader(nil, tag, len(body))
	return element{der: append(head, body...), header: len(head), changed: true}, nil
}

// appendHeader writes a tag and the shortest definite length.
func appendHeader(out []byte, tag byte, size int) []byte {
	switch {
	case size < 0x80:
		return append(out, tag, byte(size))
	case size < 1<<8:
		return append(out, tag, 0x81, byte(size))
	case size < 1<<16:
		return append(out, tag, 0x82, byte(size>>8), byte(size))
	case size < 1<<24:
		return append(out, tag, 0x83, byte(size>>16), byte(size>>8), byte(size))
	}
	return append(out, tag, 0x84, byte(size>>24), byte(size>>16), byte(size>>8), byte(size))
}
