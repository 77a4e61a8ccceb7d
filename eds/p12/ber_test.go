package p12

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"testing"
)

func TestToDER(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"primitive", "0203010203", "0203010203"},
		{"long form made short", "028103010203", "0203010203"},
		{"indefinite", "3080020101020102" + "0000", "3006020101020102"},
		{"string in parts", "2480" + "040201ff" + "0401aa" + "0000", "040301ffaa"},
		{"string in definite parts", "2407" + "040201ff" + "0401aa", "040301ffaa"},
		{"string in parts of parts", "2480" + "2480" + "040101" + "0000" + "040102" + "0000", "04020102"},
		{"nested", "30803080" + "a080020101" + "0000" + "0000" + "0000", "30073005a003020101"},
		{"empty", "30800000", "3000"},
	} {
		got, err := toDER(unhex(t, c.in), Limits{}.withDefaults())
		if err != nil || hex.EncodeToString(got) != c.want {
			t.Errorf("%s: %x, %v, want %s", c.name, got, err, c.want)
		}
	}
}

func TestToDERRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":                      "",
		"one byte":                     "30",
		"length beyond the end":        "3003020101" + "00"[:0] + "",
		"length of five bytes":         "30850000000001",
		"length cut":                   "3082",
		"indefinite primitive":         "04800000",
		"no end":                       "3080020101",
		"half an end":                  "308002010100",
		"child longer than parent":     "30030204010101" + "01",
		"high tag":                     "1f0100",
		"part of another kind":         "248002010100" + "00",
		"bytes after":                  "0201010000",
		"indefinite crossing definite": "3003308002" + "01010000",
	} {
		raw := unhex(t, in)
		if name == "length beyond the end" {
			raw[1]++
		}
		if _, err := toDER(raw, Limits{}.withDefaults()); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValuesLimit(t *testing.T) {
	in := unhex(t, "3009020101020102020103") // four values
	for delta := -1; delta <= 1; delta++ {
		_, err := toDER(in, Limits{Values: 4 + delta}.withDefaults())
		if (err != nil) != (delta < 0) {
			t.Errorf("%d values allowed: %v", 4+delta, err)
		}
	}
}

// Lengths around every change of form.
func TestDERLengths(t *testing.T) {
	for _, n := range []int{0, 127, 128, 255, 256, 65535, 65536, 1<<24 - 1, 1 << 24} {
		body := bytes.Repeat([]byte{7}, n)
		var got []byte
		rest, err := asn1.Unmarshal(derValue(tagOctets, body), &got)
		if err != nil || len(rest) != 0 || !bytes.Equal(got, body) {
			t.Errorf("%d bytes: %v", n, err)
		}
		if !bytes.Equal(derBody(derValue(tagOctets, body)), body) {
			t.Errorf("%d bytes: derBody", n)
		}
	}
}
