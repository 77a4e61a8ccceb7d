package registration

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

// walker lives one random life and keeps a ledger of its own of who said what, apart from the case.
type walker struct {
	*world
	r       *rand.Rand
	owners  []iin.IIN
	signed  string                  // digest that the applicant's spoken word names
	said    map[iin.Party]string    // digest that each owner's spoken yes names
	waiting map[string]proof.Proof  // pending proofs by ID
	by      map[string]iin.Party    // whose they are
	taken   map[[5]string]int       // rows of the table that were taken
	told    map[refusal.Ground]bool // grounds that the applicant was told of in this review
	heard   bool                    // … and that he has been heard about, the last one too
	first   string                  // the officer who proposes to let something pass
	passed  int                     // how much was let pass, by two
}

func newWalker(t testing.TB, seed uint64) *walker {
	r := rand.New(rand.NewPCG(seed, 2026))
	all := []iin.IIN{owner1, owner2, owner3}
	owners := append([]iin.IIN(nil), all[:1+r.IntN(3)]...)
	if r.IntN(4) == 0 {
		owners[0] = tenant // the applicant owns a share, or all of it
	}
	w := &walker{
		world: newWorld(t, owners...), r: r, owners: owners, said: map[iin.Party]string{},
		waiting: map[string]proof.Proof{}, by: map[string]iin.Party{}, taken: map[[5]string]int{}, told: map[refusal.Ground]bool{},
	}
	if r.IntN(4) == 0 { // a term that ends soon: the renewal may wait for its last day
		w.lived(1+r.IntN(28), flat)
		w.hold = r.IntN(4) > 0
	}
	w.now = noon.Add(time.Duration(r.IntN(24*60)) * time.Minute)
	return w
}

// try does an act, checks the invariants and tells whether it was heard.
func (w *walker) try(act Act, by Actor) bool {
	before := len(w.texts)
	err := w.do(act, by)
	if RoleOf(w.c, by) == Stranger && err == nil {
		w.t.Fatalf("a stranger did %s", act.Verb())
	}
	for _, text := range w.texts[before:] {
		b := skim(w.t, text)
		w.taken[[5]string{string(b.From), string(b.Verb), string(b.Role), string(b.To), b.Norm}]++
		w.note(b)
	}
	return err == nil
}

// skim reads a fact's opening, and the whole of it only where somebody spoke.
func skim(t testing.TB, text string) FactBody {
	var b FactBody
	opening, _, _ := strings.Cut(text, `,"heard":`)
	if err := json.Unmarshal([]byte(opening+"}"), &b); err != nil {
		t.Fatal(err)
	}
	switch b.Verb {
	case VSign, VAgree, VObject, VRetract, VProve, VSummon, VReject:
		full, err := ParseFact(text)
		if err != nil {
			t.Fatal(err)
		}
		return full
	}
	return b
}

// note keeps the ledger from what the facts say was heard, by rules written here again.
func (w *walker) note(b FactBody) {
	switch b.Verb {
	case VAsk: // consents are given anew by owners in this walk unless kept; the digest decides
	case VSign:
		if b.To != Checking && !b.Heard.Word.Pending {
			w.signed = b.Heard.Word.Digest
		}
	case VAgree:
		delete(w.said, b.Heard.Word.Owner)
		if !b.Heard.Word.Pending {
			w.said[b.Heard.Word.Owner] = b.Heard.Word.Digest
		}
	case VRetract:
		delete(w.said, b.Heard.Owner)
	case VObject:
		delete(w.said, b.Heard.No.Owner)
	case VProve:
		p := w.waiting[b.Heard.Proved.Proof]
		switch who := w.by[b.Heard.Proved.Proof]; {
		case !b.Heard.Proved.Good:
		case who.IsZero():
			w.signed = p.Digest
		default:
			w.said[who] = p.Digest
		}
	}
	w.officers(b)
	if b.To == Done {
		w.registered()
	}
}

