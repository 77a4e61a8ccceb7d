package work_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/words"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

func officerActor(n int) registration.Actor { return registration.Actor{Officer: person(n)} }

func (h *house) entry(id string) register.Entry {
	h.Helper()
	e, err := h.st.Entry(h.ctx(), id)
	if err != nil {
		h.Fatal(err)
	}
	return e
}

// propose is an officer's proposal to strike an entry.
func propose(entry string, reason striking.Reason, by int) office.Order {
	b := striking.Basis{Reason: reason}
	if b.Kind() == striking.CourtAct {
		b.Court, b.Number, b.Day = "Алмалы ауданының соты", "2-1", civil.MustDate(2026, time.August, 1)
	}
	return office.Order{Act: striking.Propose{Entry: entry, Basis: b, NoteDigest: "n"}, By: officerActor(by)}
}

// TestTwoOfficersStrike: by a court act at once, of false data after the hearing; an owner's officer, the
// proposer himself and a direct act do nothing; the audit agrees.
func TestTwoOfficersStrike(t *testing.T) {
	onBoth(t, func(h *house) {
		flat := home(1, almaty, 6000, 1)
		entry := h.kase(h.to(registration.Done, plea{who: 10, home: flat})).Entry
		h.cal.add(time.Hour)
		for _, act := range []register.Act{register.Annul{}, register.End{Status: register.EndedCourt}} {
			if _, err := h.office.Do(h.ctx(), office.Order{Ref: entry, Act: act, By: officerActor(50)}); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("one officer alone: %v", err)
			}
		}
		if _, err := h.office.Do(h.ctx(), propose(entry, striking.Evicted, 1)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an officer who owns the dwelling: %v", err)
		}
		ref := h.must(propose(entry, striking.Evicted, 50)).Ref
		if _, err := h.office.Do(h.ctx(), propose(entry, striking.Papers, 51)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second proposal: %v", err)
		}
		for by, want := range map[int]fault.Kind{50: fault.Conflict, 1: fault.Forbidden, 10: fault.Forbidden} {
			if _, err := h.office.Do(h.ctx(), office.Order{Ref: ref, Act: striking.Second{}, By: officerActor(by)}); fault.KindOf(err) != want {
				t.Errorf("seconded by %d: %v", by, err)
			}
		}
		h.must(office.Order{Ref: ref, Act: striking.Second{}, By: officerActor(51)})
		if e := h.entry(entry); e.Status != register.EndedCourt || e.Ended != ref {
			t.Errorf("%+v", e)
		}
		h.whole()

		second := h.must(propose(entry, striking.Papers, 51)).Ref // what was false is annulled after its end too
		h.cal.add(24 * time.Hour)
		h.must(office.Order{Ref: second, Act: striking.Say{NoteDigest: "x"}, By: citizenActor(person(10))})
		if _, err := h.office.Do(h.ctx(), office.Order{Ref: second, Act: striking.Second{}, By: officerActor(50)}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("annulled unheard: %v", err)
		}
		h.cal.add(5 * 24 * time.Hour)
		h.must(office.Order{Ref: second, Act: striking.Second{}, By: officerActor(50)})
		if e := h.entry(entry); e.Status != register.Annulled || e.Ended != second || e.Version != 3 {
			t.Errorf("%+v", e)
		}
		h.whole()
	})
}

// TestTwoSecondersAtOnce: one strike, whoever is first.
func TestTwoSecondersAtOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		entry := h.kase(h.to(registration.Done, plea{who: 10, home: home(1, almaty, 6000, 1)})).Entry
		ref := h.must(propose(entry, striking.Evicted, 50)).Ref
		good := 0
		for _, a := range h.together([]office.Order{
			{Ref: ref, Act: striking.Second{}, By: officerActor(51)}, {Ref: ref, Act: striking.Second{}, By: officerActor(52)},
			{Ref: ref, Act: striking.Dissent{NoteDigest: "n"}, By: officerActor(53)}, {Ref: ref, Act: striking.Withdraw{}, By: officerActor(50)},
		}) {
			if a.err == nil {
				good++
			} else if fault.KindOf(a.err) != fault.Conflict {
				t.Error(a.err)
			}
		}
		if good != 1 {
			t.Errorf("%d decisions", good)
		}
		h.whole()
	})
}

