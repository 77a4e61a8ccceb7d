package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

// retentionNorms say how long papers and places in a queue are kept.
var retentionNorms = []Norm{{
	ID: PaperKeep, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Терезеде жасалған скан өтініш бойынша {filed} күн, өтініш берілмесе {idle} күн сақталады, содан кейін жойылады; оның болғаны белгілі болып қалады.",
		"Скан, сделанный у окна, хранят {filed} дней, если подано заявление, и {idle} дней, если нет; затем его уничтожают, а запись о нём остаётся.",
		"A scan made at a window is kept for {filed} days with an application and for {idle} days without one; then it is destroyed, and it stays known that it was there.",
	},
	Limits: []Limit{{"filed", 1095, Days}, {"idle", 30, Days}},
}, {
	ID: TicketKeep, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Кезек талонында адам туралы жазылғандар {days} күннен кейін өшіріледі; күту уақыты қалады.",
		"Что записано в талоне о человеке, стирают через {days} дней; время ожидания остаётся.",
		"What a ticket of the queue says of a person is erased after {days} days; how long he waited stays.",
	},
	Limits: []Limit{{"days", 90, Days}},
}}

// PapersBefore returns the instant before which scans were made that are destroyed on the day: those of
// an application, or of nothing that was filed.
func PapersBefore(filed bool, day civil.Date) (time.Time, Finding) {
	n, f := ask(PaperKeep, day, flag("filed", filed))
	limit := "idle"
	if filed {
		limit = "filed"
	}
	first := day.AddDays(-n.limit(limit))
	return first.Start(), f.say(first.String())
}

// TicketsBefore returns the day before which tickets are emptied on the day.
func TicketsBefore(day civil.Date) (civil.Date, Finding) {
	n, f := ask(TicketKeep, day)
	first := day.AddDays(-n.limit("days"))
	return first, f.say(first.String())
}
