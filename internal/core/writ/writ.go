// Package writ is what one act writes down: facts, rows, register changes, errands and consumed
// codes, with the versions that must not have moved. The store commits a writ in one transaction
// or reports that something moved; nothing here does anything by itself.
package writ

import (
	"time"

	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
)

// Fact is one thing that happened to a case. Facts are append-only and chained per case:
// Digest = SHA-256(Prev ‖ bytes of Text as stored).
type Fact struct {
	Case   string
	Seq    int    // from 1
	Text   string // canonical JSON of the fact as written; see registration.FactBody
	Prev   string // digest of the fact before, "" for the first
	Digest string
	At     time.Time
}

// Guard is something that must hold still between load and commit.
type Guard struct {
	Kind    string // "dwelling", "person", "case"; taken in this order
	Key     string // RKA digits, IIN digits, case ref
	Version int64  // as loaded; 0 for never seen
	Bump    bool   // moved by this writ
}

// Errand is work to be done after the commit, at least once.
type Errand struct {
	Key  string // unique: the same key is never stored twice
	Kind string // "ask-registers", "tell", "sms", "recheck-proof", "gbdfl", …
	Case string
	Body string    // JSON
	Due  time.Time // not before, machine clock
}

// Row is the bookmark of a case: what facts add up to.
type Row struct {
	Ref, Number     string
	Kind            string // "registration", "removal" or "complaint"
	State           string
	Person          string // IIN digits of the person to be registered
	Filer           string // IIN digits of who filed it
	RKA             string // digits, "" while not resolved
	Type            string
	Request         string
	Owners          []string  // party texts ("iin:…", "bin:…") of present owners, for "requests to me"
	Deadline        time.Time // next moment the clock must look; zero: none
	Facts           int
	Head            string // digest of the last fact
	Body            string // canonical JSON of the whole case
	Opened, Updated time.Time
	Mark            Mark // of a registration, for counting
}

// Mark is what statistics count an application by. It is written with the row, and not read with it.
type Mark struct {
	Region  string // two digits of KATO; "" while not known
	Channel string
	Branch  string // of a service centre; "" for other channels
	Purpose string
	Months  int // 0: permanent
}

// CodeUse consumes a one-time code inside the transaction of the act it proves.
type CodeUse struct{ ID string }

// Alarm is a moment when the clock must knock at a door again.
type Alarm struct {
	Key  string // unique, e.g. case ref or entry id + purpose
	Kind string // "case", "entry", "remind"
	Ref  string
	At   time.Time // calendar clock
}

// Writ is everything one act changes.
type Writ struct {
	Key     string // idempotency key of the request, "" for none; a repeated key returns the first outcome
	Actor   string // party text or "clock", "registers"
	Guards  []Guard
	Facts   []Fact
	Rows    []Row
	Entries []register.Change
	Proofs  []proof.Proof
	Codes   []CodeUse
	Errands []Errand
	Done    []string // keys of errands finished by this writ, in the same transaction
	Alarms  []Alarm
	Quiet   []string // keys of alarms taken down
	Kept    []Keep
	Notes   []Note
	Outcome string // what a repeated idempotency key is answered with: the case ref
}

// Keep stores or strikes a consent beside its case: lapsed cases give consents back by request id.
type Keep struct {
	Request, Owner string // owner: party text
	Strike         bool
	Body           string // JSON of consent.Consent
	Until          time.Time
}

// Note lays a free text beside a fact of the same writ, which holds the digest only (see
// keeping.Note), so that the text can be erased.
type Note struct {
	Case, Digest, Salt string
	Author             string // IIN digits
	Shown              bool   // not for staff alone
	Text               string
	At                 time.Time
}

// Receipt is what a commit answers: the outcome, and whether it was an earlier commit's.
type Receipt struct {
	Outcome  string
	Replayed bool
}

// Bumped is a guard among those that were loaded, to be moved by this writ. One that was not loaded is
// taken as never seen: the commit fails if it exists.
func Bumped(loaded []Guard, kind, key string) Guard {
	g := Guard{Kind: kind, Key: key, Bump: true}
	for _, l := range loaded {
		if l.Kind == kind && l.Key == key {
			g.Version = l.Version
		}
	}
	return g
}
