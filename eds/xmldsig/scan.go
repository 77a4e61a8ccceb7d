package xmldsig

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// normalize does what an XML processor does before and while it reads, and
// what encoding/xml leaves out: it drops a byte order mark, turns line ends
// into \n (XML 1.0 §2.11) and literal white space in attribute values into
// spaces (§3.3.3). Character references stay as they are.
func normalize(doc []byte) []byte {
	doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf"))
	doc = bytes.ReplaceAll(doc, []byte("\r\n"), []byte("\n"))
	doc = bytes.ReplaceAll(doc, []byte("\r"), []byte("\n"))
	for rest := doc; ; {
		start := bytes.IndexByte(rest, '<')
		if start < 0 {
			return doc
		}
		rest = rest[start:]
		rest = rest[markup(rest):]
	}
}

// markup gives the length of the markup at the start of b, which begins with
// '<', and cleans the attribute values in it.
func markup(b []byte) int {
	for _, m := range []struct{ open, shut string }{
		{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"},
	} {
		if bytes.HasPrefix(b, []byte(m.open)) {
			end := bytes.Index(b[len(m.open):], []byte(m.shut))
			if end < 0 {
				return len(b)
			}
			return len(m.open) + end + len(m.shut)
		}
	}
	var quote byte
	for i, c := range b {
		switch {
		case quote == 0 && c == '>':
			return i + 1
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == c:
			quote = 0
		case quote != 0 && (c == '\n' || c == '\t'):
			b[i] = ' '
		}
	}
	return len(b)
}

// scanner counts tokens against the limits, without building anything.
type scanner struct {
	lim        Limits
	depth      int
	nodes      int
	roots      int
	signatures int
	scope      scope
	open       [][]binding // what each open element declared
}

// scan refuses what the profile refuses and what breaks a limit.
func scan(doc []byte, lim Limits) error {
	if !utf8.Valid(doc) {
		return fail(ErrMalformed, "not UTF-8")
	}
	dec := xml.NewDecoder(bytes.NewReader(doc)) // strict; no entities
	dec.CharsetReader = onlyUTF8
	s := scanner{lim: lim, scope: rootScope()}
	for first := true; ; first = false {
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fail(ErrMalformed, "%v", err)
		}
		if err := s.token(token, first); err != nil {
			return err
		}
	}
	if s.roots != 1 || s.depth != 0 {
		return fail(ErrMalformed, "%d root elements", s.roots)
	}
	return nil
}

// onlyUTF8 is asked when the declaration does not say utf-8. Some writers spell
// it UTF8; everything else is another encoding.
func onlyUTF8(charset string, in io.Reader) (io.Reader, error) {
	if strings.EqualFold(charset, "utf8") {
		return in, nil
	}
	return nil, fmt.Errorf("encoding %q", charset)
}

func (s *scanner) token(token xml.Token, first bool) error {
	if _, end := token.(xml.EndElement); end {
		return s.end()
	}
	if s.nodes++; s.nodes > s.lim.Nodes {
		return fail(ErrTooLarge, "more than %d nodes", s.lim.Nodes)
	}
	switch t := token.(type) {
	case xml.StartElement:
		return s.start(t)
	case xml.CharData:
		if s.depth == 0 && len(bytes.TrimSpace(t)) > 0 {
			return fail(ErrMalformed, "text outside the root element")
		}
	case xml.Directive:
		return fail(ErrForbidden, "DOCTYPE")
	case xml.ProcInst:
		if strings.EqualFold(t.Target, "xml") && (!first || t.Target != "xml") {
			return fail(ErrMalformed, "an XML declaration that is not at the start")
		}
	}
	return nil
}

func (s *scanner) start(t xml.StartElement) error {
	if s.depth == 0 {
		s.roots++
	}
	if s.depth++; s.depth > s.lim.Depth {
		return fail(ErrTooLarge, "elements nested deeper than %d", s.lim.Depth)
	}
	if len(t.Attr) > s.lim.Attributes {
		return fail(ErrTooLarge, "an element with more than %d attributes", s.lim.Attributes)
	}
	seen := make(map[xml.Name]bool, len(t.Attr))
	var undo []binding
	for _, a := range t.Attr {
		if seen[a.Name] {
			return fail(ErrMalformed, "attribute %s twice", a.Name.Local)
		}
		seen[a.Name] = true
		if prefix, ok := declares(etree.Attr{Space: a.Name.Space, Key: a.Name.Local}); ok {
			undo = append(undo, s.scope.bind(prefix, a.Value))
		}
	}
	s.open = append(s.open, undo)
	if t.Name.Local == "Signature" && s.scope[t.Name.Space] == nsDS {
		if s.signatures++; s.signatures > s.lim.Signatures {
			return fail(ErrTooLarge, "more than %d signatures", s.lim.Signatures)
		}
	}
	return nil
}

func (s *scanner) end() error {
	if s.depth == 0 {
		return fail(ErrMalformed, "an end without a start")
	}
	s.depth--
	s.scope.leave(s.open[s.depth])
	s.open = s.open[:s.depth]
	return nil
}
