// Package registration is the life of an application to be registered at a place of residence,
// as a table (house rules: no row, no act), and the pure decision over one act.
package registration

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// State of a case, in the order states first arise.
type State string

const (
	Draft      State = "draft"
	Checking   State = "checking"
	Ineligible State = "ineligible"
	Signing    State = "signing"
	Consenting State = "consenting"
	Held       State = "held" // everything is said; the entry waits for the last day of the term that runs
	Recording  State = "recording"
	Reviewing  State = "reviewing"
	Hearing    State = "hearing"   // an officer means to refuse: the applicant may speak first
	Seconding  State = "seconding" // an officer means to let an obstacle pass: another one looks
	Done       State = "done"
	Unagreed   State = "unagreed"
	Lapsed     State = "lapsed"
	Withdrawn  State = "withdrawn"
	Refused    State = "refused"
)

// Role that somebody holds in one case. Decided in one place: RoleOf.
type Role string

const (
	Applicant Role = "applicant"
	Owner     Role = "owner"
	Registers Role = "registers"
	Clock     Role = "clock"
	Officer   Role = "officer"
	Stranger  Role = "stranger" // opens nothing
)

// Actor is who is at the door.
type Actor = writ.Actor

// Owned is one owner of the dwelling as this case knows him; Ordinal 1… is all the applicant sees.
type Owned struct {
	dwelling.Owner
	Ordinal int
}

// Answered is an owner's refusal, kept for the people who must be told.
type Answered struct {
	Owner   iin.Party
	At      time.Time
	Unknown bool   // "I do not know this person"
	By      string // "session" or "code"
}

// Case is what the facts of one application add up to.
type Case struct {
	Ref, Number string
	State       State
	Facts       int
	Head        string
	Opened      time.Time
	Changed     time.Time
	Since       time.Time        // when State was entered
	Filer       iin.IIN          // who applies; equals Person unless a representative does
	Person      iin.IIN          // who is to be registered
	Who         applicant.Person // as GBD FL last told; zero before the first answer
	FilerWho    applicant.Person
	Category    applicant.Category
	Claim       dwelling.Claim
	Typed       string // the address as the applicant chose or typed it: all that he may be shown
	Self        bool   // the applicant says that he owns the dwelling
	Statement   consent.Statement
	Place       address.Address // full address; owners and, once Done, the person may see it
	Dwelling    dwelling.Dwelling
	Owners      []Owned
	Question    int // number of the present question to the registers; never repeats
	Asked       time.Time
	Signed      string // digest that the applicant signed; "" before
	SignedAt    time.Time
	SignedBy    string // proof ID
	SignedLang  string
	SignPending bool              // the applicant's proof awaits its revocation answer
	Consents    []consent.Consent // live ones
	No          []Answered
	Deadline    time.Time // calendar instant when the clock's row is due; zero: none
	Extended    int
	Trace       law.Trace         `json:"-"` // of the last assessment; the facts keep it, the row does not
	Grounds     []refusal.Refusal // why Ineligible, Refused or in review
	Came        State             // Reviewing: where it came from
	Why         string            // Reviewing: "silence", "changed", "appeal"
	Note        string            // digest of an officer's free text, which lies beside the fact
	Taken       iin.IIN           // officer who took it
	Entry       string            // register entry made
	Judged      civil.Date        // the day whose rules the last assessment used
	Exempt      bool              // the person is exempt from the capital's norm, as last worked out
	Cleared     []string          // what two officers looked at and let pass: see Clearable
	Intent      Intent            `json:",omitzero"` // what an officer means to refuse on
	Proposal    Proposal          `json:",omitzero"` // what an officer means to let pass
	Warned      []string          // norms that only warn, from the last assessment
	Reminded    int               // reminders sent to silent owners in this round
	Escalated   int               // times that the officer's term ran out
	Copied      string            // ref of the lapsed case this one asks again for
	Intake      *Intake           `json:",omitempty"` // nil: from the portal
	Taker       iin.IIN           `json:",omitzero"`  // operator who took it in
	Power       *applicant.Power  `json:",omitempty"` // as the notary register last told
	Bound       civil.Date        `json:",omitzero"`  // last day of the document that bounds the term
	Reason      string            `json:",omitempty"` // reason code of a term that is bound, "" for none
	Hold        civil.Date        `json:",omitzero"`  // day on which the entry is to be made; zero: as soon as everything is said
}

// Resident is one person with an active entry at the dwelling.
type Resident struct {
	Person iin.IIN
	Types  []consent.Type
	Exempt bool // family of an owner: fits whatever the capital's norm, yet is counted for those who come later (rules §4.2)
}

// Fresh are new identities minted by the office, so that Decide stays pure.
type Fresh struct{ Ref, Number, Request, Entry, EntryNumber string }

// Situation is the case plus what must hold still while an act is decided.
type Situation struct {
	Case      Case
	Guards    []writ.Guard
	Rivals    []string          // refs of the person's other open cases of the same type
	Entries   []register.Entry  // the person's active entries
	Heads     map[string]string // digests of the last facts of those that came back, by ID
	Residents []Resident        // of the dwelling, when it is known
	Kept      []consent.Consent // consents kept for the statement's request (invitation, lapsed case)
	Frozen    bool              // an owner allows no requests for this dwelling
	Blocked   bool              // an owner blocked this applicant
	Pressed   int               // requests by this applicant to these owners in the policy's period
	Fresh     Fresh
}

// Need says what to load: an existing case by Ref, or for a new one the person and type. What is
// known of a new one's dwelling and owner is named too, so that the owner's wishes and the
// requests that he already had can be seen before anything is filed.
type Need struct {
	Ref     string
	Person  iin.IIN
	Filer   iin.IIN // zero: the person
	Type    consent.Type
	Request string
	Owner   iin.Party   // of a new case's claim
	RKA     address.RKA // of a new case's claim; zero when the flat is not known
	Since   time.Time   // Pressed counts requests made at or after this instant; zero: all
}
