// Package keeping holds the ordinary rows of the house: accounts, sessions, one-time codes,
// drafts and letters. They are no facts: they may be changed and thrown away.
package keeping

import (
	"time"

	"tirkeu/internal/core/iin"
)

// Account is made by the first log-in. Its key is the person.
type Account struct {
	Person  iin.IIN
	Name    string // full name as GBD FL told at the first log-in, for greeting
	Lang    string // kk, ru, en
	Lifts   bool   // SMS about own cases switched off (legally needed ones still go)
	Created time.Time
}

// Session is a log-in. ID is never stored, only its SHA-256.
type Session struct {
	Hash   string // hex SHA-256 of the cookie's value
	Person iin.IIN
	BIN    string    // logged in with a legal entity's certificate
	Role   string    // "citizen", "officer", "operator", …
	By     string    // "eds" or "code"
	Token  string    // CSRF synchronizer token
	Made   time.Time // machine clock, as all below
	Seen   time.Time
	Ends   time.Time // absolute end
}

// CodePurpose says what a one-time code opens.
type CodePurpose string

const (
	ForLogIn CodePurpose = "login"
	ForSign  CodePurpose = "sign"
)

// Code is one one-time SMS code: bound to purpose, digest and person, stored hashed.
type Code struct {
	ID      string
	Person  iin.IIN
	Purpose CodePurpose
	Digest  string // D of the statement; "" for log-in
	Case    string
	Salt    string
	Hash    string    // hex SHA-256(salt ‖ code)
	Phone   string    // salted hash of the phone
	Tries   int       // wrong tries so far
	Made    time.Time // calendar clock, as Ends and Used
	Ends    time.Time
	Used    time.Time // zero: not yet
}

// Draft is a form that has not been filed. Form is the page's own JSON.
type Draft struct {
	Ref     string
	Person  iin.IIN
	Request string // the statement's request id, minted with the draft
	Number  string
	Form    string
	Step    string // page to come back to
	Made    time.Time
	Saved   time.Time
	Until   time.Time
	Version int64
}

// Letter is one notice in a person's account.
type Letter struct {
	ID     string // key of the errand that brought it: the same letter is never stored twice
	Person iin.IIN
	Party  string // party text; a legal entity has letters of its own
	Case   string
	Kind   string // notice kind; words key "notice.<kind>"
	Vars   string // JSON of the notice's variables
	At     time.Time
	Read   time.Time
	SMS    string // "", "sent", "delivered", "failed", "unknown", "off"
	Joint  string // what it has in common with letters that one SMS may speak for; "": nothing
	Voice  string // ID of the letter whose SMS speaks for this one too; "": none yet
}

// Text is one SMS on its way. ID makes sending idempotent at the gateway.
type Text struct {
	ID     string
	Phone  string // only while it is needed
	Body   string
	Dies   time.Time // not sent after; zero: no limit
	Status string    // "queued", "sent", "delivered", "failed", "unknown", "dead"
	Tried  time.Time
}

// Look is one look at personal data.
type Look struct {
	Person  iin.IIN // whose data
	By      string  // party text or role of who looked
	What    string  // "case", "residents", "search", …
	Purpose string
	Case    string
	At      time.Time
}

// Receipt says that GBD FL took a version of a register entry.
type Receipt struct {
	Entry   string
	Version int
	Person  iin.IIN
	At      time.Time // calendar clock
}

// MobilePurpose is what a signature by eGov Mobile is for.
type MobilePurpose string

const (
	MobileLogIn MobilePurpose = "login"
	MobileSign  MobilePurpose = "sign"
	MobileAgree MobilePurpose = "agree"

	MobileInvite  MobilePurpose = "invite"  // an owner's consent given beforehand
	MobileStrike  MobilePurpose = "strike"  // an owner asks to strike somebody off
	MobileConfirm MobilePurpose = "confirm" // another owner's yes to that
	MobileList    MobilePurpose = "list"    // an organisation's list: Case is its ref
)

// Mobile is one signature asked of the eGov Mobile app: shown as a QR code or a link, fetched
// once, answered once, short-lived.
type Mobile struct {
	ID        string // in the QR code
	Token     string // bearer of the second step; the app learns it from the first
	Purpose   MobilePurpose
	Person    iin.IIN // who must sign; zero for log-in
	Party     string  // owner for whom he signs, party text; "" for the applicant
	BIN       string
	Case      string // ref; of what the signature itself opens, once it is signed
	Act       string // the rest of what the signature does, as JSON; "" when the case says it all
	Digest    string
	Lang      string
	Rendering []byte
	Visitor   string // hash of the browser that asked, which alone may go on
	State     string // "waiting", "fetched", "signed"
	Signer    iin.IIN
	SignerBIN string
	Seal      string    // digest of the signature that was taken
	Made      time.Time // machine clock, as Ends
	Ends      time.Time
}
