package removal

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

func TestASoleOwnerEndsIt(t *testing.T) {
	w := newWorld(t, own(bota))
	w.must(w.file(bota), citizen(bota), Checking)
	if w.last.Errands[0].Key != "ask-removal:r1:1" || len(w.last.Proofs) != 1 || len(w.last.Alarms) != 1 {
		t.Fatalf("%+v", w.last)
	}
	if w.h.Entry.Entry.Status != register.Active {
		t.Fatal("it ended before ownership was asked")
	}
	w.must(w.learn(), sources, Ended)
	e := w.h.Entry.Entry
	if e.Status != register.EndedOwner || e.Ended != "r1" || !e.Until.Equal(w.now) || !w.h.Case.Ended.Equal(w.now) {
		t.Errorf("%+v", e)
	}
	var keys []string
	for _, x := range w.last.Errands {
		keys = append(keys, x.Key)
	}
	if !slices.Contains(keys, "gbdfl:e1:2") || !slices.Contains(w.last.Quiet, "entry:e1") || !slices.Contains(w.last.Quiet, AlarmKey("r1")) {
		t.Errorf("errands %v, quiet %v", keys, w.last.Quiet)
	}
	var guards []string
	for _, g := range w.last.Guards {
		guards = append(guards, g.Kind+":"+g.Key)
	}
	if want := []string{"dwelling:" + flat.Digits(), "person:" + anna.Digits(), "case:r1"}; !slices.Equal(guards, want) {
		t.Errorf("guards %v, want %v", guards, want)
	}
	fact, err := register.ParseFact(w.lines[1])
	if err != nil || fact.Proof != w.h.Case.SignedBy || fact.Role != register.Owners || fact.Actor != "r1" || fact.Norm != law.EndByOwner {
		t.Errorf("%+v, %v", fact, err)
	}
}

func TestEveryOwnerConfirms(t *testing.T) {
	w := newWorld(t, own(bota), own(dana), dwelling.Owner{Party: firm})
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	policy, _ := law.ConsentWindow(civil.DateOf(w.now))
	if !w.h.Case.Deadline.Equal(w.now.Add(policy.Window)) || len(must(RowOf(w.h.Case)).Owners) != 2 {
		t.Errorf("deadline %v, owners %v", w.h.Case.Deadline, must(RowOf(w.h.Case)).Owners)
	}
	head := Actor{Person: erik, For: firm}
	w.fails(w.confirm(dana), citizen(erik), fault.Forbidden)
	w.fails(Confirm{Owner: iin.PersonParty(dana), Proof: w.word(erik, "", w.statement())}, head, fault.Forbidden)
	w.fails(Confirm{Owner: firm, Proof: w.word(erik, "", w.statement())}, head, fault.Invalid)
	w.must(Confirm{Owner: firm, Proof: w.word(erik, firm.BIN().Digits(), w.statement())}, head, Confirming)
	w.must(Retract{Owner: firm}, head, Confirming)
	w.fails(Retract{Owner: firm}, head, fault.Conflict)
	w.must(w.confirm(dana), citizen(dana), Confirming)
	w.must(Confirm{Owner: firm, Proof: w.word(erik, firm.BIN().Digits(), w.statement())}, head, Checking)
	if w.h.Entry.Entry.Status != register.Active {
		t.Fatal("it ended before ownership was asked again")
	}
	w.must(w.learn(), sources, Ended)
}

func TestAShareIsSoldMeanwhile(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	w.must(w.confirm(dana), citizen(dana), Checking)
	w.owners = []dwelling.Owner{own(bota), own(erik)}
	w.must(w.learn(), sources, Confirming)
	if len(w.h.Case.Confirmed) != 0 {
		t.Error("the seller's word still counts")
	}
	w.must(w.confirm(erik), citizen(erik), Checking)
	w.owners = []dwelling.Owner{own(erik)}
	w.must(w.learn(), sources, Ineligible)
	if w.h.Case.Why != NotOwner {
		t.Error(w.h.Case.Why)
	}
}