// struckOff is an entry that its only owner has ended, and the application that did.
func (h *house) struckOff(who int, flat dwelling.Dwelling) (entry, ref string) {
	h.Helper()
	entry = h.kase(h.to(registration.Done, plea{who: who, home: flat})).Entry
	h.cal.add(time.Hour)
	ref = h.must(h.strike(entry, person(1))).Ref
	h.must(h.owned(ref, flat))
	return entry, ref
}

// TestAnEndIsUndone: by the owner within a day, the entry is what it was; not when she has moved meanwhile,
// and of an undoing and a new registration at once one counts.
func TestAnEndIsUndone(t *testing.T) {
	onBoth(t, func(h *house) {
		flat := home(1, almaty, 6000, 1)
		entry, ref := h.struckOff(10, flat)
		before := h.entry(entry)
		h.must(office.Order{Ref: ref, Act: removal.Undo{}, By: citizenActor(person(1))})
		h.must(h.owned(ref, flat))
		e := h.entry(entry)
		if e.Status != register.Active || !e.Until.Equal(before.Term) || e.Version != 3 || h.removal(ref).State != removal.Restored {
			t.Errorf("%+v", e)
		}
		h.whole()
		h.cal.add(time.Hour) // and it can be ended anew
		second := h.must(h.strike(entry, person(1))).Ref
		h.must(h.owned(second, flat))
		if e := h.entry(entry); e.Status != register.EndedOwner || e.Ended != second {
			t.Errorf("%+v", e)
		}
		h.whole()

		other := home(2, almaty, 6000, 2)
		h.cal.add(time.Hour)
		h.to(registration.Done, plea{who: 10, home: other})
		if _, err := h.office.Do(h.ctx(), office.Order{Ref: second, Act: removal.Undo{}, By: citizenActor(person(1))}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("undone though she has moved: %v", err)
		}
		h.must(office.Order{Ref: second, Act: removal.Object{}, By: citizenActor(person(10))})
		if _, err := h.office.Do(h.ctx(), office.Order{Ref: second, Act: removal.Restore{}, By: officerActor(50)}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("restored though she has moved: %v", err)
		}
		h.whole()

		third, ref := h.struckOff(11, home(3, almaty, 6000, 1))
		h.must(office.Order{Ref: ref, Act: removal.Object{}, By: citizenActor(person(11))})
		h.must(office.Order{Ref: ref, Act: removal.Restore{}, By: officerActor(50)})
		if e := h.entry(third); e.Status != register.Active {
			t.Errorf("%+v", e)
		}
		h.whole()
	})
}

// TestAuditOfProposals: what is changed in a proposal, or in what it made of an entry, is seen.
func TestAuditOfProposals(t *testing.T) {
	onVillages(t, func(v *village) {
		v.cal.add(time.Minute)
		back, ref := v.struckOff(20, home(21, almaty, 6000, 1))
		v.must(office.Order{Ref: ref, Act: removal.Object{}, By: citizenActor(person(20))})
		v.must(office.Order{Ref: ref, Act: removal.Restore{}, By: officerActor(50)})
		entry := v.kase(v.to(registration.Done, plea{who: 21, home: home(22, almaty, 6000, 1)})).Entry
		proposal := v.must(propose(entry, striking.Evicted, 50)).Ref
		v.must(office.Order{Ref: proposal, Act: striking.Second{}, By: officerActor(51)})
		v.whole()
		swap := func(what, change, undo, id string) {
			t.Helper()
			v.sql(change, id)
			rep, err := (&audit.Audit{Books: v.st}).Run(v.ctx())
			if err != nil || len(rep.Differences) == 0 {
				t.Errorf("%s: the audit sees nothing (%v)", what, err)
			}
			v.sql(undo, id)
			v.whole()
		}
		swap("state", `UPDATE striking_row SET state = 'declined' WHERE ref = $1`, `UPDATE striking_row SET state = 'struck' WHERE ref = $1`, proposal)
		swap("number", `UPDATE striking_row SET number = 'x' || number WHERE ref = $1`, `UPDATE striking_row SET number = substr(number, 2) WHERE ref = $1`, proposal)
		swap("who struck it", `UPDATE entry SET ended = 'x' || ended WHERE id = $1 AND version = 2`, `UPDATE entry SET ended = substr(ended, 2) WHERE id = $1 AND version = 2`, entry)
		swap("that it came back", `UPDATE entry SET status = 'ended_by_owner' WHERE id = $1 AND version = 3`, `UPDATE entry SET status = 'active' WHERE id = $1 AND version = 3`, back)
	})
}

