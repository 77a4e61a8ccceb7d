package office

import (
	"context"

	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// decideRemoval hears one act on an application to strike somebody off. For a new one the entry that
// it is about is loaded; its ref is minted as those of registrations are.
func (o *Office) decideRemoval(ctx context.Context, ord Order, act removal.Act) (writ.Writ, Outcome, error) {
	now := o.Clock.Now()
	n := removal.Need{Ref: ord.Ref}
	if file, ok := act.(removal.File); ok && ord.Ref == "" {
		n.Entry = file.Entry
	}
	h, err := o.Books.LoadRemoval(ctx, n)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	fresh, err := o.Mint.Fresh(now)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	h.Fresh = removal.Fresh{Ref: fresh.Ref, Number: fresh.Number}
	w, after, answer := removal.Decide(h, act, ord.By, now)
	if answer != nil && len(w.Facts) == 0 {
		return writ.Writ{}, Outcome{}, answer
	}
	if err := o.tellRemoval(ctx, &w, h, after); err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	return w, Outcome{Ref: after.Ref, Removal: after, Entry: h.Entry.Entry}, answer
}

// tellRemoval adds an errand for everybody who must hear of it, and of how the entry changed by it.
func (o *Office) tellRemoval(ctx context.Context, w *writ.Writ, h removal.Hearing, after removal.Case) error {
	s, err := o.Books.Load(ctx, registration.Need{Ref: h.Entry.Entry.Case})
	if err != nil {
		return err
	}
	home := HomeOf(s.Case)
	list := notice.OfRemoval(h.Case, after, home)
	for _, ch := range w.Entries {
		home.Owners, home.Place, home.Name = nil, after.Place, after.Name // as the registers have just told
		for _, owner := range after.Owners {
			home.Owners = append(home.Owners, owner.Party)
		}
		if ch.Entry.Status == register.Active { // of an end the application tells them itself
			home.Parents = after.Parents
		}
		list = append(list, notice.OfEntry(h.Entry.Entry, ch.Entry, home)...)
	}
	fact := w.Facts[len(w.Facts)-1].Digest
	for _, a := range list {
		if err := add(w, fact, about{ref: after.Ref}, a); err != nil {
			return err
		}
	}
	return nil
}
