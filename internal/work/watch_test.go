package work_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/deliver"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/watch"
)

func (h *house) watch() *watch.Watch {
	return &watch.Watch{Alarms: h.st, Door: h.office, Calendar: h.cal, Log: quiet(),
		Reminder: &deliver.Reminders{Entries: h.st, Books: h.st, Cases: lookup.Unchecked{Rows: h.st}}}
}

// knocks lets the clock knock at every door that is due.
func (h *house) knocks() int {
	h.Helper()
	n, err := h.watch().Pass(h.ctx())
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// verbs lists the acts of a case so far.
func (h *house) verbs(ref string) (out []string) {
	h.Helper()
	list, err := h.st.Facts(h.ctx(), ref)
	if err != nil {
		h.Fatal(err)
	}
	for _, f := range list {
		b, err := registration.ParseFact(f.Text)
		if err != nil {
			h.Fatal(err)
		}
		out = append(out, string(b.Verb)+" "+string(b.To))
	}
	return out
}

// TestDeadlineOfConsents: the clock knocks at the deadline, not before, and once.
func TestDeadlineOfConsents(t *testing.T) {
	onBoth(t, func(h *house) {
		ref := h.to(registration.Consenting, plea{who: 10, home: home(1, almaty, 6000, 1, 2)})
		end := h.kase(ref).Deadline
		h.cal.set(end.Add(-time.Microsecond))
		h.knocks() // reminders
		if got := h.kase(ref); got.State != registration.Consenting || got.Reminded == 0 {
			h.Errorf("before the deadline: %s, reminded %d times", got.State, got.Reminded)
		}
		h.cal.set(end)
		if n := h.knocks(); n != 1 || h.kase(ref).State != registration.Lapsed {
			h.Errorf("%d knocks, the case is %s", n, h.kase(ref).State)
		}
		h.cal.add(time.Hour)
		if n := h.knocks(); n != 0 {
			h.Errorf("%d knocks at a case that is over", n)
		}
		h.whole()
	})
}

// TestJumpOfTheCalendar: a year passes at once. Everything that was due in it happens, in order and
// once: the waiting case lapses, the register's silence brings another before an officer, the entry
// is reminded of and expires.
func TestJumpOfTheCalendar(t *testing.T) {
	onBoth(t, func(h *house) {
		waiting := h.to(registration.Consenting, plea{who: 10, home: home(1, almaty, 6000, 1, 2)})
		silent := h.to(registration.Checking, plea{who: 11, home: home(2, almaty, 6000, 1)})
		done := h.to(registration.Done, plea{who: 12, home: home(3, almaty, 6000, 1)})
		entry := h.kase(done).Entry
		h.cal.set(noon.Add(366 * 24 * time.Hour))
		h.knocks()

		want := []string{"ask checking", "learn signing", "sign consenting", "tick lapsed"}
		if diff := cmp.Diff(want, h.verbs(waiting)); diff != "" {
			h.Errorf("the waiting case (-want +got):\n%s", diff)
		}
		got := h.verbs(silent)
		if len(got) < 2 || got[1] != "tick reviewing" || h.kase(silent).Why != registration.WhySilence || len(slices.Compact(got[1:])) != 1 {
			h.Errorf("the case whose register is silent: %v", got)
		}
		e, err := h.st.Entry(h.ctx(), entry)
		if err != nil || e.Status != register.Expired || !e.Until.Equal(e.Term) || e.Version != 2 {
			h.Errorf("the entry: %+v, %v", e, err)
		}
		var told []string
		for _, j := range h.errands("waiting") {
			if strings.HasPrefix(j.Key, "tell:remind:") && strings.Contains(j.Key, person(12).Digits()) {
				told = append(told, strings.Split(j.Key, ":")[3])
			}
		}
		slices.Sort(told)
		if diff := cmp.Diff([]string{"0", "10", "3", "30"}, told); diff != "" {
			h.Errorf("days before the end on which the person is told (-want +got):\n%s", diff)
		}
		jobs := len(h.errands("waiting"))
		if n := h.knocks(); n != 0 || len(h.errands("waiting")) != jobs {
			h.Errorf("%d knocks at the same instant again", n)
		}
		h.whole()
	})
}

// TestEndOfATerm: an entry expires at the end of its term, not before, and nobody lives there from
// that instant on.
func TestEndOfATerm(t *testing.T) {
	onBoth(t, func(h *house) {
		entry := h.kase(h.to(registration.Done, plea{who: 12, home: home(3, almaty, 6000, 1)})).Entry
		e, err := h.st.Entry(h.ctx(), entry)
		if err != nil {
			h.Fatal(err)
		}
		for _, c := range []struct {
			after time.Duration
			want  register.Status
		}{{-time.Microsecond, register.Active}, {0, register.Expired}, {time.Microsecond, register.Expired}} {
			h.cal.set(e.Until.Add(c.after))
			h.knocks()
			if got, err := h.st.Entry(h.ctx(), entry); err != nil || got.Status != c.want {
				h.Errorf("%v from the end: %s, %v", c.after, got.Status, err)
			}
			in, err := h.st.Residents(h.ctx(), rka(3), h.cal.Now(), time.Time{})
			if err != nil || (len(in) == 1) != (c.after < 0) {
				h.Errorf("%v from the end: %d live there, %v", c.after, len(in), err)
			}
		}
	})
}

// TestLateClock: whoever comes after the deadline finds that it has passed, though nobody knocked.
func TestLateClock(t *testing.T) {
	onBoth(t, func(h *house) {
		ref := h.to(registration.Consenting, plea{who: 10, home: home(1, almaty, 6000, 1, 2)})
		h.must(h.consentOf(ref, person(1)))
		yes := h.consentOf(ref, person(2))
		h.cal.set(h.kase(ref).Deadline)
		if _, err := h.office.Do(h.ctx(), yes); err == nil {
			h.Error("a yes was taken at the deadline")
		}
		if c := h.kase(ref); c.State != registration.Lapsed || len(c.Consents) != 1 {
			h.Errorf("the case is %s with %d consents", c.State, len(c.Consents))
		}
		if n := h.knocks(); n != 0 {
			h.Errorf("%d knocks after it", n)
		}
	})
}

// TestStuckDoor: a case that cannot be read keeps its alarm and does not hold up the others.
func TestStuckDoor(t *testing.T) {
	onBoth(t, func(h *house) {
		stuck := h.to(registration.Consenting, plea{who: 10, home: home(1, almaty, 6000, 1, 2)})
		h.cal.add(time.Minute)
		next := h.to(registration.Consenting, plea{who: 11, home: home(2, almaty, 6000, 1, 2)})
		driver, dsn := "pgx", h.dsn
		if path, ok := strings.CutPrefix(h.dsn, "sqlite:"); ok {
			driver, dsn = "sqlite", "file:"+path+"?_pragma=busy_timeout(5000)"
		}
		raw, err := sql.Open(driver, dsn)
		if err != nil {
			h.Fatal(err)
		}
		defer raw.Close()
		var body string
		if err := raw.QueryRowContext(h.ctx(), `SELECT body FROM case_row WHERE ref = $1`, stuck).Scan(&body); err != nil {
			h.Fatal(err)
		}
		set := func(body string) {
			if _, err := raw.ExecContext(h.ctx(), `UPDATE case_row SET body = $1 WHERE ref = $2`, body, stuck); err != nil {
				h.Fatal(err)
			}
		}
		set("broken")
		h.cal.set(h.kase(next).Deadline)
		if n, err := h.watch().Pass(h.ctx()); err == nil || n == 0 {
			h.Errorf("%d knocks, %v", n, err)
		}
		if got := h.kase(next).State; got != registration.Lapsed {
			h.Errorf("the next case is %s", got)
		}
		set(body)
		if h.knocks(); h.kase(stuck).State != registration.Lapsed {
			h.Errorf("the mended case is %s", h.kase(stuck).State)
		}
	})
}

// TestStrangeAlarms: an alarm for nothing that is known is taken down.
func TestStrangeAlarms(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, kind := range []string{"case", "entry", "remind", "weather"} {
			if _, err := h.st.Commit(h.ctx(), writ.Writ{Alarms: []writ.Alarm{{Key: kind + ":x:3", Kind: kind, Ref: "x", At: noon}}}); err != nil {
				h.Fatal(err)
			}
		}
		if n := h.knocks(); n != 4 {
			h.Errorf("%d knocks", n)
		}
		if at, ok, err := h.st.NextAlarm(h.ctx()); ok || err != nil {
			h.Errorf("an alarm is left at %v, %v", at, err)
		}
	})
}

// TestEndedEntryIsNotRemindedOf: who has left is not reminded of the end.
func TestEndedEntryIsNotRemindedOf(t *testing.T) {
	onBoth(t, func(h *house) {
		entry := h.kase(h.to(registration.Done, plea{who: 12, home: home(3, almaty, 6000, 1)})).Entry
		h.must(office.Order{Ref: entry, Act: register.End{Status: register.EndedPerson}, By: citizenActor(person(12))})
		h.cal.set(noon.Add(366 * 24 * time.Hour))
		if n := h.knocks(); n != 0 {
			h.Errorf("%d knocks", n)
		}
	})
}
