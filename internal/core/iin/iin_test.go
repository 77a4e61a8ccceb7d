package iin

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Synthetic numbers: the first four and the three demo ones fit in the first
// pass, the next three in the second.
var good = []string{
	"900101300017", "850515400012", "050312500018", "110228600011",
	"110228600211", "110228600223", "061211600012",
	"040314600013", "800412300116", "990101300122",
}

func TestParse(t *testing.T) {
	for _, s := range good {
		i, err := Parse(s)
		if err != nil {
			t.Errorf("Parse(%q): %v", s, err)
		}
		if i.Digits() != s || i.Last4() != s[8:] || i.IsZero() {
			t.Errorf("Parse(%q) gives %q, %q", s, i.Digits(), i.Last4())
		}
	}
	for _, s := range []string{"9001 0130 0017", " 900101-300017 ", "9001\u00a001\u202f30‑00–17"} {
		if i, err := Parse(s); err != nil || i.Digits() != "900101300017" {
			t.Errorf("Parse(%q) = %v, %v", s, i.Digits(), err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		in   string
		want error
	}{
		{"", ErrLength{0}},
		{"90010130001", ErrLength{11}},
		{"9001013000177", ErrLength{13}},
		{strings.Repeat("9", 1000), ErrLength{1000}},
		{"90010130001a", ErrDigits{}},
		{"90010130001\xff", ErrDigits{}},
		{"٩00101300017", ErrDigits{}},
		{"900101300018", ErrControl{}},
		{"900101300016", ErrControl{}},
		{"800412300118", ErrControl{}},
		{"000000000000", ErrControl{}},
	}
	for _, tt := range tests {
		i, err := Parse(tt.in)
		if err != tt.want {
			t.Errorf("Parse(%q) fails with %v, want %v", tt.in, err, tt.want)
		}
		if !i.IsZero() {
			t.Errorf("Parse(%q) gives a number beside its error", tt.in)
		}
		if _, err := ParseBIN(tt.in); err != tt.want {
			t.Errorf("ParseBIN(%q) fails with %v, want %v", tt.in, err, tt.want)
		}
	}
}

// A prefix that gives 10 in both passes has no control digit at all.
func TestNumbersNeverIssued(t *testing.T) {
	for _, prefix := range []string{"90010130080", "11022860020"} {
		for c := '0'; c <= '9'; c++ {
			if _, err := Parse(prefix + string(c)); err != (ErrControl{}) {
				t.Errorf("Parse(%s%c) fails with %v", prefix, c, err)
			}
		}
	}
}

// fitting counts the digits that fit at a place of a number.
func fitting(s string, at int) (n int) {
	for d := '0'; d <= '9'; d++ {
		if _, err := Parse(s[:at] + string(d) + s[at+1:]); err == nil {
			n++
		}
	}
	return n
}

// Each prefix has at most one control digit, and a slip in one digit is seen
// except in the eleventh, which weighs nothing in the first pass.
func TestOneSlip(t *testing.T) {
	for _, s := range good {
		for at := range s {
			passes := fitting(s, at)
			if at != 10 && passes != 1 && !secondPassReached(s, at) {
				t.Errorf("%s: %d digits fit at place %d", s, passes, at+1)
			}
		}
	}
	for _, s := range []string{"110228600011", "110228600021"} {
		if _, err := Parse(s); err != nil {
			t.Errorf("Parse(%s): %v", s, err)
		}
	}
}

// secondPassReached says that some digit at the place leads into the second
// pass, whose sums may coincide with one of the first.
func secondPassReached(s string, at int) bool {
	for d := byte('0'); d <= '9'; d++ {
		digits := [length]byte([]byte(s))
		digits[at] = d
		if weigh(digits, firstPass) == 10 {
			return true
		}
	}
	return false
}

func TestMasked(t *testing.T) {
	const whole, masked = "040314600013", "•••• •••• 0013"
	i, _ := Parse(whole)
	b, _ := ParseBIN(whole)
	hidden := struct {
		i IIN
		b BIN
		p Party
	}{i, b, PersonParty(i)}
	for _, v := range []any{i, b, PersonParty(i), EntityParty(b), &i, []IIN{i}, map[string]BIN{"x": b}, hidden, struct{ I IIN }{i}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%o", "%b", "%U", "%T", "%20s"} {
			out := fmt.Sprintf(verb, v)
			if strings.Contains(out, whole) || strings.Contains(out, "40314600013") {
				t.Errorf("%s of %T prints the number: %s", verb, v, out)
			}
		}
	}
	for _, out := range []string{i.String(), b.String(), PersonParty(i).String(), EntityParty(b).String(), fmt.Sprint(i), fmt.Sprintf("%d", i)} {
		if out != masked {
			t.Errorf("masked as %q, want %q", out, masked)
		}
	}
	if out := fmt.Sprintf("%#v", i); out != "iin.IIN("+masked+")" {
		t.Errorf("Go syntax is %q", out)
	}
	if s := (IIN{}).String() + (BIN{}).String() + (Party{}).String() + (IIN{}).Last4() + (Party{}).Digits(); s != "" {
		t.Errorf("nothing prints as %q", s)
	}
}

func TestText(t *testing.T) {
	type row struct {
		I IIN
		B BIN
		P []Party
	}
	i, _ := Parse("900101300017")
	b, _ := ParseBIN("110228600211")
	in := row{i, b, []Party{PersonParty(i), EntityParty(b), {}}}
	bytes, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"I":"900101300017","B":"110228600211","P":["iin:900101300017","bin:110228600211",""]}`
	if string(bytes) != want {
		t.Errorf("written as %s", bytes)
	}
	var out row
	if err := json.Unmarshal(bytes, &out); err != nil {
		t.Fatal(err)
	}
	if out.I != in.I || out.B != in.B || out.P[0] != in.P[0] || out.P[1] != in.P[1] || out.P[2] != in.P[2] {
		t.Errorf("read back as %+v", out)
	}
	for _, bad := range []string{`{"I":"900101300018"}`, `{"B":"x"}`, `{"P":["900101300017"]}`, `{"P":["iin:"]}`, `{"P":["IIN:900101300017"]}`, `{"P":["bin:900101300018"]}`} {
		if err := json.Unmarshal([]byte(bad), &row{}); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func TestParty(t *testing.T) {
	i, _ := Parse("900101300017")
	b, _ := ParseBIN("900101300017")
	person, entity := PersonParty(i), EntityParty(b)
	if person == entity || person.Equal(entity) {
		t.Error("a person equals the entity with the same digits")
	}
	if got, ok := person.Person(); !ok || got != i || person.IsEntity() {
		t.Error("the person is lost")
	}
	if _, ok := person.Entity(); ok {
		t.Error("a person is an entity")
	}
	if got, ok := entity.Entity(); !ok || got != b || !entity.IsEntity() || entity.BIN() != b || !entity.IIN().IsZero() {
		t.Error("the entity is lost")
	}
	if !(Party{}).IsZero() || person.IsZero() || entity.IsZero() {
		t.Error("nobody and somebody are mixed up")
	}
	if _, err := ParseParty("900101300017"); !errors.Is(err, ErrParty) {
		t.Errorf("a bare number as a party: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range good {
		f.Add(s)
	}
	f.Add("9001 0130-0017")
	f.Add("•••• •••• 0013")
	f.Fuzz(func(t *testing.T, s string) {
		i, err := Parse(s)
		b, errB := ParseBIN(s)
		if (err == nil) != (errB == nil) || (err == nil) == i.IsZero() {
			t.Fatalf("%q: %v, %v", s, err, errB)
		}
		if err != nil {
			return
		}
		again, err := Parse(i.Digits())
		if err != nil || again != i || len(i.Digits()) != length || b.Digits() != i.Digits() {
			t.Fatalf("%q reads back as %v, %v", s, again, err)
		}
		for _, p := range []Party{PersonParty(i), EntityParty(b)} {
			text, _ := p.MarshalText()
			if back, err := ParseParty(string(text)); err != nil || back != p {
				t.Fatalf("party of %q reads back as %v, %v", s, back, err)
			}
		}
	})
}
