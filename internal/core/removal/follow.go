package removal

import (
	"encoding/json"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Kinds of errands and alarms that an application asks for.
const (
	ErrandAsk = "ask-removal" // Body {"question":n}
	AlarmTick = "removal"
)

// RowKind is the kind of an application's row.
const RowKind = "removal"

// AskKey is the key of the errand that carries a question to the registers.
func AskKey(ref string, question int) string {
	return ErrandAsk + ":" + ref + ":" + strconv.Itoa(question)
}

// AlarmKey is the key of an application's alarm.
func AlarmKey(ref string) string { return AlarmTick + ":" + ref }

// follow adds what a fact asks for beside itself.
func (d *desk) follow(before Case, act Act) error {
	c := d.c
	if c.Question != before.Question {
		d.w.Errands = append(d.w.Errands, writ.Errand{
			Key: AskKey(c.Ref, c.Question), Kind: ErrandAsk, Case: c.Ref, Body: `{"question":` + strconv.Itoa(c.Question) + `}`,
		})
	}
	switch a := act.(type) {
	case File:
		d.w.Proofs = append(d.w.Proofs, a.Proof)
	case Confirm:
		d.w.Proofs = append(d.w.Proofs, a.Proof)
	}
	switch {
	case before.Ended.IsZero() && !c.Ended.IsZero():
		return d.turn(register.End{Status: register.EndedOwner, By: c.Ref, Proof: c.SignedBy, Reason: string(c.Statement.Reason)}, register.Owners)
	case before.Restored.IsZero() && !c.Restored.IsZero():
		role := register.Owners
		if act.Verb() == VRestore {
			role = register.Officer
		}
		return d.turn(register.Restore{Case: c.Ref}, role)
	}
	return nil
}

// turn writes the next version of the register entry by the same writ.
func (d *desk) turn(act register.Act, role register.Role) error {
	w, _, err := Turn(d.hear.Entry, act, role, d.c.Ref, d.now)
	if err != nil {
		return err
	}
	d.turned = true
	d.w.Facts = append(d.w.Facts, w.Facts...)
	d.w.Entries = append(d.w.Entries, w.Entries...)
	d.w.Errands = append(d.w.Errands, w.Errands...)
	d.w.Alarms = append(d.w.Alarms, w.Alarms...)
	d.w.Quiet = append(d.w.Quiet, w.Quiet...)
	return nil
}

// seal writes the row, the alarm and the guards once all facts are there.
func (d *desk) seal() error {
	row, err := RowOf(d.c)
	if err != nil {
		return err
	}
	d.w.Rows = append(d.w.Rows, row)
	if d.c.Deadline.IsZero() {
		d.w.Quiet = append(d.w.Quiet, AlarmKey(d.c.Ref))
	} else {
		d.w.Alarms = append(d.w.Alarms, writ.Alarm{Key: AlarmKey(d.c.Ref), Kind: AlarmTick, Ref: d.c.Ref, At: d.c.Deadline})
	}
	loaded := d.hear.Entry.Guards
	if d.turned {
		d.w.Guards = append(d.w.Guards, writ.Bumped(loaded, "dwelling", d.c.Statement.RKA.Digits()))
	}
	if d.turned || d.hear.Case.Ref == "" { // of two applications about one registration one is first
		d.w.Guards = append(d.w.Guards, writ.Bumped(loaded, "person", d.c.Statement.Person.Digits()))
	}
	d.w.Guards = append(d.w.Guards, writ.Bumped(loaded, "case", d.c.Ref))
	d.w.Outcome = d.c.Ref
	return nil
}

// deadlineOf is the deadline of the application as it will stand after the fact, with the finding of
// the rule that sets it.
func deadlineOf(after, before Case, b FactBody) (time.Time, law.Finding) {
	at := civil.Stamped(b.At)
	fresh := after.State != before.State
	switch {
	case after.State.Closed():
		return time.Time{}, law.Finding{}
	case (after.State == Reviewing || after.State == Objected) && (fresh || b.Verb == VTick):
		return law.ReviewBy(at)
	case !fresh:
		return before.Deadline, law.Finding{}
	case after.State == Summoned:
		return law.HearingBy(at)
	case after.State == Confirming:
		policy, f := law.ConsentWindow(civil.DateOf(at))
		return policy.Deadline(at, 0), f
	}
	wait, f := law.SilenceWait(civil.DateOf(at))
	return at.Add(wait), f
}

// maxBody bounds the stored JSON of an application, in bytes.
const maxBody = 8 << 20

// RowOf is the bookmark of an application. Owners are those who are asked to confirm.
func RowOf(c Case) (writ.Row, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return writ.Row{}, fault.As(fault.Internal, err, "encode a removal")
	}
	owners := []string{}
	for _, o := range c.Others() {
		owners = append(owners, writ.PartyText(o.Party))
	}
	return writ.Row{
		Ref: c.Ref, Number: c.Number, Kind: RowKind, State: string(c.State),
		Person: c.Statement.Person.Digits(), Filer: c.By.Digits(), RKA: c.Statement.RKA.Digits(),
		Type: string(c.Statement.Type), Request: c.Statement.Request, Owners: owners,
		Deadline: c.Deadline, Facts: c.Facts, Head: c.Head, Body: string(body), Opened: c.Opened, Updated: c.Changed,
	}, nil
}

// UnmarshalCase reads what a row holds. Unknown fields and anything too long are refused.
func UnmarshalCase(body []byte) (Case, error) {
	var c Case
	if err := life.Read(body, maxBody, &c); err != nil {
		return Case{}, fault.As(fault.Invalid, err, "read a removal")
	}
	return c, nil
}

// Proofs lists the IDs of the proofs that the application rests on.
func (c Case) Proofs() []string {
	out := []string{c.SignedBy}
	for _, k := range c.Confirmed {
		out = append(out, k.Proof)
	}
	return out
}
