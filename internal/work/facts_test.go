package work_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
)

// TestFactsOnDisk: facts that were written long ago, one of each verb and end, are read and come out byte
// by byte as they stand, since chains are made over those bytes.
func TestFactsOnDisk(t *testing.T) {
	for life, read := range map[string]func(string) (any, error){
		"registration": func(s string) (any, error) { return registration.ParseFact(s) },
		"removal":      func(s string) (any, error) { return removal.ParseFact(s) },
		"striking":     func(s string) (any, error) { return striking.ParseFact(s) },
		"complaint":    func(s string) (any, error) { return complaint.ParseFact(s) },
	} {
		raw, err := os.ReadFile("testdata/facts/" + life + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
		if len(lines) < 5 {
			t.Fatalf("%s: only %d facts", life, len(lines))
		}
		for _, text := range lines {
			b, err := read(text)
			if err != nil {
				t.Errorf("%s: %v: %s", life, err, text)
				continue
			}
			if again, err := json.Marshal(b); err != nil || string(again) != text {
				t.Errorf("%s (%v): stands as\n%s\nis written as\n%s", life, err, text, again)
			}
		}
	}
}
