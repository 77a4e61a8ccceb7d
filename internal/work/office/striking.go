package office

import (
	"context"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

// Proposals reads what a proposal to strike an entry is decided on.
type Proposals interface {
	LoadStriking(ctx context.Context, n striking.Need) (striking.Situation, error)
}

// decideStriking hears one act on a proposal to strike an entry. For a new one the entry that it is about
// is loaded; its ref is minted as those of registrations are.
func (o *Office) decideStriking(ctx context.Context, ord Order, act striking.Act) (writ.Writ, Outcome, error) {
	now := o.Clock.Now()
	n := striking.Need{Ref: ord.Ref, Day: civil.DateOf(now)}
	if p, ok := act.(striking.Propose); ok && ord.Ref == "" {
		n.Entry = p.Entry
	}
	s, err := o.Books.LoadStriking(ctx, n)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	fresh, err := o.Mint.Fresh(now)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	s.Fresh = striking.Fresh{Ref: fresh.Ref, Number: fresh.Number}
	w, after, answer := striking.Decide(s, act, ord.By, now)
	if answer != nil && len(w.Facts) == 0 {
		return writ.Writ{}, Outcome{}, answer
	}
	if err := o.tellStriking(ctx, &w, s, after); err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	return w, Outcome{Ref: after.Ref, Striking: after, Entry: s.Entry.Entry}, answer
}

// tellStriking adds an errand for everybody who must hear of a proposal, and of how the entry changed by it.
func (o *Office) tellStriking(ctx context.Context, w *writ.Writ, s striking.Situation, after striking.Case) error {
	home, err := o.home(ctx, s.Entry)
	if err != nil {
		return err
	}
	list := notice.OfStriking(s.Case, after, home)
	if n := len(w.Entries); n > 0 {
		list = append(list, notice.OfEntry(s.Entry.Entry, w.Entries[n-1].Entry, home)...)
	}
	fact := w.Facts[len(w.Facts)-1].Digest
	for _, a := range list {
		if err := add(w, fact, after.Ref, a); err != nil {
			return err
		}
	}
	return nil
}

// home is the dwelling of an entry by the application that made it, with who answers for a minor or a ward.
func (o *Office) home(ctx context.Context, s removal.Situation) (notice.Home, error) {
	made, err := o.Books.Load(ctx, registration.Need{Ref: s.Entry.Case})
	if err != nil {
		return notice.Home{}, err
	}
	h := HomeOf(made.Case)
	h.Parents = removal.Parents(made.Case.Who, civil.DateOf(o.Clock.Now()))
	return h, nil
}
