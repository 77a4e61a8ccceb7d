package law

import (
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
)

// questions are all rules, asked on a day, by the norm that must answer.
func questions(d civil.Date) []struct {
	norm string
	f    Finding
} {
	_, _, termRange := TermRange(d)
	_, _, termEnd := TermEnd(d.Start(), 6, civil.Date{})
	_, _, ends := EndReminders(d)
	_, _, mci := MCI(d)
	return []struct {
		norm string
		f    Finding
	}{
		{Term, second(TermAllowed(6, false, d))}, {Term, termRange}, {TermCount, termEnd},
		{GuestStay, second(GuestMonths(d))}, {Deadline, second(RegisterBy(d))}, {Liability, second(LatenessOn(d, d))},
		{Child, second(MinorAge(d))}, {OwnName, second(SelfAge(d))}, {Adult, second(AdultAge(d))},
		{NoSameAddress, second(AddressDiffers(true, false, d))}, {OneOpen, second(MayOpen(0, d))},
		{OneActive, second(MaxActive(d))}, {PermanentFirst, second(NeedsPermanent(d))},
		{DayOfRules, second(RulesDay(civil.Date{}, d))},
		{ApplicantSigns, second(ApplicantMethods(d, Portal))}, {OwnerSigns, second(OwnerMethods(d, Portal))},
		{CodeRules, second(CodePolicy(d))}, {ConsentWait, second(ConsentWindow(d))}, {ConsentKeep, second(ConsentKeeping(d))},
		{Asking, second(AskLimit(d))}, {Refusing, second(RefuseTries(d))}, {Reminding, second(RemindEvery(d))},
		{ConsentReminding, second(ConsentReminders(time.Hour, d))}, {EndReminding, ends},
		{Extending, second(ExtendFrom(d))}, {Renewing, second(RegisterBeforeEnd(d))}, {Renewing, second(RenewAt(d, d))},
		{Counter, second(CounterPolicy(d))}, {Counter, second(CounterServes(CounterCase{}, d))},
		{OwnerPresence, second(OwnerMustCome(d))}, {OwnerAttorney, second(OwnerByAttorney(d))},
		{Lookup, second(OwnerLookup(d, Portal))}, {Area, second(AreaTolerance(d))}, {Area, second(AreaMatches(1, 1, d))},
		{OwnerNews, second(TellOwners(d))}, {TenantConsent, second(TenantAnswers(true, d))},
		{TenancyContract, second(TenancyAllows(true, true, d))},
		{Capital, second(CapitalNorm(d, "710000000"))}, {CapitalFamily, second(NormExempt(KinNone, false, false, d))},
		{Crowding, second(CrowdingDays(d))}, {Crowding, second(Crowded(Load{}, d))},
		{Crowding, second(Insistent(1, d))}, {Crowding, second(PhoneShared(1, d))}, {Crowding, second(Generous(1, d))},
		{Ban, second(RestrictionEffect(Pledge, d))}, {Documents, second(DocumentValid(d, d))},
		{DraftWait, second(DraftKeep(d))}, {SignWait, second(SignWindow(d))}, {Silence, second(SilenceWait(d))}, {JointNews, second(JointWait(d))},
		{ReviewTime, second(ReviewTerm(d))}, {ReviewTime, second(ReviewBy(d.Start()))},
		{ServiceTerm, second(RecordTerm(d))}, {CounterTerm, second(CounterServiceTerm(d))}, {AddressPage, second(AddressPageTerm(d))},
		{FeeNorm, second(Fee(d))}, {IndexMCI, mci},
		{Session, second(Sessions(d, true))}, {SmallCell, second(SmallestCell(d))}, {Complaint, second(Complaints(d))}, {Complaint, second(ComplaintBy(d.Start()))}, {Complaint, second(ComplainUntil(d))}, {Hearing, second(HearingNotice(d))},
		{QueueOrder, second(ElderlyFirst(d, d))}, {QueueOrder, second(PriorityNext(0, d))}, {QueueOrder, second(WaitsLong(0, d))},
		{ScanSize, second(ScanBytes(d))}, {ScanSize, second(MoreScans(0, d))},
		{Undoing, second(UndoWindow(d))}, {Reviving, second(Revives(d))}, {PaperKeep, second(PapersBefore(true, d))}, {TicketKeep, second(TicketsBefore(d))}, {NotNew, second(NormAskedAgain(d))}, {EndByOwner, second(CoOwnersConfirm(d))},
		{Objecting, second(ObjectBy(d.Start()))}, {NoAddress, second(AddressWatch(d))}, {Hearing, second(HearingBy(d.Start()))},
	}
}

