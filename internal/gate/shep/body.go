package shep

import (
	"encoding/xml"
	"fmt"
)

// Marshal gives a service's own XML, the body of a message. It panics when x is of a type that has no XML
// form: a mistake in the gate, whatever the values are.
func Marshal(x any) []byte {
	doc, err := xml.Marshal(x)
	if err != nil {
		panic(err)
	}
	return doc
}

// Unmarshal reads a service's own XML within the limits of [Bound]. An error of Bound is given with the
// register's name before it; XML that does not fit x is the gate's error malformed.
func Unmarshal(doc []byte, x any, register string, malformed error) error {
	if err := Bound(doc); err != nil {
		return fmt.Errorf("%s: %w", register, err)
	}
	if err := xml.Unmarshal(doc, x); err != nil {
		return malformed
	}
	return nil
}
