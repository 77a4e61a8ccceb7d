package striking

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Yielded lists what an annulment of the entry sets free: the entries whose place it took.
func (s Situation) Yielded() []removal.Situation {
	var out []removal.Situation
	for _, o := range s.Others {
		if o.Entry.YieldedTo(s.Entry.Entry) {
			out = append(out, o)
		}
	}
	return out
}

// revival is what an annulment by these words brings back in force: IDs of entries, and the rules that
// say so.
func (d *desk) revival() (ids []string, trace law.Trace) {
	list := d.at.Yielded()
	if d.c.Basis.Kind() != FalseData || len(list) == 0 {
		return nil, nil
	}
	annulled := d.at.Entry.Entry
	annulled.Status = register.Annulled
	for _, o := range list {
		next, _, err := o.Entry.Next(o.Entry.Revive(d.known(annulled)), register.Book, d.now)
		if err == nil && next.Status == register.Active {
			ids = append(ids, o.Entry.ID)
		}
	}
	_, stands := law.Revives(civil.DateOf(d.now))
	_, norm := law.NormAskedAgain(civil.DateOf(d.now))
	return ids, law.Trace{stands, norm}
}

// known are all the person's entries as they are known with the annulment.
func (d *desk) known(annulled register.Entry) []register.Entry {
	out := []register.Entry{annulled}
	for _, o := range d.at.Others {
		out = append(out, o.Entry)
	}
	return out
}

// revive writes the next versions of the entries whose place the struck one took.
func (d *desk) revive(struck register.Entry) error {
	if struck.Status != register.Annulled {
		return nil
	}
	for _, o := range d.at.Yielded() {
		w, _, err := removal.Turn(o, o.Entry.Revive(d.known(struck)), register.Book, d.c.Ref, d.now)
		if err != nil {
			return err
		}
		d.take(w)
	}
	return nil
}

// take adds what the writ of an entry's turn holds.
func (d *desk) take(w writ.Writ) {
	d.w.Facts = append(d.w.Facts, w.Facts...)
	d.w.Entries = append(d.w.Entries, w.Entries...)
	d.w.Errands = append(d.w.Errands, w.Errands...)
	d.w.Alarms = append(d.w.Alarms, w.Alarms...)
	d.w.Quiet = append(d.w.Quiet, w.Quiet...)
	d.w.Guards = append(d.w.Guards, w.Guards...)
}
