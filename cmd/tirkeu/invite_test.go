package main

import (
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// invites stops the journey at an invitation that was not signed, and gives it as the books hold it.
func (w *world) invites(owner, home, person string, months int) (keeping.Invitation, *walker.Page) {
	w.Helper()
	request, p, err := w.who(owner).Invite(people.RKA(home).Digits(), w.iin(person), months)
	request = w.filed(request, p, err)
	list := must[[]keeping.Invitation](w)(w.store.InvitationsOf(w.ctx, must[iin.IIN](w)(iin.Parse(w.iin(person)))))
	for _, i := range list {
		if i.Request == request {
			return i, p
		}
	}
	w.Fatalf("invitation %s is not kept: %v", request, list)
	return keeping.Invitation{}, nil
}

// TestSoleOwnerInvites: a sole owner invites; the person sees it on his account, applies with words that
// do not change, signs, and is registered without anybody being asked.
func TestSoleOwnerInvites(t *testing.T) {
	onBoth(t, func(w *world) {
		i, p := w.invites("saniya", people.SmallFlat, "aidana", 6)
		if !p.Says(i.Number) || p.Says(w.iin("aidana")) {
			t.Errorf("the owner's page: %q", p.Text)
		}
		w.spoken("saniya", "/home/"+i.RKA.Digits(), "/home/"+i.RKA.Digits()+"/invite", "/invitations/"+i.Request)
		w.spoken("aidana", "/invited", "/account", "/apply")
		aidana := w.who("aidana")
		saniya, _ := w.town.People().Resident("saniya")
		for _, path := range []string{"/account", "/apply", "/invited"} {
			if p := w.page(aidana.Get(path)); !p.Says(words.T(words.RU, "home.invited.h")) || p.Says(saniya.Person.Name.Surname) {
				t.Errorf("%s: %q", path, p.Text)
			}
		}
		if p := w.page(w.who("arman").Get("/invited")); !p.Says(words.T(words.RU, "home.invited.none")) {
			t.Errorf("another sees it: %q", p.Text)
		}
		ref := w.filed(aidana.TakeUp(i.Request))
		k := w.stands(ref, registration.Signing)
		if k.Statement.Request != i.Request || k.Statement.Digest() != i.Statement().Digest() || len(k.Consents) != 1 {
			t.Errorf("statement %+v, consents %d", k.Statement, len(k.Consents))
		}
		w.page(aidana.SignByEDS(ref))
		w.stands(ref, registration.Done)
		w.told("saniya", "owner_told")
		if n := w.letters("saniya")["asked"]; n != 0 {
			t.Errorf("the owner is asked again %d times", n)
		}
		if p := w.page(w.who("saniya").Get("/home/" + i.RKA.Digits())); !p.Says(words.T(words.RU, "home.invite.state_used")) {
			t.Errorf("the owner's list: %q", p.Text)
		}
		w.audited()
	})
}

// TestInvitedWithOthers: with several owners the others are asked as usual; an invitation is found by
// number and word; its words do not change in the draft; a yes is taken back.
func TestInvitedWithOthers(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	i, p := w.invites("oleg", people.TwoOwners, "aidana", 0)
	at := strings.Index(p.Text, words.T(words.RU, "home.invite.code")+": ")
	word := strings.Fields(p.Text[at+len(words.T(words.RU, "home.invite.code")+": "):])[0]
	if i.Type != consent.Permanent {
		t.Errorf("%+v", i)
	}
	if _, err := w.who("arman").FindInvitation(i.Number, word); err == nil {
		t.Error("another person opens it")
	}
	aidana := w.who("aidana")
	if _, err := aidana.FindInvitation(i.Number, "қозы-10"); err == nil {
		t.Error("a wrong word opens it")
	}
	p = w.page(aidana.FindInvitation(i.Number, word))
	if !p.Says(words.T(words.RU, "home.invited.fixed")) {
		t.Errorf("the answers: %q", p.Text)
	}
	draft := strings.Split(p.Path(), "/")[2]
	for _, step := range []string{"what", "where"} {
		if q := w.page(aidana.Get("/apply/" + draft + "/" + step)); q.Path() != "/apply/"+draft+"/check" {
			t.Errorf("%s may be changed: %s", step, q.Path())
		}
	}
	ref := w.filed(aidana.File(p))
	w.stands(ref, registration.Signing)
	w.page(aidana.SignByEDS(ref))
	k := w.stands(ref, registration.Consenting)
	if missing := k.Missing(); len(missing) != 1 || missing[0].Party.Digits() != w.iin("natalia") {
		t.Errorf("asked: %v", missing)
	}
	w.page(w.who("oleg").CancelInvitation(i.Request)) // the yes is taken back in the case
	if k = w.stands(ref, registration.Consenting); len(k.Missing()) != 2 {
		t.Errorf("missing %d", len(k.Missing()))
	}
	w.audited()
}

// TestInvitationStruck: a cancelled invitation opens nothing, and the person is asked for as usual.
func TestInvitationStruck(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	i, _ := w.invites("saniya", people.SmallFlat, "aidana", 6)
	w.page(w.who("saniya").CancelInvitation(i.Request))
	if _, _, err := w.who("aidana").TakeUp(i.Request); err == nil {
		t.Error("a struck invitation is taken up")
	}
	if p := w.page(w.who("saniya").Get("/home/" + i.RKA.Digits())); !p.Says(words.T(words.RU, "home.invite.state_cancelled")) {
		t.Errorf("the list: %q", p.Text)
	}
	rka := people.RKA(people.SmallFlat).Digits()
	for name, try := range map[string][2]string{
		"himself": {"saniya", w.iin("saniya")}, "no number": {"saniya", "900101300018"},
	} {
		if _, _, err := w.who(try[0]).Invite(rka, try[1], 6); err == nil {
			t.Errorf("invites %s", name)
		}
	}
	if _, _, err := w.who("arman").Invite(rka, w.iin("aidana"), 6); err == nil {
		t.Error("a stranger invites")
	}
	if p := w.page(w.who("arman").Get("/invitations/" + i.Request)); p.Status != 404 {
		t.Errorf("a stranger opens it: %d", p.Status)
	}
	p := w.page(w.who("saniya").Get("/home/" + rka))
	if !slices.ContainsFunc(p.Links, func(l walker.Link) bool { return strings.HasSuffix(l.Path, "/invite") }) {
		t.Error("the dwelling's page does not offer to invite")
	}
	w.audited()
}
