package notice

import "tirkeu/internal/core/complaint"

// Kinds of notices of a complaint, all to whoever complained.
type (
	ComplaintIn       struct{ notice } // it came in, and is answered before the deadline
	ComplaintLate     struct{ notice } // the term ran out
	ComplaintAnswered struct{ notice } // "how" tells the outcome; the words stand on its page
)

// OfComplaint tells who must be told what after a complaint moved from before to after.
func OfComplaint(before, after complaint.Complaint) (out []Addressed) {
	vars := map[string]string{"number": after.Number, "about": after.Subject, "deadline": textOf(after.Due), "how": string(after.State)}
	tell := func(n Notice) { out = append(out, Addressed{To: after.From, Notice: n}) }
	if before.Facts == 0 {
		tell(ComplaintIn{notice{"complaint_in", false, vars}})
	}
	if after.Late && !before.Late {
		tell(ComplaintLate{notice{"complaint_late", false, vars}})
	}
	if !after.Answered.IsZero() && before.Answered.IsZero() {
		tell(ComplaintAnswered{notice{"complaint_answered", true, vars}})
	}
	return out
}
