package petition

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/roster"
)

// Diary keeps what an organisation's people did.
type Diary interface {
	PutDeed(ctx context.Context, org iin.BIN, d roster.Deed) error
	Deeds(ctx context.Context, org iin.BIN, limit int) ([]roster.Deed, error)
}

// sameLook is for how long looks of one person at the same thing are one look.
const sameLook = time.Hour

// deed is what somebody did to a list, now.
func (d *Desk) deed(w Who, what roster.Doing, l roster.List, n int) *roster.Deed {
	id := fmt.Sprintf("%s:%s:%d:%d", what, l.Ref, l.Turn, l.Version)
	return &roster.Deed{ID: id, At: d.Calendar.Now(), By: w.Person, Name: w.Name, What: what, N: n, List: l.Ref, House: l.House}
}

// look writes down that somebody looked at people: once an hour for the same ones.
func (d *Desk) look(ctx context.Context, w Who, x roster.Deed, at string) error {
	x.At, x.By, x.Name = d.Calendar.Now(), w.Person, w.Name
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s|%s|%s|%s|%d", x.What, w.Person.Digits(), at, x.Whom, x.At.Truncate(sameLook).Unix())))
	x.ID = "look:" + hex.EncodeToString(sum[:])
	return d.Diary.PutDeed(ctx, w.Org, x)
}

// Look shows who is registered in a building and writes down that it was looked at, or taken away as a file.
// Where that cannot be written nothing is shown.
func (d *Desk) Look(ctx context.Context, w Who, rka address.RKA, wish Wish, how roster.Doing) (l Living, err error) {
	if l, err = d.Residents(ctx, w, rka, wish); err != nil {
		return l, err
	}
	x := roster.Deed{What: how, N: len(l.Residents), House: rka}
	at := rka.Digits()
	if len(l.Residents) == 1 {
		x.Whom, at = l.Residents[0].Name, at+l.Residents[0].Entry.Person.Digits()
	}
	return l, d.look(ctx, w, x, at)
}

// Show opens a list and writes down that its people were looked at.
func (d *Desk) Show(ctx context.Context, w Who, ref string) (o Open, err error) {
	if o, err = d.Open(ctx, w, ref); err != nil {
		return o, err
	}
	return o, d.look(ctx, w, roster.Deed{What: roster.DidOpen, N: len(o.Lines), List: ref, House: o.List.House}, ref)
}

// Deeds lists what the organisation's people did, signatures over its lists among it, the newest first.
func (d *Desk) Deeds(ctx context.Context, org iin.BIN, limit int) (all []roster.Deed, err error) {
	defer fault.Wrap(&err, "deeds of an organisation")
	if all, err = d.Diary.Deeds(ctx, org, limit); err != nil {
		return nil, err
	}
	said, err := d.Evidence.RosterWords(ctx, org, "", limit)
	if err != nil {
		return nil, err
	}
	for _, s := range said {
		all = append(all, roster.Deed{
			ID: "word:" + s.List + ":" + fmt.Sprint(s.N), At: s.At, By: s.By, Name: s.Name, What: roster.DidSign, N: len(s.Rows), List: s.List,
		})
	}
	slices.SortStableFunc(all, func(a, b roster.Deed) int { return b.At.Compare(a.At) })
	return all[:min(len(all), limit)], nil
}
