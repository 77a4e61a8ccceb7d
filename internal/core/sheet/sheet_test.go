package sheet

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
)

func key(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func claim() Claim {
	return Claim{V: 1, Number: "2611-0001-0002", Type: "temporary", From: civil.MustDate(2026, time.November, 22),
		Last: civil.MustDate(2027, time.May, 22), Issued: civil.MustDate(2026, time.November, 22), Salt: "abc", Digest: Bind("abc", "x", "y")}
}

func TestCode(t *testing.T) {
	k := key(t)
	a, err := Seal(k, claim())
	if err != nil {
		t.Fatal(err)
	}
	if b, err := Seal(k, claim()); err != nil || a != b {
		t.Errorf("the same claim gave another code, %v", err)
	}
	got, err := Open(&k.PublicKey, a)
	if err != nil || cmp.Diff(claim(), got) != "" {
		t.Errorf("opened %+v, %v", got, err)
	}
	if _, err := Open(&key(t).PublicKey, a); !errors.Is(err, ErrSignature) {
		t.Errorf("another key: %v", err)
	}
	swapped := a[:10] + "A" + a[11:]
	if a[10] == 'A' {
		swapped = a[:10] + "B" + a[11:]
	}
	if _, err := Open(&k.PublicKey, swapped); !errors.Is(err, ErrSignature) {
		t.Errorf("changed payload: %v", err)
	}
	for _, bad := range []string{"", ".", "a.b", strings.Repeat("a", maxCode+1) + ".b", a + "A"} {
		if _, err := Open(&k.PublicKey, bad); err == nil {
			t.Errorf("opened %.20q", bad)
		}
	}
}

func TestBindNeedsItsSalt(t *testing.T) {
	if Bind("a", "x", "y") == Bind("b", "x", "y") || Bind("a", "x", "y") == Bind("a", "xy", "") {
		t.Error("different things have one digest")
	}
}

func FuzzOpen(f *testing.F) {
	k := key(f)
	good, err := Seal(k, claim())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("e30.")
	f.Fuzz(func(t *testing.T, code string) {
		if c, err := Open(&k.PublicKey, code); err == nil && c.Number == "" {
			t.Error("a code without a number")
		}
	})
}