// officers keeps the ledger of what officers did, by rules written here again: nobody is refused on a
// ground he was not heard about, and nothing is let pass but by two.
func (w *walker) officers(b FactBody) {
	switch {
	case b.Verb == VSummon:
		w.told[b.Heard.Summon.Ground], w.heard = true, false
	case b.From == Hearing && b.To == Reviewing:
		w.heard = true // he spoke, waived it, or the clock did: only they have such rows
	case b.Verb == VReject && (!w.heard || !w.told[b.Heard.Reject.Ground]):
		w.t.Fatal("refused unheard")
	case b.Verb == VApprove && b.To == Seconding:
		w.first = b.Actor
	case (b.Verb == VSecond || b.Verb == VDissent) && b.Actor == w.first:
		w.t.Fatal("one officer spoke twice")
	}
	if b.From.InReview() && !b.To.InReview() {
		w.told, w.heard = map[refusal.Ground]bool{}, false
	}
	switch {
	case b.Verb == VAsk:
		w.passed = 0
	case b.Verb == VSecond:
		w.passed = len(w.c.Cleared)
	}
	if b.Seq == w.c.Facts && len(w.c.Cleared) != w.passed {
		w.t.Fatalf("%d obstacles passed, %d of them before two officers", len(w.c.Cleared), w.passed)
	}
}

// registered holds the end to the rule: nobody is registered unless the applicant has signed the
// present words and every other present owner has spoken.
func (w *walker) registered() {
	digest := w.c.Statement.Digest()
	if w.signed != digest {
		w.t.Fatalf("registered without the applicant's signature on the present words")
	}
	if len(w.flat.Owners) == 0 {
		w.t.Fatalf("registered where nobody owns")
	}
	for _, o := range w.flat.Owners {
		if o.Party != iin.PersonParty(tenant) && w.said[o.Party] != digest {
			w.t.Fatalf("registered while an owner has not spoken")
		}
	}
}

func (w *walker) anOwner() iin.IIN { return w.owners[w.r.IntN(len(w.owners))] }

func (w *walker) aPerson() Actor {
	return citizenAt([]iin.IIN{tenant, owner1, owner2, owner3, stranger}[w.r.IntN(5)])
}

// step does one random thing: mostly sensible, sometimes not.
func (w *walker) step() {
	if idle := w.c.State == Draft || w.c.State == Ineligible; idle && w.r.IntN(2) == 0 {
		w.rest()
		return
	}
	switch n := w.r.IntN(100); {
	case n < 14:
		w.try(w.answer(), sources)
	case n < 24:
		w.sayApplicant()
	case n < 50:
		w.sayOwner()
	case n < 53:
		o := w.anOwner()
		w.try(Retract{Owner: iin.PersonParty(o)}, citizenAt(o))
	case n < 55:
		o := w.anOwner()
		w.try(Object{Owner: iin.PersonParty(o), By: "session"}, citizenAt(o))
	case n < 57:
		w.try(Extend{}, citizenAt(tenant))
	case n < 58:
		w.try(Withdraw{}, citizenAt(tenant))
	case n < 66:
		w.prove()
	case n < 78:
		w.wait()
	case n < 82:
		w.refile()
	case n < 84:
		w.speak()
	case n < 95:
		w.office()
	default:
		w.mischief()
	}
}

// rest is what can still happen to words given before, while the applicant thinks.
func (w *walker) rest() {
	if len(w.c.Pending()) > 0 {
		w.prove()
		return
	}
	for _, k := range w.c.Consents {
		w.try(Retract{Owner: k.Owner}, citizenAt(k.By))
		return
	}
}

// answer is the registers' answer: mostly good, sometimes bad news.
func (w *walker) answer() Learn {
	l := w.learn()
	switch w.r.IntN(16) {
	case 0:
		l.Match, l.Dwelling = NoMatch, nil
	case 1:
		d := *l.Dwelling
		d.Disputed = true
		l.Dwelling = &d
	case 2:
		d := *l.Dwelling
		d.Commissioned = false
		l.Dwelling = &d
	case 3:
		w.sell()
		l = w.learn()
	case 4:
		l.Question--
	}
	return l
}

// sell gives one share to somebody else; the first owner named in the claim stays.
func (w *walker) sell() {
	i := w.r.IntN(len(w.owners))
	if i == 0 {
		return
	}
	fresh := person(100 + w.r.IntN(50))
	for _, o := range w.owners {
		if o == fresh {
			return
		}
	}
	w.owners[i] = fresh
	w.flat.Owners = append([]dwelling.Owner(nil), w.flat.Owners...)
	w.flat.Owners[i].Party = iin.PersonParty(fresh)
}

