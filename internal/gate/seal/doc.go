// Package seal judges signatures: may this CMS stand as this person's word on these bytes.
//
// The policy is a list of rules in order; each names what it demands, and the first that is broken is the
// reason of the rejection. It is ours, after the certificate profile of NUC RK, RFC 5280, RFC 5652 and
// RFC 6960:
//
//   - the bytes are the ones our server keeps: detached, or enclosed and equal byte for byte;
//   - exactly one person signed, with algorithms that belong together and a key that is not weak;
//   - the certificate leads to a trusted authority and is valid now;
//   - it is a signing key, not a log-in key and not an information system's; for a log-in both kinds of a
//     person's keys will do;
//   - it names the person asked for; for a legal entity its BIN, and a head or one with the right of signature;
//   - an operator's seal stands under a text with a witness's words, and under no other; his certificate is his
//     own, or the State corporation's for an employee;
//   - OCSP, else the lists, say that it stands. When neither answers, the word is awaited and not yet spoken.
//
// The time of a word is that of a trusted timestamp in the signature, else of one that we asked for, else of
// receipt. A timestamp whose authority is not trusted is not used and spoils nothing.
package seal
