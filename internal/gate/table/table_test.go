package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tirkeu/internal/core/roster"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const plain = "ИИН;ФИО\r\n010203500018;\"Оспанова; Алия\"\r\n"

func TestReadCSV(t *testing.T) {
	want := [][]string{{"ИИН", "ФИО"}, {"010203500018", "Оспанова; Алия"}}
	wide16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for name, raw := range map[string][]byte{
		"UTF-8":           []byte(plain),
		"UTF-8, marked":   []byte("\ufeff" + plain),
		"Windows 1251":    must(charmap.Windows1251.NewEncoder().Bytes([]byte(plain))),
		"UTF-16":          must(wide16.NewEncoder().Bytes([]byte(plain))),
		"commas":          []byte("ИИН,ФИО\n010203500018,Оспанова; Алия\n"),
		"tabs, as copied": []byte("ИИН\tФИО\n010203500018\tОспанова; Алия"),
	} {
		got, err := Read(raw)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, d)
		}
	}
	got, err := Read([]byte("ИИН;ФИО\n\n\n1;2\n"))
	if err != nil || len(got) != 4 || got[3][0] != "1" {
		t.Errorf("empty lines move the numbers: %q, %v", got, err)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"nothing":       {nil, "empty"},
		"blanks":        {[]byte(" \r\n\t"), "empty"},
		"at the limit":  {bytes.Repeat([]byte("a;"), roster.MaxBytes/2), ""},
		"over it":       {append(bytes.Repeat([]byte("a;"), roster.MaxBytes/2), 'a'), "too_large"},
		"an old XLS":    {[]byte("\xd0\xcf\x11\xe0\xa1\xb1"), "format"},
		"a PDF":         {[]byte("%PDF-1.7"), "format"},
		"zero bytes":    {[]byte("a;b\x00"), "format"},
		"a broken zip":  {[]byte("PK\x03\x04rest"), "format"},
		"another zip":   {archive(map[string]int{"a.txt": 5}), "format"},
		"many lines":    {[]byte(strings.Repeat("1\n", maxLines)), ""},
		"one line more": {[]byte(strings.Repeat("1\n", maxLines+1)), "too_many"},
	} {
		_, err := Read(c.raw)
		var no roster.Unreadable
		if errors.As(err, &no); no.Reason != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// archive is a zip of parts that are so many zeros.
func archive(parts map[string]int) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, n := range parts {
		w := must(z.Create(name))
		block := make([]byte, 1<<20)
		for ; n > 0; n -= len(block) {
			must(w.Write(block[:min(n, len(block))]))
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestZipBombs(t *testing.T) {
	many := map[string]int{}
	for i := range maxParts + 1 {
		many[fmt.Sprint(i)] = 1
	}
	for name, c := range map[string]struct {
		raw  []byte
		want bool
	}{
		"at the limit":   {archive(map[string]int{"a": maxUnpacked}), true},
		"over it":        {archive(map[string]int{"a": maxUnpacked + 1}), false},
		"two halves":     {archive(map[string]int{"a": maxUnpacked/2 + 1, "b": maxUnpacked / 2}), false},
		"too many parts": {archive(many), false},
	} {
		if got := measured(c.raw); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	lying := archive(map[string]int{"a": maxUnpacked + 1}) // the sizes in the directory at the end say 5 bytes
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	copy(lying[at+24:], []byte{5, 0, 0, 0})
	if measured(lying) {
		t.Error("a zip that lies about its sizes is believed")
	}
}

func TestXLSXThereAndBack(t *testing.T) {
	want := [][]string{{"ИИН", "ФИО"}, {"010203500018", "=1+1"}, {"", ""}, {"900101300017", "Оспанова Әлия"}}
	raw, err := XLSX("Тізім", want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	want[2] = nil
	for i := range got {
		if len(got[i]) == 0 || strings.Join(got[i], "") == "" {
			got[i] = nil
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestCSVIsHarmless(t *testing.T) {
	got := string(CSV([][]string{{"=cmd()", "+7", "-1", "@x", "plain", "a;b"}}))
	if want := "\ufeff'=cmd();'+7;'-1;'@x;plain;\"a;b\"\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(plain))
	f.Add(must(XLSX("a", [][]string{{"ИИН", "Комната"}, {"010203500018", "12"}})))
	f.Add(archive(map[string]int{"xl/workbook.xml": 10}))
	f.Add([]byte("\xff\xfea\x00;\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		cells, err := Read(raw)
		var no roster.Unreadable
		if err != nil && !errors.As(err, &no) {
			t.Fatalf("no reason for people: %v", err)
		}
		if len(cells) > maxLines {
			t.Fatalf("%d lines", len(cells))
		}
		rows, err := roster.Read(cells)
		if err == nil && len(rows) > roster.MaxRows {
			t.Fatalf("%d rows", len(rows))
		}
		for _, r := range rows {
			if strings.ContainsAny(r.Typed.Name+r.Typed.IIN, "\r\n") {
				t.Fatalf("a value of several lines: %q", r.Typed)
			}
		}
	})
}