func second[T any](_ T, f Finding) Finding { return f }

// Every rule says which norm and which version of it answered, on any day.
func TestEveryRuleNamesItsNorm(t *testing.T) {
	for _, s := range []string{"1991-12-16", "2025-11-10", "2025-12-01", "2026-03-01", "2026-07-01", "2031-01-01"} {
		d := day(t, s)
		for _, q := range questions(d) {
			n, inForce := NormAt(q.norm, d)
			if q.f.Norm != q.norm || q.f.Version != n.From || q.f.Answer == "" {
				t.Errorf("%s on %s is answered by %+v", q.norm, s, q.f)
			}
			if inForce == (q.f.Answer == NotInForce) {
				t.Errorf("%s on %s is in force: %v, but answers %q", q.norm, s, inForce, q.f.Answer)
			}
			if len(q.f.Inputs) == 0 || q.f.Inputs[0] != (Input{"day", s}) {
				t.Errorf("%s on %s does not say the day: %v", q.norm, s, q.f.Inputs)
			}
		}
	}
}

func TestTermOfPermanent(t *testing.T) {
	d := day(t, someDay)
	for months, want := range map[int]bool{-1: false, 0: true, 1: false} {
		if got := first(TermAllowed(months, true, d)); got != want {
			t.Errorf("permanent for %d months: %v", months, got)
		}
	}
	if from, to, f := TermRange(d); from != 1 || to != 12 || f.Answer != "1..12" {
		t.Errorf("terms run from %d to %d: %s", from, to, f.Answer)
	}
}

func TestTermEnd(t *testing.T) {
	fixed := time.Date(2026, time.January, 31, 10, 0, 0, 0, time.UTC)
	for document, want := range map[string]string{"": "2026-02-28", "2026-02-27": "2026-02-27", "2026-02-28": "2026-02-28", "2026-03-01": "2026-02-28"} {
		var bound civil.Date
		if document != "" {
			bound = day(t, document)
		}
		last, until, f := TermEnd(fixed, 1, bound)
		if last.String() != want || f.Answer != want || until != last.AddDays(1).Start() {
			t.Errorf("bounded by %q the term ends on %v, %v", document, last, until)
		}
	}
}

