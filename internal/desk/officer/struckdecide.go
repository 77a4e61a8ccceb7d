package officer

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// removalAct reads the decision on an application of owners.
func (d *Desk) removalAct(v *frame.Visit, x removalView, f *frame.Form) func(digest string) office.Act {
	ground := refusal.Ground(f.Get("ground"))
	decision := f.Get("decision")
	switch {
	case decision == "approve":
		return func(digest string) office.Act { return removal.Approve{NoteDigest: digest} }
	case decision == "restore" && x.Done:
		return func(digest string) office.Act { return removal.Restore{NoteDigest: digest} }
	case decision == "summon" && x.Open["summon"]:
		if !ground.Known() {
			f.Fail("ground", v.T("errors.choose"))
		}
		return func(digest string) office.Act {
			return removal.Summon{Refusal: refusal.New(ground), NoteDigest: digest}
		}
	case decision == "reject" && !x.Done:
		switch {
		case !ground.Known():
			f.Fail("ground", v.T("errors.choose"))
		case x.Case.Intent.Heard == "":
			f.Fail("decision", v.T("officer.decide.unheard"))
		case !x.Case.Intent.Allows(ground):
			f.Fail("ground", v.T("officer.decide.untold"))
		}
		return func(digest string) office.Act {
			return removal.Reject{Refusal: refusal.New(ground), NoteDigest: digest}
		}
	}
	f.Fail("decision", v.T("errors.choose"))
	return nil
}

// Days are the working days that the filer has to answer.
func (x removalView) Days() int {
	n, _ := law.HearingNotice(civil.DateOf(x.Now))
	return n
}

// Grounds are those on which an application of owners may be refused.
func (x removalView) Grounds() []refusal.Ground { return refusal.All() }

// entryView is an entry that an officer may propose to strike.
type entryView struct {
	Line   lookup.Line
	Name   string
	Born   civil.Date
	Rivals []striking.Case // open proposals about it
	Kinds  []kind          // of proposals for which the entry has a row
	Max    int
}

// kind is one kind of proposals with its reasons.
type kind struct {
	Kind    striking.Kind
	Reasons []striking.Reason
}

func (d *Desk) entryView(v *frame.Visit) (x entryView, err error) {
	l, made, rivals, err := d.Look.Strikeable(v.R.Context(), d.Proposals, v.R.PathValue("id"), me(v))
	if err != nil {
		return x, err
	}
	x = entryView{Line: l, Name: made.Who.Name.Full(), Born: made.Who.Born, Rivals: rivals, Max: maxNote}
	for k, act := range map[striking.Kind]register.Act{
		striking.CourtAct: register.End{Status: register.EndedCourt}, striking.FalseData: register.Annul{},
	} {
		if _, _, err := l.Entry.Next(act, register.Officer, d.Calendar.Now()); err == nil && len(rivals) == 0 {
			x.Kinds = append(x.Kinds, kind{k, striking.Reasons(k)})
		}
	}
	if len(x.Kinds) == 2 && x.Kinds[0].Kind == striking.FalseData { // in the order of the list
		x.Kinds[0], x.Kinds[1] = x.Kinds[1], x.Kinds[0]
	}
	return x, d.glanced(v, "person", made.Ref, l.Entry.Person)
}

func (d *Desk) entry(v *frame.Visit) error {
	x, err := d.entryView(v)
	if err != nil {
		return err
	}
	return v.Page("struck-entry", v.T("shell.word.ref", "ref", x.Line.Entry.Number), x)
}

// propose asks for the end of an entry; another officer decides.
func (d *Desk) propose(v *frame.Visit) error {
	if ref, done, err := d.Door.Replayed(v.R.Context(), v.FormKey()); err != nil || done {
		if err != nil {
			return err
		}
		return v.Redirect("/struck/proposals/" + ref)
	}
	x, err := d.entryView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "reason", "court", "number", "day", "note")
	b := d.basis(v, &f)
	text := d.text(v, &f, b.Kind() == striking.FalseData)
	if f.Bad() {
		return v.Invalid("struck-entry", v.T("shell.word.ref", "ref", x.Line.Entry.Number), x, f)
	}
	n := keeping.Note{Case: x.Line.Entry.ID, Author: me(v), Shown: b.Kind() == striking.FalseData, Text: text, At: d.Calendar.Now()}
	out, err := office.Noting{Door: d.Door, Notes: d.Shelf}.Any(v.R.Context(), office.Order{Key: v.FormKey(), By: actor(v)}, n, func(digest string) office.Act {
		return striking.Propose{Entry: x.Line.Entry.ID, Basis: b, NoteDigest: digest}
	})
	if err != nil {
		return err
	}
	return v.Redirect("/struck/proposals/" + out.Ref)
}

