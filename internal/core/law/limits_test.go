package law

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
)

// edge tries one limit of one version of a norm below, at and above its value.
// The value and the answers are written here by hand: nothing is read from the
// norm under test.
type edge struct {
	norm, from, limit string
	value             int
	try               func(n int) any
	below, at, above  any
}

// upTo is an edge of a limit that says how long or how many: n is allowed up to
// the value and no longer.
func upTo(norm, from, limit string, value int, got func() int) edge {
	return edge{norm, from, limit, value, func(n int) any { return n <= got() }, true, true, false}
}

// notBelow is an edge of a limit from which on something is allowed.
func notBelow(norm, limit string, value int, try func(n int) bool) edge {
	return edge{norm, "", limit, value, func(n int) any { return try(n) }, false, true, true}
}

func first[T any](v T, _ Finding) T { return v }

func in(d, unit time.Duration) int { return int(d / unit) }

const aDay = 24 * time.Hour

// someDay is a day on which the versions without dates are tried.
const someDay = "2026-09-01"

func edges(t *testing.T) []edge {
	d := day(t, someDay)
	arrived := day(t, "2026-05-01")
	code := first(CodePolicy(d))
	crowded := func(l Load) any { return first(Crowded(l, d)) }
	all := slices.Concat(consentEdges(t), waitEdges(d), moneyAndComplaintEdges(t, d))
	return append(all, []edge{
		notBelow(Term, "min", 1, func(n int) bool { return first(TermAllowed(n, false, d)) }),
		{Term, "", "max", 12, func(n int) any { return first(TermAllowed(n, false, d)) }, true, true, false},
		upTo(GuestStay, "", "months", 1, func() int { return first(GuestMonths(d)) }),
		{Deadline, "", "days", 10, func(n int) any { return first(LatenessOn(arrived, arrived.AddDays(n))) }, InTime, InTime, Warning},
		{Liability, "", "months", 1, func(n int) any {
			// the value in months is tried a day at a time around the date it leads to
			return first(LatenessOn(arrived, arrived.AddMonths(1).AddDays(n-1)))
		}, Warning, Warning, Fine},
		upTo(Liability, "", "fine", 7, func() int { n, _ := Find(Liability); return n.limit("fine") }),
		{Child, "", "age", 14, func(n int) any { return n < first(MinorAge(d)) }, true, false, false},
		{OwnName, "", "age", 16, func(n int) any { return n < first(SelfAge(d)) }, true, false, false},
		{Adult, "", "age", 18, func(n int) any { return IsMinor(civil.MustDate(2026-n, time.September, 1), d) }, true, false, false},
		{OneOpen, "", "open", 1, func(n int) any { return first(MayOpen(n, d)) }, true, false, false},
		upTo(OneActive, "", "active", 1, func() int { return first(MaxActive(d)) }),
		upTo(CodeRules, "", "digits", 6, func() int { return code.Digits }),
		upTo(CodeRules, "", "ttl", 5, func() int { return in(code.TTL, time.Minute) }),
		upTo(CodeRules, "", "attempts", 5, func() int { return code.Attempts }),
		{CodeRules, "", "sends", 3, func(n int) any { return code.Sends.Allows(n) }, true, false, false},
		upTo(CodeRules, "", "per", 10, func() int { return in(code.Sends.Per, time.Minute) }),
		upTo(CodeRules, "", "lock", 15, func() int { return in(code.Lock, time.Minute) }),
		{Asking, "", "times", 3, func(n int) any { return first(AskLimit(d)).Allows(n) }, true, false, false},
		upTo(Asking, "", "per", 30, func() int { return in(first(AskLimit(d)).Per, aDay) }),
		{Refusing, "", "times", 5, func(n int) any { return first(RefuseTries(d)).Allows(n) }, true, false, false},
		upTo(Refusing, "", "per", 1, func() int { return in(first(RefuseTries(d)).Per, time.Hour) }),
		upTo(Reminding, "", "every", 24, func() int { return in(first(RemindEvery(d)), time.Hour) }),
		upTo(ConsentReminding, "", "first", 50, func() int { return in(first(ConsentReminders(100*time.Second, d))[0], time.Second) }),
		upTo(ConsentReminding, "", "second", 25, func() int { return in(first(ConsentReminders(100*time.Second, d))[1], time.Second) }),
		upTo(EndReminding, "", "first", 30, func() int { p, _, _ := EndReminders(d); return p[0] }),
		upTo(EndReminding, "", "second", 10, func() int { p, _, _ := EndReminders(d); return p[1] }),
		upTo(EndReminding, "", "third", 3, func() int { p, _, _ := EndReminders(d); return p[2] }),
		upTo(EndReminding, "", "last", 0, func() int { p, _, _ := EndReminders(d); return p[3] }),
		upTo(EndReminding, "", "owners", 10, func() int { _, o, _ := EndReminders(d); return o[0] }),
		upTo(Extending, "", "days", 30, func() int { return first(ExtendFrom(d)) }),
		upTo(Renewing, "", "days", 0, func() int { return first(RegisterBeforeEnd(d)) }),
		upTo(Renewing, "", "hours", 6, func() int { return in(first(RenewAt(d, d)).Sub(d.Start()), time.Hour) }),
		{Area, "", "tolerance", 10, func(n int) any { return first(AreaMatches(5430+n, 5430, d)) }, true, true, false},
		{Capital, "2026-01-10", "area", 15, func(n int) any {
			return first(CapitalNorm(d, "710000000")).Capacity(n * 100)
		}, 0, 1, 1},
		{Crowding, "", "people", 10, func(n int) any { return crowded(Load{People: n}) }, false, false, true},
		{Crowding, "", "area", 6, func(n int) any { return crowded(Load{People: 1, Area: n * 100}) }, true, false, false},
		{Crowding, "", "fresh", 5, func(n int) any { return crowded(Load{Fresh: n}) }, false, false, true},
		{Crowding, "", "requests", 5, func(n int) any { return first(Insistent(n, d)) }, false, false, true},
		{Crowding, "", "owner", 5, func(n int) any { return first(Generous(n, d)) }, false, false, true},
		{Crowding, "", "phone", 1, func(n int) any { return first(PhoneShared(n, d)) }, false, false, true},
		{QueueOrder, "", "age", 65, func(n int) any { return first(ElderlyFirst(civil.MustDate(2026-n, time.September, 1), d)) }, false, true, true},
		{QueueOrder, "", "turn", 3, func(n int) any { return first(PriorityNext(n, d)) }, true, false, false},
		{QueueOrder, "", "long", 20, func(n int) any { return first(WaitsLong(time.Duration(n)*time.Minute, d)) }, false, false, true},
		upTo(ScanSize, "", "kilobytes", 4096, func() int { return first(ScanBytes(d)) >> 10 }),
		{ScanSize, "", "scans", 20, func(n int) any { return first(MoreScans(n, d)) }, true, false, false},
		upTo(Crowding, "", "days", 30, func() int { return first(CrowdingDays(d)) }),
	}...)
}

