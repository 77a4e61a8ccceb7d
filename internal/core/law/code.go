package law

import (
	"fmt"
	"time"

	"tirkeu/internal/core/civil"
)

// Quota is how many times something may be done in a stretch of time.
type Quota struct {
	Times int
	Per   time.Duration
}

// Allows says that somebody who did it used times in the stretch may do it once more.
func (q Quota) Allows(used int) bool { return used >= 0 && used < q.Times }

// CodeLimits are the limits of a one-time code.
type CodeLimits struct {
	Digits   int
	TTL      time.Duration // how long a code lives
	Attempts int           // wrong tries that a code survives, less one
	Sends    Quota         // messages to one person
	Lock     time.Duration // wait after the last attempt
}

var codeNorms = []Norm{{
	ID: CodeRules, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"SMS коды {digits} саннан тұрады, {ttl} минут жарамды, {attempts} әрекет беріледі; {per} минутта ең көбі {sends} код; одан соң {lock} минут күту.",
		"Код из SMS — {digits} цифр, действует {ttl} минут, {attempts} попыток; не больше {sends} кодов за {per} минут; затем ждать {lock} минут.",
		"An SMS code has {digits} digits, lives {ttl} minutes and takes {attempts} tries; at most {sends} codes in {per} minutes; then a wait of {lock} minutes.",
	},
	Limits: []Limit{
		{"digits", 6, Digits}, {"ttl", 5, Minutes}, {"attempts", 5, Times},
		{"sends", 3, Times}, {"per", 10, Minutes}, {"lock", 15, Minutes},
	},
}}

// CodePolicy returns the limits of one-time codes.
func CodePolicy(day civil.Date) (CodeLimits, Finding) {
	n, f := ask(CodeRules, day)
	c := CodeLimits{
		Digits:   n.limit("digits"),
		TTL:      n.span("ttl"),
		Attempts: n.limit("attempts"),
		Sends:    Quota{n.limit("sends"), n.span("per")},
		Lock:     n.span("lock"),
	}
	return c, f.say(fmt.Sprintf("%d digits, %v, %d tries, %d in %v, lock %v",
		c.Digits, c.TTL, c.Attempts, c.Sends.Times, c.Sends.Per, c.Lock))
}
