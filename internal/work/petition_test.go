package work_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/petition"
)

// dormitory is the university's office over its campus.
type dormitory struct {
	*country
	desk    *petition.Desk
	who     petition.Who
	house   roster.House
	workers *errand.Runner
	asker   *errand.Runner
}

func inDormitory(t *testing.T, ask func(*dormitory)) {
	inCountry(t, func(c *country) {
		if err := c.town.People().Add(people.Campus()); err != nil {
			c.Fatal(err)
		}
		set, err := c.town.SHEP()
		if err != nil {
			c.Fatal(err)
		}
		bus := shep.New(set)
		tolerance, _ := law.AreaTolerance(civil.DateOf(noon))
		d := &dormitory{country: c, asker: c.clerk()}
		d.desk = &petition.Desk{Books: c.st, Evidence: c.st, Diary: c.st, Register: c.st, Accounts: c.st, Persons: c.persons,
			Titles: title.New(title.Settings{Shep: bus, Tolerance: tolerance}), Atlas: atlas.New(atlas.Settings{Shep: bus}), Door: c.office,
			Calendar: c.cal, Machine: c.machine, Fresh: office.Random{}.Fresh}
		bin, err := iin.ParseBIN("120290000013")
		if err != nil {
			c.Fatal(err)
		}
		d.who = petition.Who{Person: c.iin("saule"), Name: "Нұрғалиева Сәуле", Org: bin}
		d.workers = c.runner("lists", c.machine, petition.Check{Desk: d.desk}, petition.Filer{Desk: d.desk}, petition.Signer{Desk: d.desk})
		if d.house, _, err = d.desk.House(c.ctx(), bin, people.CampusRoom(0)); err != nil {
			c.Fatal(err)
		}
		ask(d)
	})
}

// TestHousesAreRemembered: what GBD RN said of an organisation serves its pages for a minute, and nobody else's.
func TestHousesAreRemembered(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		d.broken(wire.Titles, wire.Fault{Kind: wire.Error})
		silent := func(org iin.BIN) bool {
			_, _, err := d.desk.Houses(d.ctx(), org)
			return fault.KindOf(err) == fault.Unavailable
		}
		d.machine.add(time.Minute - time.Microsecond)
		if houses, name, err := d.desk.Houses(d.ctx(), d.who.Org); err != nil || len(houses) != 2 || name == "" {
			d.Errorf("within a minute: %d houses of %q, %v", len(houses), name, err)
		}
		other, err := iin.ParseBIN(people.CorporationBIN())
		if err != nil {
			d.Fatal(err)
		}
		if !silent(other) {
			d.Error("another organisation is answered from memory")
		}
		d.machine.add(time.Microsecond)
		if !silent(d.who.Org) {
			d.Error("after a minute the answer is still remembered")
		}
	})
}

func (d *dormitory) student(n int) iin.IIN { return d.iin(fmt.Sprint("student", n)) }

// makes a list of students and has it checked.
func (d *dormitory) makes(students ...int) string {
	d.Helper()
	var rows []roster.Row
	for i, n := range students {
		rows = append(rows, roster.Row{N: i + 1, Typed: roster.Typed{IIN: d.student(n).Digits(), Room: fmt.Sprint((n + 1) / 2)}})
	}
	ref, err := d.desk.Make(d.ctx(), petition.Wanted{Who: d.who, House: d.house, Name: "Дала", Kind: roster.Uploaded, Rows: rows,
		Usual: roster.Typed{Months: "6", Purpose: string(consent.Study)}})
	if err != nil {
		d.Fatal(err)
	}
	d.pass(d.workers)
	return ref
}

// files brings a list to its signature.
func (d *dormitory) files(ref string) {
	d.Helper()
	if _, err := d.desk.File(d.ctx(), d.who, ref); err != nil {
		d.Fatal(err)
	}
	d.pass(d.workers)
	d.pass(d.asker)
}

