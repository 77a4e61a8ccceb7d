package audit

import (
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

// strikingChain compares the facts of a proposal to strike an entry with its row.
func (r *run) strikingChain(chain []writ.Fact, texts []string, row writ.Row) {
	r.mentions(row.Ref, texts)
	if what := tail(chain, row); what != "" {
		r.recalls(row)
		r.breaks(row.Ref, "%s: the row knows %d facts, the chain has %d", what, row.Facts, len(chain))
		return
	}
	c, err := striking.Replay(texts)
	if err != nil {
		r.breaks(row.Ref, "facts cannot be replayed: %v", err)
		return
	}
	want, err := striking.RowOf(c)
	if err != nil {
		r.differs(row.Ref, "replayed proposal cannot be written: %v", err)
		return
	}
	if what := others(want, row); what != "" {
		r.differs(row.Ref, "the row says otherwise than its facts: %s", what)
	}
}

// blows are the versions to which proposals lead, by kind.
var blows = map[striking.Kind]register.Status{striking.CourtAct: register.EndedCourt, striking.FalseData: register.Annulled}

// mentionsStriking notes the entry that a proposal's facts strike.
func (r *run) mentionsStriking(ref string, texts []string) {
	var p striking.Proposed
	for _, text := range texts {
		b, err := striking.ParseFact(text)
		if err != nil {
			continue
		}
		if b.Heard.Propose != nil {
			p = *b.Heard.Propose
		}
		if b.To == striking.Struck {
			r.turns(p.Entry, blows[p.Basis.Kind()], ref)
		}
	}
}

// recallsStriking notes what the row of a broken chain names: its facts may be gone.
func (r *run) recallsStriking(row writ.Row) {
	c, err := striking.UnmarshalCase([]byte(row.Body))
	if row.Ref == "" || err != nil || c.Struck.IsZero() {
		return
	}
	r.turns(c.Entry, blows[c.Basis.Kind()], row.Ref)
}
