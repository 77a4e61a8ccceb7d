package frontoffice

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// leavers lists whose words the end of a registration needs: whoever came first; of an owner's application also
// the other owners, numbered from 1 as the registers' answer names them.
func (x Place) leavers() (out []Signer) {
	l := x.Work.Leaving
	switch {
	case x.Removal != nil:
		return x.strikers(*x.Removal)
	case l != nil:
		own := Signer{N: Applicant, Name: x.Work.Name, Spoke: x.Work.ended(), Ward: !l.Owner && l.Person != x.Ticket.Person}
		own.May = x.Mine && !own.Spoke
		return []Signer{own}
	}
	return nil
}

func (x Place) strikers(k removal.Case) []Signer {
	first := Signer{N: Applicant, Name: x.Work.Name, Spoke: true}
	out := []Signer{first}
	for i, o := range k.Owners {
		if o.Party == k.Filer {
			out[0].Name = o.Name
			continue
		}
		word, ok := k.WordOf(o.Party)
		s := Signer{N: i + 1, Name: o.Name, Entity: o.Party.IsEntity(), Spoke: ok && word.Digest == k.Statement.Digest(), Here: x.hereOf(o, i+1)}
		s.May = x.Mine && !s.Spoke && s.Here != nil && k.State == removal.Confirming
		out = append(out, s)
	}
	return out
}

// hereOf is the owner himself when he stands at the window.
func (x Place) hereOf(o dwelling.Owner, n int) *Present {
	if o.Party == iin.PersonParty(x.Ticket.Person) {
		return &Present{Ordinal: n, Person: x.Ticket.Person, Name: x.Work.Name, Shown: x.Work.Shown}
	}
	i := slices.IndexFunc(x.Work.Here, func(p Present) bool { return p.Ordinal == n && iin.PersonParty(p.Person) == o.Party })
	if i < 0 {
		return nil
	}
	return &x.Work.Here[i]
}

// comesToConfirm notes that another owner has come to confirm. Nobody comes in his place.
func (d *Desk) comesToConfirm(ctx context.Context, x Place, n int, s Shown) error {
	if n < 1 || n > len(x.Removal.Owners) || x.Removal.Owners[n-1].Party == x.Removal.Filer {
		return fault.New(fault.NotFound, "no such owner")
	}
	p, shown, err := d.identify(ctx, x.Ticket.Operator, s)
	if err != nil {
		return err
	}
	if x.Removal.Owners[n-1].Party != iin.PersonParty(p.IIN) {
		return no("not_this_owner")
	}
	return d.edit(ctx, x.Ticket.Operator, x.Ticket.ID, func(_ *hall.Ticket, w *Work) error {
		w.Here = slices.DeleteFunc(w.Here, func(p Present) bool { return p.Ordinal == n })
		w.Here = append(w.Here, Present{Ordinal: n, Person: p.IIN, Name: p.Name.Full(), Shown: shown})
		return nil
	})
}

// leavingText renders what ends a registration, for the person who signs it by hand.
func (d *Desk) leavingText(x Place, s Signer, lang words.Lang, by Witness) (t Text, err error) {
	t.Signer, t.Name = s, x.Work.Name
	shown, person := x.Work.Shown, x.Ticket.Person
	if s.Here != nil {
		t.Name, shown, person = s.Here.Name, s.Here.Shown, s.Here.Person
	}
	st, r := x.leavingWords()
	r.Lang, r.Signer = string(lang), signing.Official(t.Name, lang)
	name := r.Name
	r.Name, r.Address = signing.Official(r.Name, lang), x.leavingPlace(string(lang))
	if s.N != Applicant {
		r.Role = removal.CoOwner
	}
	paper := signing.Paper{Rendering: removal.Render(st, r), Digest: st.Digest(), Lang: string(lang)}
	w := consent.Witness{Operator: by.Name, Branch: x.Post.Branch.Names.In(string(lang)), Document: words.T(lang, "front.kind."+string(kindOr(shown)))}
	if s.Ward {
		w.For = name
	}
	t.Sealing, err = signing.BeforeOperator(paper, w, person, "")
	return t, err
}

