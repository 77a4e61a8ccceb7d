// Package ncalayer is the town's NCALayer: the program on a person's computer that holds his keys and signs
// what a page asks for, over a web socket. It speaks the modules kz.gov.pki.knca.basics (method sign) and a
// part of kz.gov.pki.knca.commonUtils, in the shapes of the published example (2026) and of recorded
// exchanges. Real NCALayer asks the person to pick a key and type its password; here the resident whose
// browser asks is known, his first fitting key is taken, and his [Mood] says whether he signs or cancels.
package ncalayer
