package seal_test

import (
	"crypto/rand"
	"slices"

	"tirkeu/eds/cert"
	"tirkeu/internal/town/ca"
)

// node is one DER value taken apart, so that one thing in a message can be changed and the lengths around it
// fit again.
type node struct {
	tag  byte
	body []byte
	kids []*node // of a constructed value
}

// apart reads DER with short tags.
func apart(der []byte) (*node, []byte) {
	n, size, at := &node{tag: der[0]}, int(der[1]), 2
	if size >= 0x80 {
		at, size = 2+size-0x80, 0
		for _, b := range der[2:at] {
			size = size<<8 | int(b)
		}
	}
	n.body = der[at : at+size]
	for rest := n.body; n.tag&0x20 != 0 && len(rest) > 0; {
		var kid *node
		kid, rest = apart(rest)
		n.kids = append(n.kids, kid)
	}
	return n, der[at+size:]
}

func (n *node) der() []byte {
	body := n.body
	if n.tag&0x20 != 0 {
		body = nil
		for _, k := range n.kids {
			body = append(body, k.der()...)
		}
	}
	head := []byte{n.tag}
	switch size := len(body); {
	case size < 0x80:
		head = append(head, byte(size))
	case size < 0x100:
		head = append(head, 0x81, byte(size))
	case size < 0x10000:
		head = append(head, 0x82, byte(size>>8), byte(size))
	default:
		head = append(head, 0x83, byte(size>>16), byte(size>>8), byte(size))
	}
	return append(head, body...)
}

// letter is a message of one signer taken apart (RFC 5652 section 5).
type letter struct {
	root                            *node
	certificates                    *node
	digest, attributes, sig, method *node // of the signer: digest algorithm, signed attributes, signature, its algorithm
}

func takeApart(der []byte) letter {
	root, _ := apart(slices.Clone(der))
	data := root.kids[1].kids[0]
	last := len(data.kids) - 1
	signer := data.kids[last].kids[0]
	return letter{root, data.kids[last-1], signer.kids[2], signer.kids[3], signer.kids[5], signer.kids[4]}
}

// attribute finds a signed attribute by the end of its identifier.
func (l letter) attribute(id ...byte) int {
	return slices.IndexFunc(l.attributes.kids, func(a *node) bool {
		body := a.kids[0].body
		return len(body) >= len(id) && slices.Equal(body[len(body)-len(id):], id)
	})
}

// sign signs the attributes as they now stand.
func (b *bench) again(l letter, k ca.Key) {
	b.Helper()
	set := *l.attributes
	set.tag = 0x31
	sig, err := cert.SignMessage(rand.Reader, k.Signer, set.der())
	if err != nil {
		b.Fatal(err)
	}
	l.sig.body = sig
}

// spoil changes one thing in a good message.
func (b *bench) spoil(how func(l letter, k ca.Key)) []byte {
	b.Helper()
	k := b.own(aidana)
	l := takeApart(b.sign(k, rendering, detached))
	how(l, k)
	return l.root.der()
}

// resigned changes the attributes and signs them anew.
func (b *bench) resigned(how func(l letter)) []byte {
	b.Helper()
	return b.spoil(func(l letter, k ca.Key) {
		how(l)
		b.again(l, k)
	})
}
