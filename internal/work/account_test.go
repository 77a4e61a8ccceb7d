package work_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
	"tirkeu/internal/work/account"
	"tirkeu/internal/work/office"
)

func (c *country) accounts() *account.Accounts {
	officer := c.iin("serik")
	return &account.Accounts{
		Books: c.st, Enders: c.st, Persons: c.persons, Codes: c.codes, Seal: c.seal, Calendar: c.cal, Machine: c.machine,
		Token: office.Random{}.Token, Secret: []byte("secret"), Officers: func(i iin.IIN) bool { return i == officer },
	}
}

// enter logs a resident in by his key.
func (c *country) enter(a *account.Accounts, handle string) string {
	c.Helper()
	text, err := a.Challenge(words.RU, "localhost")
	if err != nil {
		c.Fatal(err)
	}
	cookie, err := a.BySignature(c.ctx(), text, c.signed(handle, text), words.RU)
	if err != nil {
		c.Fatal(err)
	}
	return cookie
}

func TestChallengeOnce(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		text, err := a.Challenge(words.KK, "localhost")
		if err != nil {
			c.Fatal(err)
		}
		s := c.signed("aidana", text)
		cookie, err := a.BySignature(c.ctx(), text, s, words.KK)
		if err != nil {
			c.Fatal(err)
		}
		if who, err := a.Of(c.ctx(), cookie); err != nil || who.Session.Person != c.iin("aidana") || who.Account.Lang != "kk" || who.Session.Role != "citizen" {
			c.Errorf("%+v, %v", who, err)
		}
		_, err = a.BySignature(c.ctx(), text, s, words.KK)
		refusedWith(c, "a second time", err, "eds.replay")

		strange := strings.Replace(text, "localhost", "elsewhere", 1)
		_, err = a.BySignature(c.ctx(), strange, c.signed("aidana", strange), words.KK)
		refusedWith(c, "a challenge that is not ours", err, "eds.wrong_content")
		_, err = a.BySignature(c.ctx(), "", nil, words.KK)
		refusedWith(c, "no challenge", err, "eds.wrong_content")

		if text, err = a.Challenge(words.KK, "localhost"); err != nil {
			c.Fatal(err)
		}
		_, err = a.BySignature(c.ctx(), text, c.signed("aidana", text+" "), words.KK)
		refusedWith(c, "a signature of other bytes", err, "eds.wrong_content")
	})
}

func TestChallengeLivesFiveMinutes(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		for after, reason := range map[time.Duration]string{-time.Second: "", 0: "sig_bad", time.Second: "sig_bad"} {
			text, err := a.Challenge(words.EN, "localhost")
			if err != nil {
				c.Fatal(err)
			}
			c.machine.add(5*time.Minute + after)
			_, err = a.BySignature(c.ctx(), text, c.signed("aidana", text), words.EN)
			if reason == "" && err != nil {
				c.Errorf("%v: %v", after, err)
			} else if reason != "" {
				refusedWith(c, after.String(), err, reason)
			}
		}
	})
}

// TestIdleSession: a session ends half an hour after its person was last seen.
func TestIdleSession(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		for after, ok := range map[time.Duration]bool{-time.Microsecond: true, 0: true, time.Microsecond: false} {
			cookie := c.enter(a, "aidana")
			c.machine.add(sessionOf(false).Idle + after)
			if _, err := a.Of(c.ctx(), cookie); (err == nil) != ok || (err != nil && !fault.Is(err, fault.NotFound)) {
				c.Errorf("%v from the end: %v", after, err)
			}
		}
	})
}

// sessionOf are the terms of a log-in.
func sessionOf(staff bool) law.SessionTerms {
	t, _ := law.Sessions(civil.MustDate(2026, time.September, 14), staff)
	return t
}

// TestStaffSession: staff are locked out after a quarter of an hour, to the minute; of theirs it is told whose
// session that was, of a citizen's nothing. A code opens no staff window.
func TestStaffSession(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		officer := func(p iin.IIN) bool { return p == c.iin("aidana") }
		for after, ok := range map[time.Duration]bool{-time.Minute: true, 0: true, time.Minute: false} {
			a.Officers = officer
			cookie := c.enter(a, "aidana")
			c.machine.add(15*time.Minute + after)
			who, err := a.Of(c.ctx(), cookie)
			if (err == nil) != ok || who.Session.Role != "officer" {
				c.Errorf("staff, %v from the end: %v, role %q", after, err, who.Session.Role)
			}
			a.Officers = nil
			cookie = c.enter(a, "aidana")
			c.machine.add(30*time.Minute + after)
			who, err = a.Of(c.ctx(), cookie)
			if (err == nil) != ok || !ok && who.Session.Role != "" {
				c.Errorf("citizen, %v from the end: %v, role %q", after, err, who.Session.Role)
			}
		}
	})
}

