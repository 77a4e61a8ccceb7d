package gost_test

import (
	"bytes"
	"encoding/hex"
	"hash"
	"math/rand/v2"
	"strings"
	"testing"

	"tirkeu/eds/gost"
)

// streebogM2 is the second message of RFC 6986, section 10.2: words of the Tale
// of Igor's Campaign in the Windows-1251 encoding.
const streebogM2 = "d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb"

func TestHashVectors(t *testing.T) {
	m1 := "012345678901234567890123456789012345678901234567890123456789012"
	m2 := string(mustHex(t, streebogM2))
	for _, c := range []struct {
		name string
		new  func() hash.Hash
		msg  string
		want string
	}{
		{"RFC 6986 10.1.1", gost.NewStreebog512, m1, "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"},
		{"RFC 6986 10.1.2", gost.NewStreebog256, m1, "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"},
		{"RFC 6986 10.2.1", gost.NewStreebog512, m2, "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28"},
		{"RFC 6986 10.2.2", gost.NewStreebog256, m2, "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"},
		{"Streebog-512 of nothing", gost.NewStreebog512, "", "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a"},
		{"Streebog-256 of nothing", gost.NewStreebog256, "", "3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb"},
		{"RFC 5831 7.3.1", gost.New34311, "This is message, length=32 bytes", "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"},
		{"RFC 5831 7.3.2", gost.New34311, "Suppose the original message has length = 50 bytes", "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208"},
		{"34.311 of nothing", gost.New34311, "", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"},
		{"34.311 abc", gost.New34311, "abc", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"},
		{"34.311 message digest", gost.New34311, "message digest", "ad4434ecb18f2c99b60cbe59ec3d2469582b65273f48de72db2fde16a4889a4d"},
		{"CryptoPro of nothing", gost.New34311CryptoPro, "", "981e5f3ca30c841487830f84fb433e13ac1101569b9c13584ac483234cd656c0"},
		{"CryptoPro abc", gost.New34311CryptoPro, "abc", "b285056dbf18d7392d7677369524dd14747459ed8143997e163b2986f92fd42c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := c.new()
			h.Write([]byte(c.msg))
			if got := hex.EncodeToString(h.Sum(nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if h.Size() != len(c.want)/2 {
				t.Errorf("Size is %d", h.Size())
			}
		})
	}
}

// TestHashPieces feeds messages of every length around the block borders in
// pieces, with Sum in between, and expects the digest of the whole.
func TestHashPieces(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	msg := []byte(strings.Repeat("Көктем келді. ", 20))
	for name, newHash := range hashes {
		for n := 0; n <= 3*64+1; n++ {
			whole := newHash()
			whole.Write(msg[:n])
			pieces := newHash()
			pieces.Write([]byte("something else"))
			pieces.Reset()
			for rest := msg[:n]; len(rest) > 0; {
				k := min(len(rest), 1+rnd.IntN(70))
				pieces.Write(rest[:k])
				pieces.Sum(nil)
				rest = rest[k:]
			}
			prefix := []byte("prefix")
			got := pieces.Sum(prefix)
			if !bytes.Equal(got, whole.Sum(prefix)) || !bytes.HasPrefix(got, prefix) {
				t.Fatalf("%s: length %d: pieces give another digest", name, n)
			}
		}
	}
}

var hashes = map[string]func() hash.Hash{
	"Streebog512": gost.NewStreebog512,
	"Streebog256": gost.NewStreebog256,
	"34311":       gost.New34311,
	"CryptoPro":   gost.New34311CryptoPro,
}

func BenchmarkHash(b *testing.B) {
	for name, newHash := range hashes {
		b.Run(name, func(b *testing.B) {
			msg := make([]byte, 8192)
			h := newHash()
			b.SetBytes(int64(len(msg)))
			b.ReportAllocs()
			for b.Loop() {
				h.Write(msg)
			}
		})
	}
}

func mustHex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
