// Package entity asks GBD UL, the state database of legal entities, about one of them by its BIN: names,
// first head, and whether it was liquidated.
//
// The service, the namespace and the elements of the question are those of GbdulInfoByBin_v2. The question is
// signed by the asking system (enveloped XMLDSig) when a key is set. No public sample of the answer exists:
// its elements and codes are ours until a service card is at hand.
package entity
