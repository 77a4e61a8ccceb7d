// Package notary asks ENIS, the notaries' information system, about a power of attorney by its number.
//
// No public sample of ENIS's messages exists: names of elements, codes of acts and of the service are ours,
// to be filled in from the service card. What the register names that cannot be a person's power for a
// registration (a legal entity as principal, acts of other kinds) is told as a power that does not cover it,
// and never as one that does.
package notary
