//go:build unix

package store_test

import (
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tirkeu/internal/store"
	"tirkeu/internal/store/cluster"
	"tirkeu/internal/store/storetest"
)

// BenchmarkStep measures one act: a load and a durable commit, by eight goroutines on cases of
// their own. cpu-ms is this process's, server-cpu-ms PostgreSQL's.
func BenchmarkStep(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		steps(b, storetest.SQLite(b), func() time.Duration { return 0 })
	})
	b.Run("postgres", func(b *testing.B) {
		c, err := cluster.Start("", "fsync=on", "synchronous_commit=on", "full_page_writes=on")
		if err != nil {
			b.Skip("SKIPPED: no PostgreSQL: ", err)
		}
		b.Cleanup(func() {
			if err := c.Stop(); err != nil {
				b.Error(err)
			}
		})
		dsn, err := c.Create("bench")
		if err != nil {
			b.Fatal(err)
		}
		s := storetest.Open(b, dsn)
		steps(b, s, func() time.Duration {
			used, err := c.CPU()
			if err != nil {
				b.Error(err)
			}
			return used
		})
	})
}

var cases atomic.Int64

func steps(b *testing.B, s *store.Store, server func() time.Duration) {
	b.SetParallelism(4)
	own, theirs, began := used(b), server(), time.Now()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			p := storetest.Begin(b, s, int(cases.Add(1)))
			for range 9 {
				if !pb.Next() {
					return
				}
				p.Step(b, s)
			}
		}
	})
	n := float64(b.N)
	b.ReportMetric(n/time.Since(began).Seconds(), "acts/s")
	b.ReportMetric(float64((used(b)-own).Microseconds())/1000/n, "cpu-ms/act")
	b.ReportMetric(float64((server()-theirs).Microseconds())/1000/n, "server-cpu-ms/act")
}

func used(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
