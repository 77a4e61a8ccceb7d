package issue

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/sheet"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
)

// both prints a catalogue text in Kazakh and Russian.
func both(key string, args ...any) [2]string {
	return [2]string{words.T(words.KK, key, args...), words.T(words.RU, key, args...)}
}

func line(key string, value ...string) sheet.Line {
	b := both(key)
	return sheet.Line{KK: b[0], RU: b[1], Value: value}
}

func pair(b [2]string) []string {
	if b[0] == b[1] {
		return b[:1]
	}
	return b[:]
}

func day(l words.Lang, d civil.Date) string { return words.DateFull(l, d.Year, int(d.Month), d.Day) }

func moment(t time.Time) [2]string {
	return [2]string{words.DateTime(words.KK, civil.Local(t)), words.DateTime(words.RU, civil.Local(t))}
}

// head says who issues; the training system says that its papers have no force.
func (i *Issuer) head(title [2]string, now time.Time) sheet.Sheet {
	s := sheet.Sheet{Title: title, Head: both("shell.service.name"), Made: now}
	if i.Training {
		s.Head = both("paper.training")
	}
	return s
}

func (i *Issuer) notification(l lookup.Line, name string, now time.Time) sheet.Sheet {
	e := l.Entry
	s := i.head(both("paper.notice."+string(e.Type)), now)
	s.Number = e.Number
	term := both("paper.term_from", "from", "")
	if e.Term.IsZero() {
		term = [2]string{words.T(words.KK, "paper.term_from", "from", day(words.KK, civil.DateOf(e.From))), words.T(words.RU, "paper.term_from", "from", day(words.RU, civil.DateOf(e.From)))}
	} else {
		for n, lang := range []words.Lang{words.KK, words.RU} {
			term[n] = words.T(lang, "paper.term_from_to", "from", day(lang, civil.DateOf(e.From)), "to", day(lang, e.LastDay()))
		}
	}
	s.Lines = []sheet.Line{
		line("paper.number", e.Number), line("paper.service", pair(both("paper.service."+string(e.Type)))...),
		line("paper.name", name), line("paper.iin", e.Person.String()),
		line("paper.address", l.Address.Line("kk"), l.Address.Line("ru")), line("paper.rka", e.RKA.String()),
		line("paper.term", pair(term)...), line("paper.recorded", pair(moment(e.From))...),
		line("paper.recorded_by", pair(both("paper.automatic"))...),
	}
	url := i.Base.String() + "/v/" + e.Number
	s.QRText = pair(both("paper.verify", "url", url, "ref", e.Number))
	return s
}

// Certificate is a person's address certificate as of now: all registrations in force. It is made
// anew each day that it is asked for, and the day's bytes are kept.
func (i *Issuer) Certificate(ctx context.Context, who keeping.Account, a lookup.Addresses) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "issue an address certificate")
	now := i.Calendar.Now()
	number := civil.DateOf(now).String() + "-" + version(a)
	d, err = i.Books.Issued(ctx, who.Person, number, string(sheet.Certificate))
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	s := i.head(both("paper.certificate"), now)
	s.Lines = []sheet.Line{line("paper.name", who.Name), line("paper.iin", who.Person.String())}
	for _, l := range []*lookup.Line{a.Permanent, a.Temporary} {
		if l == nil {
			continue
		}
		if !l.Known {
			return d, fault.New(fault.Unavailable, "the address register is silent")
		}
		s.Lines = append(s.Lines, line("shell.kind."+string(l.Entry.Type), append([]string{l.Address.Line("kk"), l.Address.Line("ru"), l.Entry.RKA.String()}, term(*l)...)...))
	}
	if len(s.Lines) == 2 {
		s.Lines = append(s.Lines, line("paper.address", pair(both("paper.certificate.none"))...))
	}
	s.Notes = pair([2]string{words.T(words.KK, "paper.certificate.issued", "time", moment(now)[0]), words.T(words.RU, "paper.certificate.issued", "time", moment(now)[1])})
	return i.keep(ctx, keeping.Issued{Number: number, Kind: string(sheet.Certificate), Person: who.Person, Made: now}, s, "")
}

// version names what the certificate says, so that a change on the same day makes another.
func version(a lookup.Addresses) string {
	out := ""
	for _, l := range []*lookup.Line{a.Permanent, a.Temporary} {
		if l != nil {
			out += l.Entry.Number
		}
	}
	return out
}

func term(l lookup.Line) []string {
	if l.Entry.Term.IsZero() {
		return []string{day(words.KK, civil.DateOf(l.Entry.From)) + " –"}
	}
	return []string{day(words.KK, civil.DateOf(l.Entry.From)) + " – " + day(words.KK, l.Entry.LastDay())}
}

// Refusal is the motivated refusal of a case: ground, norm, facts, what to do, where to appeal.
func (i *Issuer) Refusal(ctx context.Context, k registration.Case) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "issue a refusal")
	if k.State != registration.Refused || len(k.Grounds) == 0 {
		return d, fault.New(fault.NotFound, "the case is not refused")
	}
	d, err = i.Books.Issued(ctx, k.Filer, k.Number, string(sheet.Refusal))
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	now := i.Calendar.Now()
	s := i.head(both("paper.refusal"), now)
	s.Lines = []sheet.Line{line("paper.number", k.Number), line("paper.name", k.Who.Name.Full()), line("paper.address", pair([2]string{k.TypedIn("kk"), k.TypedIn("ru")})...)}
	for _, g := range k.Grounds {
		kk, ru := g.Words("kk"), g.Words("ru")
		s.Lines = append(s.Lines,
			line("paper.refusal.ground", string(g.Ground)+". "+kk.Title, string(g.Ground)+". "+ru.Title),
			line("paper.refusal.facts", kk.Why, ru.Why), line("paper.refusal.remedy", kk.WhatToDo, ru.WhatToDo),
			line("paper.refusal.appeal", where(kk), where(ru)))
	}
	last, _ := law.ComplainUntil(civil.DateOf(k.Changed))
	s.Lines = append(s.Lines, line("paper.refusal.until", day(words.KK, last), day(words.RU, last)))
	return i.keep(ctx, keeping.Issued{Number: k.Number, Kind: string(sheet.Refusal), Person: k.Filer, Made: now}, s, "")
}

func where(w refusal.Words) string { return w.WhereToAppeal }