func TestWhatForbidsIt(t *testing.T) {
	for name, c := range map[string]struct {
		owners []dwelling.Owner
		why    Obstacle
	}{
		"no owner":            {nil, NotOwner},
		"another owns":        {[]dwelling.Owner{own(dana)}, NotOwner},
		"the person owns":     {[]dwelling.Owner{own(bota), own(anna)}, PersonOwns},
		"an owner has died":   {[]dwelling.Owner{own(bota), {Party: iin.PersonParty(dana), Gone: true}}, OwnerUnable},
		"an owner is a minor": {[]dwelling.Owner{own(bota), {Party: iin.PersonParty(dana), Minor: true}}, OwnerUnable},
		"he is incapable":     {[]dwelling.Owner{{Party: iin.PersonParty(bota), Incapable: true}}, OwnerUnable},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.owners...)
			w.must(w.file(bota), citizen(bota), Checking)
			w.must(w.learn(), sources, Ineligible)
			if w.h.Case.Why != c.why || w.h.Entry.Entry.Status != register.Active {
				t.Errorf("why %s, want %s", w.h.Case.Why, c.why)
			}
		})
	}
}

func TestWhoMayNotFile(t *testing.T) {
	other := Statement{Format: 1, Request: "q2", Entry: "e1", Person: anna, RKA: flat, Type: consent.Temporary, Reason: Left}
	for name, c := range map[string]struct {
		change func(*world, *File)
		by     Actor
		want   fault.Kind
	}{
		"for another":            {func(_ *world, f *File) { f.Owner = iin.PersonParty(dana) }, citizen(bota), fault.Forbidden},
		"an officer":             {func(*world, *File) {}, officer, fault.Forbidden},
		"the person himself":     {func(w *world, f *File) { *f = w.file(anna) }, citizen(anna), fault.Forbidden},
		"another's signature":    {func(w *world, f *File) { f.Proof.Signer = dana }, citizen(bota), fault.Invalid},
		"not good yet":           {func(w *world, f *File) { f.Proof.Standing = proof.Pending }, citizen(bota), fault.Invalid},
		"by SMS code":            {func(w *world, f *File) { f.Proof.Kind = proof.Code }, citizen(bota), fault.Invalid},
		"other words":            {func(w *world, f *File) { f.Proof = w.word(bota, "", other) }, citizen(bota), fault.Conflict},
		"a rendering of others":  {func(w *world, f *File) { f.Proof.Digest = strings.Repeat("0", 64) }, citizen(bota), fault.Invalid},
		"no reason":              {func(w *world, f *File) { f.Reason = "because" }, citizen(bota), fault.Invalid},
		"no request":             {func(w *world, f *File) { f.Request = "" }, citizen(bota), fault.Invalid},
		"another entry":          {func(w *world, f *File) { f.Entry = "e2" }, citizen(bota), fault.NotFound},
		"another is open":        {func(w *world, f *File) { w.h.Rivals = []string{"r0"} }, citizen(bota), fault.Conflict},
		"the term is just over":  {func(w *world, f *File) { w.now = w.h.Entry.Entry.Until }, citizen(bota), fault.Conflict},
		"no identities":          {func(w *world, f *File) { w.h.Fresh = Fresh{} }, citizen(bota), fault.Internal},
		"a request id too long":  {func(w *world, f *File) { f.Request = strings.Repeat("q", 65) }, citizen(bota), fault.Invalid},
		"it was struck already":  {func(w *world, f *File) { w.h.Entry.Entry.Status = register.Annulled }, citizen(bota), fault.Conflict},
		"for the firm, no BIN":   {func(w *world, f *File) { f.Owner = firm }, Actor{Person: bota, For: firm}, fault.Invalid},
		"a language of no words": {func(w *world, f *File) { f.Proof.Lang = "" }, citizen(bota), fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, own(bota))
			f := w.file(bota)
			c.change(w, &f)
			w.fails(f, c.by, c.want)
		})
	}
	w := newWorld(t, own(bota))
	w.now = w.h.Entry.Entry.Until.Add(-time.Microsecond)
	w.must(w.file(bota), citizen(bota), Checking)
}