func (w *walker) sayApplicant() {
	a := w.sign()
	w.spoil(&a.Proof, iin.Party{})
	w.try(a, citizenAt(tenant))
}

func (w *walker) sayOwner() {
	o := w.anOwner()
	a := w.agree(o)
	w.spoil(&a.Proof, a.Owner)
	w.try(a, citizenAt(o))
}

// spoil makes a word pending or about other words now and then.
func (w *walker) spoil(p *proof.Proof, whose iin.Party) {
	switch w.r.IntN(8) {
	case 0, 1:
		p.Standing = proof.Pending
		w.waiting[p.ID()], w.by[p.ID()] = *p, whose
	case 2:
		other := w.c.Statement
		other.Months++
		p.Digest = other.Digest()
		p.Rendering = consent.Render(other, consent.View{Role: consent.AsOwner, Lang: "ru"})
	}
}

func (w *walker) prove() {
	ids := w.c.Pending()
	if len(ids) == 0 {
		return
	}
	id := ids[w.r.IntN(len(ids))]
	w.try(Prove{ProofID: id, Good: w.r.IntN(3) > 0, Proof: w.waiting[id]}, sources)
}

func (w *walker) wait() {
	steps := []time.Duration{time.Minute, 5 * time.Minute, time.Hour, 12 * time.Hour, 40 * time.Hour, 5 * 24 * time.Hour, 40 * 24 * time.Hour}
	w.now = w.now.Add(steps[w.r.IntN(len(steps))])
	if w.r.IntN(2) == 0 { // sometimes the watcher is late and the door has to tick first
		w.try(Tick{}, clock)
	}
}

func (w *walker) refile() {
	w.hold = w.hold != (w.r.IntN(3) == 0)
	a := w.ask()
	if w.r.IntN(3) == 0 {
		a.Months = 1 + w.r.IntN(13) // 13 is out of range
	}
	w.try(a, citizenAt(tenant))
}

// speak is what an applicant says to officers.
func (w *walker) speak() {
	switch {
	case w.c.State != Hearing:
		w.try(Appeal{}, citizenAt(tenant))
	case w.r.IntN(2) == 0:
		w.try(Say{NoteDigest: "said"}, citizenAt(tenant))
	default:
		w.try(Waive{}, citizenAt(tenant))
	}
}

func (w *walker) office() {
	who := Actor{Officer: officer}
	if w.r.IntN(5) == 0 || w.c.State == Seconding && w.r.IntN(2) == 0 {
		who = Actor{Officer: officer2}
	}
	grounds := []refusal.Ground{refusal.DataUnreliable, refusal.OverNorm}
	ground := refusal.New(grounds[w.r.IntN(2)])
	switch w.r.IntN(11) {
	case 0:
		w.try(Take{}, who)
	case 1:
		w.try(Take{Release: true}, who)
	case 2:
		w.try(Return{}, who)
	case 3:
		w.try(Reject{Refusal: ground}, who)
	case 4:
		w.try(Summon{Refusal: ground}, who)
	case 5, 6:
		w.try(Second{}, who)
	case 7:
		w.try(Dissent{}, who)
	default:
		w.try(Approve{}, who)
	}
}

// mischief tries acts in the wrong hands; the role decides, whatever the act.
func (w *walker) mischief() {
	by := w.aPerson()
	acts := []Act{
		Withdraw{}, Extend{}, w.learn(), Approve{}, w.sign(), Tick{}, Resume{}, Appeal{}, Say{NoteDigest: "said"}, Waive{}, Second{}, Summon{Refusal: refusal.New(refusal.OverNorm)},
		Agree{Owner: iin.PersonParty(owner1), Proof: w.word(by.Person, consent.AsOwner, proof.EDS)},
		Object{Owner: iin.PersonParty(owner2)}, Retract{Owner: iin.PersonParty(owner1)},
	}
	w.try(acts[w.r.IntN(len(acts))], by)
}

// finish helps the case to its end: everybody does what is asked of them.
// abandon leaves the case to the clock and an officer.
// turn lets an owner speak first with a proof that stays pending while the day turns and the case is
// checked again, with doubtful news.
// TestRandomLives walks the table at random and checks on the way that nobody is registered who
// must not be, that every life ends, and that every row is taken by some life.