// word is the organisation's signature over the statement as it stands.
func (d *dormitory) word(ref string) proof.Proof {
	d.Helper()
	p, err := d.desk.Paper(d.ctx(), d.who, ref, words.KK)
	if err != nil {
		d.Fatal(err)
	}
	return proof.Proof{Kind: proof.EDS, Standing: proof.Good, Signer: d.who.Person, BIN: d.who.Org.Digits(), Digest: p.Digest, Lang: p.Lang,
		Rendering: p.Rendering, At: d.cal.Now(), CMS: fmt.Append(nil, "cms-", words64.Add(1))}
}

func (d *dormitory) signs(ref string, p proof.Proof) {
	d.Helper()
	if err := d.desk.Sign(d.ctx(), d.who, ref, p); err != nil {
		d.Fatal(err)
	}
	d.pass(d.workers)
	d.pass(d.asker)
}

// stages demands how many rows of a list stand where.
func (d *dormitory) stages(ref string, want map[petition.Stage]int) petition.Open {
	d.Helper()
	o, err := d.desk.Open(d.ctx(), d.who, ref)
	if err != nil {
		d.Fatal(err)
	}
	for _, s := range petition.Stages() {
		if o.Counts[s] != want[s] {
			d.Fatalf("%d rows are %s, want %v, have %v", o.Counts[s], s, want, o.Counts)
		}
	}
	return o
}

func wantFault(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Errorf("%v, want %s", err, k)
	}
}

// TestListOfOneSignature: everybody is entered under one signature, whatever is repeated; each case holds its
// own way to it, and the audit finds nothing.
func TestListOfOneSignature(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		ref := d.makes(1, 2, 3)
		d.stages(ref, map[petition.Stage]int{petition.Ready: 3})
		d.files(ref)
		if n, err := d.desk.File(d.ctx(), d.who, ref); n != 0 || err != nil {
			t.Errorf("filed twice: %d, %v", n, err)
		}
		d.stages(ref, map[petition.Stage]int{petition.ToSign: 3})
		p := d.word(ref)
		none := p
		none.Standing = ""
		wantFault(t, d.desk.Sign(d.ctx(), d.who, ref, none), fault.Invalid)
		other := p
		other.Digest = "another"
		wantFault(t, d.desk.Sign(d.ctx(), d.who, ref, other), fault.Conflict)
		d.signs(ref, p)
		d.signs(ref, p) // pressed twice
		o := d.stages(ref, map[petition.Stage]int{petition.Done: 3})
		said, err := d.desk.Signed(d.ctx(), d.who.Org, 9)
		if err != nil || len(said) != 1 || len(said[0].Rows) != 3 || said[0].By != d.who.Person {
			t.Errorf("%+v, %v", said, err)
		}
		for _, l := range o.Lines {
			if k := d.kase(l.Case); k.SignedBy != p.ID() || k.Intake.Petition.List != ref || k.Intake.Petition.Room == "" {
				t.Errorf("row %d: %s, %+v", l.N, k.SignedBy, k.Intake)
			}
		}
		stranger := d.who
		stranger.Org, _ = iin.ParseBIN("110190000018")
		_, err = d.desk.Open(d.ctx(), stranger, ref)
		wantFault(t, err, fault.NotFound)
		_, err = d.desk.Residents(d.ctx(), stranger, people.CampusRoom(0), petition.Wish{})
		wantFault(t, err, fault.NotFound)
	})
}

// TestListOverTheTurnOfADay: the day turns between filing and signing: the signature is not used, the registers
// are asked again, and the rows wait for another.
func TestListOverTheTurnOfADay(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		ref := d.makes(11, 12)
		d.town.Faults().Mute(d.who.Person) // who signs is no matter of GBD FL
		d.files(ref)
		p := d.word(ref)
		d.cal.add(24 * time.Hour)
		d.signs(ref, p)
		o := d.stages(ref, map[petition.Stage]int{petition.ToSign: 2})
		if o.Words != 1 || o.Lines[0].State != roster.Filed {
			t.Errorf("%d signatures, row %s", o.Words, o.Lines[0].State)
		}
		d.signs(ref, d.word(ref))
		d.stages(ref, map[petition.Stage]int{petition.Done: 2})
	})
}

