package ca

import (
	"time"

	"tirkeu/eds/cert"
)

// Lists are good for as long as those of NUC RK's test stand.
const listTerm = 180 * 24 * time.Hour

const numbersADay = 100_000 // a day's base list, and after it the day's delta lists

// List makes the base list of the calendar day, with all that was taken back before it, or the delta list of
// this instant, with what was taken back since.
func (c *CA) List(f Family, delta bool) ([]byte, error) {
	issuing, err := c.issuing(f)
	if err != nil {
		return nil, err
	}
	now := c.set.Now().UTC()
	day := now.Truncate(24 * time.Hour)
	base := day.Unix() / (24 * 60 * 60) * numbersADay
	t := cert.CRLTemplate{Number: base, ThisUpdate: day, NextUpdate: day.Add(listTerm), Entries: c.index.revoked(f, time.Time{}, day)}
	if delta {
		t.Entries = c.index.revoked(f, day, now.Add(time.Second))
		t.Number, t.Base, t.ThisUpdate = base+1+int64(len(t.Entries)), &base, now
	}
	return cert.IssueCRL(t, issuing.Cert, issuing.Signer)
}
