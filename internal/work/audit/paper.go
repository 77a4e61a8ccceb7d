package audit

import "tirkeu/internal/core/hall"

// paper checks a scan: its bytes are those that were kept, or were destroyed when their time was over.
func (r *run) paper(p hall.Paper) error {
	if p.Body != nil {
		r.papers[p.Digest] = r.papers[p.Digest] || p.Gone.IsZero()
	}
	if what := p.Wrong(); what != "" {
		r.differs("scan "+p.Digest, "%s (ticket %s)", what, p.Ticket)
	}
	return nil
}
