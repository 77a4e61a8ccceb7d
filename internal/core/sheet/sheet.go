// Package sheet holds what the service issues on paper: the rows of a document, and the short
// code that lets anybody check it without asking us.
package sheet

import "time"

// Line is one row: its label in both languages, and the value.
type Line struct {
	KK, RU string
	Value  []string // lines of the value; Kazakh first where it differs
}

// Sheet is one document to be issued, in Kazakh and Russian.
type Sheet struct {
	Title  [2]string // Kazakh, Russian
	Head   [2]string // who issues
	Lines  []Line
	Notes  []string
	Number string
	Link   string   // that the QR code holds; "" for none
	QRText []string // beside the code
	Made   time.Time
}

// Kind of an issued document.
type Kind string

const (
	Notification Kind = "notification" // of registration: the result of the service
	Certificate  Kind = "certificate"  // address certificate
	Refusal      Kind = "refusal"      // motivated refusal

	Acceptance    Kind = "acceptance"    // receipt that an application was taken at a counter
	NonAcceptance Kind = "nonacceptance" // receipt that documents were not accepted there
)
