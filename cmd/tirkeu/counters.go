package main

import (
	"fmt"
	"io"
	"os"

	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/frontoffice"
	"tirkeu/internal/work/office"
)

// readCounters reads the roll of branches and operators; without a file there are none.
func readCounters(file string) (hall.Roll, error) {
	if file == "" {
		return hall.Roll{}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return hall.Roll{}, fmt.Errorf("TIRKEU_COUNTERS: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, hall.MaxRoll+1))
	if err != nil {
		return hall.Roll{}, fmt.Errorf("TIRKEU_COUNTERS: %w", err)
	}
	roll, err := hall.ParseRoll(text)
	if err != nil {
		return hall.Roll{}, fmt.Errorf("TIRKEU_COUNTERS: %w", err)
	}
	return roll, nil
}

// branchOf tells in which branch an operator sits.
func branchOf(roll hall.Roll) func(iin.IIN) string {
	return func(i iin.IIN) string {
		seat, _ := roll.Seat(i)
		return seat.Branch
	}
}

// sits tells who is an operator.
func sits(roll hall.Roll) func(iin.IIN) bool {
	return func(i iin.IIN) bool {
		_, ok := roll.Seat(i)
		return ok
	}
}

// window is the work of the counters' operators.
func (h *house) window(up upstreams, salt string) *frontoffice.Desk {
	return &frontoffice.Desk{Books: h.store, Drawer: h.store, Persons: up.soon(), Titles: up.titles, Atlas: up.soon(), Wallet: up.soon(), Drafts: &drafting.Drafts{Books: h.store, Calendar: up.calendar, Fresh: office.Random{}.Fresh},
		Entities: up.soon(),
		Look:     h.look, Door: h.office, Seals: up.seal, Calendar: up.calendar, Token: office.Random{}.Token, Salt: salt, Roll: up.counters}
}