func TestTheClock(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	end := w.h.Case.Deadline
	w.now = end.Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict)
	w.now = end
	w.must(Tick{}, clock, Reviewing)
	w.must(w.learn(), sources, Confirming) // the late answer goes on by itself
	end = w.h.Case.Deadline
	w.now = end.Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict)
	w.fails(Tick{}, citizen(bota), fault.Forbidden)
	w.now = end
	if err := w.do(w.confirm(dana), citizen(dana)); fault.KindOf(err) != fault.Conflict || w.h.Case.State != Lapsed {
		t.Fatalf("the door ticks first: %v, %s", err, w.h.Case.State)
	}
	w.whole()
}

func TestTheTermEndsMeanwhile(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	w.now = w.h.Entry.Entry.Until.Add(-time.Hour)
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	w.now = w.h.Entry.Entry.Until
	w.must(w.confirm(dana), citizen(dana), Lapsed)

	w = newWorld(t, own(bota))
	w.now = w.h.Entry.Entry.Until.Add(-time.Minute)
	w.must(w.file(bota), citizen(bota), Checking)
	w.now = w.h.Entry.Entry.Until
	w.must(w.learn(), sources, Lapsed)
}

func TestObjection(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	w.must(w.confirm(dana), citizen(dana), Checking)
	w.fails(Object{}, citizen(dana), fault.Conflict)
	w.fails(Object{}, citizen(erik), fault.Forbidden)
	w.must(Object{}, citizen(anna), Objected)
	w.fails(w.learn(), sources, fault.Conflict)
	w.must(Approve{}, officer, Checking)
	w.fails(Object{}, citizen(anna), fault.Conflict) // once
	w.must(w.learn(), sources, Ended)
	w.fails(Object{}, citizen(anna), fault.Conflict)

	w = newWorld(t, own(bota))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Ended)
	w.must(Object{NoteDigest: strings.Repeat("a", 64)}, citizen(anna), Objected)
	w.fails(Withdraw{}, citizen(bota), fault.Conflict)
	w.fails(Reject{Refusal: refusal.New(refusal.NoOwnerRight)}, officer, fault.Conflict)
	w.fails(Approve{}, Actor{Officer: bota}, fault.Forbidden) // an officer of his own
	w.now = w.h.Case.Deadline
	w.must(Tick{}, clock, Objected)
	w.must(Approve{}, officer, Ended)
	if w.h.Entry.Entry.Version != 2 {
		t.Error("it ended twice")
	}

	w = newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(Object{}, citizen(anna), Objected)
	w.fails(Object{NoteDigest: strings.Repeat("a", 65)}, citizen(anna), fault.Invalid)
	w.refuse(citizen(bota), Objected)
	if w.h.Entry.Entry.Status != register.Active {
		t.Error("refused, and ended all the same")
	}
}

