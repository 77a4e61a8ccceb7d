// Package store is what the house remembers, in SQLite or PostgreSQL: one SQL text for both, one
// file per table, hand-written in the subset that they share. Values go in and out; the store
// decides nothing and calls nobody back. Every time is an argument, kept as microseconds of UTC.
//
// The truth of a case:
//
//	fact       one chain per case or register entry; append-only by the database itself
//	case_row   the bookmark of a case: what its facts add up to
//	docket     the cases of a person; at most one open registration case per person and type
//	summons    the cases in which an owner is asked
//	numbering  numbers given out to cases and notifications, each once
//	proof      evidence of people's words, by content
//	striking_row  the bookmark of an officer's proposal to strike an entry
//	kept       consents kept beside their cases, by the statement's request
//
// The register RP DRN, bitemporal: valid from/until, known from/until; an open end is the largest
// bigint. A version changes once, when it stops being known:
//
//	entry      by person; at most one active permanent and one active temporary entry each
//	resident   the same versions by dwelling, written in the same transaction
//	receipt    when GBD FL took a version
//
// What a commit stands on:
//
//	guard      versions of dwellings, persons and cases that must hold still
//	heard      idempotency keys with their outcomes
//	errand     work left to be done; a key is never used twice
//	alarm      moments when the calendar clock must knock
//
// The hall of a service centre:
//
//	ticket     a person's place in a queue, with the operator's workspace
//	scan       what was scanned at a ticket; append-only; scan_body holds the bytes, which may be erased
//	handed     receipts that people were given at a window
//
// Ordinary rows: account, session, code, draft, letter, sms, look, frozen, block, hit, setting,
// mobile, and the lists of organisations: roster, roster_row, roster_word. The table migration records which schema files ran.
//
// Every table has a natural key to distribute by inside each of its unique keys and no foreign
// keys, so that it can be spread over several machines; what is asked for by another key than
// that (a case by its person, an entry by its dwelling) has a table of its own.
//
// Statements are queued and sent together where the next one need not know their answers: on
// PostgreSQL that is a round trip for many; SQLite runs them one by one.
//
// A commit checks and locks guards in the order dwelling, person, case. On PostgreSQL it runs at
// READ COMMITTED: every decision rests on guard versions, chain heads and unique keys, which the
// statements check with the rows locked. Loads run in one snapshot.
package store
