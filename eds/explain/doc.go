// Package explain says in words, and in a form for machines, why a Kazakh electronic signature is or is not good, and
// what the files around it are: certificates, revocation lists, OCSP answers, timestamps and key stores.
//
// It judges with the other packages of eds and adds no cryptography. Every point is one [Check] with a [Mark] and the
// reason for it; a [Report] gathers them and can be written as plain text or encoded as JSON. What was not asked is
// said to be not known, and the verdict does not rest on it. What was asked and could not be settled is not good
// enough: only Good is good.
//
// Containers are taken liberally (DER, BER, PEM with any label, base64 with line breaks, byte order marks, UTF-16
// text); what is in them is judged strictly. Input is expected to be bounded by the caller (see MaxInput), and the
// parsers below have limits of their own.
//
// The package fetches nothing: a question to an OCSP responder goes through a function of the caller.
//
// Reports name people and their numbers as the certificates do. They are for the owner of the file.
package explain
