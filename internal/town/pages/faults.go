package pages

import (
	"slices"
	"strconv"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
)

// wired is one wire and what is wrong with it.
type wired struct {
	Wire    wire.Register
	Broken  bool
	Kind    wire.Kind
	Times   int
	Seconds int // 0: the fault has no delay
}

// faultsPage is what the page of faults shows.
type faultsPage struct {
	Wires []wired
	Kinds []wire.Kind
	Muted []people.Resident // about whom GBD FL does not answer
	Any   bool
}

// Limits of the form.
const (
	maxTimes   = 1000 // exchanges
	maxSeconds = 120
)

func (v *visit) faults() faultsPage {
	on := v.p.Town.Faults().On()
	x := faultsPage{Kinds: wire.Kinds(), Muted: v.muted()}
	x.Any = len(on)+len(x.Muted) > 0
	for _, w := range wire.Registers() {
		f, broken := on[w]
		line := wired{Wire: w, Broken: broken, Kind: f.Kind, Times: f.Times}
		if f.Kind == wire.Slow || f.Kind == wire.Late {
			line.Seconds = int(f.Delay / time.Second)
		}
		x.Wires = append(x.Wires, line)
	}
	return x
}

// muted lists the residents about whom GBD FL does not answer.
func (v *visit) muted() (out []people.Resident) {
	for _, r := range v.p.Town.People().Residents() {
		if v.p.Town.Faults().Muted(r.Person.IIN) {
			out = append(out, r)
		}
	}
	return out
}

func faults(v *visit) error { return v.page("faults", v.t("town.faults.h"), v.faults()) }

// setFault switches a fault on, or one or all of them off.
func setFault(v *visit) error {
	if r, ok := v.p.Town.People().Resident(v.r.PostFormValue("unmute")); ok {
		v.p.Town.Faults().Unmute(r.Person.IIN)
		return v.redirect("/town/faults", "fault")
	}
	switch at := wire.Register(v.r.PostFormValue("off")); {
	case at == "all":
		v.p.Town.Faults().Clear()
		return v.redirect("/town/faults", "fault")
	case at != "":
		if err := v.p.Town.Faults().Set(at, wire.Fault{}); err != nil {
			return err
		}
		return v.redirect("/town/faults", "fault")
	}
	f := v.read("wire", "kind", "times", "seconds")
	at, x := wire.Register(f.typed["wire"]), wire.Fault{Kind: wire.Kind(f.typed["kind"])}
	if !slices.Contains(wire.Registers(), at) {
		f.fail("wire", v.t("errors.choose"))
	}
	if !slices.Contains(wire.Kinds(), x.Kind) {
		f.fail("kind", v.t("errors.choose"))
	}
	x.Times = v.number(&f, "times", 0, maxTimes)
	x.Delay = time.Duration(v.number(&f, "seconds", 1, maxSeconds)) * time.Second
	if len(f.Errors) > 0 {
		return v.invalid("faults", "/town/faults", f, view{Title: v.t("town.faults.h"), Data: v.faults()})
	}
	if err := v.p.Town.Faults().Set(at, x); err != nil {
		return fault.As(fault.Invalid, err, "fault")
	}
	return v.redirect("/town/faults", "fault")
}

// number reads a whole number between least and most.
func (v *visit) number(f *form, field string, least, most int) int {
	n, err := strconv.Atoi(f.typed[field])
	if err != nil || n < least || n > most {
		f.fail(field, v.t("town.number", "min", least, "max", most))
	}
	return n
}
