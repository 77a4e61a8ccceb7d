package p12

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"testing"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Vectors that the PKCS#12 test suites of several libraries share: password
// "smeg" and "queeg", SHA-1.
func TestDerivationVectors(t *testing.T) {
	for _, c := range []struct {
		password   string
		salt       string
		id         byte
		iterations int
		want       string
	}{
		{"smeg", "0A58CF64530D823F", forCipher, 1, "8AAAE6297B6CB04642AB5B077851284EB7128F1A2A7FBCA3"},
		{"smeg", "0A58CF64530D823F", forIV, 1, "79993DFE048D3B76"},
		{"smeg", "642B99AB44FB4B1F", forCipher, 1, "F3A95FEC48D7711E985CFE67908C5AB79FA3D7C5CAA5D966"},
		{"smeg", "3D83C0E4546AC140", forMAC, 1, "8D967D88F6CAA9D714800AB3D48051D63F73A312"},
		{"queeg", "05DEC959ACFF72F7", forCipher, 1000, "ED2034E36328830FF09DF1E1A07DD357185DAC0D4F9EB3D4"},
		{"queeg", "05DEC959ACFF72F7", forIV, 1000, "11DEDAD7758D4860"},
		{"queeg", "263216FCC2FAB31C", forMAC, 1000, "5EC4C7A80DF652294C3925B6489A7AB857C83476"},
	} {
		d := derivation{sha1.New, bmpPassword(c.password), unhex(t, c.salt), c.iterations}
		want := unhex(t, c.want)
		if got := d.key(c.id, len(want)); !bytes.Equal(got, want) {
			t.Errorf("%s id %d: %X, want %s", c.password, c.id, got, c.want)
		}
	}
}

// RFC 2268 §5.
func TestRC2Vectors(t *testing.T) {
	for _, c := range []struct {
		key           string
		bits          int
		plain, cipher string
	}{
		{"0000000000000000", 63, "0000000000000000", "ebb773f993278eff"},
		{"ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"},
		{"3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"},
		{"88", 64, "0000000000000000", "61a8a244adacccf0"},
		{"88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"},
		{"88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"},
		{"88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"},
		{"88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", 129, "0000000000000000", "5b78d3a43dfff1f1"},
	} {
		block := newRC2Effective(unhex(t, c.key), c.bits)
		got := make([]byte, 8)
		block.Encrypt(got, unhex(t, c.plain))
		if hex.EncodeToString(got) != c.cipher {
			t.Errorf("key %s: %x, want %s", c.key, got, c.cipher)
		}
		block.Decrypt(got, got)
		if hex.EncodeToString(got) != c.plain {
			t.Errorf("key %s: decrypts to %x, want %s", c.key, got, c.plain)
		}
	}
}
