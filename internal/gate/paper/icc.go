package paper

import "encoding/binary"

// profile is a small sRGB-like ICC profile (version 2, matrix and gamma 2.2): primaries and white
// of IEC 61966-2-1 adapted to D50, as in ICC.1:2001-04, §6.3.1.2. PDF/A names it as the intent of
// every colour.
func profile() []byte {
	s15 := func(x float64) []byte {
		b := make([]byte, 4)
		v := x * 65536
		if v < 0 {
			v -= 0.5
		} else {
			v += 0.5
		}
		binary.BigEndian.PutUint32(b, uint32(int32(v)))
		return b
	}
	xyz := func(x, y, z float64) []byte {
		out := append([]byte("XYZ \x00\x00\x00\x00"), s15(x)...)
		return append(append(out, s15(y)...), s15(z)...)
	}
	text := func(kind, s string) []byte { return append([]byte(kind+"\x00\x00\x00\x00"), s...) }
	desc := text("desc", "\x00\x00\x00\x0dsRGB-like 22\x00")
	desc = append(desc, make([]byte, 4+4+2+1+67)...)
	curve := append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), 0x02, 0x33, 0, 0)
	tags := []struct {
		sig  string
		data []byte
	}{
		{"desc", desc}, {"cprt", text("text", "No copyright\x00")}, {"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.4361, 0.2225, 0.0139)}, {"gXYZ", xyz(0.3851, 0.7169, 0.0971)}, {"bXYZ", xyz(0.1431, 0.0606, 0.7141)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	return assemble(tags)
}

// assemble writes header, tag table and tags, each at a multiple of four.
func assemble(tags []struct {
	sig  string
	data []byte
}) []byte {
	head := make([]byte, 128)
	copy(head[4:], "none")
	binary.BigEndian.PutUint32(head[8:], 0x02100000)
	copy(head[12:], "mntrRGB XYZ ")
	binary.BigEndian.PutUint16(head[24:], 2020)
	binary.BigEndian.PutUint16(head[26:], 1)
	binary.BigEndian.PutUint16(head[28:], 1)
	copy(head[36:], "acsp")
	binary.BigEndian.PutUint32(head[68:], 0x0000f6d6)
	binary.BigEndian.PutUint32(head[72:], 0x00010000)
	binary.BigEndian.PutUint32(head[76:], 0x0000d32d)
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	at := 128 + 4 + 12*len(tags)
	var body []byte
	for _, t := range tags {
		table = append(table, t.sig...)
		table = binary.BigEndian.AppendUint32(table, uint32(at+len(body)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out := append(append(head, table...), body...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}
