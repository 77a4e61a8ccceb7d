package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"

	"tirkeu/internal/core/fault"
)

// What the library writes and PDF/A-1 forbids, although the document has neither transparency nor
// attachments. Each is blotted out with spaces, so that no offset moves.
var forbidden = []*regexp.Regexp{
	regexp.MustCompile(`/Group\s*<<[^>]*/Transparency[^>]*>>`),
	regexp.MustCompile(`/Names\s*<<\s*/EmbeddedFiles\s*<<\s*/Names\s*\[\s*\]\s*>>\s*>>`),
}

var infoRef = regexp.MustCompile(`/Info (\d+) 0 R`)

// archivable makes the library's output a PDF/A-1b document (ISO 19005-1): blots out what is
// forbidden, points the trailer at the information dictionary (the library counts one object too
// far when there is an output intent), and adds /ID, derived from the content.
func archivable(doc []byte) ([]byte, error) {
	doc = bytes.Clone(doc)
	cut := bytes.LastIndex(doc, []byte("trailer\n<<\n"))
	if cut < 0 {
		return nil, fault.New(fault.Internal, "the document has no trailer")
	}
	for _, f := range forbidden {
		for _, at := range f.FindAllIndex(doc[:cut], -1) {
			copy(doc[at[0]:at[1]], bytes.Repeat([]byte{' '}, at[1]-at[0]))
		}
	}
	tail, err := pointed(doc, doc[cut:])
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(doc[:cut])
	id := hex.EncodeToString(sum[:16])
	head := []byte("trailer\n<<\n")
	out := append(doc[:cut:cut], head...)
	out = fmt.Appendf(out, "/ID [<%s> <%s>]\n", id, id)
	return append(out, tail[len(head):]...), nil
}

// pointed corrects the trailer's reference to the information dictionary.
func pointed(doc, tail []byte) ([]byte, error) {
	m := infoRef.FindSubmatch(tail)
	if m == nil {
		return nil, fault.New(fault.Internal, "the trailer names no information dictionary")
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return nil, fault.As(fault.Internal, err, "trailer")
	}
	for ; n > 0; n-- {
		if bytes.Contains(doc, fmt.Appendf(nil, "\n%d 0 obj\n<<\n/Producer", n)) {
			return infoRef.ReplaceAll(tail, fmt.Appendf(nil, "/Info %d 0 R", n)), nil
		}
	}
	return nil, fault.New(fault.Internal, "the document has no information dictionary")
}
