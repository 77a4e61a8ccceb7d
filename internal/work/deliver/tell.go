// Package deliver carries notices to people: a letter in the account, an SMS beside it, and the
// receipt written down. It runs after the facts are stored, never before.
package deliver

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"strconv"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/words"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// Books is where letters and texts are kept.
type Books interface {
	PutLetter(ctx context.Context, l keeping.Letter, finish string, next []writ.Errand) error
	SetLetterSMS(ctx context.Context, id, status string) error
	Text(ctx context.Context, id string) (keeping.Text, error)
	PutText(ctx context.Context, t keeping.Text) error
	Account(ctx context.Context, i iin.IIN) (keeping.Account, error)
}

// Persons is GBD FL; the head of a legal entity is found there too.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// Tell is the worker of errands of kind "tell": one notice to one party.
type Tell struct {
	Books    Books
	Calendar signing.Clock
	Machine  signing.Clock
	Log      *slog.Logger
}

// Kind of errand that this worker does.
func (Tell) Kind() string { return office.Tell }

// Do puts the letter into the account and leaves the SMS as an errand, in one transaction.
// A legal entity is told in its cabinet only: BMG knows phones of people.
func (t Tell) Do(ctx context.Context, j writ.Job) (bool, error) {
	var body office.Telling
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	to, err := iin.ParseParty(body.To)
	if err != nil {
		return false, errand.Dead{Why: "address cannot be read"}
	}
	person, ok := to.Person()
	letter := keeping.Letter{ID: j.Key, Person: person, Party: body.To, Case: j.Case, Kind: body.Kind, At: t.Calendar.Now()}
	if body.Turn > 0 {
		body.Vars = maps.Clone(body.Vars)
		body.Vars[turn] = strconv.Itoa(body.Turn)
	}
	vars, err := json.Marshal(body.Vars)
	if err != nil {
		return false, errand.Dead{Why: "variables cannot be written"}
	}
	letter.Vars = string(vars)
	if ok && body.SMS {
		letter.Joint = notice.Together(body.Group, body.Kind, body.Vars)
	}
	var next []writ.Errand
	if ok && body.SMS {
		acc, err := t.Books.Account(ctx, person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return false, err
		}
		if next, err = t.smsErrand(letter, acc, body); err != nil {
			return false, err
		}
		if len(next) > 0 {
			letter.SMS = "queued"
		}
	}
	return true, t.Books.PutLetter(ctx, letter, j.Key, next)
}

// smsErrand prints the SMS in the reader's language; Kazakh when nobody knows it.
func (t Tell) smsErrand(l keeping.Letter, acc keeping.Account, body office.Telling) ([]writ.Errand, error) {
	lang, ok := words.ParseLang(acc.Lang)
	if !ok {
		lang = words.KK
	}
	if !words.Has("sms." + body.Kind) {
		return nil, nil
	}
	sms := signing.SMSBody{To: l.Person.Digits(), Text: Print(lang, "sms", body.Kind, body.Vars), For: l.ID}
	e := writ.Errand{Key: signing.SMS + ":" + l.ID, Kind: signing.SMS, Case: l.Case}
	if l.Joint != "" { // it waits a moment for the others of its statement
		wait, _ := law.JointWait(civil.DateOf(l.At))
		sms.Joint, sms.Lang, e.Due = l.Joint, string(lang), t.Machine.Now().Add(wait)
	}
	text, err := json.Marshal(sms)
	if err != nil {
		return nil, errand.Dead{Why: "SMS cannot be written"}
	}
	e.Body = string(text)
	return []writ.Errand{e}, nil
}