// lodged registers somebody at an organisation's dwelling, with its head's consent.
func (h *house) lodged(p plea, head registration.Actor) string {
	h.Helper()
	ref := h.to(registration.Consenting, p)
	paper, err := signing.ForOwner(h.kase(ref), head.For, words.RU, salt)
	if err != nil {
		h.Fatal(err)
	}
	word := proof.Proof{
		Kind: proof.EDS, Standing: proof.Good, Signer: head.Person, BIN: head.For.BIN().Digits(), Digest: paper.Digest, Lang: paper.Lang,
		Rendering: paper.Rendering, At: h.cal.Now(), CMS: fmt.Append(nil, "cms-", words64.Add(1)),
	}
	h.must(office.Order{Ref: ref, Act: registration.Agree{Owner: head.For, Proof: word}, By: head})
	h.must(h.answer(ref, p.home))
	return h.kase(ref).Entry
}

// TestAnOrganisationEndsManyAtOnce: what can be ended is, what cannot is named, and a second call under
// the same key changes nothing.
func TestAnOrganisationEndsManyAtOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		bin, err := iin.ParseBIN("061211600012")
		if err != nil {
			t.Fatal(err)
		}
		org := iin.EntityParty(bin)
		dorm := home(1, almaty, 60000, 1)
		dorm.Owners = []dwelling.Owner{{Party: org, Name: "Жатақхана"}}
		head := registration.Actor{Person: person(40), For: org}
		var ids []string
		for n := range 3 {
			ids = append(ids, h.lodged(plea{who: 10 + n, home: dorm}, head))
		}
		other := h.kase(h.to(registration.Done, plea{who: 20, home: home(2, almaty, 6000, 1)})).Entry
		h.cal.add(time.Hour)
		list := append([]string{"none", other}, ids...)
		got := h.office.EndMany(h.ctx(), list, removal.Left, head, "k1")
		for i, l := range got {
			want := map[bool]fault.Kind{true: ""}[i > 1]
			if i == 0 {
				want = fault.NotFound
			} else if i == 1 {
				want = fault.Forbidden
			}
			if l.Entry != list[i] || fault.KindOf(l.Err) != want {
				t.Errorf("%d: %v, want %q", i, l.Err, want)
			}
		}
		for _, id := range ids {
			if e := h.entry(id); e.Status != register.EndedOrg || e.Version != 2 {
				t.Errorf("%+v", e)
			}
		}
		for i, l := range h.office.EndMany(h.ctx(), ids, removal.Left, head, "k1") {
			if l.Err != nil || h.entry(ids[i]).Version != 2 {
				t.Errorf("a second time: %v", l.Err)
			}
		}
		over, cancel := context.WithCancel(h.ctx())
		cancel()
		if l := h.office.EndMany(over, ids[:1], removal.Left, head, "k2"); !errors.Is(l[0].Err, context.Canceled) {
			t.Errorf("%v", l)
		}
		h.whole()
	})
}
