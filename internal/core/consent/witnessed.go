package consent

import "bytes"

// Witnessed tells whether a rendering has the words of a witness beneath it, as RenderInk puts them
// there: its digest then stands on two lines, above them and at the end.
func Witnessed(rendering []byte) bool {
	digest, ok := DigestOf(rendering)
	if !ok {
		return false
	}
	above := bytes.TrimSuffix(rendering, []byte(digest+"\n"))
	return bytes.Contains(above, []byte("\n"+digest+"\n"))
}