// TestListMended: a row that cannot be checked waits, one with a rival case says so, a row taken off after it was
// filed withdraws its application, and the others go on.
func TestListMended(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		d.town.Faults().Mute(d.student(21))
		ref := d.makes(21, 22, 23)
		d.stages(ref, map[petition.Stage]int{petition.Checking: 1, petition.Ready: 2})
		d.town.Faults().Clear()
		d.files(ref)
		again := d.makes(22)
		if o := d.stages(again, map[petition.Stage]int{petition.ToMend: 1}); o.Lines[0].Why[0].Reason != roster.OpenRival {
			t.Errorf("%+v", o.Lines[0].Why)
		}
		o := d.stages(ref, map[petition.Stage]int{petition.Checking: 1, petition.ToSign: 2})
		if err := d.desk.Mend(d.ctx(), d.who, ref, petition.Mending{Strike: []int{1, 2}}); err != nil {
			t.Fatal(err)
		}
		d.stages(ref, map[petition.Stage]int{petition.Struck: 2, petition.ToSign: 1})
		if k := d.kase(o.Lines[1].Case); !k.State.Final() {
			t.Errorf("the application of a struck row is %s", k.State)
		}
		d.signs(ref, d.word(ref))
		d.stages(ref, map[petition.Stage]int{petition.Struck: 2, petition.Done: 1})
		if err := d.desk.Mend(d.ctx(), d.who, again, petition.Mending{Values: map[int]map[roster.Column]string{1: {roster.ColumnRoom: "11"}}}); err != nil {
			t.Fatal(err)
		}
		d.stages(again, map[petition.Stage]int{petition.Ready: 1})
	})
}

// TestListRivalBetweenCheckAndFiling: two lists with the same person are both ready; the second is told no when it is
// filed, and its row says why.
func TestListRivalBetweenCheckAndFiling(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		first, second := d.makes(31), d.makes(31)
		d.files(first)
		d.files(second)
		if o := d.stages(second, map[petition.Stage]int{petition.ToMend: 1}); o.Lines[0].Why[0].Reason != roster.OpenRival {
			t.Errorf("%+v", o.Lines[0].Why)
		}
		if err := d.desk.Drop(d.ctx(), d.who, second); err != nil {
			t.Error(err)
		}
		wantFault(t, d.desk.Drop(d.ctx(), d.who, first), fault.Conflict)
	})
}

// TestResidentsExtendedAndEnded: who lives there is found, extended by a new list near the end of the term and not
// before, and ended by the organisation; a second end changes nothing.
func TestResidentsExtendedAndEnded(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		ref := d.makes(41, 42)
		d.files(ref)
		d.signs(ref, d.word(ref))
		home := people.CampusRoom(0)
		living := func(w petition.Wish) petition.Living {
			t.Helper()
			l, err := d.desk.Residents(d.ctx(), d.who, home, w)
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		l := living(petition.Wish{})
		if len(l.Residents) != 2 || l.Soon != 0 || len(l.Months) != 1 || l.Residents[0].Room != "21" {
			t.Fatalf("%+v", l)
		}
		ids := []string{l.Residents[0].Entry.ID, l.Residents[1].Entry.ID}
		_, err := d.desk.Extend(d.ctx(), d.who, "", home, ids)
		wantFault(t, err, fault.Conflict)
		d.cal.set(l.Residents[0].Entry.LastDay().AddDays(-l.Days).Start().Add(-time.Second))
		if got := living(petition.Wish{Soon: true}); len(got.Residents) != 0 {
			t.Error("a day too early")
		}
		d.cal.add(time.Second)
		longer, err := d.desk.Extend(d.ctx(), d.who, "", home, ids[:1])
		if err != nil {
			t.Fatal(err)
		}
		d.pass(d.workers)
		d.stages(longer, map[petition.Stage]int{petition.Ready: 1})
		_, err = d.desk.End(d.ctx(), d.who, home, ids[1:], "because")
		wantFault(t, err, fault.Invalid)
		for _, want := range []int{1, 0} {
			if n, err := d.desk.End(d.ctx(), d.who, home, ids[1:], removal.Left); n != want || err != nil {
				t.Errorf("%d ended, want %d, %v", n, want, err)
			}
		}
		es, err := d.st.EntriesOf(d.ctx(), l.Residents[1].Entry.Person, time.Time{})
		if err != nil || es[0].Status != register.EndedOrg {
			t.Errorf("%+v, %v", es, err)
		}
		if got := living(petition.Wish{Text: l.Residents[0].Name}); len(got.Residents) != 1 {
			t.Errorf("%+v", got.Residents)
		}
	})
}

