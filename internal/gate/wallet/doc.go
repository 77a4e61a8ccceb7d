// Package wallet asks the service of digital documents which document a person shows: he reads out a one-time
// code from his phone, and whoever serves him opens the document with it.
//
// A code is [Digits] digits, lives [Life] and opens one document once; both numbers are the service's. How
// often a code may be tried belongs to whoever asks. No public sample of the service's messages exists: names
// of elements and of the service are ours, to be filled in from the service card. The code stands in no error.
package wallet
