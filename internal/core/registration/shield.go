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

// deadlineOf is the deadline of the case as it will stand after the fact: a new one, with the finding
// of the rule that sets it, where a state is entered or a round starts again; else the one before.
func deadlineOf(after, before Case, b FactBody) (time.Time, law.Finding) {
	at := civil.Stamped(b.At)
	day := after.rulesDay(at)
	fresh := after.State != before.State
	switch {
	case after.State.Final():
		return time.Time{}, law.Finding{}
	case b.Heard.struck() && !after.State.InReview(): // his clock stood still; officers' clocks and a hearing do not
		return later(before.Deadline, civil.Stamped(b.Heard.Proved.Resume)), law.Finding{}
	case after.State == Consenting && (fresh || b.Verb == VExtend):
		policy, f := law.ConsentWindow(after.rulesDay(after.Since))
		return later(policy.Deadline(after.Since, after.Extended), before.keptDeadline(fresh)), f
	case after.State == Held && fresh:
		return law.RenewAt(after.Hold, day)
	case after.State == Hearing && fresh:
		return law.HearingBy(at)
	case after.State.InReview() && (fresh || b.Verb == VTick):
		return law.ReviewBy(at)
	case !fresh:
		return before.Deadline, law.Finding{}
	}
	wait, f := waits[after.State](day)
	return at.Add(wait), f
}

// waits are the rules for the states that simply wait.
var waits = map[State]func(civil.Date) (time.Duration, law.Finding){
	Draft: law.DraftKeep, Ineligible: law.DraftKeep, Checking: law.SilenceWait, Recording: law.SilenceWait, Signing: law.SignWindow,
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
