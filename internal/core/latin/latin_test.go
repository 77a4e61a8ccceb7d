package latin

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// The first examples are those of the published table.
func TestOf(t *testing.T) {
	for in, want := range map[string]string{
		"Абай": "Abay", "Әуезов": "Äūezov", "Владимир": "Vladīmīr", "Жамбыл": "Zhambyl", "Шиелі": "Shīeli", "Семей": "Semey",
		"Шымкент": "Shymkent", "Өскемен": "Öskemen",
		"Ғабит Мүсірепов": "Ghabīt Müsirepov", "Щучинск": "Shchūchīnsk", "ЩУЧИНСК": "SHCHŪCHĪNSK", "Ю": "Yu", "ЖШС «Ұя»": "ZHSHS «Uya»",
		"Гоголя, 12": "Gogolya, 12", "Seitkali": "Seitkali", "": "", "объезд": "ob”ezd", "Қостанай": "Qostanay", "Їжак": "Їzhak",
	} {
		if got := Of(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestAlphabet: every letter of the Kazakh alphabet is written in Latin letters, small and capital alike.
func TestAlphabet(t *testing.T) {
	const alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
	if n := utf8.RuneCountInString(alphabet); n != 42 || n != len(letters) {
		t.Fatalf("%d letters, the table has %d", n, len(letters))
	}
	for _, r := range alphabet {
		for _, one := range []rune{r, unicode.ToUpper(r)} {
			if got := Of(string(one)); got == "" || hasCyrillic(got) {
				t.Errorf("%q becomes %q", one, got)
			}
		}
	}
}

func hasCyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

func FuzzOf(f *testing.F) {
	f.Add("Абай Құнанбайұлы")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, s string) {
		once := Of(s)
		if twice := Of(once); twice != once {
			t.Errorf("%q becomes %q, then %q", s, once, twice)
		}
	})
}