// leavingWords is the statement that is signed, and for whom it is rendered as far as that is the same for all.
func (x Place) leavingWords() (removal.Statement, removal.Reader) {
	if k := x.Removal; k != nil {
		return k.Statement, removal.Reader{Role: removal.Filer, Name: k.Name}
	}
	l := x.Work.Leaving
	st := removal.Statement{Format: removal.Version, Request: l.Request, Entry: l.Entry, Person: l.Person, RKA: l.Place.RKA, Type: l.Type, Reason: l.Reason}
	if l.Owner {
		return st, removal.Reader{Role: removal.Filer, Name: l.Name}
	}
	st.Reason = removal.OwnWish
	return st, removal.Reader{Role: removal.Resident, Name: l.Name}
}

func (x Place) leavingPlace(lang string) string {
	place := x.Work.Leaving.address()
	if x.Removal != nil {
		place = x.Removal.Place
	}
	if line := place.Line(lang); line != "" {
		return line
	}
	return place.RKA.String()
}

// sealLeaving carries a word by hand that ends a registration, or asks to, through the door.
func (d *Desk) sealLeaving(ctx context.Context, x Place, t Text, cms []byte) error {
	p, err := signing.Inked(ctx, d.Seals, t.Sealing, x.Ticket.Operator, cms)
	if err != nil {
		return err
	}
	if p.Standing != proof.Good {
		return no("unchecked")
	}
	by := at(t.Person, x.Ticket.Operator)
	key := "ink:" + p.ID()
	switch l := x.Work.Leaving; {
	case x.Removal != nil:
		_, err = d.Door.Do(ctx, office.Order{Key: key, Ref: x.Removal.Ref, By: by, Act: removal.Confirm{Owner: by.Party(), Proof: p}})
		return err
	case l.Owner:
		out, err := d.Door.Do(ctx, office.Order{Key: key, By: by, Act: removal.File{Entry: l.Entry, Owner: by.Party(), Request: l.Request, Reason: l.Reason, Proof: p}})
		if err != nil {
			return err
		}
		return d.edit(ctx, x.Ticket.Operator, x.Ticket.ID, func(t *hall.Ticket, _ *Work) error {
			t.Case = out.Ref
			return nil
		})
	}
	return d.endOwn(ctx, x, key, p)
}

// endOwn ends the person's registration at his own wish, or of whoever stands for him as GBD FL tells now.
func (d *Desk) endOwn(ctx context.Context, x Place, key string, p proof.Proof) error {
	l := x.Work.Leaving
	speaker, err := d.person(ctx, x.Ticket.Person)
	if err != nil {
		return err
	}
	person, err := d.person(ctx, l.Person)
	if err != nil {
		return err
	}
	by := at(x.Ticket.Person, x.Ticket.Operator)
	if l.Person != x.Ticket.Person {
		by.Ward = l.Person
	}
	act := removal.Leave{Request: l.Request, Speaker: speaker, Person: person, Proof: p}
	if _, err := d.Door.Do(ctx, office.Order{Key: key, Ref: l.Entry, By: by, Act: act}); err != nil {
		return err
	}
	return d.edit(ctx, x.Ticket.Operator, x.Ticket.ID, func(_ *hall.Ticket, w *Work) error {
		w.Leaving.Ended = d.Calendar.Now()
		return nil
	})
}

// settleRemoval waits a little until the registers have answered.
func (d *Desk) settleRemoval(ctx context.Context, ref string) {
	ctx, cancel := context.WithTimeout(ctx, settleFor)
	defer cancel()
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	for {
		k, err := lookup.Unchecked{Rows: d.Look.Rows}.Removal(ctx, ref)
		if err != nil || k.State != removal.Checking {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}
