package frame

import (
	"maps"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/words"
	"tirkeu/internal/work/signing"
)

// TestNoInWords: every lawful no of a signature or code is said in whole words, and a wait of more than two
// minutes is said in minutes, rounded up.
func TestNoInWords(t *testing.T) {
	said := func(l words.Lang, no signing.No) string {
		v := &Visit{Lang: l}
		text := v.No(no)
		if text == "" || strings.Contains(text, words.Hole) {
			t.Errorf("%s %+v: %q", l, no, text)
		}
		return text
	}
	for _, l := range words.Langs() {
		for reason := range maps.Keys(edsWords) {
			said(l, signing.No{Reason: "eds." + reason})
		}
		said(l, signing.No{Reason: "eds.never_heard_of"})
		said(l, signing.No{Reason: "otp", N: 2})
		said(l, signing.No{Reason: "otp_spent", Wait: 10 * time.Minute})
		said(l, signing.No{Reason: "no_phone"})
		for wait, want := range map[time.Duration]string{
			time.Second: "1", time.Second + 1: "2", 2 * time.Minute: "120", 2*time.Minute + 1: "3", 10 * time.Minute: "10",
		} {
			if text := said(l, signing.No{Reason: "otp_wait", Wait: wait}); !strings.Contains(" "+text+" ", " "+want+" ") {
				t.Errorf("%s: a wait of %v is said as %q, want %s in it", l, wait, text, want)
			}
		}
	}
}
