// Package person asks GBD FL, the state database of individuals, about one person: identity, documents,
// status, capacity and kinship.
//
// The service is GBDFL_UniversalServiceSync of SHEP. Names of elements and directory values follow published
// samples. Capacity, category of stay, study and relations have no public sample: their elements
// ("capacity", "status", "study", "relations") and codes are ours until a service card is at hand.
package person
