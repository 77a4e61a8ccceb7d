package hall

import "slices"

// Lack is one thing for which documents are not accepted: the closed list of the receipt of refusal
// to accept. Its words and what to do stand in the catalogue under "front.lack.<code>".
type Lack string

const (
	NoIdentity       Lack = "identity"       // no identity document, or another person's
	ExpiredDocument  Lack = "expired"        // its term has passed
	NoOwner          Lack = "owner"          // an owner neither came nor answers online
	NoOwnerDocument  Lack = "owner_document" // an owner came without a document
	NoBirth          Lack = "birth"          // no birth certificate of somebody of 14 or 15
	NoArrivalPaper   Lack = "arrival"        // neither passport nor certificate of return
	NoRepresentation Lack = "representation" // no proof of guardianship or trusteeship
	NoPower          Lack = "power"          // no notarised power of attorney, or it does not hold
	NoPetition       Lack = "petition"       // no application of the administration
	OwnerAttorneyNo  Lack = "owner_attorney" // an attorney came in an owner's place
	OtherBranch      Lack = "branch"         // another branch serves the person
	SelfService      Lack = "online_only"    // the counter does not serve the case on the day
	Unreadable       Lack = "unreadable"     // damaged, corrected or unreadable document
	NoRight          Lack = "owner_right"    // the register does not confirm the owner
	LeftWindow       Lack = "did_not_sign"   // the person did not sign
)

// Lacks is the closed list, in the order of the page.
func Lacks() []Lack {
	return []Lack{NoIdentity, ExpiredDocument, Unreadable, NoBirth, NoArrivalPaper, NoRepresentation, NoPower,
		NoOwner, NoOwnerDocument, OwnerAttorneyNo, NoRight, NoPetition, OtherBranch, SelfService, LeftWindow}
}

// Known says that the code is on the list.
func (l Lack) Known() bool { return slices.Contains(Lacks(), l) }
