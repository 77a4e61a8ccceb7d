package lookup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Ledger tells what happened to applications of a time.
type Ledger interface {
	Stories(ctx context.Context, from, until time.Time, limit int, fn func(writ.Fact) error) error
	ActiveTemporary(ctx context.Context, since time.Time, limit int) ([]string, error)
}

// MaxStories bounds the applications of one report: the newest.
const MaxStories = 5000

// Funnel counts requests to owners: of those asked, who agreed, refused, did not answer in time, still
// may answer, and whose application ended before (another owner's no, withdrawn).
type Funnel struct {
	Asked, Agreed, Refused, Lapsed, Waiting, Stopped int
	Median                                           time.Duration // from asking to a yes; zero when nobody agreed
}

// GroundCount is how many applications met a ground: refused by an officer, or found ineligible
// before anybody signed, which is no refusal.
type GroundCount struct {
	Ground              refusal.Ground
	Refused, Ineligible int
}

// RegionMonth counts temporary entries in force, by the region and the month in which they were made.
type RegionMonth struct {
	Region string // two digits of KATO; "" when not known
	Month  civil.Date
	N      int
}

// Span is the time and the region of a report: so many months, the present one among them; Region is
// two digits of KATO, "" for all.
type Span struct {
	Months int
	Region string
}

func (s Span) days(today civil.Date) (from, until civil.Date) {
	return monthOf(today).AddMonths(1 - s.Months), today
}

// Report is what a supervisor reads of the applications opened in a time.
type Report struct {
	From, Until             civil.Date // the days, both counted
	Region                  string     // "" for all
	Cases                   int
	Cut                     bool // there were more than MaxStories
	Record, Counter, Review Terms
	Consents                Funnel
	Grounds                 []GroundCount
	Channels                []keeping.Group
	Branches                []BranchLoad
	Active                  []RegionMonth
}

// Report reads the applications opened in a span.
func (d *Desk) Report(ctx context.Context, l Ledger, span Span) (r Report, err error) {
	defer fault.Wrap(&err, "report")
	now := d.Calendar.Now()
	today := civil.DateOf(now)
	r.From, r.Until = span.days(today)
	r.Region = span.Region
	t := tellers{now: now, report: &r, grounds: map[refusal.Ground]*GroundCount{}, made: map[string]RegionMonth{},
		channels: map[law.Channel]int{}, branches: map[string]*BranchLoad{}}
	err = l.Stories(ctx, r.From.Start(), today.AddDays(1).Start(), MaxStories+1, t.hear)
	if err != nil {
		return r, err
	}
	t.close()
	if t.heard > MaxStories {
		r.Cut = true
	}
	t.sort()
	slices.Sort(t.waits)
	if n := len(t.waits); n > 0 {
		r.Consents.Median = t.waits[n/2]
	}
	active, err := l.ActiveTemporary(ctx, r.From.Start(), MaxStories+1)
	if err != nil {
		return r, err
	}
	r.Active = byRegion(active, t.made)
	return r, nil
}

// sort lists what was counted, in a fixed order.
func (t *tellers) sort() {
	r := t.report
	for _, g := range t.grounds {
		r.Grounds = append(r.Grounds, *g)
	}
	slices.SortFunc(r.Grounds, func(a, b GroundCount) int { return strings.Compare(string(a.Ground), string(b.Ground)) })
	for c, n := range t.channels {
		r.Channels = append(r.Channels, keeping.Group{Key: string(c), N: n})
	}
	slices.SortFunc(r.Channels, func(a, b keeping.Group) int { return cmp.Or(b.N-a.N, strings.Compare(a.Key, b.Key)) })
	for _, b := range t.branches {
		r.Branches = append(r.Branches, *b)
	}
	slices.SortFunc(r.Branches, func(a, b BranchLoad) int {
		return cmp.Or(b.Filed-a.Filed, strings.Compare(a.Branch, b.Branch))
	})
}

func byRegion(refs []string, made map[string]RegionMonth) (out []RegionMonth) {
	sums := map[RegionMonth]int{}
	for _, ref := range refs {
		if at, ok := made[ref]; ok {
			sums[at]++
		}
	}
	for at, n := range sums {
		at.N = n
		out = append(out, at)
	}
	slices.SortFunc(out, func(a, b RegionMonth) int {
		return cmp.Or(strings.Compare(a.Region, b.Region), b.Month.Compare(a.Month))
	})
	return out
}

// tellers folds facts, case by case, into a report.
type tellers struct {
	now     time.Time
	report  *Report
	grounds map[refusal.Ground]*GroundCount
	made    map[string]RegionMonth // by ref of the case that made the entry
	waits   []time.Duration
	at      tale
	heard   int // cases, of other regions too

	channels map[law.Channel]int
	branches map[string]*BranchLoad
}

// tale is the case being told.
type tale struct {
	ref       string
	state     registration.State
	filer     string // party text
	typ       consent.Type
	region    string
	owners    int
	asked     time.Time // when the owners were asked, first
	agreed    map[string]time.Duration
	refused   int
	recording time.Time
	reviewing time.Time
	opened    time.Time
	done      time.Time
	channel   law.Channel
	branch    string
	part      Report        // terms of this case alone
	grounds   []GroundCount // and its noes
}

func (t *tellers) hear(f writ.Fact) error {
	if f.Case != t.at.ref {
		t.close()
		t.at = tale{ref: f.Case, agreed: map[string]time.Duration{}}
	}
	b, err := registration.ParseFact(f.Text)
	if err != nil {
		return fault.As(fault.Internal, err, "a fact cannot be read")
	}
	at := civil.FromMicros(b.At)
	t.learn(b)
	t.consents(b, at)
	t.terms(b, at)
	t.at.state = b.To
	return nil
}

