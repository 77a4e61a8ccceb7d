package storetest

import (
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// complaints: one about an application and one about an entry are kept beside them, listed, and found
// again with the facts of what they are about.
func complaints(t *testing.T, s *store.Store) {
	l := newLife(800)
	w := l.next(t, registration.Reviewing, bump("case", l.ref, 0))
	w.Rows[0].Mark = writ.Mark{Region: "75", Branch: "ALM-1"}
	commit(t, s, w)
	e := l.entry("entry-800")
	entryFact := writ.Fact{Case: e.ID, Seq: 1, Text: `{"at":1}`, Digest: writ.Chain("", `{"at":1}`), At: l.at}
	commit(t, s, writ.Writ{Entries: changes(e), Facts: []writ.Fact{entryFact}})

	for _, about := range []complaint.About{complaint.OfCase("none"), complaint.OfEntry("none"), {}} {
		_, err := s.LoadComplaint(ctx(t), complaint.Need{About: about, By: person(801)})
		wantKind(t, err, fault.NotFound)
	}
	fresh, err := s.LoadComplaint(ctx(t), complaint.Need{About: complaint.OfEntry(e.ID), Kind: complaint.NotMe, By: person(801)})
	ok(t, err)
	same(t, fresh.Subject.Entry, e)
	same(t, fresh.Subject.Case.Ref, l.ref)
	same(t, len(fresh.Subject.Facts), 2)
	same(t, len(fresh.Guards), 3) // the two people and the application

	c := lodged(complaint.OfEntry(e.ID), "k1", 801, noon)
	first := complaintWrit(t, &c, complaint.Waiting)
	n := keeping.Note{Case: c.Ref, Salt: "s", Author: person(801), Shown: true, Text: "words", At: noon}.Seal()
	first.Notes = []writ.Note{{Case: n.Case, Digest: n.Digest, Salt: n.Salt, Author: person(801).Digits(), Shown: true, Text: n.Text, At: n.At}}
	commit(t, s, first)
	notes, err := s.Notes(ctx(t), c.Ref)
	ok(t, err)
	same(t, notes, []keeping.Note{n})
	back, err := s.LoadComplaint(ctx(t), complaint.Need{Ref: c.Ref})
	ok(t, err)
	same(t, back.Complaint, c)
	same(t, back.Subject.Entry, e)
	same(t, len(back.Rivals), 0)
	same(t, back.Guards[len(back.Guards)-1], writ.Guard{Kind: "case", Key: c.Ref, Version: 1})
	rivals := func(kind complaint.Kind, by int) int {
		t.Helper()
		x, err := s.LoadComplaint(ctx(t), complaint.Need{About: c.About, Kind: kind, By: person(by)})
		ok(t, err)
		return len(x.Rivals)
	}
	same(t, []int{rivals(complaint.NotMe, 801), rivals(complaint.Mistake, 801), rivals(complaint.NotMe, 802)}, []int{1, 0, 0})

	second := lodged(complaint.OfCase(l.ref), "k2", 801, noon.Add(time.Hour))
	commit(t, s, complaintWrit(t, &second, complaint.Waiting))
	complaintLists(t, s, e.ID)

	_, err = s.Row(ctx(t), "k1") // it is no application
	wantKind(t, err, fault.NotFound)
	rows, err := s.RowsOf(ctx(t), person(801))
	ok(t, err)
	same(t, len(rows), 0)

	commit(t, s, complaintWrit(t, &c, complaint.Upheld))
	same(t, rivals(complaint.NotMe, 801), 0)
	complaintsAfter(t, s, l.ref, second.Number)
}

// complaintsAfter: one is answered, the other waits.
func complaintsAfter(t *testing.T, s *store.Store, about, number string) {
	t.Helper()
	pile, err := s.ComplaintPile(ctx(t), 9)
	ok(t, err)
	same(t, refsOf(pile), []string{"k2"})
	taken := lodged(complaint.OfCase(about), "k3", 802, noon)
	taken.Number = number
	_, err = s.Commit(ctx(t), complaintWrit(t, &taken, complaint.Waiting)) // numbers are given once
	wantKind(t, err, fault.Conflict)
	var scanned []string
	ok(t, s.ScanRows(ctx(t), func(r writ.Row) error { scanned = append(scanned, r.Kind+" "+r.State); return nil }))
	same(t, scanned, []string{"registration reviewing", "complaint upheld", "complaint waiting"})
}

func complaintLists(t *testing.T, s *store.Store, entry string) {
	t.Helper()
	pile, err := s.ComplaintPile(ctx(t), 9)
	ok(t, err)
	same(t, refsOf(pile), []string{"k1", "k2"})
	pile, err = s.ComplaintPile(ctx(t), 1)
	ok(t, err)
	same(t, refsOf(pile), []string{"k1"})
	of, err := s.ComplaintsOf(ctx(t), person(801))
	ok(t, err)
	same(t, refsOf(of), []string{"k2", "k1"})
	about, err := s.ComplaintsAbout(ctx(t), entry)
	ok(t, err)
	same(t, refsOf(about), []string{"k1"})
	for until, want := range map[time.Time][]string{noon.Add(time.Hour): {"k1"}, noon.Add(time.Hour + time.Microsecond): {"k2", "k1"}, noon: nil} {
		got, err := s.ComplaintsFrom(ctx(t), noon, until, 9)
		ok(t, err)
		same(t, refsOf(got), want)
	}
	for until, want := range map[time.Time][]keeping.Placed{
		noon: nil, noon.Add(time.Hour): {{Ref: "k1", Region: "75", Branch: "ALM-1"}},
		noon.Add(time.Hour + time.Microsecond): {{Ref: "k2", Region: "75", Branch: "ALM-1"}, {Ref: "k1", Region: "75", Branch: "ALM-1"}},
	} {
		got, err := s.ComplaintPlaces(ctx(t), noon, until, 9)
		ok(t, err)
		same(t, got, want)
	}
	few, err := s.ComplaintPlaces(ctx(t), noon, noon.Add(2*time.Hour), 1)
	ok(t, err)
	same(t, len(few), 1)
	row, err := s.Complaint(ctx(t), "k2")
	ok(t, err)
	same(t, row.Kind, complaint.RowKind)
	_, err = s.Complaint(ctx(t), "none")
	wantKind(t, err, fault.NotFound)
}

func refsOf(rows []writ.Row) (out []string) {
	for _, r := range rows {
		out = append(out, r.Ref)
	}
	return out
}

func lodged(about complaint.About, ref string, by int, at time.Time) complaint.Complaint {
	return complaint.Complaint{
		Ref: ref, Number: "K-" + ref, About: about, Subject: "N", Person: person(800), Kind: complaint.NotMe, From: iin.PersonParty(person(by)),
		By: person(by), Lang: "kk", Words: "d", Opened: at, Changed: at, Due: at.Add(24 * time.Hour),
	}
}

func complaintWrit(t *testing.T, c *complaint.Complaint, state complaint.State) writ.Writ {
	t.Helper()
	prev := c.Head
	c.Facts++
	text := fmt.Sprintf(`{"complaint":%q,"seq":%d}`, c.Ref, c.Facts)
	c.State, c.Head = state, writ.Chain(prev, text)
	row, err := complaint.RowOf(*c)
	ok(t, err)
	return writ.Writ{
		Rows: []writ.Row{row}, Facts: []writ.Fact{{Case: c.Ref, Seq: c.Facts, Text: text, Prev: prev, Digest: c.Head, At: c.Opened}},
		Guards: []writ.Guard{bump("case", c.Ref, int64(c.Facts-1))}, Outcome: c.Ref,
	}
}
