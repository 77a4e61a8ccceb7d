package frame

import (
	"fmt"
	"html/template"
	"maps"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/words"
)

// funcs are what templates may call; law is not among them.
func (f *Frame) funcs(l words.Lang) template.FuncMap {
	m := template.FuncMap{
		"t":        func(key string, args ...any) string { return words.T(l, key, args...) },
		"has":      words.Has,
		"tin":      func(lang, key string, args ...any) string { return inLang(l, lang, key, args...) }, // in another reader's language
		"lang":     func() string { return string(l) },
		"langs":    words.Langs,
		"url":      func(path string, args ...any) string { return "/" + string(l) + fmt.Sprintf(path, args...) },
		"date":     func(t time.Time) string { return onDay(l, civil.DateOf(t)) },
		"day":      func(d civil.Date) string { return onDay(l, d) },
		"datetime": func(t time.Time) string { return words.DateTime(l, civil.Local(t)) },
		"daytime":  func(t time.Time) string { return words.DayTime(l, civil.Local(t)) },
		"left":     func(t time.Time) string { return f.left(l, t) },
		"span":     func(d time.Duration) string { return words.Duration(l, d) },
		"timein":   func(lang string, t time.Time) string { return words.DateTime(langOr(l, lang), civil.Local(t)) },
		"list":     func(items ...string) []string { return items },
		"months":   func(n int) string { return words.Months(l, n) },
		"number":   func(n int) string { return words.Number(l, n) },
		"iso":      func(t time.Time) string { return civil.Local(t).Format(time.RFC3339) },
		"asset":    func(name string) string { return f.assets.path(name) },
		"field":    newInput,
		"dict":     dict,
		"maxcms":   func() int { return MaxCMS >> 10 },
		"add":      func(a, b int) int { return a + b },
	}
	maps.Copy(m, f.caseFuncs(l))
	maps.Copy(m, stayFuncs(l))
	return m
}

func inLang(own words.Lang, lang, key string, args ...any) string {
	return words.T(langOr(own, lang), key, args...)
}

// langOr is the named language, or the reader's own.
func langOr(own words.Lang, lang string) words.Lang {
	if l, ok := words.ParseLang(lang); ok {
		return l
	}
	return own
}

func onDay(l words.Lang, d civil.Date) string { return words.Date(l, d.Year, int(d.Month), d.Day) }

// left is how long it still is until an instant; "" when it has passed.
func (f *Frame) left(l words.Lang, t time.Time) string {
	d := t.Sub(f.Calendar.Now())
	if d <= 0 {
		return ""
	}
	return words.Duration(l, d)
}

// Input is a text field for the part "input".
type Input struct {
	Field
	Name, Label, Hint           string
	Class, Mode, Auto, Describe string
}

// newInput makes the arguments of the part "input": form, name, label, hint, then pairs.
func newInput(f Form, name, label, hint string, more ...string) (Input, error) {
	in := Input{Field: f.Fields[name], Name: name, Label: label, Hint: hint, Auto: "off"}
	for i := 0; i+1 < len(more); i += 2 {
		switch more[i] {
		case "class":
			in.Class = more[i+1]
		case "mode":
			in.Mode = more[i+1]
		case "auto":
			in.Auto = more[i+1]
		default:
			return in, fmt.Errorf("input has no %q", more[i])
		}
	}
	if hint != "" {
		in.Describe = name + "-hint"
	}
	if in.Error != "" {
		in.Describe = name + "-error " + in.Describe
	}
	return in, nil
}

// dict makes a map of pairs, to hand several values to a part.
func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		k, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("key %d is no text", i)
		}
		m[k] = pairs[i+1]
	}
	return m, nil
}
