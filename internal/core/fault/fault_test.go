package fault

import (
	"errors"
	"fmt"
	"testing"
)

func TestKinds(t *testing.T) {
	inner := errors.New("inner")
	for name, c := range map[string]struct {
		err  error
		want Kind
	}{
		"none":    {nil, ""},
		"plain":   {inner, Internal},
		"new":     {New(NotFound, "no %s", "case"), NotFound},
		"given":   {As(Unavailable, inner, "ask"), Unavailable},
		"wrapped": {fmt.Errorf("more: %w", New(Conflict, "x")), Conflict},
		"outer":   {As(Invalid, New(Conflict, "x"), "y"), Invalid},
	} {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.want != "" && !Is(c.err, c.want) {
			t.Errorf("%s is not of its own kind", name)
		}
	}
	if As(Invalid, nil, "nothing") != nil {
		t.Error("no error was given a kind")
	}
	if err := As(Invalid, inner, "read %d", 1); !errors.Is(err, inner) || err.Error() != "read 1: inner" {
		t.Error(err)
	}
	if New(Invalid, "x").Error() != "x" {
		t.Error("text of a new fault")
	}
}

func TestWrap(t *testing.T) {
	f := func(fail error) (err error) {
		defer Wrap(&err, "room.Do(%d)", 7)
		return fail
	}
	if f(nil) != nil {
		t.Error("nothing was wrapped")
	}
	if err := f(New(Conflict, "x")); err.Error() != "room.Do(7): x" || KindOf(err) != Conflict {
		t.Error(err)
	}
}
