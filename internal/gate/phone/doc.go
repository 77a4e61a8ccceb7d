// Package phone asks BMG, the mobile citizens database, for the mobile number that belongs to a person.
//
// No public sample of BMG's messages exists: names of elements and of the service are ours, to be filled in
// from the Smart Bridge service card. The phone stands in no error.
package phone
