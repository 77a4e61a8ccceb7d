package wire_test

import (
	"testing"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/wire"
)

func TestMute(t *testing.T) {
	one, err := iin.Parse("890420902913")
	if err != nil {
		t.Fatal(err)
	}
	other, err := iin.Parse("930606901817")
	if err != nil {
		t.Fatal(err)
	}
	f := wire.NewFaults()
	f.Mute(one)
	if !f.Muted(one) || f.Muted(other) || len(f.On()) != 0 {
		t.Error("another person, or the whole wire, is silent")
	}
	if f.Unmute(one); f.Muted(one) {
		t.Error("still silent")
	}
	f.Mute(one)
	if f.Clear(); f.Muted(one) {
		t.Error("still silent after all faults were taken off")
	}
}
