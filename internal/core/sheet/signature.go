package sheet

import (
	"encoding/asn1"
	"math/big"
)

type pair struct{ R, S *big.Int }

// plain turns a DER signature into r‖s, 32 bytes each.
func plain(sig []byte) ([]byte, error) {
	var p pair
	if _, err := asn1.Unmarshal(sig, &p); err != nil {
		return nil, err
	}
	out := make([]byte, 64)
	p.R.FillBytes(out[:32])
	p.S.FillBytes(out[32:])
	return out, nil
}

// der turns r‖s back.
func der(sig []byte) []byte {
	out, err := asn1.Marshal(pair{new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])})
	if err != nil {
		return nil // two non-negative numbers can always be written
	}
	return out
}
