package frame

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/latin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
)

// caseFuncs are what templates may call about cases and entries.
func (f *Frame) caseFuncs(l words.Lang) template.FuncMap {
	return template.FuncMap{
		"tone":       tone,
		"agreed":     func(k registration.Case) int { return len(k.Others()) - len(k.Missing()) },
		"last":       func(e register.Entry) time.Time { return e.Until.Add(-time.Second) },
		"area":       func(hundredths int) string { return words.Tenths(l, (hundredths+5)/10) },
		"lastday":    func(t time.Time) string { return onDay(l, civil.DateOf(t.Add(-time.Microsecond))) }, // of a term that ends with a day
		"due":        func(t time.Time) string { return due(l, t) },
		"days":       func(t time.Time) string { return words.Days(l, daysLeft(f.Calendar.Now(), t)) },
		"daycount":   func(n int) string { return words.Days(l, n) },
		"minutes":    func(d time.Duration) int { return int(d.Minutes()) },
		"chain":      chainText,
		"norm":       func(id string) string { return normText(l, f.Calendar.Now(), id) },
		"rule":       func(n law.Norm) string { return normRule(l, n) },
		"ruleof":     func(x law.Finding) string { return ruleOf(l, x) },
		"ruleanswer": func(answer string) string { return RuleAnswer(l, answer) },
		"stage":      stage,
		"smsword":    smsWord,
		"name":       func(n any) string { return nameIn(l, n) },
		"typed":      func(k registration.Case) string { return k.TypedIn(string(l)) },
		"official":   func(a address.Address) string { return officialLine(l, a) },
	}
}

// nameIn is a person's name for the reader; one that is known as a whole is given in Latin letters on
// English pages.
func nameIn(l words.Lang, n any) string {
	switch n := n.(type) {
	case applicant.Name:
		return n.In(string(l))
	case string:
		if l == words.EN {
			return latin.Of(n)
		}
		return n
	}
	return fmt.Sprint(n)
}

// officialLine is an address in a language of the State, for readers of another: what an English page shows
// beside its own line. "" for everybody else.
func officialLine(l words.Lang, a address.Address) string {
	if l != words.EN || a.RKA.IsZero() {
		return ""
	}
	return a.Line("kk")
}

// tones are the colours of states; the word always carries the meaning.
var tones = map[string]string{
	"done": "ok", "agreed": "ok", "active": "ok",
	"consenting": "warn", "held": "warn", "signing": "warn", "reviewing": "warn", "hearing": "warn", "seconding": "warn", "waiting": "warn", "pending": "warn",
	"ineligible": "err", "refused": "err", "unagreed": "err",
	"lapsed": "off", "withdrawn": "off", "draft": "off", "expired": "off", "retracted": "off", "moot": "off",
}

func tone(state string) string { return tones[state] }

// due is an instant before which something has to be done, or with which a term ends; "" when there is none.
func due(l words.Lang, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return words.Due(l, civil.Local(t))
}

func daysLeft(now, t time.Time) int { return max(civil.DateOf(now).DaysUntil(civil.DateOf(t)), 0) }

// chainText is the certificates as the signer's program takes them: a JSON list, or null for the
// national authority only.
func chainText(pem []string) string {
	b, err := json.Marshal(pem)
	if err != nil || pem == nil {
		return "null"
	}
	return string(b)
}

func normText(l words.Lang, now time.Time, id string) string {
	n, ok := law.NormAt(id, civil.DateOf(now))
	if !ok {
		return id
	}
	return normRule(l, n)
}

// normRule is a norm's rule in words, its limits filled in.
func normRule(l words.Lang, n law.Norm) string {
	text := n.Rule.In(string(l))
	for _, x := range n.Limits {
		text = strings.ReplaceAll(text, "{"+x.Name+"}", words.Number(l, x.Value))
	}
	return text
}

// order of the states on the timeline of a case that goes well.
var order = map[registration.State]int{
	registration.Draft: 0, registration.Checking: 1, registration.Ineligible: 1, registration.Signing: 2,
	registration.Consenting: 3, registration.Held: 4, registration.Recording: 5, registration.Done: 7,
}

// stage tells whether a step of the timeline is done, is now, or is still to come.
func stage(k registration.Case, step string) string {
	at, ok := order[k.State]
	if !ok {
		at = order[k.Came]
		if k.SignedBy != "" && at < 3 {
			at = 3
		}
	}
	s := order[registration.State(step)]
	if step == "done" {
		s = 6
	}
	switch {
	case at > s:
		return "done"
	case at == s && ok:
		return "now"
	}
	return ""
}

func smsWord(status string) string {
	switch status {
	case "delivered", "sent":
		return "ok"
	case "failed", "dead":
		return "failed"
	case "unknown":
		return "unknown"
	}
	return "waiting"
}
