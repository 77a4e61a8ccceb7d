package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"tirkeu/internal/store"
	"tirkeu/internal/store/cluster"
	"tirkeu/internal/town/people"
)

// benchCmd measures how fast cases go from Signing to Done.
type benchCmd struct {
	People   int    `help:"People in the register." default:"10000"`
	Cases    int    `help:"Cases that are timed, at most one for four people." default:"500"`
	List     int    `help:"Rows of an organisation's list that then walks from its file to the register; 0 for none." default:"500"`
	Clients  int    `help:"Cases that walk at the same time." default:"16"`
	Database string `help:"sqlite, postgres, both (fresh private ones, removed afterwards), or the postgres:// address of an empty database." default:"both"`
	Profile  string `help:"Write a profile of the timed part (one database only) and print the ten functions that take most." type:"path" placeholder:"FILE"`
}

// Help is the longer text of --help.
func (benchCmd) Help() string {
	return `A register is filled with synthetic people, every one with an entry. Cases are brought to Signing; another
process makes the owners' signatures, untimed. Then the applicant signs by code and three owners by RSA-2048 CMS, each
signature is accepted as the portal does (path, OCSP over HTTP, nothing cached: every owner has a certificate of his
own), every act goes through the office, and the registers answer at once with what they hold: Signing to Done. Every
commit is durable. Not timed: letters and SMS, which follow the facts, and the registers' wires. Rate is cases divided
by timed seconds. CPU of this process (the server), of PostgreSQL and of the other process (OCSP) are told apart. In
the end the audit goes over everything.`
}

// Run measures each database in turn.
func (b benchCmd) Run(ctx context.Context) error {
	if err := b.check(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "tirkeu-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	other, err := startSigner(ctx, dir)
	if err != nil {
		return err
	}
	defer other.stop()
	fmt.Printf("%s, %s/%s, %d processors; %d people, %d cases, %d at the same time\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), b.People, b.Cases, b.Clients)
	names := []string{b.Database}
	if b.Database == "both" {
		names = []string{"sqlite", "postgres"}
	}
	for _, name := range names {
		if err := b.one(ctx, other, dir, name); err != nil {
			return fmt.Errorf("%s: %w", strings.SplitN(name, ":", 2)[0], err)
		}
	}
	return nil
}

// fewest people are two households: the fourth of each lives at the other's flat.
const fewest = 2 * people.Household

func (b benchCmd) check() error {
	known := b.Database == "sqlite" || b.Database == "postgres" || b.Database == "both" || strings.HasPrefix(b.Database, "postgres://")
	switch {
	case !known:
		return errors.New("--database: sqlite, postgres, both or postgres://…")
	case b.People < fewest || b.People > people.MaxCrowd:
		return fmt.Errorf("--people: from %d to %d", fewest, people.MaxCrowd)
	case b.Cases < 1 || b.Cases > b.People/people.Household:
		return errors.New("--cases: from 1 to a quarter of the people")
	case b.List < 0 || b.List > people.Students:
		return fmt.Errorf("--list: from 0 to %d", people.Students)
	case b.Clients < 1 || b.Clients > 256:
		return errors.New("--clients: from 1 to 256")
	case b.Profile != "" && b.Database == "both":
		return errors.New("--profile: name one --database")
	}
	return nil
}

// one measures one database.
func (b benchCmd) one(ctx context.Context, other *benchSigner, dir, name string) error {
	dsn, used, end, err := benchDatabase(dir, name)
	if err != nil {
		return err
	}
	defer end()
	st, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Migrate(ctx); err != nil {
		return err
	}
	p, err := newParade(ctx, st, other, b)
	if err != nil {
		return err
	}
	fmt.Printf("\n%s: %d entries seeded in %.1f s, %d cases brought to Signing and signed elsewhere in %.1f s\n",
		st.Name(), b.People, p.seeding.Seconds(), b.Cases, p.preparing.Seconds())
	m, err := p.timed(ctx, used, b.Profile)
	if err != nil {
		return err
	}
	m.print(b.Cases)
	if st.Name() == "sqlite" {
		rate, err := fsyncs(filepath.Dir(strings.TrimPrefix(dsn, "sqlite:")), time.Second)
		if err != nil {
			return err
		}
		fmt.Printf("  disk           %8.0f writes of 4 KB a second, each with fsync, in the same folder\n", rate)
	}
	if err := p.audited(ctx); err != nil || b.List == 0 {
		return err
	}
	return p.list(ctx, b.List, used)
}

// benchDatabase makes a fresh durable database; used tells the CPU time of its server, nil when unknown.
func benchDatabase(dir, name string) (dsn string, used func() (time.Duration, error), end func(), err error) {
	switch name {
	case "sqlite":
		return "sqlite:" + filepath.Join(dir, "bench.db"), nil, func() {}, nil
	case "postgres":
		c, err := cluster.Start("", "fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=256MB", "max_wal_size=2GB")
		if err != nil {
			return "", nil, nil, err
		}
		end = func() {
			if err := c.Stop(); err != nil {
				fmt.Fprintln(os.Stderr, "tirkeu bench:", err)
			}
		}
		if dsn, err = c.Create("bench"); err != nil {
			end()
			return "", nil, nil, err
		}
		return dsn, c.CPU, end, nil
	}
	return name, nil, func() {}, nil
}
