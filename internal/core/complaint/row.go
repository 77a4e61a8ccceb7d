package complaint

import (
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/writ"
)

const (
	// RowKind is the kind of a complaint's row.
	RowKind = "complaint"
	// AlarmTick is the kind of its alarm.
	AlarmTick = "complaint"

	maxBody = 1 << 14 // bytes of the stored JSON
)

// AlarmKey is the key of a complaint's alarm.
func AlarmKey(ref string) string { return AlarmTick + ":" + ref }

// seal writes the row, the alarm and the guards once all facts are there. What the complaint is about
// must not have moved, so that nobody who has just decided it answers; the complainant's guard moves
// with a new complaint, so that of two equal ones only one is lodged.
func (d *desk) seal() error {
	row, err := RowOf(d.c)
	if err != nil {
		return err
	}
	d.w.Rows = append(d.w.Rows, row)
	if at := d.c.Deadline(); at.IsZero() {
		d.w.Quiet = append(d.w.Quiet, AlarmKey(d.c.Ref))
	} else {
		d.w.Alarms = append(d.w.Alarms, writ.Alarm{Key: AlarmKey(d.c.Ref), Kind: AlarmTick, Ref: d.c.Ref, At: at})
	}
	d.w.Guards = append(d.w.Guards, writ.Bumped(d.s.Guards, "case", d.c.Ref))
	for _, g := range d.s.Guards {
		if g.Kind == "case" && g.Key == d.c.Ref {
			continue
		}
		g.Bump = d.s.Complaint.Ref == "" && g.Kind == "person" && g.Key == d.c.By.Digits()
		d.w.Guards = append(d.w.Guards, g)
	}
	d.w.Outcome = d.c.Ref
	return nil
}

// RowOf is the bookmark of a complaint: its type is the kind of complaint, its request the key of what
// it is about, its person whoever lodged it.
func RowOf(c Complaint) (writ.Row, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return writ.Row{}, fault.As(fault.Internal, err, "encode a complaint")
	}
	return writ.Row{
		Ref: c.Ref, Number: c.Number, Kind: RowKind, State: string(c.State), Person: c.By.Digits(), Filer: c.By.Digits(),
		Type: string(c.Kind), Request: c.About.Key(), Deadline: c.Deadline(),
		Facts: c.Facts, Head: c.Head, Body: string(body), Opened: c.Opened, Updated: c.Changed,
	}, nil
}

// Unmarshal reads what a row holds. Unknown fields and anything too long are refused.
func Unmarshal(body []byte) (Complaint, error) {
	var c Complaint
	if err := life.Read(body, maxBody, &c); err != nil {
		return Complaint{}, fault.As(fault.Invalid, err, "read a complaint")
	}
	return c, nil
}
