package life

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
)

type name string

// small is the life of a door: it opens, and may be shut.
var small = Table[name, name, name, int]{
	{From: "shut", Act: "open", Role: "porter", To: "wide", Norm: "n1"},
	{From: "wide", Act: "shut", Role: "porter", To: "shut", Norm: "n2"},
}

func TestFollows(t *testing.T) {
	at := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	micro := at.UnixMicro()
	good := Deed[name, name, name]{Seq: 2, At: micro, Verb: "shut", Role: "porter", From: "wide", To: "shut", Norm: "n2"}
	end := Stand[name]{Facts: 1, State: "wide", At: at}
	for what, c := range map[string]struct {
		change func(*Deed[name, name, name])
		want   string
	}{
		"the next":                {func(*Deed[name, name, name]) {}, ""},
		"a moment later":          {func(d *Deed[name, name, name]) { d.At++ }, ""},
		"a moment before":         {func(d *Deed[name, name, name]) { d.At-- }, "back in time"},
		"the one before":          {func(d *Deed[name, name, name]) { d.Seq-- }, "does not follow"},
		"one left out":            {func(d *Deed[name, name, name]) { d.Seq++ }, "does not follow"},
		"another state":           {func(d *Deed[name, name, name]) { d.From = "shut" }, "another state"},
		"another act":             {func(d *Deed[name, name, name]) { d.Verb = "open" }, "no row"},
		"another role":            {func(d *Deed[name, name, name]) { d.Role = "guest" }, "no row"},
		"another end":             {func(d *Deed[name, name, name]) { d.To = "wide" }, "no row"},
		"by another norm":         {func(d *Deed[name, name, name]) { d.Norm = "n1" }, "no row"},
		"whoever is at the door":  {func(d *Deed[name, name, name]) { d.Actor = "x" }, ""},
		"nothing that is written": {func(d *Deed[name, name, name]) { *d = Deed[name, name, name]{} }, "does not follow"},
	} {
		d := good
		c.change(&d)
		err := small.Follows(end, d)
		if (err == nil) != (c.want == "") || err != nil && (!fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
	}
	first := Deed[name, name, name]{Seq: 1, Verb: "open", Role: "porter", From: "shut", To: "wide", Norm: "n1"}
	if err := small.Follows(Stand[name]{}, first); err != nil {
		t.Errorf("an empty chain begins in the first state: %v", err)
	}
}

func TestReplay(t *testing.T) {
	join := func(s string, text string) (string, error) {
		if text == "bad" {
			return "half", fault.New(fault.Invalid, "bad")
		}
		return s + text, nil
	}
	for _, c := range []struct {
		texts []string
		want  string
		kind  fault.Kind
	}{
		{nil, "", fault.Invalid}, {[]string{"a"}, "a", ""}, {[]string{"a", "b", "c"}, "abc", ""},
		{[]string{"a", "b", "c", "d"}, "", fault.Invalid}, {[]string{"a", "bad"}, "", fault.Invalid},
	} {
		if got, err := Replay(c.texts, 3, join); got != c.want || fault.KindOf(err) != c.kind {
			t.Errorf("%q: %q, %v", c.texts, got, err)
		}
	}
}

// written is a body whose text is {"a":"…"}: 8 bytes and the value.
type written struct {
	A string `json:"a"`
}

func TestTextAndRead(t *testing.T) {
	for size, ok := range map[int]bool{1: true, 2: true, 3: false} {
		text, err := Text(written{strings.Repeat("x", size)}, 10)
		if (err == nil) != ok || ok && text != `{"a":"`+strings.Repeat("x", size)+`"}` {
			t.Errorf("%d: %q, %v", size, text, err)
		}
	}
	if _, err := Text(written{"\xff"}, 100); !fault.Is(err, fault.Invalid) {
		t.Errorf("bytes that are no text: %v", err)
	}
	if _, err := Text(func() {}, 100); !fault.Is(err, fault.Internal) {
		t.Errorf("what cannot be written: %v", err)
	}
	for text, ok := range map[string]bool{
		`{"a":"x"}`: true, `{"a":"xx"}`: true, `{"a":"xxx"}`: false, `{"b":"x"}`: false, `{"a":1}`: false, `{} {}`: false, ``: false, ` {"a":"" `: false,
	} {
		var w written
		if err := Read([]byte(text), 10, &w); (err == nil) != ok || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzRead: whatever is read is written again, and read as the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"a":"x"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var one, two written
		if Read(text, 100, &one) != nil {
			return
		}
		again, err := Text(one, 1000)
		if err != nil {
			return
		}
		if err := Read([]byte(again), 1000, &two); err != nil || one != two {
			t.Errorf("%q is read as %+v, and then as %+v (%v)", text, one, two, err)
		}
	})
}
