package p12

import (
	"errors"
	"fmt"
)

// The three ways to fail. Errors of this package wrap exactly one of them.
var (
	// ErrPassword says that the MAC does not agree: a wrong password or a
	// damaged file; the two cannot be told apart.
	ErrPassword = errors.New("p12: wrong password or damaged store")
	// ErrMalformed says that the bytes are not a PKCS#12 store or break a limit.
	ErrMalformed = errors.New("p12: malformed store")
	// ErrUnsupported says that the store uses an algorithm or a mode that is
	// not read here.
	ErrUnsupported = errors.New("p12: unsupported store")
)

func malformed(format string, a ...any) error {
	return fmt.Errorf("%w: %s", ErrMalformed, fmt.Sprintf(format, a...))
}

func unsupported(format string, a ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsupported, fmt.Sprintf(format, a...))
}
