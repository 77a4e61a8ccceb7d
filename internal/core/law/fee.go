package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var mciRule = Text{
	"Айлық есептік көрсеткіш — {tenge} теңге.",
	"Месячный расчётный показатель — {tenge} тенге.",
	"The monthly calculation index is {tenge} tenge.",
}

func newYear(y int) civil.Date { return civil.Date{Year: y, Month: time.January, Day: 1} }

var feeNorms = []Norm{{
	ID: FeeNorm, Basis: Practice, Mark: Partly, Source: "egov.kz pages name no fee; zonakz.net of 09.01.2017 named 0.1 MCI", Clause: "state duty",
	Rule: Text{
		"Тіркеу ақысы — {mci} АЕК.",
		"Плата за регистрацию — {mci} МРП.",
		"The fee for registration is {mci} MCI.",
	},
	Limits: []Limit{{"mci", 0, MCIs}},
}, {
	ID: IndexMCI, Basis: Act, Mark: Verified, Source: "budget law; lada.kz 142443, 22.08.2025", Clause: "MCI for 2025",
	Rule: mciRule, From: newYear(2025), Until: newYear(2026), Limits: []Limit{{"tenge", 3932, Tenge}},
}, {
	ID: IndexMCI, Basis: Act, Mark: Verified, Source: "budget law; lada.kz 148640, 25.01.2026", Clause: "MCI for 2026",
	Rule: mciRule, From: newYear(2026), Until: newYear(2027), Limits: []Limit{{"tenge", 4325, Tenge}},
}}

// Fee returns the fee of the service in MCI.
func Fee(day civil.Date) (int, Finding) {
	n, f := ask(FeeNorm, day)
	return n.limit("mci"), f.sayInt(n.limit("mci"), MCIs)
}

// MCI returns the monthly calculation index in tenge, and false for a year
// whose index is not in the book.
func MCI(day civil.Date) (tenge int, known bool, f Finding) {
	n, f := ask(IndexMCI, day)
	if n.ID == "" {
		return 0, false, f
	}
	return n.limit("tenge"), true, f.sayInt(n.limit("tenge"), Tenge)
}