// did lists what the organisation's people did, the first to come first, and checks by whom.
func (d *dormitory) did() (out []string) {
	d.Helper()
	all, err := d.desk.Deeds(d.ctx(), d.who.Org, 100)
	if err != nil {
		d.Fatal(err)
	}
	for _, x := range all {
		if x.By != d.who.Person || x.Name != d.who.Name {
			d.Errorf("%s by %s", x.What, x.Name)
		}
		out = append([]string{fmt.Sprint(x.What, " ", x.N)}, out...)
	}
	return out
}

// looks at the residents of the building, a second after what came before.
func (d *dormitory) looks(text string, how roster.Doing) petition.Living {
	d.Helper()
	d.cal.add(time.Second)
	l, err := d.desk.Look(d.ctx(), d.who, d.house.RKA, petition.Wish{Text: text}, how)
	if err != nil {
		d.Fatal(err)
	}
	return l
}

// TestDeeds: who made, mended, filed, signed and threw away a list, looked at residents or ended a registration is
// written down once; nobody else's deeds are among them.
func TestDeeds(t *testing.T) {
	inDormitory(t, func(d *dormitory) {
		dropped := d.makes(5)
		d.cal.add(time.Second)
		if err := d.desk.Drop(d.ctx(), d.who, dropped); err != nil {
			d.Fatal(err)
		}
		d.cal.add(time.Second)
		ref := d.makes(1, 2, 3)
		d.cal.add(time.Second)
		if err := d.desk.Mend(d.ctx(), d.who, ref, petition.Mending{Strike: []int{3}}); err != nil {
			d.Fatal(err)
		}
		d.cal.add(time.Second)
		d.files(ref)
		d.cal.add(time.Second)
		d.signs(ref, d.word(ref))
		d.stages(ref, map[petition.Stage]int{petition.Done: 2, petition.Struck: 1})
		one := d.looks("", roster.DidLook).Residents[0]
		d.looks("", roster.DidLook) // the same look
		d.looks(one.Name, roster.DidLook)
		d.looks("", roster.DidExport)
		d.cal.add(time.Second)
		if n, err := d.desk.End(d.ctx(), d.who, d.house.RKA, []string{one.Entry.ID}, removal.Left); err != nil || n != 1 {
			d.Fatalf("%d ended, %v", n, err)
		}
		want := []string{"uploaded 1", "dropped 1", "uploaded 3", "mended 1", "filed 2", "signed 2", "looked 2", "looked 1", "exported 2", "ended 1"}
		if diff := cmp.Diff(want, d.did()); diff != "" {
			d.Error(diff)
		}
		d.cal.add(time.Hour)
		d.looks("", roster.DidLook)
		if got := d.did(); len(got) != len(want)+1 {
			d.Errorf("an hour later the look is the same: %v", got)
		}
		all, err := d.desk.Deeds(d.ctx(), d.who.Org, 5)
		if err != nil || len(all) != 5 || all[4].Whom == "" && all[3].Whom == "" {
			d.Errorf("the newest five: %+v, %v", all, err)
		}
	})
}
