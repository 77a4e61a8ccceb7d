package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tirkeu/internal/core/roster"
)

// Limits of a file, beside those of package roster.
const (
	maxLines   = roster.MaxRows + 100 // headings and empty lines among them
	maxColumns = 64
	maxCell    = 4 * roster.MaxCell // bytes kept of a cell: more is cut off, and too long all the same
)

// Read makes cells of a file's bytes: XLSX when it is a zip, else CSV. A roster.Unreadable says why not.
func Read(raw []byte) ([][]string, error) {
	switch {
	case len(raw) > roster.MaxBytes:
		return nil, roster.Unreadable{Reason: "too_large", N: roster.MaxBytes >> 20}
	case len(bytes.TrimSpace(raw)) == 0:
		return nil, roster.Unreadable{Reason: "empty"}
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return readXLSX(raw)
	case foreign(raw):
		return nil, roster.Unreadable{Reason: "format"}
	}
	return readCSV(raw)
}

// foreign knows files that are often sent instead: the old XLS and Word, PDF, pictures.
func foreign(raw []byte) bool {
	for _, magic := range []string{"\xd0\xcf\x11\xe0", "%PDF", "\xff\xd8\xff", "\x89PNG", "GIF8", "{\\rtf"} {
		if bytes.HasPrefix(raw, []byte(magic)) {
			return true
		}
	}
	return bytes.IndexByte(raw, 0) >= 0 && !wide(raw)
}

func wide(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff})
}

// text decodes what the bytes are written in.
func text(raw []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case wide(raw):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(raw):
		return strings.TrimPrefix(string(raw), "\ufeff"), nil
	default:
		from = charmap.Windows1251
	}
	b, err := from.NewDecoder().Bytes(raw)
	if err != nil {
		return "", roster.Unreadable{Reason: "format"}
	}
	return strings.TrimPrefix(string(b), "\ufeff"), nil
}

func readCSV(raw []byte) ([][]string, error) {
	body, err := text(raw)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(body))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator(body), true, -1, true
	var out [][]string
	for {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, roster.Unreadable{Reason: "broken", N: len(out) + 1}
		}
		at, _ := r.FieldPos(0)
		for len(out) < at-1 && len(out) < maxLines { // the reader passes over empty lines: rows keep their numbers
			out = append(out, nil)
		}
		if out, err = add(out, line); err != nil {
			return nil, err
		}
	}
}

// add keeps a copy of a line within the limits.
func add(out [][]string, line []string) ([][]string, error) {
	if len(out) >= maxLines {
		return nil, roster.Unreadable{Reason: "too_many", N: roster.MaxRows}
	}
	if len(line) > maxColumns {
		line = line[:maxColumns]
	}
	kept := make([]string, len(line))
	for i, c := range line {
		if len(c) > maxCell {
			c = c[:maxCell]
		}
		kept[i] = strings.ToValidUTF8(c, "")
	}
	return append(out, kept), nil
}

// separator is the sign that the first line with any of them holds most of: Excel writes semicolons where
// commas stand in numbers, and tabs when cells are copied.
func separator(body string) rune {
	for line := range strings.SplitSeq(body, "\n") {
		best, most := ',', 0
		for _, sign := range []rune{'\t', ';', ','} {
			if n := strings.Count(line, string(sign)); n > most {
				best, most = sign, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}
