// Package title asks GBD RN, the state database of real-estate rights, which dwelling an owner has and who
// owns it with him.
//
// A dwelling is only ever asked for together with an owner (service page: "IIN of the owner and the area, or
// IIN of the owner and the RKA"), so that nobody learns here who owns what. An answer that there is no such
// dwelling never says which half was wrong.
//
// No public sample of GBD RN's messages exists: names of elements and of the service are ours, to be filled
// in from the Smart Bridge service card.
package title
