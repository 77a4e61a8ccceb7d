// Package fault gives broken things a kind. A lawful "no" is a refusal, never a fault.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind of a fault; one table in the desk turns it into a page and a status.
type Kind string

const (
	NotFound    Kind = "not_found"
	Forbidden   Kind = "forbidden"
	Conflict    Kind = "conflict"    // somebody else was faster, or no row of the life fits
	Invalid     Kind = "invalid"     // what was sent cannot be understood
	Unavailable Kind = "unavailable" // something outside does not answer
	TooMany     Kind = "too_many"    // a rate limit
	Internal    Kind = "internal"    // everything else
)

// Fault is an error with a kind. Text is for engineers and holds no personal data.
type Fault struct {
	Kind Kind
	Text string
	Err  error
	Wait time.Duration // TooMany: when it may be tried again
}

func (f *Fault) Error() string {
	if f.Err == nil {
		return f.Text
	}
	return f.Text + ": " + f.Err.Error()
}

func (f *Fault) Unwrap() error { return f.Err }

// New makes a fault.
func New(k Kind, format string, args ...any) error {
	return &Fault{Kind: k, Text: fmt.Sprintf(format, args...)}
}

// Later makes a fault of kind TooMany that tells how long to wait.
func Later(wait time.Duration, format string, args ...any) error {
	return &Fault{Kind: TooMany, Text: fmt.Sprintf(format, args...), Wait: wait}
}

// WaitOf tells how long a fault asks to wait; zero when it does not say.
func WaitOf(err error) time.Duration {
	var f *Fault
	if errors.As(err, &f) {
		return f.Wait
	}
	return 0
}

// As gives an error a kind.
func As(k Kind, err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &Fault{Kind: k, Text: fmt.Sprintf(format, args...), Err: err}
}

// KindOf tells an error's kind: Internal when it has none, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Is tells whether the error is of the kind.
func Is(err error, k Kind) bool { return KindOf(err) == k }

// Wrap adds context once per function: defer fault.Wrap(&err, "store.Load(%s)", ref).
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, *err)...)
	}
}
