package work_test

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/scan"
)

// scanned keeps a paper at a ticket, of an application when a ref is given.
func (h *house) scanned(id, ref, text string) string {
	h.Helper()
	t, err := h.st.AddTicket(h.ctx(), hall.Ticket{Branch: "AST-1", ID: id, Day: civil.DateOf(h.cal.Now()), Series: "A", Service: hall.ForRegistration,
		State: hall.Waiting, Lang: "kk", Body: "{}", Made: h.cal.Now()})
	if err != nil {
		h.Fatal(err)
	}
	t.Case, t.Person = ref, person(10)
	if err := h.st.SaveTicket(h.ctx(), t); err != nil {
		h.Fatal(err)
	}
	c := hall.Scan{Ticket: id, Branch: "AST-1", Digest: scan.Digest([]byte(text)), Kind: "other", Media: hall.PDF, Size: len(text), By: person(40), At: h.cal.Now()}
	if err := h.st.PutScan(h.ctx(), c, []byte(text)); err != nil {
		h.Fatal(err)
	}
	return c.Digest
}

// TestPapersAreKeptForATime: on the last day of their time the bytes are there, on the next they are not,
// and the audit finds that lawful.
func TestPapersAreKeptForATime(t *testing.T) {
	onBoth(t, func(h *house) {
		began := civil.DateOf(h.cal.Now())
		idle, filed := h.scanned("t1", "", "nothing came of it"), h.scanned("t2", "case-1", "of an application")
		w := h.watch()
		w.Papers = h.st
		on := func(days int, idleThere, filedThere, known bool) {
			t.Helper()
			h.cal.set(began.AddDays(days).Start().Add(23 * time.Hour))
			if err := w.Retain(h.ctx()); err != nil {
				t.Fatal(err)
			}
			for digest, there := range map[string]bool{idle: idleThere, filed: filedThere} {
				if _, err := h.st.ScanBody(h.ctx(), digest); (err == nil) != there || err != nil && !fault.Is(err, fault.NotFound) {
					t.Errorf("after %d days: %v, there is to be: %v", days, err, there)
				}
			}
			k, err := h.st.Ticket(h.ctx(), "AST-1", "t2")
			if err != nil || k.Person.IsZero() == known || k.Case != "case-1" {
				t.Errorf("after %d days the ticket is of %v (%v)", days, k.Person, err)
			}
			h.whole()
		}
		on(0, true, true, true)
		on(29, true, true, true)
		on(30, true, true, true)
		on(31, false, true, true)
		on(89, false, true, true)
		on(90, false, true, true)
		on(91, false, true, false)
		on(1095, false, true, false)
		on(1096, false, false, false)
	})
}

// TestAuditOfPapers: what was destroyed too early, or by nobody, or changed, is named.
func TestAuditOfPapers(t *testing.T) {
	onVillages(t, func(v *village) {
		digest := v.scanned("t1", "", "a paper")
		v.whole()
		names := func(what string) {
			t.Helper()
			rep, err := (&audit.Audit{Books: v.st}).Run(v.ctx())
			if err != nil || len(rep.Differences) != 1 || rep.Differences[0].Where != "scan "+digest {
				t.Errorf("%s: %v, %v", what, rep.Differences, err)
			}
		}
		v.sql(`UPDATE scan_body SET body = 'YW5vdGhlcg==' WHERE digest = $1`, digest)
		names("changed")
		v.sql(`DELETE FROM scan_body WHERE digest = $1`, digest)
		names("taken away")
		day := civil.DateOf(v.cal.Now()).AddDays(31).Start()
		v.sql(`INSERT INTO scan_gone (ticket, digest, at) VALUES ('t1', $1, $2)`, digest, day.Add(-time.Microsecond).UnixMicro())
		names("destroyed too early")
		v.sql(`UPDATE scan_gone SET at = $2 WHERE digest = $1`, digest, day.UnixMicro())
		v.whole()
		v.sql(`UPDATE ticket SET case_ref = 'c' WHERE id = $1`, "t1")
		names("of an application")
		v.sql(`UPDATE ticket SET case_ref = '' WHERE id = $1`, "t1")
		v.sql(`INSERT INTO scan_body (digest, body) VALUES ($1, 'YSBwYXBlcg==')`, digest)
		names("still there")
	})
}
