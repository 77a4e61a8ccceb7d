// Package atlas asks the address register: a search by what somebody typed, and one address by its code.
//
// The register's fields are those of its open data (registration codes, KATO, names in two languages); the
// names of elements in the message and of the service are ours.
package atlas
