package gost_test

import (
	"fmt"

	"tirkeu/eds/gost"
)

// Example signs and verifies as a Kazakh GOST-512 certificate's key does.
func Example() {
	key, err := gost.GenerateKey(gost.Curve512A(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	h := gost.NewStreebog512()
	h.Write([]byte("Келісемін"))
	digest := h.Sum(nil)

	signature, err := key.Sign(nil, digest)
	if err != nil {
		fmt.Println(err)
		return
	}
	public, err := gost.ParsePublicKey(gost.Curve512A(), key.Public().Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(signature), public.Verify(digest, signature))
	signature[0] ^= 1
	fmt.Println(public.Verify(digest, signature))
	// Output:
	// 128 true
	// false
}

func ExampleNewStreebog256() {
	h := gost.NewStreebog256()
	h.Write([]byte("012345678901234567890123456789012345678901234567890123456789012"))
	fmt.Printf("%x\n", h.Sum(nil))
	// Output: 9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500
}
