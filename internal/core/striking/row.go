package striking

import (
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/writ"
)

// RowKind is the kind of a proposal's row.
const RowKind = "striking"

// AlarmTick is the kind of a proposal's alarm.
const AlarmTick = "striking"

// AlarmKey is the key of a proposal's alarm.
func AlarmKey(ref string) string { return AlarmTick + ":" + ref }

// maxBody bounds the stored JSON of a proposal, in bytes.
const maxBody = 1 << 20

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
	if d.at.Case.Ref == "" { // of two proposals about one registration one is first
		d.w.Guards = append(d.w.Guards, writ.Bumped(d.at.Entry.Guards, "person", d.c.Person.Digits()))
	}
	d.w.Guards = append(d.w.Guards, writ.Bumped(d.at.Entry.Guards, "case", d.c.Ref))
	d.w.Outcome = d.c.Ref
	return nil
}

// RowOf is the bookmark of a proposal. An officer is nobody's applicant: it stands in no officer's own list.
func RowOf(c Case) (writ.Row, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return writ.Row{}, fault.As(fault.Internal, err, "encode a proposal")
	}
	return writ.Row{
		Ref: c.Ref, Number: c.Number, Kind: RowKind, State: string(c.State), Person: c.Person.Digits(), RKA: c.RKA.Digits(),
		Type: string(c.Type), Request: c.Entry, Owners: []string{}, Deadline: c.Deadline, Facts: c.Facts, Head: c.Head, Body: string(body),
		Opened: c.Opened, Updated: c.Changed,
	}, nil
}

// UnmarshalCase reads what a row holds. Unknown fields and anything too long are refused.
func UnmarshalCase(body []byte) (Case, error) {
	var c Case
	if err := life.Read(body, maxBody, &c); err != nil {
		return Case{}, fault.As(fault.Invalid, err, "read a proposal")
	}
	return c, nil
}
