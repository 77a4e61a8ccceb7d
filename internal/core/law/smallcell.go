package law

import "tirkeu/internal/core/civil"

var smallCellNorms = []Norm{{
	ID: SmallCell, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Ашық статистикада {persons}-нан кіші сан көрсетілмейді, оны басқа сандардан есептеп шығару да мүмкін емес.",
		"В открытой статистике числа меньше {persons} не показывают, и вычислить их из других чисел нельзя.",
		"Public statistics show no number below {persons}, and none can be worked out from the others.",
	},
	Limits: []Limit{{"persons", 10, Persons}},
}}

// SmallestCell returns the smallest number that public statistics show.
func SmallestCell(day civil.Date) (int, Finding) {
	n, f := ask(SmallCell, day)
	return n.limit("persons"), f.sayInt(n.limit("persons"), Persons)
}
