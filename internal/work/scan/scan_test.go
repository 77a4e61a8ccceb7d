package scan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"tirkeu/internal/core/hall"
)

func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdfOf is a small file with the given text in its catalogue.
func pdfOf(extra string) []byte {
	body := "%PDF-1.4\n1 0 obj\n<< /Type /Catalog " + extra + " >>\nendobj\n"
	return []byte(body + "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer << /Size 2 /Root 1 0 R >>\nstartxref\n" + fmt.Sprint(len(body)) + "\n%%EOF\n")
}

// hugePNG claims a size in its header that its bytes do not hold.
func hugePNG(t testing.TB, w, h uint32) []byte {
	b := pngOf(t, 1, 1)
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestSniff(t *testing.T) {
	good, photo, page := pngOf(t, 4, 4), jpegOf(t), pdfOf("")
	for _, c := range []struct {
		name  string
		bytes []byte
		media hall.Media
		err   error
	}{
		{"png", good, hall.PNG, nil}, {"jpeg", photo, hall.JPEG, nil}, {"pdf", page, hall.PDF, nil},
		{"nothing", nil, "", ErrEmpty}, {"text", []byte("<html>"), "", ErrKind}, {"gif", []byte("GIF89a"), "", ErrKind},
		{"half a png", good[:len(good)-20], hall.PNG, ErrBroken}, {"half a jpeg", photo[:len(photo)/2], hall.JPEG, ErrBroken},
		{"a pdf without end", page[:len(page)-6], hall.PDF, ErrBroken}, {"a pdf of no version", []byte("%PDF-x"), hall.PDF, ErrBroken},
		{"a pdf that points beyond itself", bytes.Replace(page, []byte("startxref\n"), []byte("startxref\n9"), 1), hall.PDF, ErrBroken},
		{"a script", pdfOf("/OpenAction << /S /JavaScript >>"), hall.PDF, ErrActive},
		{"a hidden script", pdfOf("/OpenAction << /S /J#61vaScript >>"), hall.PDF, ErrActive},
		{"a password", pdfOf("/Encrypt 2 0 R"), hall.PDF, ErrActive},
		{"an attached file", pdfOf("/EmbeddedFile"), hall.PDF, ErrActive},
		{"a name that only begins so", pdfOf("/JSON"), hall.PDF, nil},
		{"one point too many", hugePNG(t, MaxPixels+1, 1), hall.PNG, ErrPixels}, {"a bomb", hugePNG(t, 1<<14, 1<<14), hall.PNG, ErrPixels}, {"more than an int", hugePNG(t, 1<<31-1, 1<<31-1), hall.PNG, ErrBroken},
	} {
		media, err := Sniff(c.bytes, 1<<20)
		if media != c.media || !errors.Is(err, c.err) {
			t.Errorf("%s is %q, %v; want %q, %v", c.name, media, err, c.media, c.err)
		}
	}
}

func TestSniffSize(t *testing.T) {
	b := pngOf(t, 4, 4)
	for d, want := range map[int]error{-1: ErrTooLarge, 0: nil, 1: nil} {
		if _, err := Sniff(b, len(b)+d); !errors.Is(err, want) {
			t.Errorf("limit %+d: %v, want %v", d, err, want)
		}
	}
}

func TestDigest(t *testing.T) {
	if got := Digest([]byte("abc")); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("the digest is %s", got)
	}
}

func FuzzSniff(f *testing.F) {
	f.Add(pngOf(f, 4, 4))
	f.Add(jpegOf(f))
	f.Add(pdfOf(""))
	f.Add([]byte("%PDF-1.4 startxref 1 %%EOF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		media, err := Sniff(b, 1<<16)
		if err == nil && (media == "" || len(b) > 1<<16) {
			t.Errorf("%d bytes are taken as %q", len(b), media)
		}
	})
}
