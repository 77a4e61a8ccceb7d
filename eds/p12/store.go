package p12

import (
	"errors"
	"fmt"

	"tirkeu/eds/cert"
)

// Entry is a private key with the certificate for it.
type Entry struct {
	Signer       cert.Signer
	Certificate  *cert.Certificate // nil when the store has none for this key
	FriendlyName string            // as NUC RK writes it: the key identifier in hex
	LocalKeyID   []byte
}

// Store is an opened key store.
type Store struct {
	Entries []Entry
	// Certificates are the certificates that belong to no key of the store,
	// for example those of the issuing authority, in the order of the file.
	Certificates []*cert.Certificate
}

// Entry gives the only key of the store that has a certificate. NUC RK puts
// one key in a file. Any other number is an [ErrUnsupported].
func (s *Store) Entry() (Entry, error) {
	var found []Entry
	for _, e := range s.Entries {
		if e.Certificate != nil {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		return Entry{}, unsupported("%d keys with a certificate, one expected", len(found))
	}
	return found[0], nil
}

// store joins keys and certificates.
func (r *reader) store() (*Store, error) {
	if len(r.keys)+len(r.certs) == 0 {
		return nil, malformed("neither a key nor a certificate inside")
	}
	s := new(Store)
	used := make([]bool, len(r.certs))
	for _, k := range r.keys {
		e := Entry{Signer: k.signer, FriendlyName: k.friendly, LocalKeyID: k.localKeyID}
		for i, c := range r.certs {
			if used[i] || e.Certificate != nil || !k.matches(c) {
				continue
			}
			used[i] = true
			e.take(c)
		}
		s.Entries = append(s.Entries, e)
	}
	for i, c := range r.certs {
		if !used[i] {
			s.Certificates = append(s.Certificates, c.certificate)
		}
	}
	return s, nil
}

// take gives the entry its certificate, and names it where the key has none.
func (e *Entry) take(c certBag) {
	e.Certificate = c.certificate
	if e.FriendlyName == "" {
		e.FriendlyName = c.friendly
	}
	if len(e.LocalKeyID) == 0 {
		e.LocalKeyID = c.localKeyID
	}
}

// asOurs turns an error of package cert into one of the three of this package,
// and keeps it inside.
func asOurs(err error) error {
	if errors.Is(err, cert.ErrUnknownAlgorithm) {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}
