package audit

import (
	"encoding/json"
	"slices"
	"strings"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

// endChain judges the chain that was gathered: a case's, when there is a row or the first fact is
// an application; else an entry's.
func (r *run) endChain() {
	chain := r.chain
	r.chain = nil
	if len(chain) == 0 {
		return
	}
	ref := chain[0].Case
	row, ok := r.rows[ref]
	delete(r.rows, ref)
	texts := make([]string, len(chain))
	for i, f := range chain {
		texts[i] = f.Text
	}
	_, known := r.entries[ref]
	_, err := registration.ParseFact(texts[0])
	_, not := removal.ParseFact(texts[0])
	_, nor := striking.ParseFact(texts[0])
	_, plaint := complaint.ParseFact(texts[0])
	switch {
	case !r.linked(chain):
		r.mentions(ref, texts)
		r.recalls(row)
	case ok && plaint == nil:
		r.complaintChain(chain, texts, row)
	case ok && not == nil:
		r.removalChain(chain, texts, row)
	case ok && nor == nil:
		r.strikingChain(chain, texts, row)
	case ok:
		r.caseChain(chain, texts, row)
	case (err == nil || not == nil || nor == nil || plaint == nil) && !known:
		r.mentions(ref, texts)
		r.breaks(ref, "its row is missing: there are %d facts", len(chain))
	default:
		r.entryChain(ref, texts)
	}
}

// linked checks numbers, digests and instants of a chain.
func (r *run) linked(chain []writ.Fact) bool {
	ref, prev := chain[0].Case, ""
	for i, f := range chain {
		var at struct {
			At int64 `json:"at"`
		}
		switch {
		case f.Seq > i+1:
			r.breaks(ref, "fact %d is missing", i+1)
		case f.Seq < i+1:
			r.breaks(ref, "fact %d stands twice", f.Seq)
		case f.Digest != writ.Chain(f.Prev, f.Text):
			r.breaks(ref, "fact %d was changed: its text has another digest", f.Seq)
		case f.Prev != prev:
			r.breaks(ref, "fact %d does not follow the one before: that one was changed, inserted or exchanged", f.Seq)
		case json.Unmarshal([]byte(f.Text), &at) != nil || at.At != civil.Micros(f.At):
			r.breaks(ref, "fact %d stands under another instant than its text says", f.Seq)
		default:
			prev = f.Digest
			continue
		}
		return false
	}
	return true
}

// caseChain compares a case's facts with its row.
func (r *run) caseChain(chain []writ.Fact, texts []string, row writ.Row) {
	r.mentions(row.Ref, texts)
	if what := tail(chain, row); what != "" {
		r.recalls(row)
		r.breaks(row.Ref, "%s: the row knows %d facts, the chain has %d", what, row.Facts, len(chain))
		return
	}
	c, err := registration.Replay(texts)
	if err != nil {
		r.breaks(row.Ref, "facts cannot be replayed: %v", err)
		return
	}
	r.counts(c)
	r.rejudges(row.Ref, texts)
	want, err := registration.RowOf(c)
	if err != nil {
		r.differs(row.Ref, "replayed case cannot be written: %v", err)
		return
	}
	if what := others(want, row); what != "" {
		r.differs(row.Ref, "the row says otherwise than its facts: %s", what)
	}
}

// rejudges asks the rules again about every answer of the registers that the case was judged by: a
// decision must come out as it is stored, trace and digest.
func (r *run) rejudges(ref string, texts []string) {
	differ, err := registration.Rejudge(texts)
	if err != nil {
		r.differs(ref, "its decisions cannot be judged again: %v", err)
		return
	}
	for _, seq := range differ {
		r.differs(ref, "the decision of fact %d comes out otherwise by the rules of its day", seq)
	}
	r.report.Judged += judged(texts)
}

// judged counts the facts that hold a decision by the rules.
func judged(texts []string) (n int) {
	for _, text := range texts {
		if b, err := registration.ParseFact(text); err == nil && b.Heard.Learn != nil {
			n++
		}
	}
	return n
}

// tail tells what happened at the end of a chain that is whole in itself; "" when the row ends where
// the chain does.
func tail(chain []writ.Fact, row writ.Row) string {
	n := len(chain)
	switch {
	case row.Facts == n && row.Head == chain[n-1].Digest:
		return ""
	case row.Facts > n:
		return "facts at the end are missing"
	case row.Facts > 0 && row.Facts < n && row.Head == chain[row.Facts-1].Digest:
		return "facts were added at the end"
	case row.Head == chain[n-1].Digest:
		return "the row was changed"
	}
	return "the last fact was changed, or the row"
}

// others names the fields of a row that differ from what the facts add up to.
func others(want, got writ.Row) string {
	var names []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"ref", want.Ref == got.Ref}, {"number", want.Number == got.Number}, {"kind", want.Kind == got.Kind},
		{"state", want.State == got.State}, {"person", want.Person == got.Person}, {"filer", want.Filer == got.Filer},
		{"rka", want.RKA == got.RKA}, {"type", want.Type == got.Type}, {"request", want.Request == got.Request},
		{"owners", slices.Equal(want.Owners, got.Owners)}, {"deadline", want.Deadline.Equal(got.Deadline)},
		{"body", want.Body == got.Body}, {"opened", want.Opened.Equal(got.Opened)}, {"updated", want.Updated.Equal(got.Updated)},
	} {
		if !f.same {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ", ")
}

// mentions notes every proof and entry that a case's facts name, as far as they can be read.
func (r *run) mentions(ref string, texts []string) {
	r.mentionsRemoval(ref, texts)
	r.mentionsStriking(ref, texts)
	for _, text := range texts {
		b, err := registration.ParseFact(text)
		if err != nil {
			continue
		}
		if b.Heard.Word != nil {
			r.names(ref, b.Heard.Word.Proof)
		}
		if b.Heard.Ask != nil {
			for _, k := range b.Heard.Ask.Carried { // given beforehand
				r.names(ref, k.Proof)
			}
		}
		if b.Entry != "" {
			r.made[b.Entry] = ref
		}
	}
}

// recalls notes what the row of a broken chain names: its facts may be gone.
func (r *run) recalls(row writ.Row) {
	switch row.Kind {
	case removal.RowKind:
		r.recallsRemoval(row)
		return
	case striking.RowKind:
		r.recallsStriking(row)
		return
	case complaint.RowKind: // names neither proofs nor entries
		return
	}
	c, err := registration.UnmarshalCase([]byte(row.Body))
	if row.Ref == "" || err != nil {
		return
	}
	if c.Entry != "" {
		r.made[c.Entry] = row.Ref
	}
	r.names(row.Ref, c.SignedBy)
	for _, k := range c.Consents {
		r.names(row.Ref, k.Proof)
	}
}

func (r *run) names(ref, id string) {
	if _, ok := r.words[id]; !ok && id != "" {
		r.words[id] = word{ref: ref}
	}
}

// counts notes how the proofs that a case rests on must stand.
func (r *run) counts(c registration.Case) {
	stand := func(id string, pending bool) {
		if w, ok := r.words[id]; ok && w.ref == c.Ref {
			w.standing = map[bool]proof.Standing{true: proof.Pending, false: proof.Good}[pending]
			r.words[id] = w
		}
	}
	if c.SignedBy != "" {
		stand(c.SignedBy, c.SignPending)
	}
	for _, k := range c.Consents {
		stand(k.Proof, k.Pending)
	}
}
