// Package trust asks the certification authority what stands now: OCSP answers, revocation lists and
// timestamps, over HTTP. Addresses come from settings and never from a certificate, so that nobody makes the
// house call where he likes. Answers are bounded, verified before they are believed, and kept for as long as
// they are fresh by the calendar.
package trust
