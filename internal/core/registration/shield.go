package registration

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// pendingProof finds whose proof is pending under the ID (noParty: the applicant's) and since when.
func (c Case) pendingProof(id string) (owner iin.Party, at time.Time, ok bool) {
	if id == "" {
		return noParty, time.Time{}, false
	}
	if c.SignPending && c.SignedBy == id {
		return noParty, c.SignedAt, true
	}
	for _, k := range c.Consents {
		if k.Pending && k.Proof == id {
			return k.Owner, k.At, true
		}
	}
	return noParty, time.Time{}, false
}

// shielded tells whether no clock may run at the instant, since everybody whose word is missing has
// given it and only the revocation answer is awaited.
func (c Case) shielded(now time.Time) bool {
	end := c.shieldEnd()
	return !end.IsZero() && now.Before(end)
}

// shieldEnd is when the shield of pending proofs falls, zero without one. A proof shields for the
// cap of the consent window: a certificate whose state nobody learns must not hold a case for ever.
func (c Case) shieldEnd() time.Time {
	switch c.State {
	case Signing:
		if c.SignPending {
			return c.SignedAt.Add(shieldFor(c.SignedAt))
		}
	case Consenting:
		return c.consentShield()
	}
	return time.Time{}
}

func (c Case) consentShield() time.Time {
	var end time.Time
	for _, o := range c.Missing() {
		k, ok := c.ConsentOf(o.Party)
		if !ok || !k.Pending || k.Digest != c.Statement.Digest() {
			return time.Time{}
		}
		if e := k.At.Add(shieldFor(k.At)); end.IsZero() || e.Before(end) {
			end = e
		}
	}
	return end
}

func shieldFor(at time.Time) time.Duration {
	p, _ := law.ConsentWindow(civil.DateOf(at))
	return p.Cap
}

// remindersDue is how many reminders to silent owners are due by the instant in this round.
func (c Case) remindersDue(now time.Time) int {
	if c.State != Consenting || c.Deadline.IsZero() || !c.consentShield().IsZero() {
		return c.Reminded
	}
	n := 0
	for _, left := range c.reminders() {
		if !now.Before(c.Deadline.Add(-left)) {
			n++
		}
	}
	return max(n, c.Reminded)
}

// reminders is how long before the deadline silent owners are reminded, the earliest first.
func (c Case) reminders() []time.Duration {
	left, _ := law.ConsentReminders(c.consentPolicy().Window, c.rulesDay(c.Since))
	return left
}

// NextLook is the next instant at which a row of the clock could be due; zero: none.
func (c Case) NextLook() time.Time {
	look := c.Deadline
	if look.IsZero() {
		return look
	}
	if end := c.shieldEnd(); end.After(look) {
		look = end
	}
	if c.State != Consenting || !c.consentShield().IsZero() {
		return look
	}
	if left := c.reminders(); c.Reminded < len(left) {
		if at := c.Deadline.Add(-left[c.Reminded]); at.Before(look) {
			look = at
		}
	}
	return look
}

// deadlineOf is the deadline of the case as it will stand after the fact: a new one where a state
// is entered or a round starts again, else the one before.
func deadlineOf(after, before Case, b FactBody) time.Time {
	at := instant(b.At)
	day := after.rulesDay(at)
	fresh := after.State != before.State
	switch after.State {
	case Draft, Ineligible:
		if fresh {
			return at.Add(span(law.DraftKeep, day))
		}
	case Checking, Recording:
		if fresh {
			return at.Add(span(law.SilenceWait, day))
		}
	case Signing:
		if fresh {
			return at.Add(span(law.SignWindow, day))
		}
	case Consenting:
		if fresh || b.Verb == VExtend {
			return later(after.consentPolicy().Deadline(after.Since, after.Extended), before.keptDeadline(fresh))
		}
	case Reviewing:
		if fresh || b.Verb == VTick {
			by, _ := law.ReviewBy(at)
			return by
		}
	default:
		return time.Time{}
	}
	if b.Heard.struck() {
		return later(before.Deadline, instant(b.Heard.Proved.Resume))
	}
	return before.Deadline
}

// keptDeadline is the deadline that an extension must not shorten.
func (c Case) keptDeadline(fresh bool) time.Time {
	if fresh {
		return time.Time{}
	}
	return c.Deadline
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func span(rule func(civil.Date) (time.Duration, law.Finding), day civil.Date) time.Duration {
	d, _ := rule(day)
	return d
}