func TestOtherEnds(t *testing.T) {
	w := newWorld(t, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	w.fails(Withdraw{}, citizen(dana), fault.Conflict)
	twin := *w
	twin.texts, twin.lines = slices.Clone(w.texts), slices.Clone(w.lines)
	w.must(Withdraw{}, citizen(bota), Withdrawn)
	twin.must(Decline{Owner: iin.PersonParty(dana)}, citizen(dana), Declined)
	for _, s := range []State{Withdrawn, Declined, Lapsed, Refused, Ineligible} {
		if !s.Stays() || !s.Closed() {
			t.Errorf("%s", s)
		}
	}
	if Ended.Stays() || !Ended.Closed() || Objected.Closed() || Draft.Closed() {
		t.Error("which states are closed")
	}
}

func TestParentsOfAMinor(t *testing.T) {
	for born, want := range map[civil.Date]int{
		civil.MustDate(2008, time.September, 1): 0, civil.MustDate(2008, time.September, 2): 2, // 18 on 1 September 2026
	} {
		w := newWorld(t, own(bota))
		w.person.Born = born
		w.person.Kin = []applicant.Kin{{Kind: applicant.Parent, To: dana}, {Kind: applicant.GuardianOf, To: erik}, {Kind: applicant.Sibling, To: bota}}
		w.must(w.file(bota), citizen(bota), Checking)
		w.must(w.learn(), sources, Ended)
		if len(w.h.Case.Parents) != want || w.h.Case.Minor(civil.DateOf(w.now)) != (want > 0) {
			t.Errorf("born %v: parents %d, want %d", born, len(w.h.Case.Parents), want)
		}
	}
}

func TestRenderings(t *testing.T) {
	w := newWorld(t)
	st := w.statement()
	for _, role := range []Role{Filer, CoOwner, Resident} {
		for _, lang := range []string{"kk", "ru", "en"} {
			inOneLanguage(t, st, Reader{Role: role, Lang: lang, Name: "Анна\nАн", Signer: "Бота", Address: "Алматы, 1"})
		}
	}
	if Render(st, Reader{Role: Officer, Lang: "kk"}) != nil || Render(st, Reader{Role: Filer, Lang: "../x"}) != nil {
		t.Error("words out of nowhere")
	}
	one, two := st, st
	two.Request = "q2"
	if one.Digest() == two.Digest() {
		t.Error("two requests have one digest")
	}
}

func inOneLanguage(t *testing.T, st Statement, r Reader) {
	for _, reason := range append(Reasons(), OwnWish) {
		st.Reason = reason
		text := string(Render(st, r))
		end, ok := consent.DigestOf([]byte(text))
		if !ok || end != st.Digest() || strings.ContainsAny(text, "{}") || strings.Contains(text, anna.Digits()) || !strings.Contains(text, "Анна Ан") {
			t.Errorf("%s %s %s:\n%s", r.Role, r.Lang, reason, text)
		}
		if !strings.Contains(text, reasons[r.Lang][reason]) || reasons[r.Lang][reason] == "" {
			t.Errorf("%s %s: no reason %s", r.Role, r.Lang, reason)
		}
	}
}

func TestReplayRefuses(t *testing.T) {
	w := newWorld(t, own(bota))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Ended)
	for name, texts := range map[string][]string{
		"nothing": nil, "first removed": w.texts[1:], "swapped": {w.texts[1], w.texts[0]}, "doubled": {w.texts[0], w.texts[0]},
		"unknown field": {strings.Replace(w.texts[0], `"v":1`, `"v":1,"w":2`, 1)}, "version": {strings.Replace(w.texts[0], `"v":1`, `"v":9`, 1)},
		"no row": {strings.Replace(w.texts[0], `"to":"checking"`, `"to":"ended"`, 1)}, "too long": {w.texts[0] + strings.Repeat(" ", maxFact)},
		"an entry's": w.lines[:1],
	} {
		if _, err := Replay(texts); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReplay(f *testing.F) {
	w := newWorld(f, own(bota), own(dana))
	w.must(w.file(bota), citizen(bota), Checking)
	w.must(w.learn(), sources, Confirming)
	for _, text := range w.texts {
		f.Add(text)
	}
	first := w.texts[0]
	f.Fuzz(func(t *testing.T, text string) {
		for _, texts := range [][]string{{text}, {first, text}} {
			c, err := Replay(texts)
			if err == nil && (c.Facts != len(texts) || c.Head != writ.Chain(map[bool]string{true: "", false: writ.Chain("", first)}[len(texts) == 1], text)) {
				t.Error("facts are lost")
			}
		}
	})
}
