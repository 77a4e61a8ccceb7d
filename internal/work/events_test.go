package work_test

import (
	"slices"
	"testing"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/work/gather"
)

// settled registers a resident at a dwelling of the country whose owners agree.
func (c *country) settled(who, where, owner string) string {
	c.Helper()
	ref := c.applies(who, where, owner)
	c.pass(c.clerk())
	c.must(c.signature(ref))
	for _, o := range c.kase(ref).Missing() {
		c.must(c.consentOf(ref, o.Party.IIN()))
	}
	c.pass(c.clerk())
	return c.in(ref, registration.Done).Entry
}

// TestGBDFLTellsOfDeathsAndDepartures: over the wire the feed is read once, whatever its reader forgets; a
// death and a departure end what is in force; an event that the person's record does not confirm ends
// nothing and is laid before an operator.
func TestGBDFLTellsOfDeathsAndDepartures(t *testing.T) {
	inCountry(t, func(c *country) {
		t := c.T
		dies := c.settled("aidana", people.ThreeOwners, "serik")
		leaves := c.settled("bota", people.ThreeOwners, "serik")
		stays := c.settled("natalia", people.ThreeOwners, "serik")
		listen := &gather.Listen{Feed: c.persons, Marks: c.st, Log: quiet()}
		clerk := c.runner("registrar", c.machine, gather.Events{Persons: c.persons, Book: c.st, Door: c.office})
		read := func(want int) {
			t.Helper()
			if n, err := listen.Pass(c.ctx()); err != nil || n != want {
				t.Fatalf("%d events were read, want %d: %v", n, want, err)
			}
			c.pass(clerk)
		}
		read(0)
		today := civil.DateOf(c.cal.Now())
		book := c.town.People()
		for _, err := range []error{
			book.Die(c.iin("aidana"), today), book.Leave(c.iin("bota"), today),
			book.Tell(c.iin("natalia"), applicant.Event{Kind: applicant.Death, Day: today}), // a slip of the pen
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		read(3)
		for id, want := range map[string]register.Status{dies: register.EndedDeath, leaves: register.Emigrated, stays: register.Active} {
			if e := c.entry(id); e.Status != want {
				t.Errorf("it stands as %s, want %s", e.Status, want)
			}
		}
		dead, err := c.st.Errands(c.ctx(), "dead", 10)
		if err != nil || len(dead) != 1 || dead[0].Kind != "life-event" {
			t.Errorf("for the operator: %+v, %v", dead, err)
		}
		f, err := c.st.Facts(c.ctx(), dies)
		if err != nil {
			t.Fatal(err)
		}
		b, err := register.ParseFact(f[len(f)-1].Text)
		if err != nil || b.Reason != "gbdfl:1" || b.Role != register.Sources {
			t.Errorf("%+v, %v", b, err)
		}
		read(0)
		if err := c.st.SetSetting(c.ctx(), "gbdfl.events", "0"); err != nil { // read again from the start
			t.Fatal(err)
		}
		read(3)
		if e := c.entry(dies); e.Version != 2 {
			t.Errorf("ended twice: %+v", e)
		}
		for post := c.postman(); c.pass(post) > 0; { // a pass is one batch
		}
		if !slices.ContainsFunc(c.letters("bota"), func(kind string) bool { return kind == "ended_abroad" }) || slices.Contains(c.letters("aidana"), "ended") {
			t.Errorf("letters: %v, and to the dead: %v", c.letters("bota"), c.letters("aidana"))
		}
		c.whole()
	})
}

// letters are the kinds of a resident's notices.
func (c *country) letters(handle string) (kinds []string) {
	c.Helper()
	list, err := c.st.LettersOf(c.ctx(), "iin:"+c.iin(handle).Digits(), 50)
	if err != nil {
		c.Fatal(err)
	}
	for _, l := range list {
		kinds = append(kinds, l.Kind)
	}
	return kinds
}