// learn takes in who filed what and where, and the grounds of a no.
func (t *tellers) learn(b registration.FactBody) {
	k := &t.at
	if a := b.Heard.Ask; a != nil {
		k.typ, k.filer = a.Statement.Type, "iin:"+a.Filer.Digits()
		if k.opened.IsZero() {
			k.opened = civil.FromMicros(b.At)
		}
		k.channel = law.Portal
		if a.Intake != nil {
			k.channel, k.branch = a.Intake.Channel, a.Intake.Branch
		}
	}
	if l := b.Heard.Learn; l != nil && l.Dwelling != nil {
		k.region, k.owners = l.Dwelling.KATO.Region(), 0
		for _, o := range l.Dwelling.Owners {
			if writ.PartyText(o.Party) != k.filer {
				k.owners++
			}
		}
	}
	if l := b.Heard.Learn; l != nil && b.To == registration.Ineligible {
		for _, g := range l.Grounds {
			k.grounds = append(k.grounds, GroundCount{Ground: g.Ground, Ineligible: 1})
		}
	}
	if b.Heard.Reject != nil {
		k.grounds = append(k.grounds, GroundCount{Ground: b.Heard.Reject.Ground, Refused: 1})
	}
	if b.To == registration.Done {
		k.done = civil.FromMicros(b.At)
	}
	if b.To == registration.Done && k.typ == consent.Temporary && t.wanted(k) {
		t.made[k.ref] = RegionMonth{Region: k.region, Month: monthOf(civil.DateOf(civil.FromMicros(b.At)))}
	}
}

// wanted tells whether the case is of the region that was asked for.
func (t *tellers) wanted(k *tale) bool { return t.report.Region == "" || t.report.Region == k.region }

func (t *tellers) ground(g refusal.Ground) *GroundCount {
	if t.grounds[g] == nil {
		t.grounds[g] = &GroundCount{Ground: g}
	}
	return t.grounds[g]
}

func (t *tellers) consents(b registration.FactBody, at time.Time) {
	k := &t.at
	if b.To == registration.Consenting && k.asked.IsZero() {
		k.asked = at
	}
	switch b.Verb {
	case registration.VAgree:
		from := k.asked
		if from.IsZero() { // he answered before he was asked
			from = at
		}
		if b.Heard.Word != nil {
			k.agreed[writ.PartyText(b.Heard.Word.Owner)] = at.Sub(from)
		}
	case registration.VRetract:
		delete(k.agreed, writ.PartyText(b.Heard.Owner))
	case registration.VObject:
		k.refused++
	}
}

func (t *tellers) terms(b registration.FactBody, at time.Time) {
	k := &t.at
	if withOfficer(b.From) && b.To != b.From {
		due, _ := law.ReviewBy(k.reviewing)
		k.part.Review.ended(at, due)
		k.reviewing = time.Time{}
	}
	if b.From == registration.Recording && b.To == registration.Done {
		k.part.Record.ended(at, recordBy(k.recording).Add(time.Microsecond))
	}
	if b.To == registration.Recording && b.From != registration.Recording {
		k.recording = at
	}
	if withOfficer(b.To) && b.From != b.To {
		k.reviewing = at
	}
}

// withOfficer tells whether an officer's term runs: each officer who looks has one of his own. While the
// applicant may speak none does.
func withOfficer(s registration.State) bool {
	return s == registration.Reviewing || s == registration.Seconding
}

// recordBy is the last instant of the service's term.
func recordBy(from time.Time) time.Time {
	term, _ := law.RecordTerm(civil.DateOf(from))
	return from.Add(term)
}

// close counts what the case being told has come to.
func (t *tellers) close() {
	k := t.at
	if k.ref == "" {
		return
	}
	t.heard++
	t.at = tale{}
	if !t.wanted(&k) {
		return
	}
	t.report.Cases++
	switch k.state {
	case registration.Recording:
		t.running(&k.part.Record, recordBy(k.recording).Add(time.Microsecond))
	case registration.Reviewing, registration.Seconding:
		due, _ := law.ReviewBy(k.reviewing)
		t.running(&k.part.Review, due)
	}
	t.counter(&k)
	t.report.Record.add(k.part.Record)
	t.report.Review.add(k.part.Review)
	t.report.Counter.add(k.part.Counter)
	for _, g := range k.grounds {
		sum := t.ground(g.Ground)
		sum.Refused, sum.Ineligible = sum.Refused+g.Refused, sum.Ineligible+g.Ineligible
	}
	if k.channel != "" {
		t.channels[k.channel]++
	}
	t.requests(k)
}

func (t *tellers) requests(k tale) {
	if k.asked.IsZero() {
		return
	}
	if k.state == registration.Done { // the others' words were kept from an application that lapsed
		k.owners = len(k.agreed)
	}
	f := &t.report.Consents
	f.Asked += k.owners
	f.Agreed += len(k.agreed)
	f.Refused += k.refused
	for _, w := range k.agreed {
		t.waits = append(t.waits, w)
	}
	silent := max(k.owners-len(k.agreed)-k.refused, 0)
	switch k.state {
	case registration.Lapsed:
		f.Lapsed += silent
	case registration.Consenting:
		f.Waiting += silent
	default:
		f.Stopped += silent
	}
}
