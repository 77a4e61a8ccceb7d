package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tirkeu/internal/core/iin"
)

func TestLogHoldsNoNumbers(t *testing.T) {
	i, err := iin.Parse("900101300017")
	if err != nil {
		t.Fatal(err)
	}
	party := iin.PersonParty(i)
	var b bytes.Buffer
	log := newLog(&b)
	log.Info("somebody came", "who", i, "party", party, "err", fmt.Errorf("no %s: %w", "+77000000001", errors.New("iin:900101300017")),
		"rka", "7101000100010005", "list", []string{"900101300017"}, "n", 42)
	out := b.String()
	for _, bad := range []string{"900101300017", "77000000001", "7101000100010005"} {
		if strings.Contains(out, bad) {
			t.Errorf("the log holds %s:\n%s", bad, out)
		}
	}
	if !strings.Contains(out, "n=42") {
		t.Errorf("the log lost an ordinary number:\n%s", out)
	}
}
