package explain

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf16"
)

const (
	maxWrappings = 3   // base64 of PEM of base64 and the like
	maxBlocks    = 256 // PEM blocks in one file
)

// unwrap gives the binary or XML bodies of a file; none when it is not one.
func unwrap(b []byte, depth int) [][]byte {
	if len(b) > 1 && b[0] == tagSequence {
		return [][]byte{b}
	}
	text := bytes.TrimSpace(plain(b))
	switch {
	case len(text) == 0 || depth == 0:
		return nil
	case text[0] == '<':
		return [][]byte{text}
	case bytes.Contains(text, []byte("-----BEGIN ")):
		return blocks(text)
	}
	raw, ok := decode64(text)
	if !ok {
		return nil
	}
	return unwrap(raw, depth-1)
}

// plain turns UTF-16 with a byte order mark into UTF-8 and drops the mark of UTF-8.
func plain(b []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return b
	}
	units := make([]uint16, 0, len(b)/2)
	for rest := b[2:]; len(rest) > 1; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return []byte(string(utf16.Decode(units)))
}

// blocks gives the contents of PEM blocks, whatever their labels. Private keys and encrypted blocks are passed over.
func blocks(text []byte) [][]byte {
	var found [][]byte
	for len(found) < maxBlocks {
		_, after, ok := bytes.Cut(text, []byte("-----BEGIN "))
		if !ok {
			return found
		}
		label, rest, ok := bytes.Cut(after, []byte("-----"))
		if !ok {
			return found
		}
		body, tail, ok := bytes.Cut(rest, []byte("-----END "))
		if !ok {
			return found
		}
		text = tail
		if bytes.Contains(label, []byte("PRIVATE KEY")) || bytes.ContainsRune(body, ':') {
			continue
		}
		if raw, ok := decode64(body); ok {
			found = append(found, raw)
		}
	}
	return found
}

var unescape = strings.NewReplacer(`\r`, "", `\n`, "", `\/`, "/", "-", "+", "_", "/")

// decode64 reads base64 of either alphabet with white space anywhere, with or without padding, and as copied from
// JSON: in quotes, with escaped line ends.
func decode64(text []byte) ([]byte, bool) {
	text = bytes.Trim(bytes.TrimSpace(text), `"'`)
	if i := bytes.IndexFunc(text, notBase64); i >= 0 {
		return nil, false
	}
	compact := unescape.Replace(string(bytes.Join(bytes.Fields(text), nil)))
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(compact, "="))
	return raw, err == nil && len(raw) > 0
}

func notBase64(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return false
	}
	return !strings.ContainsRune("+/=-_\\ \t\r\n", r)
}

// Namespaces of SOAP 1.1 and 1.2.
const (
	soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12 = "http://www.w3.org/2003/05/soap-envelope"
)

// sniffXML reads as far as the root element.
func sniffXML(text []byte) Kind {
	root, ok := rootOf(text)
	if ok && root.Name.Local == "Envelope" && (root.Name.Space == soap11 || root.Name.Space == soap12) {
		return KindSOAP
	}
	return KindXML
}

func rootOf(text []byte) (xml.StartElement, bool) {
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := dec.Token()
		if err != nil {
			return xml.StartElement{}, false
		}
		if root, ok := token.(xml.StartElement); ok {
			return root, true
		}
	}
}
