package work_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// refusedWith demands a No with the reason.
func refusedWith(t testing.TB, what string, err error, reason string) signing.No {
	t.Helper()
	var no signing.No
	if !errors.As(err, &no) || no.Reason != reason {
		t.Errorf("%s: %v, want %q", what, err, reason)
	}
	return no
}

// wants is a code to sign one statement.
func (c *country) wants(handle string) signing.Wanted {
	return signing.Wanted{Person: c.iin(handle), Purpose: keeping.ForSign, Digest: "d1", Case: "ref", Lang: words.RU}
}

// rest lets the limits of sending pass.
func (c *country) rest() { c.machine.add(time.Hour) }

// wrong is six digits that are not the code.
func wrong(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func TestCodeLivesFiveMinutes(t *testing.T) {
	inCountry(t, func(c *country) {
		for _, k := range []struct {
			after  time.Duration
			reason string
		}{{-time.Second, ""}, {0, "otp_old"}, {time.Second, "otp_old"}} {
			c.rest()
			w := c.wants("aidana")
			typed := c.sent("aidana", w)
			c.cal.add(5*time.Minute + k.after)
			_, err := c.codes.Check(c.ctx(), w, typed)
			if k.reason == "" && err != nil {
				c.Errorf("%v: %v", k.after, err)
			} else if k.reason != "" {
				refusedWith(c, fmt.Sprint(k.after), err, k.reason)
			}
		}
	})
}

func TestCodeTakesFiveTries(t *testing.T) {
	inCountry(t, func(c *country) {
		for before := range 7 {
			c.rest()
			w := c.wants("aidana")
			typed := c.sent("aidana", w)
			for try := 1; try <= before; try++ {
				_, err := c.codes.Check(c.ctx(), w, wrong(typed))
				want, left := "otp", 5-try
				if left <= 0 {
					want, left = "otp_spent", 0
				}
				if no := refusedWith(c, fmt.Sprint("try ", try), err, want); no.N != left {
					c.Errorf("try %d: %d are left", try, no.N)
				}
			}
			_, err := c.codes.Check(c.ctx(), w, typed)
			if before < 5 && err != nil {
				c.Errorf("the right one after %d wrong: %v", before, err)
			} else if before >= 5 {
				refusedWith(c, fmt.Sprint("the right one after ", before), err, "otp_spent")
			}
		}
	})
}

func TestCodesAreSentThriceInTenMinutes(t *testing.T) {
	inCountry(t, func(c *country) {
		began := c.machine.Now()
		w := c.wants("aidana")
		for n := range 3 {
			if _, err := c.codes.Send(c.ctx(), w); err != nil {
				c.Fatalf("code %d: %v", n+1, err)
			}
		}
		_, err := c.codes.Send(c.ctx(), w)
		if no := refusedWith(c, "the fourth", err, "otp_wait"); no.Wait != 10*time.Minute {
			c.Errorf("wait %v", no.Wait)
		}
		w.Digest, w.Purpose = "", keeping.ForLogIn
		_, err = c.codes.Send(c.ctx(), w)
		refusedWith(c, "for another purpose", err, "otp_wait")
		c.machine.set(began.Add(10*time.Minute - time.Microsecond))
		_, err = c.codes.Send(c.ctx(), w)
		refusedWith(c, "a microsecond early", err, "otp_wait")
		c.machine.set(began.Add(10 * time.Minute))
		if _, err := c.codes.Send(c.ctx(), w); err != nil {
			c.Errorf("after ten minutes: %v", err)
		}
	})
}

// TestOnePhoneOfTwo: two people with one phone do not get twice as many codes.
func TestOnePhoneOfTwo(t *testing.T) {
	inCountry(t, func(c *country) {
		if err := c.town.People().Phone(c.iin("gulnar"), c.who("serik").Phone); err != nil {
			c.Fatal(err)
		}
		for n := range 3 {
			if _, err := c.codes.Send(c.ctx(), c.wants([]string{"serik", "gulnar"}[n%2])); err != nil {
				c.Fatal(err)
			}
		}
		_, err := c.codes.Send(c.ctx(), c.wants("gulnar"))
		refusedWith(c, "the fourth to the phone", err, "otp_wait")
		if _, err := c.codes.Send(c.ctx(), c.wants("timur")); err != nil {
			c.Errorf("another phone: %v", err)
		}
	})
}

func TestCodeIsBound(t *testing.T) {
	inCountry(t, func(c *country) {
		w := c.wants("aidana")
		typed := c.sent("aidana", w)
		for name, change := range map[string]func(*signing.Wanted){
			"person":  func(w *signing.Wanted) { w.Person = c.iin("serik") },
			"purpose": func(w *signing.Wanted) { w.Purpose = keeping.ForLogIn },
			"digest":  func(w *signing.Wanted) { w.Digest = "d2" },
		} {
			other := w
			change(&other)
			_, err := c.codes.Check(c.ctx(), other, typed)
			refusedWith(c, "another "+name, err, "otp_old")
		}
		if _, err := c.codes.Check(c.ctx(), w, typed); err != nil {
			c.Errorf("its own: %v", err)
		}
		for next := typed; next == typed; c.rest() {
			next = c.sent("aidana", w)
			if next != typed {
				_, err := c.codes.Check(c.ctx(), w, typed)
				refusedWith(c, "the one before", err, "otp")
			}
		}
	})
}

// TestCodeIsKeptHashed: neither the code nor the phone lies in the books, and no link in the text.
func TestCodeIsKeptHashed(t *testing.T) {
	inCountry(t, func(c *country) {
		w := c.wants("aidana")
		typed := c.sent("aidana", w)
		k, err := c.st.ActiveCode(c.ctx(), w.Person, w.Purpose, w.Digest)
		if err != nil {
			c.Fatal(err)
		}
		if all := fmt.Sprintf("%+v", k); strings.Contains(all, typed) || strings.Contains(all, c.who("aidana").Phone) {
			c.Error("the code or the phone is kept in the clear")
		}
		if text := c.inbox("aidana")[0]; strings.Contains(text, "http") || strings.Contains(text, "://") || strings.Contains(text, "www.") {
			c.Errorf("the text holds a link: %s", text)
		}
		for _, j := range c.errands("done") {
			if j.Body != "" {
				c.Errorf("a delivered errand keeps its body")
			}
		}
		kept, err := c.st.Text(c.ctx(), signing.SMS+":code:"+k.ID)
		if err != nil || kept.Body != "" || kept.Phone != "" {
			c.Errorf("the text is kept after it was sent: %v", err)
		}
	})
}

// TestCodeIsSpentByItsAct: a code proves one act, in the act's transaction.
func TestCodeIsSpentByItsAct(t *testing.T) {
	inCountry(t, func(c *country) {
		d := home(1, almaty, 6000, 1)
		ask := registration.Ask{Person: c.iin("aidana"), Typed: "Абай 5", Type: consent.Temporary, Months: 6, Purpose: consent.Work}
		ask.Claim.Owner, ask.Claim.RKA = party(1), d.RKA
		ref := c.must(office.Order{Act: ask, By: citizenActor(ask.Person)}).Ref
		c.must(c.answer(ref, d))
		k := c.kase(ref)
		paper, err := signing.ForApplicant(k, words.KK, salt)
		if err != nil {
			c.Fatal(err)
		}
		w := signing.Wanted{Person: ask.Person, Purpose: keeping.ForSign, Digest: paper.Digest, Case: ref, Lang: words.KK}
		code, err := c.codes.Check(c.ctx(), w, c.sent("aidana", w))
		if err != nil {
			c.Fatal(err)
		}
		sign := office.Order{Ref: ref, By: citizenActor(ask.Person), Codes: []string{code.ID}, Act: registration.Sign{Proof: c.codes.Proof(code, paper)}}
		late := c.door(setTo(code.Ends))
		if _, err := late.Do(c.ctx(), sign); !fault.Is(err, fault.Conflict) || c.kase(ref).State != registration.Signing {
			c.Errorf("at the code's end: %v, %s", err, c.kase(ref).State)
		}
		c.must(sign)
		if _, err := c.codes.Check(c.ctx(), w, "123456"); !errors.As(err, new(signing.No)) {
			c.Errorf("a spent code: %v", err)
		}
		if err := c.st.UseCode(c.ctx(), code.ID, c.cal.Now()); !fault.Is(err, fault.Conflict) {
			c.Errorf("used twice: %v", err)
		}
		c.whole()
	})
}

// TestCodesAreComparedInConstantTime reads the source: hashes of codes are compared by crypto/subtle
// and never with == or !=.
func TestCodesAreComparedInConstantTime(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "signing/code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	constant := false
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			constant = constant || n.Sel.Name == "ConstantTimeCompare"
		case *ast.BinaryExpr:
			for _, side := range []ast.Expr{n.X, n.Y} {
				if s, ok := side.(*ast.SelectorExpr); ok && s.Sel.Name == "Hash" && (n.Op == token.EQL || n.Op == token.NEQ) {
					t.Error("a hash is compared byte by byte")
				}
			}
		}
		return true
	})
	if !constant {
		t.Error("subtle.ConstantTimeCompare is not used")
	}
}
