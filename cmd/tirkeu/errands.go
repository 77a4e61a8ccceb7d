package main

import (
	"context"
	"fmt"
	"time"

	"tirkeu/internal/store"
)

// errandsCmd holds what an engineer does with the work that waits.
type errandsCmd struct {
	List  errandsList  `cmd:"" help:"List errands; the dead ones first."`
	Retry errandsRetry `cmd:"" help:"Try a dead errand again."`
	Drop  errandsDrop  `cmd:"" help:"Throw an errand away. What it was for does not happen."`
}

type errandsList struct {
	State string `help:"Only these: waiting (claimed ones too) or dead." enum:"waiting,dead,all" default:"all"`
	Limit int    `help:"At most so many." default:"100"`
}

// Run prints errands without what they carry: bodies hold personal data.
func (c errandsList) Run(ctx context.Context, s *settings) error {
	return withStore(ctx, s, func(st *store.Store) error {
		states := []string{c.State}
		if c.State == "all" {
			states = []string{"dead", "waiting"}
		}
		n := 0
		for _, state := range states {
			jobs, err := st.Errands(ctx, state, c.Limit)
			if err != nil {
				return err
			}
			for _, j := range jobs {
				n++
				fmt.Printf("%-8s %-14s try %-3d due %s  %s\n", j.State, j.Kind, j.Attempt, j.Due.Format(time.RFC3339), j.Key)
				if j.Why != "" {
					fmt.Printf("         %s\n", j.Why)
				}
			}
		}
		if n == 0 {
			fmt.Println("No errands wait.")
		}
		return nil
	})
}

type errandsRetry struct {
	Keys []string `arg:"" help:"Keys of the errands, as list prints them."`
}

// Run brings dead errands back.
func (c errandsRetry) Run(ctx context.Context, s *settings) error {
	return withStore(ctx, s, func(st *store.Store) error { return each(ctx, c.Keys, st.ReviveErrand) })
}

type errandsDrop struct {
	Keys []string `arg:"" help:"Keys of the errands, as list prints them."`
}

// Run throws errands away.
func (c errandsDrop) Run(ctx context.Context, s *settings) error {
	return withStore(ctx, s, func(st *store.Store) error { return each(ctx, c.Keys, st.DropErrand) })
}

func each(ctx context.Context, keys []string, do func(context.Context, string) error) error {
	for _, k := range keys {
		if err := do(ctx, k); err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
		fmt.Println("done:", k)
	}
	return nil
}
