package office

import (
	"context"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/notice"
	"tirkeu/internal/core/register"
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
	turned := last(w.Entries)
	back, err := o.revived(ctx, s, turned)
	if err != nil {
		return err
	}
	if e, ok := turned[s.Entry.Entry.ID]; ok {
		home.Stands = len(back) > 0
		list = append(list, notice.OfEntry(s.Entry.Entry, e, home)...)
	}
	list = append(list, back...)
	fact := w.Facts[len(w.Facts)-1].Digest
	for _, a := range list {
		if err := add(w, fact, about{ref: after.Ref}, a); err != nil {
			return err
		}
	}
	return nil
}

// last is what becomes of each entry.
func last(changes []register.Change) map[string]register.Entry {
	out := map[string]register.Entry{}
	for _, ch := range changes {
		out[ch.Entry.ID] = ch.Entry
	}
	return out
}

// revived is what is told of the entries that stand again.
func (o *Office) revived(ctx context.Context, s striking.Situation, turned map[string]register.Entry) (list []notice.Addressed, err error) {
	for _, old := range s.Yielded() {
		e, ok := turned[old.Entry.ID]
		if !ok {
			continue
		}
		home, err := o.home(ctx, old)
		if err != nil {
			return nil, err
		}
		list = append(list, notice.OfRevival(e, home)...)
	}
	return list, nil
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
