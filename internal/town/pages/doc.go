// Package pages is the toy country as it is seen in a browser: its residents and what each is about to do,
// their phones and keys, their dwellings, the calendar, the faults of the wires, changes in the registers,
// and the certificates of its authority. It is mounted at /town/ in the demo and nowhere else.
//
// The pages know nothing of the service: the state of cases comes through the port [Cases]. They look like
// the portal because they link its style sheet. Everything works without JavaScript; the one script makes
// the copy buttons. Whoever can reach the pages may play anybody: that is what they are for.
package pages
