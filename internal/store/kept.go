package store

import (
	"encoding/json"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// keep stores or strikes a consent beside its case; an owner's last word counts.
func (x *tx) keep(k writ.Keep) {
	if k.Strike {
		x.later(`DELETE FROM kept WHERE request = $1 AND owner = $2`, k.Request, k.Owner)
		return
	}
	x.later(`INSERT INTO kept (request, owner, body, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (request, owner) DO UPDATE SET body = excluded.body, until = excluded.until`,
		k.Request, k.Owner, k.Body, micros(k.Until))
}

// keptFor queues the reading of the consents kept for a statement's request, in the order of
// their owners.
func (x *tx) keptFor(request string, into *[]consent.Consent) {
	if request == "" {
		return
	}
	laterList(x, into, func(r row) (c consent.Consent, err error) {
		var body string
		if err := r.Scan(&body); err != nil {
			return c, err
		}
		return c, fault.As(fault.Internal, json.Unmarshal([]byte(body), &c), "kept consent cannot be read")
	}, `SELECT body FROM kept WHERE request = $1 ORDER BY owner`, request)
}
