package law

import (
	"fmt"
	"time"

	"tirkeu/internal/core/civil"
)

var askingNorms = []Norm{{
	ID: Asking, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Бір өтініш беруші бір меншік иесінен {per} күнде ең көбі {times} рет келісім сұрай алады.",
		"Один заявитель просит согласия у одного собственника не чаще {times} раз за {per} дней.",
		"One applicant asks one owner for consent at most {times} times in {per} days.",
	},
	Limits: []Limit{{"times", 3, Times}, {"per", 30, Days}},
}, {
	ID: Refusing, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Меншік иесі қолтаңбасыз және себепсіз бас тарта алады; нөмір мен код сөзін {per} сағатта {times} рет қате енгізуге болады.",
		"Собственник отказывает без подписи и причины; номер и кодовое слово можно ввести неверно {times} раз за {per} ч.",
		"An owner refuses without signature or reason; the reference and code word may be mistyped {times} times in {per} h.",
	},
	Limits: []Limit{{"times", 5, Times}, {"per", 1, Hours}},
}, {
	ID: Reminding, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Өтініш беруші меншік иесіне {every} сағатта бір реттен жиі ескертпейді.",
		"Заявитель напоминает собственнику не чаще раза в {every} ч.",
		"An applicant reminds an owner no more often than once in {every} h.",
	},
	Limits: []Limit{{"every", 24, Hours}},
}}

// AskLimit returns how often one applicant may ask one owner.
func AskLimit(day civil.Date) (Quota, Finding) { return quota(Asking, day) }

// RefuseTries returns how often a wrong reference or code word may be entered
// by somebody who refuses without logging in.
func RefuseTries(day civil.Date) (Quota, Finding) { return quota(Refusing, day) }

// RemindEvery returns the shortest time between two reminders that an applicant
// sends to one owner.
func RemindEvery(day civil.Date) (time.Duration, Finding) {
	n, f := ask(Reminding, day)
	return n.span("every"), f.saySpan(n.span("every"))
}

func quota(id string, day civil.Date) (Quota, Finding) {
	n, f := ask(id, day)
	q := Quota{n.limit("times"), n.span("per")}
	return q, f.say(fmt.Sprintf("%d in %v", q.Times, q.Per))
}
