package words

import (
	"strings"
	"testing"
)

func TestT(t *testing.T) {
	cases := []struct {
		l    Lang
		key  string
		args []any
		want string
	}{
		{KK, "shell.btn.next", nil, "Жалғастыру"},
		{RU, "errors.sum", []any{"n", 1}, "Исправьте 1 ошибку"},
		{RU, "errors.sum", []any{"n", 3}, "Исправьте 3 ошибки"},
		{RU, "errors.sum", []any{"n", 5}, "Исправьте 5 ошибок"},
		{RU, "errors.sum", []any{"n", 11}, "Исправьте 11 ошибок"},
		{RU, "errors.sum", []any{"n", int64(21)}, "Исправьте 21 ошибку"},
		{EN, "errors.sum", []any{"n", 1}, "Fix 1 error"},
		{EN, "errors.sum", []any{"n", uint(2)}, "Fix 2 errors"},
		{KK, "errors.sum", []any{"n", 2}, "2 қатені түзетіңіз"},
		{RU, "errors.sum", nil, "Исправьте ⟦n⟧ ошибок"},
		{RU, "shell.word.ref", []any{"ref", "2611-4835-07"}, "№ 2611-4835-07"},
		{RU, "shell.word.ref", []any{"ref"}, "№ ⟦ref⟧"},
		{RU, "shell.word.ref", []any{"ref", "{n}", "n", 1}, "№ {n}"},
		{RU, "shell.word.ref", []any{"ref", 2026}, "№ 2026"},
		{RU, "shell.word.ref", []any{"ref", 9_999}, "№ 9999"},
		{RU, "shell.word.ref", []any{"ref", 10_000}, "№ 10\u00a0000"},
		{RU, "shell.nowhere", nil, "⟦shell.nowhere⟧"},
		{"de", "shell.btn.next", nil, "Жалғастыру"},
		{"", "shell.btn.next", nil, "Жалғастыру"},
	}
	for _, c := range cases {
		if got := T(c.l, c.key, c.args...); got != c.want {
			t.Errorf("%s %s %v: %q, want %q", c.l, c.key, c.args, got, c.want)
		}
	}
	if Variant("sms.done", "temporary") != "sms.done.temporary" || Variant("sms.ended", "temporary") != "sms.ended" {
		t.Error("Variant")
	}
	if Has("shell.nowhere") || !Has("shell.btn.next") {
		t.Error("Has")
	}
}

func TestFillKeepsAnOpenBrace(t *testing.T) {
	if got := fill(RU, entry{text: "a {b"}, nil); got != "a {b" {
		t.Error(got)
	}
}

func TestStatusesHaveANextLine(t *testing.T) {
	codes := strings.Fields(`draft checking ineligible signing consenting recording reviewing hearing seconding done refused unagreed lapsed withdrawn
		removal.asked removal.confirming removal.reviewing removal.objected removal.done removal.declined removal.ineligible
		removal.lapsed removal.withdrawn removal.refused`)
	for _, l := range Langs() {
		for _, code := range codes {
			args := []any{"n", 2, "m", 3, "date", "14:05"}
			if s := Status(l, code, args...) + StatusNext(l, code, args...); strings.Contains(s, Hole) {
				t.Errorf("%s %s: %s", l, code, s)
			}
		}
	}
}

func TestNegotiate(t *testing.T) {
	cases := map[string]Lang{
		"":                                KK,
		"   ":                             KK,
		"kk":                              KK,
		"kk-KZ,kk;q=0.9,ru;q=0.8":         KK,
		"ru-RU,ru;q=0.9,en-US;q=0.8":      RU,
		"ru-KZ":                           RU,
		"en-GB,en;q=0.5":                  EN,
		"de":                              KK,
		"uk":                              KK,
		"de,ru;q=0.3":                     RU,
		"*":                               KK,
		";;;":                             KK,
		"ru," + strings.Repeat("x", 509):  KK,
		"ru" + strings.Repeat(" ", 511):   KK,
		"ru" + strings.Repeat(" ", 510):   RU,
		"ru" + strings.Repeat(",ru", 170): RU, // 512 bytes
		"zh-Hans-CN,zh;q=0.9,en;q=0.8":    EN,
	}
	for header, want := range cases {
		if got := Negotiate(header); got != want {
			t.Errorf("%.40q: %s, want %s", header, got, want)
		}
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add("kk-KZ,kk;q=0.9,ru;q=0.8")
	f.Add("*;q=0")
	f.Fuzz(func(t *testing.T, header string) {
		if _, ok := ParseLang(string(Negotiate(header))); !ok {
			t.Fatal("not a language of ours")
		}
	})
}

func FuzzT(f *testing.F) {
	f.Add("errors.sum", "n", "3")
	f.Add("sms.asked", "name", "{code}")
	f.Fuzz(func(t *testing.T, key, name, value string) {
		for _, l := range Langs() {
			if T(l, key, name, value) == "" {
				t.Fatal("an empty text")
			}
		}
	})
}

func TestParseLang(t *testing.T) {
	for _, l := range Langs() {
		if got, ok := ParseLang(string(l)); !ok || got != l {
			t.Error(l)
		}
		if l.Own() == "" || l.Short() == "" {
			t.Error(l)
		}
	}
	for _, s := range []string{"", "KK", "kz", "ru-RU", "kk "} {
		if got, ok := ParseLang(s); ok || got != KK {
			t.Errorf("%q was taken", s)
		}
	}
}

// TestOneFullStop: a value that ends with a full stop is not followed by another.
func TestOneFullStop(t *testing.T) {
	day := Date(RU, 2026, 12, 22)
	if got := T(RU, "apply.check.notsent", "date", day); strings.HasSuffix(got, "..") || !strings.HasSuffix(got, day) {
		t.Errorf("%q", got)
	}
	if got := T(KK, "apply.check.notsent", "date", Date(KK, 2026, 12, 22)); !strings.HasSuffix(got, ".") || strings.HasSuffix(got, "..") {
		t.Errorf("%q", got)
	}
}
