package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"time"

	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// leg is one part of a case's walk.
type leg int

const (
	legRead leg = iota
	legCode
	legSign
	legAccept
	legAgree
	legRecord
	legs
)

var legNames = [legs]string{"read the case", "check the code", "applicant signs", "accept a signature", "owner agrees", "registers answer, entry"}

// spent is wall time summed over all cases.
type spent [legs]atomic.Int64

func (s *spent) add(at leg, since *time.Time) {
	now := time.Now()
	s[at].Add(int64(now.Sub(*since)))
	*since = now
}

// measured is the outcome of a timed part.
type measured struct {
	wall, own, other time.Duration
	server           time.Duration // of PostgreSQL; negative when unknown
	spent            spent
}

// timed lets every case walk from Signing to Done.
func (p *parade) timed(ctx context.Context, server func() (time.Duration, error), profile string) (*measured, error) {
	m := &measured{server: -1}
	theirs, err := p.other.cpu()
	if err != nil {
		return nil, err
	}
	var before time.Duration
	if server != nil {
		if before, err = server(); err != nil {
			return nil, err
		}
	}
	stop, err := startProfile(profile)
	if err != nil {
		return nil, err
	}
	own, began := ownCPU(), time.Now()
	err = p.each(func(i int) error { return p.walk(ctx, p.march[i], &m.spent) })
	m.wall, m.own = time.Since(began), ownCPU()-own
	stop()
	if err != nil {
		return nil, err
	}
	if server != nil {
		after, err := server()
		if err != nil {
			return nil, err
		}
		m.server = after - before
	}
	now, err := p.other.cpu()
	m.other = now - theirs
	return m, err
}

// walk takes one case from Signing to Done, as the portal does with what people send.
func (p *parade) walk(ctx context.Context, m marcher, s *spent) error {
	at := time.Now()
	if err := p.sign(ctx, m, s, &at); err != nil {
		return err
	}
	var c registration.Case
	for i := range m.words {
		var err error
		if c, err = p.agree(ctx, m, i, s, &at); err != nil {
			return err
		}
	}
	c, err := p.answer(ctx, m, c)
	s.add(legRecord, &at)
	if err == nil && c.State != registration.Done {
		return fmt.Errorf("a case ended in %s: %v", c.State, c.Grounds)
	}
	return err
}

func (p *parade) sign(ctx context.Context, m marcher, s *spent, at *time.Time) error {
	c, err := p.cases.Case(ctx, m.ref)
	if err != nil {
		return err
	}
	paper, err := signing.ForApplicant(c, words.KK, benchSalt)
	s.add(legRead, at)
	if err != nil {
		return err
	}
	k, err := p.codes.Check(ctx, p.wanted(m, c), m.typed)
	s.add(legCode, at)
	if err != nil {
		return err
	}
	_, err = p.office.Do(ctx, office.Order{
		Key: "sign:" + m.ref, Ref: m.ref, By: registration.Actor{Person: c.Filer}, Codes: []string{k.ID},
		Act: registration.Sign{Proof: p.codes.Proof(k, paper)},
	})
	s.add(legSign, at)
	return err
}

func (p *parade) agree(ctx context.Context, m marcher, i int, s *spent, at *time.Time) (registration.Case, error) {
	c, err := p.cases.Case(ctx, m.ref)
	if err != nil {
		return c, err
	}
	owner := c.Owners[i].Party
	paper, err := signing.ForOwner(c, owner, words.RU, benchSalt)
	s.add(legRead, at)
	if err != nil {
		return c, err
	}
	verdict := p.seal.Accept(ctx, proof.Asked{Rendering: paper.Rendering, Digest: paper.Digest, Lang: paper.Lang, Signer: owner.IIN(), Case: m.ref}, m.words[i])
	s.add(legAccept, at)
	good, ok := verdict.(proof.Accepted)
	if !ok {
		return c, fmt.Errorf("a signature was not accepted: %+v", verdict)
	}
	out, err := p.office.Do(ctx, office.Order{
		Key: fmt.Sprint("agree:", m.ref, ":", i), Ref: m.ref, By: registration.Actor{Person: owner.IIN()},
		Act: registration.Agree{Owner: owner, Proof: good.Proof},
	})
	s.add(legAgree, at)
	return out.Case, err
}

// print tells the numbers.
func (m *measured) print(cases int) {
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(cases) }
	fmt.Printf("  rate           %8.1f cases a second: %d cases in %.2f s\n", float64(cases)/m.wall.Seconds(), cases, m.wall.Seconds())
	fmt.Printf("  server CPU     %8.2f ms a case\n", each(m.own))
	if m.server >= 0 {
		fmt.Printf("  PostgreSQL CPU %8.2f ms a case\n", each(m.server))
	}
	fmt.Printf("  driver CPU     %8.2f ms a case: OCSP of the other process\n", each(m.other))
	fmt.Println("  where a case spends its time, waiting included:")
	for i, name := range legNames {
		fmt.Printf("    %-24s %8.2f ms a case\n", name, each(time.Duration(m.spent[i].Load())))
	}
}

// audited lets the audit go over everything; the synthetic entries have no case and are not counted.
func (p *parade) audited(ctx context.Context) error {
	began := time.Now()
	rep, err := (&audit.Audit{Books: p.st, Seal: p.seal}).Run(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, d := range rep.Differences {
		if !strings.HasPrefix(d.Where, seeded) {
			n++
		}
	}
	fmt.Printf("  audit          %8d differences in %d cases, %d facts and %d proofs, in %.1f s\n", n, rep.Cases, rep.Facts, rep.Proofs, time.Since(began).Seconds())
	if n > 0 {
		return errors.New("the books are not whole")
	}
	return nil
}

// startProfile writes a CPU profile until stop, which prints the ten functions that took most.
func startProfile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close()
		out, err := exec.Command("go", "tool", "pprof", "-top", "-nodecount=10", path).Output()
		if err != nil {
			out = []byte("go tool pprof -top " + path + "\n")
		}
		fmt.Printf("%s\n", out)
	}, nil
}

// fsyncs measures how many writes of 4 KB, each with fsync, a file of the folder takes in a second.
func fsyncs(dir string, d time.Duration) (rate float64, err error) {
	f, err := os.Create(filepath.Join(dir, "fsync"))
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	block := make([]byte, 4096)
	n, began := 0, time.Now()
	for ; time.Since(began) < d; n++ {
		if _, err := f.Write(block); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(began).Seconds(), nil
}
