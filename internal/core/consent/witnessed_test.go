package consent

import (
	"strings"
	"testing"
)

func TestWitnessed(t *testing.T) {
	digest := strings.Repeat("0123456789abcdef", 4)
	plain := []byte("Келісемін.\n" + digest + "\n")
	w := Witness{Operator: "Әбілова Зарина", Branch: "Астана", Document: "жеке куәлік"}
	for _, lang := range []string{"kk", "ru", "en"} {
		if !Witnessed(RenderInk(plain, w, lang)) {
			t.Errorf("%s: the witness is not seen", lang)
		}
		w := w
		w.For = "Омарова Әлия"
		if !Witnessed(RenderInk(plain, w, lang)) {
			t.Errorf("%s: the witness of a ward's word is not seen", lang)
		}
	}
	for name, text := range map[string]string{
		"plain": string(plain), "nothing": "", "no digest": "Келісемін.\n", "the digest only": digest + "\n", "in a line": "x" + digest + "\n\n" + digest + "\n",
		"another's digest above": "a\n" + strings.Repeat("f", 64) + "\n\nx\n" + digest + "\n",
	} {
		if Witnessed([]byte(text)) {
			t.Errorf("%s: a witness is seen", name)
		}
	}
}