// waitEdges tries the lengths of time.
func waitEdges(d civil.Date) []edge {
	return []edge{
		upTo(AddressCode, "", "digits", 16, func() int { return RKADigits }),
		upTo(DraftWait, "", "days", 30, func() int { return in(first(DraftKeep(d)), aDay) }),
		upTo(SignWait, "", "days", 10, func() int { return in(first(SignWindow(d)), aDay) }),
		upTo(Silence, "", "minutes", 10, func() int { return in(first(SilenceWait(d)), time.Minute) }),
		upTo(JointNews, "", "seconds", 20, func() int { return in(first(JointWait(d)), time.Second) }),
		upTo(ReviewTime, "", "days", 1, func() int { return first(ReviewTerm(d)) }),
		upTo(ServiceTerm, "", "minutes", 15, func() int { return in(first(RecordTerm(d)), time.Minute) }),
		upTo(CounterTerm, "", "minutes", 30, func() int { return in(first(CounterServiceTerm(d)), time.Minute) }),
		upTo(AddressPage, "", "minutes", 10, func() int { return in(first(AddressPageTerm(d)), time.Minute) }),
		upTo(ConsentKeep, "", "days", 10, func() int { return in(first(ConsentKeeping(d)), aDay) }),
		upTo(Undoing, "", "hours", 24, func() int { return in(first(UndoWindow(d)), time.Hour) }),
		upTo(PaperKeep, "", "filed", 1095, func() int { return civil.DateOf(first(PapersBefore(true, d))).DaysUntil(d) }),
		upTo(PaperKeep, "", "idle", 30, func() int { return civil.DateOf(first(PapersBefore(false, d))).DaysUntil(d) }),
		upTo(TicketKeep, "", "days", 90, func() int { return first(TicketsBefore(d)).DaysUntil(d) }),
		upTo(NoAddress, "", "days", 30, func() int { return in(first(AddressWatch(d)), aDay) }),
		{Objecting, "", "days", 30, func(n int) any { // a day at a time, at noon
			return d.AddDays(n).Start().Add(12 * time.Hour).Before(first(ObjectBy(d.Start().Add(15 * time.Hour))))
		}, true, true, false},
	}
}

func moneyAndComplaintEdges(t *testing.T, d civil.Date) []edge {
	return []edge{
		upTo(FeeNorm, "", "mci", 0, func() int { return first(Fee(d)) }),
		upTo(IndexMCI, "2025-01-01", "tenge", 3932, func() int { n, _, _ := MCI(day(t, "2025-06-01")); return n }),
		upTo(IndexMCI, "2026-01-01", "tenge", 4325, func() int { n, _, _ := MCI(day(t, "2026-06-01")); return n }),
		notBelow(SmallCell, "persons", 10, func(n int) bool { return n >= first(SmallestCell(d)) }),
		upTo(Session, "", "citizen", 30, func() int { return in(first(Sessions(d, false)).Idle, time.Minute) }),
		upTo(Session, "", "staff", 15, func() int { return in(first(Sessions(d, true)).Idle, time.Minute) }),
		upTo(Session, "", "absolute", 12, func() int { return in(first(Sessions(d, true)).Absolute, time.Hour) }),
		upTo(Complaint, "", "file", 3, func() int { return first(Complaints(d)).File }),
		upTo(Complaint, "", "provider", 5, func() int { return first(Complaints(d)).Provider }),
		upTo(Complaint, "", "quality", 15, func() int { return first(Complaints(d)).Quality }),
		upTo(Complaint, "", "review", 20, func() int { return first(Complaints(d)).Review }),
		upTo(Complaint, "", "forward", 3, func() int { return first(Complaints(d)).Forward }),
		upTo(Hearing, "", "days", 3, func() int { return first(HearingNotice(d)) }),
	}
}

