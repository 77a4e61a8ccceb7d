package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var sessionNorms = []Norm{{
	ID: Session, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Азамат {citizen} минут, қызметкер {staff} минут ештеңе жасамаса, сеанс аяқталады; ең ұзағы — {absolute} сағат. Қызметтік терезелер тек ЭЦҚ-мен ашылады.",
		"Сеанс гражданина завершается через {citizen} минут без действий, сотрудника — через {staff} минут, любой — через {absolute} часов. Служебные окна открываются только по ЭЦП.",
		"A citizen's session ends after {citizen} minutes without a step, that of staff after {staff}, any after {absolute} hours. Staff windows open by EDS only.",
	},
	Limits: []Limit{{"citizen", 30, Minutes}, {"staff", 15, Minutes}, {"absolute", 12, Hours}},
}}

// SessionTerms are how long a log-in lasts.
type SessionTerms struct {
	Idle     time.Duration // without a step
	Absolute time.Duration // however busy
}

// Sessions returns how long the log-in of a citizen, or of staff, lasts.
func Sessions(day civil.Date, staff bool) (SessionTerms, Finding) {
	n, f := ask(Session, day, flag("staff", staff))
	t := SessionTerms{n.span("citizen"), n.span("absolute")}
	if staff {
		t.Idle = n.span("staff")
	}
	return t, f.saySpan(t.Idle)
}
