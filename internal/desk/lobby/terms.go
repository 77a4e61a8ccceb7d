package lobby

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
)

// terms are the numbers of the service as the rules of one day give them; pages show no other.
type terms struct {
	Day                 time.Time
	Owners, More        string // how long an owner may think; what one extension adds
	Extends             bool
	Record, Page        int // minutes
	Counter             int // minutes
	Review              int // working days
	Fee                 int // MCI
	Child, Self, Adult  int // years
	Below               int // the last year before Self
	Register            string
	Shortest, Longest   int // months
	Norm                int // m² a person in the capital; 0: none
	Pilot               bool
	ExtendFrom, Keeping int // days
}

// capital is the KATO code of Astana.
const capital = "71"

func (l *Lobby) terms(v *frame.Visit) terms {
	now := l.Calendar.Now()
	day := civil.DateOf(now)
	wait, _ := law.ConsentWindow(day)
	record, _ := law.RecordTerm(day)
	page, _ := law.AddressPageTerm(day)
	counter, _ := law.CounterServiceTerm(day)
	by, _ := law.RegisterBy(day)
	norm, _ := law.CapitalNorm(day, capital)
	mode, _ := law.CounterPolicy(day)
	keep, _ := law.DraftKeep(day)
	x := terms{
		Day: now, Owners: words.Duration(v.Lang, wait.Window), More: words.Duration(v.Lang, wait.Extension), Extends: wait.Extensions > 0,
		Record: int(record.Minutes()), Page: int(page.Minutes()), Counter: int(counter.Minutes()),
		Register: words.Days(v.Lang, day.DaysUntil(by)), Norm: norm.M2PerPerson, Pilot: mode == law.Pilot, Keeping: int(keep.Hours()) / 24,
	}
	x.Review, _ = law.ReviewTerm(day)
	x.Fee, _ = law.Fee(day)
	x.Child, _ = law.MinorAge(day)
	x.Self, _ = law.SelfAge(day)
	x.Adult, _ = law.AdultAge(day)
	x.Below = x.Self - 1
	x.Shortest, x.Longest, _ = law.TermRange(day)
	x.ExtendFrom, _ = law.ExtendFrom(day)
	return x
}

// withTerms makes a page of words and terms.
func (l *Lobby) withTerms(page, title string) func(*frame.Visit) error {
	return func(v *frame.Visit) error { return v.Page(page, v.T(title), l.terms(v)) }
}

// scene is one step of the walk-through: N names its words, Picture the words of the page shown,
// the heading first. They are the page's own, so that the picture never grows old.
type scene struct {
	N       int
	Picture []string
	Button  string
	Whose   string // "yours", "theirs" or "ours"
}

var scenes = []scene{
	{1, []string{"sign.signin.h", "sign.signin.eds", "sign.signin.qr", "sign.signin.sms"}, "shell.nav.signin", "yours"},
	{2, []string{"apply.who.q", "apply.who.me", "apply.who.child", "apply.who.ward"}, "shell.btn.next", "yours"},
	{3, []string{"apply.kind.q", "apply.kind.temporary", "apply.kind.permanent", "apply.term.months", "apply.reason.q"}, "shell.btn.next", "yours"},
	{4, []string{"apply.where.q", "apply.where.own.q", "apply.where.iin", "apply.where.addr"}, "shell.btn.next", "yours"},
	{5, []string{"apply.check.h", "apply.checked.h", "sign.method.mobile", "sign.method.sms", "sign.method.eds"}, "shell.btn.sign", "yours"},
	{6, []string{"account.case.timeline", "account.timeline.signed", "account.timeline.consent"}, "", "theirs"},
	{7, []string{"account.address.h", "account.timeline.recorded", "paper.notification.h"}, "", "ours"},
}

// walkView is the walk-through that stands in place of a video.
type walkView struct {
	terms
	Scenes []scene
}

func (l *Lobby) walk(v *frame.Visit) error {
	return v.Page("walk", v.T("lobby.tour.h"), walkView{l.terms(v), scenes})
}
