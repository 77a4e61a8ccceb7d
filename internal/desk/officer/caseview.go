package officer

import (
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/lookup"
)

// caseView is one case as staff see it.
type caseView struct {
	Case     registration.Case
	Open     map[string]bool // by verb: what the officer may do; empty for who only reads
	Mine     bool
	Audit    bool
	Checked  *audit.Report // for an auditor: what the check came to
	Purpose  string        // of his look
	Due      time.Time     // in review: decided before
	Late     bool
	File     lookup.File
	Judged   []judgement
	Grounds  []refusal.Ground
	Hearing  *hearing
	Proposal *proposal
	Preview  []refusalText // of what the applicant is about to be told
	Sight    string        // … and of what it is: decision and ground
	Decision string
	Note     string // … with the officer's words to him
	Longest  int    // of a note, in characters
	Notice   int    // working days between a summons and a refusal
	Purposes []string
}

// judgement is one assessment: when it was made, by the rules of which day, and what each rule said.
type judgement struct {
	At    time.Time
	Day   civil.Date
	Rules []ruling
}

// ruling is one rule asked: its text as it stood, the version, what it looked at and its answer.
type ruling struct {
	Norm   law.Norm
	ID     string
	Known  bool
	From   civil.Date // first day of the version; zero: always in force
	Inputs string
	Answer string
}

// refusalText is a refusal as its reader will see it, in one language.
type refusalText struct {
	Lang words.Lang
	refusal.Words
	Lead, Until string // of a summons: what it is, and until when he may speak
}

// view gathers what an officer sees of a case.
func (d *Desk) view(v *frame.Visit, k registration.Case) (caseView, error) {
	w := d.waiting(k)
	x := caseView{Case: k, Open: map[string]bool{}, Mine: k.Taken == me(v), Grounds: refusal.All(), Longest: maxNote}
	if k.State == registration.Reviewing || k.State == registration.Seconding {
		x.Due, x.Late = w.Due, w.Late
	}
	x.Notice, _ = law.HearingNotice(civil.DateOf(d.Calendar.Now()))
	for _, verb := range k.Open(actor(v)) {
		x.Open[string(verb)] = true
	}
	var err error
	if x.File, err = d.Look.File(v.R.Context(), d.Shelf, lookup.Open{Case: k, Role: registration.Officer}); err != nil {
		return x, err
	}
	if x.Hearing, err = d.hearing(v.R.Context(), k, x.File); err != nil {
		return x, err
	}
	if x.Proposal, err = d.proposal(v, k, x.File); err != nil {
		return x, err
	}
	for _, s := range x.File.Steps {
		if len(s.Trace) > 0 {
			x.Judged = append(x.Judged, judged(v, s))
		}
	}
	slices.Reverse(x.Judged) // the last one first
	return x, nil
}

func judged(v *frame.Visit, s lookup.Step) judgement {
	j := judgement{At: s.At, Day: s.Judged}
	for _, f := range s.Trace {
		r := ruling{ID: f.Norm, From: f.Version, Answer: frame.RuleAnswer(v.Lang, f.Answer)}
		day := f.Version
		if day.IsZero() {
			day = civil.DateOf(s.At)
		}
		r.Norm, r.Known = law.NormAt(f.Norm, day)
		var in []string
		for _, i := range f.Inputs {
			in = append(in, frame.RuleInput(v.Lang, i))
		}
		r.Inputs = strings.Join(in, "; ")
		j.Rules = append(j.Rules, r)
	}
	return j
}

func orText(v *frame.Visit, key, otherwise string) string {
	if words.Has(key) {
		return v.T(key)
	}
	return otherwise
}

func listed(list []string, x string) bool { return slices.Contains(list, x) }
