package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var hallNorms = []Norm{{
	ID: QueueOrder, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Залда мүгедектігі бар адам, жүкті әйел және {age} жастағы немесе одан үлкен адам кезексіз шақырылады; олардан қатарынан {turn} адам шақырылса, келесі кезек — ең көп күткен адамға. {long} минуттан ұзақ күту белгіленеді.",
		"В зале вне очереди приглашают человека с инвалидностью, беременную и человека {age} лет или старше; после {turn} таких подряд приглашают того, кто ждёт дольше всех. Ожидание дольше {long} минут отмечают.",
		"In the hall a person with a disability, a pregnant woman and a person of {age} or older are called first; after {turn} of them in a row whoever has waited longest is called. A wait of more than {long} minutes is marked.",
	},
	Limits: []Limit{{"age", 65, Years}, {"turn", 3, Times}, {"long", 20, Minutes}},
}, {
	ID: ScanSize, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Скан — {kilobytes} килобайттан аспайтын PDF, JPEG немесе PNG; бір адамға {scans} сканнан артық тіркелмейді.",
		"Скан — файл PDF, JPEG или PNG не больше {kilobytes} килобайт; на одного человека не больше {scans} сканов.",
		"A scan is a PDF, JPEG or PNG of at most {kilobytes} kilobytes; at most {scans} scans are attached for one person.",
	},
	Limits: []Limit{{"kilobytes", 4096, Kilobytes}, {"scans", 20, Times}},
}}

// ElderlyFirst says whether a person born on the day is called first for his age.
func ElderlyFirst(born, day civil.Date) (bool, Finding) {
	n, f := ask(QueueOrder, day, number("age", civil.Age(born, day)))
	ok := civil.Age(born, day) >= n.limit("age")
	return ok, f.say(yesNo(ok))
}

// PriorityNext says whether the next person called may be one of those called first, after so many
// of them in a row.
func PriorityNext(inARow int, day civil.Date) (bool, Finding) {
	n, f := ask(QueueOrder, day, number("in a row", inARow))
	ok := inARow < n.limit("turn")
	return ok, f.say(yesNo(ok))
}

// WaitsLong says whether somebody has waited so long that it is marked.
func WaitsLong(waited time.Duration, day civil.Date) (bool, Finding) {
	n, f := ask(QueueOrder, day, Input{"waited", waited.Truncate(time.Second).String()})
	ok := waited > n.span("long")
	return ok, f.say(yesNo(ok))
}

// ScanBytes returns the largest scan, in bytes.
func ScanBytes(day civil.Date) (int, Finding) {
	n, f := ask(ScanSize, day)
	return n.limit("kilobytes") << 10, f.sayInt(n.limit("kilobytes"), Kilobytes)
}

// MoreScans says whether one more scan may be attached to so many.
func MoreScans(have int, day civil.Date) (bool, Finding) {
	n, f := ask(ScanSize, day, number("scans", have))
	ok := have < n.limit("scans")
	return ok, f.say(yesNo(ok))
}
