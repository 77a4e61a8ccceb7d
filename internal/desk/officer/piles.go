package officer

import (
	"sync"
	"time"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
)

// maxPile bounds each list of a pile, and what is counted of it.
const maxPile = 200

// section is one pile of the officer's page: its words are officer.pile.KEY, N is how many wait there.
type section struct {
	Key, Path string
	N         int
	Here      bool
}

// piles are the sections of the officer's page, in order. A new pile adds a line here, a page with
// {{template "sections" .Data.Sections}} and the words officer.pile.KEY.
var piles = []struct {
	key, path string
	count     func(*Desk, *frame.Visit) (int, error)
}{
	{"review", "/cases", func(d *Desk, v *frame.Visit) (int, error) { return d.countCases(v, false) }},
	{"silent", "/silent", func(d *Desk, v *frame.Visit) (int, error) { return d.countCases(v, true) }},
	{"unusual", "/unusual", (*Desk).countOddities},
	{"struck", "/struck", (*Desk).countStruck},
	{"complaints", "/complaints", (*Desk).countPlaints},
}

// sections counts every pile for the links between them.
func (d *Desk) sections(v *frame.Visit, here string) (out []section, err error) {
	for _, p := range piles {
		s := section{Key: p.key, Path: p.path, Here: p.key == here}
		if s.N, err = p.count(d, v); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// isSilent tells whether a case waits for a register that does not answer.
func isSilent(k registration.Case) bool { return k.Why == registration.WhySilence }

// his lists the cases of the pile that are not the officer's own affair.
func (d *Desk) his(v *frame.Visit, silent bool) (out []registration.Case, err error) {
	all, err := d.Look.Pile(v.R.Context(), maxPile)
	for _, k := range all {
		if isSilent(k) == silent && !strange(v, k) {
			out = append(out, k)
		}
	}
	return out, err
}

func (d *Desk) countCases(v *frame.Visit, silent bool) (int, error) {
	list, err := d.his(v, silent)
	if err != nil || silent {
		return len(list), err
	}
	seconds, err := d.seconds(v)
	n := len(list)
	for _, s := range seconds {
		if !s.Own { // his own proposal waits for another
			n++
		}
	}
	return n, err
}

// oddCount keeps how many unusual things there are for a while: to count them much is read.
type oddCount struct {
	mu sync.Mutex
	at time.Time
	n  int
}

// recount is how long a count is kept.
const recount = time.Minute

func (d *Desk) countOddities(v *frame.Visit) (int, error) {
	d.odd.mu.Lock()
	defer d.odd.mu.Unlock()
	now := d.Calendar.Now()
	if !d.odd.at.IsZero() && now.Sub(d.odd.at) < recount {
		return d.odd.n, nil
	}
	o, err := d.Look.Oddities(v.R.Context(), d.Signs)
	if err == nil {
		d.odd.at, d.odd.n = now, o.N()
	}
	return o.N(), err
}

func (d *Desk) countPlaints(v *frame.Visit) (int, error) {
	list, err := d.Look.PlaintPile(v.R.Context(), d.Plaints, me(v), maxPile)
	return len(list), err
}

// set remembers a count; a zero instant forgets it.
func (c *oddCount) set(at time.Time, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.n = at, n
}