// basis reads on what a proposal rests; only a court act has a court, a number and a day.
func (d *Desk) basis(v *frame.Visit, f *frame.Form) striking.Basis {
	b := striking.Basis{Reason: striking.Reason(f.Get("reason"))}
	today := civil.DateOf(d.Calendar.Now())
	switch b.Kind() {
	case "":
		f.Fail("reason", v.T("errors.choose"))
	case striking.CourtAct:
		b.Court, b.Number = f.Get("court"), f.Get("number")
		day, err := civil.ParseDate(f.Get("day"))
		switch {
		case err != nil:
			f.Fail("day", v.T("errors.date_format"))
		case day.After(today):
			f.Fail("day", v.T("officer.search.ahead"))
		}
		b.Day = day
		if !striking.Line(b.Court, striking.MaxCourt) {
			f.Fail("court", v.T("officer.struck.court")+": "+v.T("officer.struck.line", "n", striking.MaxCourt))
		}
		if !striking.Line(b.Number, striking.MaxNumber) {
			f.Fail("number", v.T("officer.struck.number")+": "+v.T("officer.struck.line", "n", striking.MaxNumber))
		}
	}
	return b
}

// proposalView is a proposal as officers read it.
type proposalView struct {
	lookup.Proposal
	Name     string // of the person
	By       string // of the officer who proposes
	Decider  string
	Own      bool
	Open     map[string]bool
	Note     string
	Why      string
	Speeches []speech
	Max      int
}

// speech is one word of the person.
type speech struct {
	striking.Said
	Text string
}

func (d *Desk) proposalView(v *frame.Visit) (x proposalView, err error) {
	ctx := v.R.Context()
	p, err := d.Look.Proposal(ctx, d.Proposals, v.R.PathValue("ref"), actor(v))
	if err != nil {
		return x, err
	}
	if p.Role != striking.Proposer && p.Role != striking.Seconder {
		return x, fault.New(fault.NotFound, "no such proposal")
	}
	x = proposalView{Proposal: p, Name: d.person(ctx, p.Line.Entry), Own: p.Role == striking.Proposer, Open: map[string]bool{},
		Note: p.Words[p.Case.Note], Why: p.Words[p.Case.Why], Max: maxNote}
	for _, s := range p.Case.Said {
		x.Speeches = append(x.Speeches, speech{s, p.Words[s.Note]})
	}
	for _, verb := range p.Case.Open(actor(v)) {
		x.Open[string(verb)] = true
	}
	if x.By, err = d.name(ctx, p.Proposer); err != nil {
		return x, err
	}
	if !p.Case.Decider.IsZero() {
		if x.Decider, err = d.name(ctx, p.Case.Decider); err != nil {
			return x, err
		}
	}
	return x, d.glanced(v, "case", p.Ref, p.Person)
}

func (d *Desk) proposalPage(v *frame.Visit) error {
	x, err := d.proposalView(v)
	if err != nil {
		return err
	}
	return v.Page("struck-proposal", v.T("shell.word.ref", "ref", x.Number), x)
}

// second carries a proposal of another officer out, or does not.
func (d *Desk) second(v *frame.Visit) error {
	x, err := d.proposalView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "decision", "note")
	yes := f.Get("decision") == "second"
	if !yes && f.Get("decision") != "dissent" {
		f.Fail("decision", v.T("errors.choose"))
	}
	text := d.text(v, &f, f.Get("decision") == "dissent")
	if f.Bad() {
		return v.Invalid("struck-proposal", v.T("shell.word.ref", "ref", x.Number), x, f)
	}
	n := keeping.Note{Case: x.Case.Entry, Author: me(v), Shown: true, Text: text, At: d.Calendar.Now()}
	o := office.Order{Key: v.FormKey(), Ref: x.Ref, By: actor(v)}
	_, err = office.Noting{Door: d.Door, Notes: d.Shelf}.Any(v.R.Context(), o, n, func(digest string) office.Act {
		if yes {
			return striking.Second{NoteDigest: digest}
		}
		return striking.Dissent{NoteDigest: digest}
	})
	if err != nil {
		return err
	}
	return v.Redirect("/struck/proposals/" + x.Ref)
}

// takeBack withdraws the officer's own proposal.
func (d *Desk) takeBack(v *frame.Visit) error {
	x, err := d.proposalView(v)
	if err != nil {
		return err
	}
	if _, err := d.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: x.Ref, By: actor(v), Act: striking.Withdraw{}}); err != nil {
		return err
	}
	return v.Redirect("/struck/proposals/" + x.Ref)
}
