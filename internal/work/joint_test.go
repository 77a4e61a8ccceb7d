package work_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/town"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/work/office"
)

// tell leaves a notice about the n-th case of a joint statement behind.
func (c *country) tell(handle, kind string, n int, vars map[string]string) {
	c.Helper()
	all := map[string]string{"number": fmt.Sprint("2611-", n), "type": "temporary", "months": "6"}
	maps.Copy(all, vars)
	body, err := json.Marshal(office.Telling{To: "iin:" + c.iin(handle).Digits(), Kind: kind, SMS: true, Vars: all, Group: "g", Turn: n})
	if err != nil {
		c.Fatal(err)
	}
	e := writ.Errand{Key: fmt.Sprint("tell:", kind, ":", handle, ":", n), Kind: office.Tell, Case: fmt.Sprint("case-", n), Body: string(body)}
	if _, err := c.st.Commit(c.ctx(), writ.Writ{Errands: []writ.Errand{e}}); err != nil {
		c.Fatal(err)
	}
}

// joint is how long the first news of a joint statement waits.
func (c *country) joint() time.Duration {
	wait, _ := law.JointWait(civil.DateOf(c.cal.Now()))
	return wait
}

func (c *country) deliver() { c.Helper(); c.pass(c.postman()); c.pass(c.postman()) }

// mail lists a resident's letters, the newest first.
func (c *country) mail(handle string) []keeping.Letter {
	c.Helper()
	all, err := c.st.LettersOf(c.ctx(), "iin:"+c.iin(handle).Digits(), 50)
	if err != nil {
		c.Fatal(err)
	}
	return all
}

var asking = map[string]string{"name": "Бекова Әсел", "word": "қозы-47", "deadline": "2026-12-01T10:00:00Z"}

// TestOneSMSForAFamily: three cases of one statement ask one owner. One SMS goes, when the others have had
// their moment and not before; each case has its letter, and all letters tell what became of the SMS.
func TestOneSMSForAFamily(t *testing.T) {
	inCountry(t, func(c *country) {
		for n := 3; n > 0; n-- {
			vars := maps.Clone(asking)
			if n == 2 {
				vars["deadline"], vars["name"] = "2026-12-01T09:00:00Z", "Бекова Алуа"
			}
			c.tell("serik", "asked", n, vars)
		}
		c.deliver()
		c.machine.add(c.joint() - time.Microsecond)
		if c.deliver(); len(c.inbox("serik")) != 0 {
			c.Fatalf("too soon: %v", c.inbox("serik"))
		}
		c.machine.add(time.Microsecond)
		c.deliver()
		got := c.inbox("serik")
		if len(got) != 1 || !strings.Contains(got[0], "Бекова Әсел және тағы 2 адам пәтеріңізге уақытша") || !strings.Contains(got[0], "14:00") {
			c.Fatalf("%d texts: %q", len(got), got)
		}
		list := c.mail("serik")
		if len(list) != 3 || len(c.errands("waiting")) != 0 || len(c.errands("dead")) != 0 {
			c.Errorf("%d letters, waiting %v, dead %v", len(list), c.errands("waiting"), c.errands("dead"))
		}
		for _, l := range list {
			if l.SMS != "sent" {
				c.Errorf("%s: %s", l.ID, l.SMS)
			}
		}
	})
}

// TestOneGoesAnotherWay: the case that goes another way has its own SMS, one that comes too late has its own
// too, and a notice about one case of the statement says nothing of others.
func TestOneGoesAnotherWay(t *testing.T) {
	inCountry(t, func(c *country) {
		c.tell("serik", "ready", 1, asking)
		c.tell("serik", "ready", 2, asking)
		c.tell("serik", "ineligible", 3, nil)
		c.tell("serik", "refused", 4, nil)
		c.deliver()
		if got := c.inbox("serik"); len(got) != 1 || !strings.Contains(got[0], "2611-4") {
			c.Fatalf("a refusal waits for nobody: %q", got)
		}
		c.machine.add(c.joint())
		c.deliver()
		c.tell("serik", "ready", 5, asking)
		c.deliver()
		c.machine.add(c.joint())
		c.deliver()
		got := strings.Join(c.inbox("serik"), "\n")
		if len(c.inbox("serik")) != 4 || !strings.Contains(got, "2611-1 және тағы 1 өтініш тексерілді") ||
			!strings.Contains(got, "2611-3 өтініші бойынша тіркеуге болмайды") || !strings.Contains(got, "2611-5 өтінішінің мәліметтері") {
			c.Errorf("%q", got)
		}
	})
}

// TestOnePhoneForTwo: a daughter whose phone is her mother's hears by the same SMS; one with a phone of her
// own hears by herself; two owners with one phone are asked twice, for each answers by a word of his own.
func TestOnePhoneForTwo(t *testing.T) {
	inCountry(t, func(c *country) {
		done := map[string]string{"last_day": "2027-05-01"}
		c.tell("asel", "done", 1, done)
		c.tell("asel", "done", 2, done)
		c.tell("alua", "done", 2, done)
		c.deliver()
		if err := c.town.People().Phone(c.iin("alua"), c.who("asel").Phone); err != nil {
			c.Fatal(err)
		}
		c.machine.add(c.joint())
		c.deliver()
		got := c.inbox("asel")
		if len(got) != 1 || !strings.Contains(got[0], "2 адам уақытша тіркелді") || c.mail("alua")[0].SMS != "sent" {
			c.Fatalf("%q; the daughter's letter says %q", got, c.mail("alua")[0].SMS)
		}
		if err := c.town.People().Phone(c.iin("alua"), "+77000009998"); err != nil {
			c.Fatal(err)
		}
		c.tell("asel", "lapsed", 1, nil)
		c.tell("alua", "lapsed", 2, nil)
		other := maps.Clone(asking)
		other["word"] = "бура-12"
		c.tell("asel", "reminded", 1, asking)
		c.tell("asel", "reminded", 2, other)
		c.deliver()
		c.machine.add(c.joint())
		c.deliver()
		if hers, words := c.inbox("alua"), c.inbox("asel"); len(hers) != 1 || !strings.Contains(hers[0], "2611-2") || len(words) != 4 {
			c.Errorf("%q; %q", hers, words)
		}
	})
}

// TestJointSMSIsTriedAsItWas: the gateway does not answer; a letter that comes meanwhile does not slip into
// the text that may be in the phone already.
func TestJointSMSIsTriedAsItWas(t *testing.T) {
	inCountry(t, func(c *country) {
		c.gateway = sms.New(sms.Settings{URL: c.town.URL + town.PathSMS, From: "1414", Timeout: patience / 4, Now: c.cal.Now})
		c.tell("serik", "asked", 1, asking)
		c.tell("serik", "asked", 2, asking)
		c.deliver()
		c.broken(wire.Texts, wire.Fault{Kind: wire.Late, Delay: time.Minute, Times: 1})
		c.machine.add(c.joint())
		c.deliver()
		c.tell("serik", "asked", 3, asking)
		c.deliver()
		c.machine.add(c.joint())
		c.deliver()
		c.machine.add(c.joint())
		c.deliver()
		got := strings.Join(c.inbox("serik"), "\n")
		if len(c.inbox("serik")) != 2 || strings.Count(got, "тағы 1 адам") != 1 || len(c.errands("waiting")) != 0 {
			c.Errorf("%q, waiting %v", got, c.errands("waiting"))
		}
	})
}
