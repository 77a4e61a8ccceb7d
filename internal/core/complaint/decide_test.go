package complaint

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// TestWhoMayComplain: of what, by whom; a stranger of nothing.
func TestWhoMayComplain(t *testing.T) {
	in := func(s registration.State) Subject { c := refusedCase(); c.State = s; return Subject{Case: c} }
	unsigned := in(registration.Signing)
	unsigned.Case.SignedBy = ""
	head := Actor{Person: erik, For: firm}
	for name, c := range map[string]struct {
		s    Subject
		by   Actor
		want []Kind
	}{
		"applicant, refused":        {in(registration.Refused), citizen(anna), []Kind{Decision}},
		"applicant, ineligible":     {in(registration.Ineligible), citizen(anna), []Kind{Decision}},
		"applicant, lapsed":         {in(registration.Lapsed), citizen(anna), []Kind{Decision}},
		"applicant, on its way":     {in(registration.Reviewing), citizen(anna), []Kind{Delay}},
		"applicant, withdrew":       {in(registration.Withdrawn), citizen(anna), nil},
		"applicant, done":           {in(registration.Done), citizen(anna), nil},
		"person who did not file":   {in(registration.Done), citizen(boris), []Kind{NotMe}},
		"owner":                     {in(registration.Done), citizen(dana), []Kind{NotAgreed}},
		"owner, nothing signed":     {unsigned, citizen(dana), nil},
		"head of an owning firm":    {in(registration.Done), head, []Kind{NotAgreed}},
		"head for himself":          {in(registration.Done), citizen(erik), nil},
		"stranger":                  {in(registration.Refused), citizen(erik), nil},
		"officer":                   {in(registration.Refused), officer(gulnar), nil},
		"clock":                     {in(registration.Refused), clock, nil},
		"registered person":         {entrySubject(), citizen(boris), []Kind{NotMe, Mistake}},
		"who filed for him":         {entrySubject(), citizen(anna), []Kind{Mistake}},
		"owner of the dwelling":     {entrySubject(), citizen(dana), []Kind{NotAgreed}},
		"stranger to the entry":     {entrySubject(), citizen(erik), nil},
		"entry without application": {Subject{Entry: entrySubject().Entry}, citizen(boris), []Kind{NotMe, Mistake}},
		"nobody knows the owners":   {Subject{Entry: entrySubject().Entry}, citizen(dana), nil},
		"nothing":                   {Subject{}, citizen(anna), nil},
	} {
		if d := cmp.Diff(c.want, c.s.Kinds(c.by, noon)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestFilingTerm: a decision may be complained of for three months, the last day included.
func TestFilingTerm(t *testing.T) {
	decided := civil.MustDate(2026, time.November, 30)
	s := Subject{Case: refusedCase()}
	s.Case.Since = decided.Start().Add(time.Hour)
	last := civil.MustDate(2027, time.February, 28) // Civil-Code months
	for day, want := range map[civil.Date]int{last.AddDays(-1): 1, last: 1, last.AddDays(1): 0} {
		if got := s.Kinds(citizen(anna), day.AddDays(1).Start().Add(-time.Microsecond)); len(got) != want {
			t.Errorf("on %s: %v", day, got)
		}
	}
	s.Case.State = registration.Reviewing // a delay has no last day
	if got := s.Kinds(citizen(anna), last.AddDays(400).Start()); !slices.Equal(got, []Kind{Delay}) {
		t.Errorf("%v", got)
	}
}

func TestAnswered(t *testing.T) {
	w := newWorld(t, Subject{Case: refusedCase()})
	if err := w.do(w.lodge(Decision), citizen(anna)); err != nil {
		t.Fatal(err)
	}
	c := w.s.Complaint
	if want := civil.MustDate(2026, time.September, 22).Start(); !c.Due.Equal(want) || !c.Deadline().Equal(want) {
		t.Errorf("due %v, want %v: the end of the fifth working day", c.Due, want)
	}
	if c.Subject != "2609-0001-0001" || c.From != iin.PersonParty(anna) || len(w.last.Notes) != 1 || strings.Contains(strings.Join(w.texts, ""), words) {
		t.Errorf("%+v", c)
	}
	for name, try := range map[string]struct {
		act  Act
		by   Actor
		kind fault.Kind
	}{
		"who decided takes":        {Take{}, officer(nurlan), fault.Forbidden},
		"a stranger takes back":    {Withdraw{}, citizen(erik), fault.Forbidden},
		"an owner takes back":      {Withdraw{}, citizen(dana), fault.Forbidden},
		"answer without taking":    {Answer{Upheld: true, Text: words, Salt: "s"}, officer(gulnar), fault.Conflict},
		"release without taking":   {Release{}, officer(gulnar), fault.Conflict},
		"the clock too early":      {Tick{}, clock, fault.Conflict},
		"the complainant answers":  {Answer{Text: words, Salt: "s"}, citizen(anna), fault.Conflict},
		"an officer who is a side": {Take{}, officer(dana), fault.Forbidden},
		"lodged twice":             {w.lodge(Decision), citizen(anna), fault.Conflict},
		"a register":               {Take{}, Actor{Machine: "registers"}, fault.Forbidden},
	} {
		if err := w.do(try.act, try.by); !fault.Is(err, try.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, step := range []struct {
		act Act
		by  Actor
	}{{Take{}, officer(gulnar)}, {Release{}, officer(gulnar)}, {Take{}, officer(erik)}} {
		if err := w.do(step.act, step.by); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.do(Take{}, officer(gulnar)); !fault.Is(err, fault.Conflict) {
		t.Errorf("taken from another's hands: %v", err)
	}
	if err := w.do(Answer{Upheld: true, Text: words, Salt: "s"}, officer(gulnar)); !fault.Is(err, fault.Conflict) {
		t.Errorf("answered what another holds: %v", err)
	}
	if err := w.do(Answer{Upheld: true, Text: words, Salt: "s2"}, officer(erik)); err != nil {
		t.Fatal(err)
	}
	c = w.s.Complaint
	if c.State != Upheld || c.Answerer != erik || !c.Kept() || !c.Deadline().IsZero() || c.Answer != w.last.Notes[0].Digest {
		t.Errorf("%+v", c)
	}
	w.whole()
}

// TestWhoDecidedMeanwhile: an officer who took a complaint about delay and then decided the case may only
// give the complaint back.
func TestWhoDecidedMeanwhile(t *testing.T) {
	s := Subject{Case: refusedCase()}
	s.Case.State = registration.Reviewing
	w := newWorld(t, s)
	for _, step := range []struct {
		act Act
		by  Actor
	}{{w.lodge(Delay), citizen(anna)}, {Take{}, officer(gulnar)}} {
		if err := w.do(step.act, step.by); err != nil {
			t.Fatal(err)
		}
	}
	w.s.Subject.Facts = append(w.s.Subject.Facts, `{"verb":"approve","actor":"officer:`+gulnar.Digits()+`"}`)
	if err := w.do(Answer{Text: words, Salt: "s"}, officer(gulnar)); !fault.Is(err, fault.Forbidden) {
		t.Errorf("judge in his own cause: %v", err)
	}
	if err := w.do(Release{}, officer(gulnar)); err != nil || !w.s.Complaint.Taken.IsZero() {
		t.Errorf("%v", err)
	}
	w.whole()
}

// TestTerm: kept to the last microsecond of the fifth working day, and told once when it is over.
func TestTerm(t *testing.T) {
	for _, c := range []struct {
		after      time.Duration
		kept, late bool
	}{{-time.Microsecond, true, false}, {0, false, true}, {time.Microsecond, false, true}} {
		w := newWorld(t, Subject{Case: refusedCase()})
		if err := w.do(w.lodge(Decision), citizen(anna)); err != nil {
			t.Fatal(err)
		}
		if err := w.do(Take{}, officer(gulnar)); err != nil {
			t.Fatal(err)
		}
		w.now = w.s.Complaint.Due.Add(c.after)
		err := w.do(Answer{Text: words, Salt: "s"}, officer(gulnar))
		if c.late { // the lock fell with the term: the clock's fact stands, the answer must be given anew
			if !fault.Is(err, fault.Conflict) || !w.s.Complaint.Late || !w.s.Complaint.Taken.IsZero() {
				t.Errorf("%v: %v, %+v", c.after, err, w.s.Complaint)
			}
			err = errors.Join(w.do(Take{}, officer(gulnar)), w.do(Answer{Text: words, Salt: "s"}, officer(gulnar)))
		}
		if k := w.s.Complaint; err != nil || k.State != Rejected || k.Kept() != c.kept || k.Late != c.late {
			t.Errorf("%v: %v, %+v", c.after, err, k)
		}
		w.whole()
	}
	w := newWorld(t, entrySubject())
	if err := w.do(w.lodge(NotMe), citizen(boris)); err != nil {
		t.Fatal(err)
	}
	w.now = w.s.Complaint.Due
	if err := w.do(Tick{}, clock); err != nil || !w.s.Complaint.Late {
		t.Fatalf("%v", err)
	}
	if err := w.do(Tick{}, clock); !fault.Is(err, fault.Conflict) {
		t.Errorf("told twice: %v", err)
	}
	if err := w.do(Withdraw{}, citizen(boris)); err != nil || w.s.Complaint.State != Withdrawn {
		t.Errorf("%v", err)
	}
	w.whole()
}

// TestWords: too little, too much, spaces, no salt, no text, no language.
func TestWords(t *testing.T) {
	long := strings.Repeat("ә", MaxText)
	for _, c := range []struct {
		text, salt, lang string
		ok               bool
	}{
		{long, "s", "kk", true}, {long[:len(long)-2], "s", "ru", true}, {long + "ә", "s", "en", false},
		{strings.Repeat("ә", MinText-1), "s", "kk", false}, {strings.Repeat("ә", MinText), "s", "kk", true}, {strings.Repeat("ә", MinText+1), "s", "kk", true},
		{words, "", "kk", false}, {words + " ", "s", "kk", false}, {words + "\xff", "s", "kk", false}, {words, "s", "de", false}, {words, "s", "", false},
	} {
		w := newWorld(t, Subject{Case: refusedCase()})
		l := w.lodge(Decision)
		l.Text, l.Salt, l.Lang = c.text, c.salt, c.lang
		if err := w.do(l, citizen(anna)); (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%d bytes in %q: %v", len(c.text), c.lang, err)
		}
	}
}

func TestNotLodged(t *testing.T) {
	base := func() *world { return newWorld(t, Subject{Case: refusedCase()}) }
	for name, c := range map[string]struct {
		bend func(*world, *Lodge)
		by   Actor
		kind fault.Kind
	}{
		"of another case":  {func(_ *world, l *Lodge) { l.About = OfCase("c2") }, citizen(anna), fault.NotFound},
		"of two things":    {func(_ *world, l *Lodge) { l.About.Entry = "e" }, citizen(anna), fault.NotFound},
		"a stranger":       {func(*world, *Lodge) {}, citizen(erik), fault.Forbidden},
		"an officer":       {func(*world, *Lodge) {}, officer(gulnar), fault.Forbidden},
		"of another kind":  {func(_ *world, l *Lodge) { l.Kind = NotAgreed }, citizen(anna), fault.Invalid},
		"a second one":     {func(w *world, _ *Lodge) { w.s.Rivals = []string{"k0"} }, citizen(anna), fault.Conflict},
		"without identity": {func(w *world, _ *Lodge) { w.s.Fresh = Fresh{} }, citizen(anna), fault.Internal},
	} {
		w := base()
		l := w.lodge(Decision)
		c.bend(w, &l)
		if err := w.do(l, c.by); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w := base()
	if err := w.do(Withdraw{}, citizen(anna)); !fault.Is(err, fault.NotFound) {
		t.Errorf("an act on no complaint: %v", err)
	}
}

// TestTableCitesNorms: every row cites a norm, every state is named, each open one has a way out.
func TestTable(t *testing.T) {
	for _, s := range Life {
		if _, ok := law.Find(s.Norm); !ok {
			t.Errorf("%s cites no norm", s)
		}
		if s.Role == Stranger {
			t.Errorf("a stranger opens %s", s)
		}
	}
	if d := cmp.Diff([]State{Draft, Waiting, Upheld, Rejected, Withdrawn}, Life.States()); d != "" {
		t.Error(d)
	}
	for _, s := range Life.States() {
		if s.Closed() != (s != Draft && s != Waiting) {
			t.Errorf("%s: closed %v", s, s.Closed())
		}
	}
}
