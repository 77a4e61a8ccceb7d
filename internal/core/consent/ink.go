package consent

import (
	"bytes"
	"strings"
)

// Witness is what an operator puts beneath a text that somebody signs by hand before him: the person
// was identified, was present, read the text or had it read out, and signed.
type Witness struct {
	Operator string // full name
	Branch   string // name of the branch in the language of the text
	Document string // what the person was identified by, in words; no number
	For      string // full name of the person without capacity for whom he stands; "" for himself
}

// RenderInk is a rendering with the witness's words put before its digest: the operator's own
// signature seals exactly these bytes, and their last line is still the digest. It is nil when the
// rendering has no digest or the language no words.
func RenderInk(rendering []byte, w Witness, lang string) []byte {
	digest, ok := DigestOf(rendering)
	if !ok || strings.ContainsAny(lang, "./") {
		return nil
	}
	name := "texts/v1.ink." + lang + ".txt"
	if w.For != "" {
		name = "texts/v1.ink_ward." + lang + ".txt"
	}
	words, err := texts.ReadFile(name)
	if err != nil {
		return nil
	}
	fill := strings.NewReplacer("{operator}", oneLine(w.Operator), "{branch}", oneLine(w.Branch),
		"{document}", oneLine(w.Document), "{ward}", oneLine(w.For))
	body := bytes.TrimSuffix(rendering, []byte(digest+"\n"))
	out := append(bytes.Clone(body), digest+"\n\n"...)
	out = append(out, fill.Replace(string(words))...)
	return append(out, digest+"\n"...)
}
