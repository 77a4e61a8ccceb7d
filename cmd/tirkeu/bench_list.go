package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/gate/table"
	"tirkeu/internal/store"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/gather"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/petition"
)

// campusBooks answer for the state registers about the dormitory and its students, at once.
type campusBooks struct {
	people map[iin.IIN]applicant.Person
	rooms  map[address.RKA]dwelling.Dwelling
	all    []dwelling.Dwelling
}

// Person is a student.
func (b campusBooks) Person(_ context.Context, i iin.IIN) applicant.Answer {
	if p, ok := b.people[i]; ok {
		return applicant.Found{Person: p}
	}
	return applicant.Unknown{}
}

// Entity is the university.
func (b campusBooks) Entity(_ context.Context, bin iin.BIN) applicant.EntityAnswer {
	return applicant.EntityFound{Entity: applicant.Entity{BIN: bin}}
}

// Of lists the rooms.
func (b campusBooks) Of(context.Context, iin.Party) ([]dwelling.Dwelling, bool) { return b.all, false }

// ByRKA is a room.
func (b campusBooks) ByRKA(_ context.Context, _ iin.Party, rka address.RKA) dwelling.Answer {
	if d, ok := b.rooms[rka]; ok {
		return dwelling.Owners{Dwelling: d}
	}
	return dwelling.NoSuchDwelling{}
}

// ByArea finds nothing: rooms have codes.
func (b campusBooks) ByArea(context.Context, iin.Party, address.RKA, int) dwelling.Answer {
	return dwelling.NoSuchDwelling{}
}

// At is the address of a room.
func (b campusBooks) At(_ context.Context, rka address.RKA) address.Answer {
	if d, ok := b.rooms[rka]; ok {
		return address.Found{Addresses: []address.Address{d.Address}}
	}
	return address.NotFound{}
}

// Find finds nothing.
func (b campusBooks) Find(context.Context, address.Query) address.Answer { return address.NotFound{} }

// listBench is a list of students that walks from its file to the register.
type listBench struct {
	desk   *petition.Desk
	runner *errand.Runner
	who    petition.Who
	file   []byte
	house  roster.House
	n      int
}

func newListBench(st *store.Store, door *office.Office, n int) (*listBench, error) {
	students, rooms, _ := people.Campus()
	b := campusBooks{people: map[iin.IIN]applicant.Person{}, rooms: map[address.RKA]dwelling.Dwelling{}, all: rooms}
	cells := [][]string{{roster.ColumnIIN.Heading("ru"), roster.ColumnName.Heading("ru"), roster.ColumnRoom.Heading("ru")}}
	for i, s := range students[:n] {
		b.people[s.Person.IIN] = s.Person
		cells = append(cells, []string{s.Person.IIN.Digits(), s.Person.Name.Full(), strconv.Itoa(i/people.CampusBeds + 1)})
	}
	for _, r := range rooms {
		b.rooms[r.RKA] = r
	}
	file, err := table.XLSX("list", cells)
	if err != nil {
		return nil, err
	}
	desk := &petition.Desk{Books: st, Evidence: st, Diary: st, Register: st, Accounts: st, Persons: b, Titles: b, Atlas: b, Door: door,
		Calendar: machine{}, Machine: machine{}, Fresh: office.Random{}.Fresh}
	x := &listBench{desk: desk, file: file, house: roster.Houses(rooms)[0], n: n,
		who: petition.Who{Person: students[0].Person.IIN, Name: "bench", Org: rooms[0].Owners[0].Party.BIN()}}
	x.runner = &errand.Runner{Books: st, Clock: machine{}, Name: "bench", Batch: 64, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Workers: []errand.Worker{petition.Check{Desk: desk}, petition.Filer{Desk: desk}, petition.Signer{Desk: desk},
			gather.Ask{Cases: lookup.Unchecked{Rows: st}, Persons: b, Titles: b, Atlas: b, Entities: b, Door: door, Clock: machine{}}}}
	desk.Wake, door.Wake = x.runner.Wake, x.runner.Wake
	return x, nil
}

// until waits until all rows stand at the stage.
func (x *listBench) until(ctx context.Context, ref string, s petition.Stage) error {
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		o, err := x.desk.Open(ctx, x.who, ref)
		if err != nil {
			return err
		}
		if o.Counts[s] == x.n {
			return nil
		}
	}
	return fmt.Errorf("the list does not come to %s", s)
}

// run walks the list and tells how long each part took. The organisation's one signature is made and judged
// elsewhere: here it is taken as good.
func (x *listBench) run(ctx context.Context, step func(string)) error {
	cells, err := table.Read(x.file)
	if err != nil {
		return err
	}
	rows, err := roster.Read(cells)
	if err != nil {
		return err
	}
	ref, err := x.desk.Make(ctx, petition.Wanted{Who: x.who, House: x.house, Name: "bench", Kind: roster.Uploaded, Rows: rows,
		Usual: roster.Typed{Months: "10", Purpose: string(consent.Study)}})
	if err != nil {
		return err
	}
	if err := x.until(ctx, ref, petition.Ready); err != nil {
		return err
	}
	step("read and checked")
	if _, err := x.desk.File(ctx, x.who, ref); err != nil {
		return err
	}
	if err := x.until(ctx, ref, petition.ToSign); err != nil {
		return err
	}
	step("filed, registers asked")
	p, err := x.desk.Paper(ctx, x.who, ref, words.RU)
	if err != nil {
		return err
	}
	word := proof.Proof{Kind: proof.EDS, Standing: proof.Good, Signer: x.who.Person, BIN: x.who.Org.Digits(), Digest: p.Digest, Lang: p.Lang,
		Rendering: p.Rendering, At: machine{}.Now(), CMS: bytes.Repeat([]byte{1}, 4096)}
	if err := x.desk.Sign(ctx, x.who, ref, word); err != nil {
		return err
	}
	if err := x.until(ctx, ref, petition.Done); err != nil {
		return err
	}
	step("signed, entries made")
	return nil
}

// list measures a list over the register that is full already.
func (p *parade) list(ctx context.Context, n int, server func() (time.Duration, error)) error {
	x, err := newListBench(p.st, p.office, n)
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() { _ = x.runner.Run(work); close(ended) }()
	defer func() { stop(); <-ended }()
	began, own, last := time.Now(), ownCPU(), time.Now()
	theirs := time.Duration(0)
	if server != nil {
		if theirs, err = server(); err != nil {
			return err
		}
	}
	fmt.Printf("  a list of %d\n", n)
	err = x.run(ctx, func(what string) {
		fmt.Printf("    %-24s %8.2f s\n", what, time.Since(last).Seconds())
		last = time.Now()
	})
	if err != nil {
		return err
	}
	fmt.Printf("    %-24s %8.2f s, server CPU %.2f ms a row", "from file to register", time.Since(began).Seconds(), float64((ownCPU()-own).Microseconds())/1000/float64(n))
	if server != nil {
		now, err := server()
		if err != nil {
			return err
		}
		fmt.Printf(", PostgreSQL CPU %.2f ms a row", float64((now-theirs).Microseconds())/1000/float64(n))
	}
	fmt.Println()
	return nil
}
