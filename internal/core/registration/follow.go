package registration

import (
	"encoding/json"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/writ"
)

// Kinds of errands and alarms that a case asks for.
const (
	ErrandAsk     = "ask-registers" // Body {"question":n}
	ErrandRecheck = "recheck-proof" // Body {"case":ref,"proof":id}
	ErrandGBDFL   = "gbdfl"         // Body {"entry":id,"version":n}
	AlarmCase     = "case"
	AlarmEntry    = "entry"
	AlarmRemind   = "remind"
)

// follow adds what a fact asks for beside itself.
func (d *door) follow(before Case, act Act) error {
	c := d.c
	if c.Question != before.Question && !c.Asked.IsZero() {
		d.errand(AskKey(c.Ref, c.Question), ErrandAsk, map[string]int{"question": c.Question})
	}
	d.keepConsents(before)
	if c.State.Final() || c.Facts == 1 {
		d.todo.person = true
	}
	switch a := act.(type) {
	case Ask: // the case takes along what was kept for it
		for _, k := range d.sit.Kept {
			d.strikeOf(k.Request, k.Owner)
		}
	case Sign:
		d.keepProof(a.Proof)
	case Agree:
		d.keepProof(a.Proof)
	case Prove:
		d.proveProof(a)
	case Retract:
		d.strike(a.Owner)
	}
	if c.State == Done {
		return d.record()
	}
	return nil
}

// AskKey is the key of the errand that carries a question to the registers.
func AskKey(ref string, question int) string { return "ask:" + ref + ":" + strconv.Itoa(question) }

// AlarmKey is the key of a case's alarm.
func AlarmKey(ref string) string { return "case:" + ref }

func (d *door) errand(key, kind string, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		return // maps of strings and numbers always encode
	}
	d.w.Errands = append(d.w.Errands, writ.Errand{Key: key, Kind: kind, Case: d.c.Ref, Body: string(raw)})
}

func (d *door) keepProof(p proof.Proof) {
	d.w.Proofs = append(d.w.Proofs, p)
	if p.Standing == proof.Pending {
		d.errand("recheck:"+p.ID(), ErrandRecheck, map[string]string{"case": d.c.Ref, "proof": p.ID()})
	}
}

func (d *door) proveProof(a Prove) {
	if !a.Good {
		return
	}
	p := a.Proof
	p.Standing = proof.Good
	if len(a.OCSP) > 0 {
		p.OCSP = a.OCSP
	}
	d.w.Proofs = append(d.w.Proofs, p)
}

// keepConsents: a lapse gives the spoken consents back until their time is over, any other end spends them.
func (d *door) keepConsents(before Case) {
	switch {
	case d.c.State == Lapsed:
		for _, k := range d.c.Consents {
			d.giveBack(k)
		}
	case d.c.State.SpendsConsents():
		for _, k := range before.Consents {
			d.strike(k.Owner)
		}
	}
}

func (d *door) giveBack(k consent.Consent) {
	keep, _ := law.ConsentKeeping(civil.DateOf(d.now))
	until := k.At.Add(keep)
	if k.Pending || !until.After(d.now) {
		return
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return // a consent is plain values
	}
	d.w.Kept = append(d.w.Kept, writ.Keep{Request: k.Request, Owner: writ.PartyText(k.Owner), Body: string(raw), Until: until})
}

func (d *door) strike(owner iin.Party) { d.strikeOf(d.c.Statement.Request, owner) }

func (d *door) strikeOf(request string, owner iin.Party) {
	d.w.Kept = append(d.w.Kept, writ.Keep{Request: request, Owner: writ.PartyText(owner), Strike: true})
}

// seal writes the row, the alarm and the guards once all facts are there.
func (d *door) seal() error {
	row, err := RowOf(d.c)
	if err != nil {
		return err
	}
	d.w.Rows = append(d.w.Rows, row)
	if look := d.c.NextLook(); look.IsZero() {
		d.w.Quiet = append(d.w.Quiet, AlarmKey(d.c.Ref))
	} else {
		d.alarm(AlarmKey(d.c.Ref), AlarmCase, d.c.Ref, look)
	}
	d.w.Guards = d.guards()
	d.w.Outcome = d.c.Ref
	return nil
}

func (d *door) alarm(key, kind, ref string, at time.Time) {
	d.w.Alarms = append(d.w.Alarms, writ.Alarm{Key: key, Kind: kind, Ref: ref, At: at})
}

// Kinds of guards, in the order in which they are taken.
const (
	GuardDwelling = "dwelling"
	GuardPerson   = "person"
	GuardCase     = "case"
)

// guards names what must not have moved, in the order dwelling, person, case, and bumps what this
// writ moves. What was not loaded is taken as never seen: the commit fails if it exists.
func (d *door) guards() []writ.Guard {
	var out []writ.Guard
	if d.todo.home {
		out = append(out, writ.Bumped(d.sit.Guards, GuardDwelling, d.c.Statement.RKA.Digits()))
	}
	if d.todo.person {
		out = append(out, writ.Bumped(d.sit.Guards, GuardPerson, d.c.Person.Digits()))
	}
	return append(out, writ.Bumped(d.sit.Guards, GuardCase, d.c.Ref))
}

var errNoHead = fault.New(fault.Internal, "an active entry of more than one version was loaded without the end of its chain")