func TestAddressDiffers(t *testing.T) {
	for _, tt := range []struct{ temporary, same, want bool }{{true, true, false}, {true, false, true}, {false, true, true}, {false, false, true}} {
		if got := first(AddressDiffers(tt.temporary, tt.same, day(t, someDay))); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestRulesDay(t *testing.T) {
	today, signed := day(t, "2026-07-01"), day(t, "2026-06-30")
	if got := first(RulesDay(civil.Date{}, today)); got != today {
		t.Errorf("unsigned is judged by %v", got)
	}
	if got := first(RulesDay(signed, today)); got != signed {
		t.Errorf("signed is judged by %v", got)
	}
}

func TestLateness(t *testing.T) {
	arrived := day(t, "2026-01-31")
	for s, want := range map[string]Lateness{
		"2026-01-31": InTime, "2026-02-09": InTime, "2026-02-10": InTime, "2026-02-11": Warning,
		"2026-02-27": Warning, "2026-02-28": Warning, "2026-03-01": Fine,
	} {
		if got := first(LatenessOn(arrived, day(t, s))); got != want {
			t.Errorf("on %s: %s, want %s", s, got, want)
		}
	}
	if by := first(RegisterBy(arrived)); by != day(t, "2026-02-10") {
		t.Errorf("to register by %v", by)
	}
}

func TestMethods(t *testing.T) {
	d := day(t, someDay)
	for _, tt := range []struct {
		channel          Channel
		applicant, owner Methods
	}{
		{Portal, Methods{EDS, Code}, Methods{EDS}},
		{Mobile, Methods{EDS, Code}, Methods{EDS}},
		{Bank, Methods{Code}, Methods{Code}},
		{CounterWindow, Methods{Ink}, Methods{Ink}},
		{"carrier pigeon", nil, nil},
		{"", nil, nil},
	} {
		applicant, owner := first(ApplicantMethods(d, tt.channel)), first(OwnerMethods(d, tt.channel))
		for _, m := range []Method{EDS, Code, Ink, ""} {
			if applicant.Has(m) != slices.Contains(tt.applicant, m) || owner.Has(m) != slices.Contains(tt.owner, m) {
				t.Errorf("%s: applicant %v, owner %v", tt.channel, applicant, owner)
			}
		}
	}
}

func TestConsentDeadline(t *testing.T) {
	asked := time.Date(2026, time.September, 1, 6, 0, 0, 0, time.UTC)
	usual := first(ConsentWindow(day(t, "2026-09-01")))
	pilot := first(ConsentWindow(day(t, "2026-03-01")))
	tight := ConsentPolicy{Window: 9 * aDay, Extension: 2 * aDay, Extensions: 1, Cap: 10 * aDay}
	for _, tt := range []struct {
		p          ConsentPolicy
		extensions int
		want       time.Duration
	}{
		{usual, -1, 72 * time.Hour}, {usual, 0, 72 * time.Hour}, {usual, 1, 144 * time.Hour}, {usual, 2, 144 * time.Hour},
		{pilot, 0, time.Hour}, {pilot, 1, 2 * time.Hour}, {pilot, 2, 2 * time.Hour},
		{tight, 0, 9 * aDay}, {tight, 1, 10 * aDay},
	} {
		if got := tt.p.Deadline(asked, tt.extensions).Sub(asked); got != tt.want {
			t.Errorf("%v with %d extensions waits %v, want %v", tt.p, tt.extensions, got, tt.want)
		}
	}
}

func TestCounterServes(t *testing.T) {
	cases := map[string]CounterCase{
		"minor owner": {OwnerMinor: true}, "incapacitated owner": {OwnerIncapacitated: true},
		"foreigner": {Foreign: true}, "refugee": {Refugee: true}, "arriving": {Arriving: true},
	}
	for _, s := range []string{"2025-11-10", "2025-11-11", "2026-06-30", "2026-07-01"} {
		d := day(t, s)
		for name, c := range cases {
			if !first(CounterServes(c, d)) {
				t.Errorf("%s is sent away on %s", name, s)
			}
		}
		pilot := s == "2025-11-11" || s == "2026-06-30"
		if first(CounterServes(CounterCase{}, d)) == pilot {
			t.Errorf("anybody is served on %s: %v", s, pilot)
		}
	}
	if !first(OwnerMustCome(day(t, someDay))) || first(OwnerByAttorney(day(t, someDay))) {
		t.Error("an owner need not come to the counter")
	}
}

func TestOwnerLookup(t *testing.T) {
	for _, tt := range []struct {
		day     string
		channel Channel
		want    OwnerKeys
	}{
		{"2025-11-29", CounterWindow, OwnerKeys{ByArea, ByRKA}}, {"2025-11-30", CounterWindow, OwnerKeys{ByRKA, ByArea}},
		{"2025-11-29", Portal, OwnerKeys{ByAreaStreet, ByRKA}}, {"2025-11-30", Portal, OwnerKeys{ByRKA, ByAreaStreet}},
		{"2025-11-30", Bank, OwnerKeys{ByRKA, ByAreaStreet}}, {"2025-11-30", "", nil},
	} {
		got := first(OwnerLookup(day(t, tt.day), tt.channel))
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s on %s: %v, want %v", tt.channel, tt.day, got, tt.want)
		}
		if got.Has(ByArea) != (tt.channel == CounterWindow) {
			t.Errorf("%s on %s may ask by IIN and area alone: %v", tt.channel, tt.day, got.Has(ByArea))
		}
	}
}

func TestAreaMatches(t *testing.T) {
	for _, tt := range []struct {
		typed, registered int
		want              bool
	}{
		{5430, 5430, true}, {5420, 5430, true}, {5440, 5430, true}, {5419, 5430, false}, {5441, 5430, false},
		{0, 5, false}, {5, 0, false}, {0, 0, false}, {-5, 1, false}, {1, 1, true},
	} {
		if got := first(AreaMatches(tt.typed, tt.registered, day(t, someDay))); got != tt.want {
			t.Errorf("%d and %d match: %v", tt.typed, tt.registered, got)
		}
	}
}

func TestTenancy(t *testing.T) {
	d := day(t, someDay)
	if first(TenantAnswers(false, d)) || !first(TenantAnswers(true, d)) {
		t.Error("a private tenant answers in the owner's place, or a state one does not")
	}
	for _, tt := range []struct{ state, named, want bool }{{true, true, true}, {true, false, false}, {false, false, true}, {false, true, true}} {
		if got := first(TenancyAllows(tt.state, tt.named, d)); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestCapitalOnlyInAstana(t *testing.T) {
	d := day(t, someDay)
	for kato, want := range map[string]NormMode{
		"710000000": Enforce, "711310000": Enforce, "750000000": Off, "790000000": Off, "701000000": Off, "117100000": Off, "7": Off, "": Off,
	} {
		if got := first(CapitalNorm(d, kato)); got.Mode != want {
			t.Errorf("in %q the norm is %s", kato, got.Mode)
		}
	}
}

func TestCapacity(t *testing.T) {
	p := NormPolicy{Enforce, 15}
	for area, want := range map[int]int{-1: 0, 0: 0, 1499: 0, 1500: 1, 1501: 1, 2999: 1, 3000: 2, 3570: 2, 5430: 3} {
		if got := p.Capacity(area); got != want {
			t.Errorf("%d holds %d, want %d", area, got, want)
		}
	}
	for _, tt := range []struct {
		p          NormPolicy
		area, load int
		exempt     bool
		want       bool
	}{
		{p, 3000, 1, false, true}, {p, 3000, 2, false, false}, {p, 3000, 3, false, false}, {p, 3000, 2, true, true},
		{p, 1499, 0, false, false}, {p, 1499, 0, true, true}, {p, 1500, 0, false, true},
		{NormPolicy{Mode: Off}, 100, 937, false, true}, {NormPolicy{Enforce, 0}, 100, 937, false, true},
		{NormPolicy{Warn, 15}, 3000, 2, false, false},
	} {
		if got := tt.p.HasPlace(tt.area, tt.load, tt.exempt); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

func TestNormExempt(t *testing.T) {
	d := day(t, someDay)
	for _, k := range []Kinship{KinSpouse, KinParent, KinChild, KinAdoptive, KinSibling, KinGrandparent, KinGrandchild, KinRelative, KinSpouseOfKin, KinChildOfKin} {
		if !first(NormExempt(k, false, false, d)) {
			t.Errorf("%s is not exempt", k)
		}
	}
	for _, k := range []Kinship{KinNone, "friend", "guardian", "Spouse"} {
		if first(NormExempt(k, false, false, d)) {
			t.Errorf("%q is exempt", k)
		}
		if !first(NormExempt(k, true, false, d)) || !first(NormExempt(k, false, true, d)) {
			t.Errorf("a student or ward is not exempt")
		}
	}
}

func TestCrowded(t *testing.T) {
	d := day(t, someDay)
	for _, tt := range []struct {
		l    Load
		want bool
	}{
		{Load{}, false}, {Load{People: 10, Area: 6000}, false}, {Load{People: 10, Area: 5999}, true},
		{Load{People: 11, Area: 100000}, true}, {Load{People: 10, Area: 0}, false},
		{Load{People: 1, Area: 10000, Fresh: 5}, false}, {Load{People: 1, Area: 10000, Fresh: 6}, true},
	} {
		if got := first(Crowded(tt.l, d)); got != tt.want {
			t.Errorf("%+v crowded: %v", tt.l, got)
		}
	}
}

func TestRestrictionEffect(t *testing.T) {
	for r, want := range map[Restriction]Effect{RegistrationBan: Blocks, Arrest: Warns, Pledge: Warns, Dispute: Review, "": Review, "new": Review} {
		if got := first(RestrictionEffect(r, day(t, someDay))); got != want {
			t.Errorf("%q %s, want %s", r, got, want)
		}
	}
}

func TestDocumentValid(t *testing.T) {
	d := day(t, "2026-03-01")
	for last, want := range map[civil.Date]bool{d.AddDays(-1): false, d: true, d.AddDays(1): true, {}: true} {
		if got := first(DocumentValid(last, d)); got != want {
			t.Errorf("good to %v: %v", last, got)
		}
	}
}

func TestReviewBy(t *testing.T) {
	friday := time.Date(2026, time.February, 27, 6, 0, 0, 0, time.UTC)
	if got := first(ReviewBy(friday)); !got.Equal(day(t, "2026-03-03").Start()) {
		t.Errorf("a case of Friday is decided by %v", got)
	}
}

// TestHearingBy: told on a Friday, one may speak until the end of Wednesday; the New Year's days do not count.
func TestHearingBy(t *testing.T) {
	for told, until := range map[string]string{
		"2026-02-27": "2026-03-05", "2026-02-28": "2026-03-05", "2026-03-01": "2026-03-05", "2026-03-02": "2026-03-06", "2026-12-30": "2027-01-07",
	} {
		if got := first(HearingBy(day(t, told).Start().Add(6 * time.Hour))); !got.Equal(day(t, until).Start()) {
			t.Errorf("told on %s: until %v, want %s", told, civil.Local(got), until)
		}
	}
}

func TestMCIOfUnknownYears(t *testing.T) {
	for s, want := range map[string]bool{"2024-12-31": false, "2025-01-01": true, "2026-12-31": true, "2027-01-01": false} {
		if _, known, _ := MCI(day(t, s)); known != want {
			t.Errorf("MCI on %s is known: %v", s, known)
		}
	}
}

func TestSwitches(t *testing.T) {
	d := day(t, someDay)
	if first(NeedsPermanent(d)) || !first(TellOwners(d)) || !first(CoOwnersConfirm(d)) {
		t.Error("a switch stands the wrong way")
	}
	if (Quota{3, aDay}).Allows(-1) || (Quota{}).Allows(0) {
		t.Error("a quota allows what it cannot count")
	}
	if IsMinor(day(t, "2008-09-01"), d) || !IsMinor(day(t, "2008-09-02"), d) {
		t.Error("majority begins on another day than the 18th birthday")
	}
}

// The window to object closes with its last day, and a hearing lasts whole working days: three from a
// Thursday end with Tuesday.
func TestDaysToSpeak(t *testing.T) {
	thursday := time.Date(2026, time.September, 10, 23, 30, 0, 0, time.FixedZone("", 5*3600))
	if got := first(ObjectBy(thursday)); got != day(t, "2026-10-11").Start() {
		t.Errorf("objections until %v", got)
	}
	if got := first(HearingBy(thursday)); got != day(t, "2026-09-16").Start() {
		t.Errorf("heard until %v", got)
	}
	if got := first(HearingBy(thursday.Add(time.Hour))); got != day(t, "2026-09-17").Start() { // Friday
		t.Errorf("heard until %v", got)
	}
}
