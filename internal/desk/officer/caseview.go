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
	"tirkeu/internal/work/lookup"
)

// caseView is one case as staff see it.
type caseView struct {
	Case     registration.Case
	Open     map[string]bool // by verb: what the officer may do; empty for who only reads
	Mine     bool
	Audit    bool
	Due      time.Time // in review: decided before
	Late     bool
	File     lookup.File
	Judged   []judgement
	Grounds  []refusal.Ground
	Preview  []refusalText // of the refusal that is about to be given
	Ground   refusal.Ground
	Longest  int // of a note, in characters
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
}

// view gathers what an officer sees of a case.
func (d *Desk) view(v *frame.Visit, k registration.Case) (caseView, error) {
	w := d.waiting(k)
	x := caseView{Case: k, Open: map[string]bool{}, Mine: k.Taken == me(v), Grounds: refusal.All(), Longest: maxNote}
	if k.State == registration.Reviewing {
		x.Due, x.Late = w.Due, w.Late
	}
	for _, verb := range k.Open(actor(v)) {
		x.Open[string(verb)] = true
	}
	var err error
	x.File, err = d.Look.File(v.R.Context(), d.Shelf, lookup.Open{Case: k, Role: registration.Officer})
	for _, s := range x.File.Steps {
		if len(s.Trace) > 0 {
			x.Judged = append(x.Judged, judged(v, s))
		}
	}
	slices.Reverse(x.Judged) // the last one first
	return x, err
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
