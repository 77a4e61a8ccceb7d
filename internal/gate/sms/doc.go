// Package sms hands texts to an SMS gateway over HTTP with JSON.
//
// PUT {URL}/messages/{id} gives a text to the gateway under our own id, so that giving it twice is giving
// it once; GET {URL}/messages/{id} asks what became of it. An operator whose gateway speaks otherwise, or
// SMPP, puts an adapter such as Kannel in between.
//
// A text whose answer was lost is [Unknown]: it is asked for by its id and never sent again blindly. Phones
// and texts stand in no error.
package sms

// What is known of a text, as kept in keeping.Text.Status.
const (
	Queued    = "queued"    // the gateway has it
	Sent      = "sent"      // the operator has it
	Delivered = "delivered" // the phone has it
	Failed    = "failed"    // it will not arrive
	Dead      = "dead"      // its time ran out before it was given away
	Unknown   = "unknown"   // given, but the gateway's answer was lost
	Absent    = "absent"    // the gateway never saw this id: it may be given again
)