// TestAbsoluteEndOfASession: twelve hours are the most, however busy the person is.
func TestAbsoluteEndOfASession(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		for after, ok := range map[time.Duration]bool{-time.Microsecond: true, 0: false, time.Microsecond: false} {
			cookie, began := c.enter(a, "aidana"), c.machine.Now()
			for c.machine.Now().Sub(began) < sessionOf(false).Absolute-sessionOf(false).Idle {
				c.machine.add(20 * time.Minute)
				if _, err := a.Of(c.ctx(), cookie); err != nil {
					c.Fatalf("after %v: %v", c.machine.Now().Sub(began), err)
				}
			}
			c.machine.set(began.Add(sessionOf(false).Absolute + after))
			if _, err := a.Of(c.ctx(), cookie); (err == nil) != ok {
				c.Errorf("%v from the end: %v", after, err)
			}
		}
	})
}

func TestLeave(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		one, two := c.enter(a, "aidana"), c.enter(a, "aidana")
		if err := a.Leave(c.ctx(), one); err != nil {
			c.Fatal(err)
		}
		if _, err := a.Of(c.ctx(), one); !fault.Is(err, fault.NotFound) {
			c.Errorf("after leaving: %v", err)
		}
		if _, err := a.Of(c.ctx(), two); err != nil {
			c.Errorf("at the other browser: %v", err)
		}
		for _, cookie := range []string{"", "short", strings.Repeat("x", 32), strings.Repeat("x", 1000)} {
			if _, err := a.Of(c.ctx(), cookie); !fault.Is(err, fault.NotFound) {
				c.Errorf("cookie of %d bytes: %v", len(cookie), err)
			}
		}
	})
}

// TestLogInByCode: a code opens one session; who has no phone is answered like everybody else.
func TestLogInByCode(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		serik := c.iin("serik")
		if err := a.SendCode(c.ctx(), serik, words.KK); err != nil {
			c.Fatal(err)
		}
		c.pass(c.postman())
		typed := sixDigits.FindString(c.inbox("serik")[0])
		_, err := a.ByCode(c.ctx(), c.iin("gulnar"), typed, words.KK)
		refusedWith(c, "another person", err, "otp_old")
		_, err = a.ByCode(c.ctx(), serik, wrong(typed), words.KK)
		refusedWith(c, "wrong digits", err, "otp")
		cookie, err := a.ByCode(c.ctx(), serik, typed, words.KK)
		if err != nil {
			c.Fatal(err)
		}
		if who, err := a.Of(c.ctx(), cookie); err != nil || who.Session.Role != "citizen" {
			c.Errorf("an officer by SMS code is %q, %v", who.Session.Role, err)
		}
		if who, err := a.Of(c.ctx(), c.enter(a, "serik")); err != nil || who.Session.Role != "officer" {
			c.Errorf("an officer by his key is %q, %v", who.Session.Role, err)
		}
		_, err = a.ByCode(c.ctx(), serik, typed, words.KK)
		refusedWith(c, "a second time", err, "otp_old")
		if phone := c.who("viktor").Phone; phone != "" {
			c.Fatalf("Viktor has a phone")
		}
		if err := a.SendCode(c.ctx(), c.iin("viktor"), words.KK); err != nil {
			c.Errorf("who has no phone is told so: %v", err)
		}
	})
}

// TestFirstLogInWithoutGBDFL: without an answer about the person there is no account and no session.
func TestFirstLogInWithoutGBDFL(t *testing.T) {
	inCountry(t, func(c *country) {
		a := c.accounts()
		if err := c.town.Faults().Set(wire.Persons, wire.Fault{Kind: wire.Error}); err != nil {
			c.Fatal(err)
		}
		text, err := a.Challenge(words.RU, "localhost")
		if err != nil {
			c.Fatal(err)
		}
		if _, err := a.BySignature(c.ctx(), text, c.signed("aidana", text), words.RU); !fault.Is(err, fault.Unavailable) {
			c.Errorf("GBD FL is silent: %v", err)
		}
		if _, err := c.st.Account(c.ctx(), c.iin("aidana")); !fault.Is(err, fault.NotFound) {
			c.Errorf("an account was made: %v", err)
		}
		c.town.Faults().Clear()
		c.enter(a, "aidana")
		if acc, err := c.st.Account(c.ctx(), c.iin("aidana")); err != nil || acc.Name == "" {
			c.Errorf("%+v, %v", acc, errors.Unwrap(err))
		}
	})
}