// consentEdges tries the three versions of the consent window on a day of each.
func consentEdges(t *testing.T) []edge {
	var all []edge
	for _, v := range []struct {
		from, day string
		hours     int
	}{{"", "2025-06-01", 72}, {"2025-11-24", "2026-03-01", 1}, {"2026-07-01", "2026-09-01", 72}} {
		p := first(ConsentWindow(day(t, v.day)))
		all = append(all,
			upTo(ConsentWait, v.from, "window", v.hours, func() int { return in(p.Window, time.Hour) }),
			upTo(ConsentWait, v.from, "extension", v.hours, func() int { return in(p.Extension, time.Hour) }),
			upTo(ConsentWait, v.from, "extensions", 1, func() int { return p.Extensions }),
			upTo(ConsentWait, v.from, "cap", 10, func() int { return in(p.Cap, aDay) }))
	}
	return all
}

func TestEveryLimit(t *testing.T) {
	tried := map[string]bool{}
	for _, e := range edges(t) {
		name := e.norm + " " + e.from + " " + e.limit
		if tried[name] {
			t.Errorf("%s is tried twice", name)
		}
		tried[name] = true
		for i, want := range []any{e.below, e.at, e.above} {
			if got := e.try(e.value + i - 1); got != want {
				t.Errorf("%s at %d: %v, want %v", name, e.value+i-1, got, want)
			}
		}
		if e.below == e.at && e.at == e.above {
			t.Errorf("%s: no answer differs, so the case cannot fail", name)
		}
	}
	for _, n := range Norms() {
		for _, l := range n.Limits {
			if name := fmt.Sprint(n.ID, " ", n.From, " ", l.Name); !tried[name] {
				t.Errorf("limit %q has no case at -1, 0 and +1", name)
			}
		}
	}
}

// turn is a day on which the answer of a norm changes.
type turn struct {
	norm, day  string
	ask        func(d civil.Date) any
	before, on any
}

func turns() []turn {
	window := func(d civil.Date) any { return first(ConsentWindow(d)).Window }
	counter := func(d civil.Date) any { return first(CounterPolicy(d)) }
	portal := func(d civil.Date) any { return first(OwnerLookup(d, Portal))[0] }
	capital := func(d civil.Date) any { return first(CapitalNorm(d, "711310000")) }
	mci := func(d civil.Date) any { n, _, _ := MCI(d); return n }
	tenant := func(d civil.Date) any { n, _ := NormAt(TenantConsent, d); return n.Mark }
	return []turn{
		{ConsentWait, "2025-11-24", window, 72 * time.Hour, time.Hour},
		{ConsentWait, "2026-07-01", window, time.Hour, 72 * time.Hour},
		{Counter, "2025-11-11", counter, SeedAll, Pilot},
		{Counter, "2026-07-01", counter, Pilot, SeedAll},
		{Lookup, "2025-11-30", portal, ByAreaStreet, ByRKA},
		{TenantConsent, "2025-11-30", tenant, Verified, Partly},
		{Capital, "2026-01-10", capital, NormPolicy{Mode: Off}, NormPolicy{Enforce, 15}},
		{IndexMCI, "2025-01-01", mci, 0, 3932},
		{IndexMCI, "2026-01-01", mci, 3932, 4325},
		{IndexMCI, "2027-01-01", mci, 4325, 0},
	}
}

func TestEveryTurn(t *testing.T) {
	tried := map[string]bool{}
	for _, tt := range turns() {
		on := day(t, tt.day)
		tried[tt.norm+" "+tt.day] = true
		if got := tt.ask(on.AddDays(-1)); got != tt.before {
			t.Errorf("%s on the day before %s: %v, want %v", tt.norm, tt.day, got, tt.before)
		}
		for _, d := range []civil.Date{on, on.AddDays(1)} {
			if got := tt.ask(d); got != tt.on {
				t.Errorf("%s on %v: %v, want %v", tt.norm, d, got, tt.on)
			}
		}
		if tt.before == tt.on {
			t.Errorf("%s: the answer on %s does not differ, so the case cannot fail", tt.norm, tt.day)
		}
	}
	for _, n := range Norms() {
		for _, d := range []civil.Date{n.From, n.Until} {
			if name := n.ID + " " + d.String(); !d.IsZero() && !tried[name] {
				t.Errorf("%q has no case on the day before and the day of", name)
			}
		}
	}
}
