package main

import (
	"encoding"
	"fmt"
	"io"
	"log/slog"
	"regexp"
)

// number finds what may be somebody's number: an IIN or BIN, a phone, an RKA.
var number = regexp.MustCompile(`\+?\d{10,}`)

// newLog writes structured lines without personal data. Numbers are masked by their types
// already; this is the net under them: whatever looks like one is blotted out, wherever it stands.
func newLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: blot}))
}

func blot(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(masked(a.Value.String()))
	case slog.KindAny:
		switch v := a.Value.Any().(type) {
		case error:
			a.Value = slog.StringValue(masked(v.Error()))
		case fmt.Stringer:
			a.Value = slog.StringValue(masked(v.String()))
		case encoding.TextMarshaler: // would write an IIN whole
			a.Value = slog.StringValue("…")
		default:
			a.Value = slog.StringValue(masked(fmt.Sprint(v)))
		}
	}
	return a
}

func masked(s string) string { return number.ReplaceAllString(s, "••••") }
