package audit

import (
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/writ"
)

// complaintChain compares the facts of a complaint with its row.
func (r *run) complaintChain(chain []writ.Fact, texts []string, row writ.Row) {
	if what := tail(chain, row); what != "" {
		r.breaks(row.Ref, "%s: the row knows %d facts, the chain has %d", what, row.Facts, len(chain))
		return
	}
	c, err := complaint.Replay(texts)
	if err != nil {
		r.breaks(row.Ref, "facts cannot be replayed: %v", err)
		return
	}
	want, err := complaint.RowOf(c)
	if err != nil {
		r.differs(row.Ref, "replayed complaint cannot be written: %v", err)
		return
	}
	if what := others(want, row); what != "" {
		r.differs(row.Ref, "the row says otherwise than its facts: %s", what)
	}
}
