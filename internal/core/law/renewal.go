package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var renewalNorms = []Norm{{
	ID: Extending, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Уақытша тіркеуді ұзартуды мерзім бітерге {days} күн қалғаннан бастап сұрауға болады; бұл — жаңа келісімдері бар жаңа өтініш.",
		"Продление временной регистрации просят не раньше чем за {days} дней до конца; это новое заявление с новыми согласиями.",
		"A temporary registration may be renewed from {days} days before its end; that is a new application with new consents.",
	},
	Limits: []Limit{{"days", 30, Days}},
}, {
	ID: Renewing, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "no source found",
	Rule: Text{
		"Алдын ала дайындалған ұзарту соңғы күнге {days} күн қалғанда, сол күні таңғы {hours} сағаттан кейін енгізіледі; берілген келісімдер сол күнге дейін жарамды.",
		"Подготовленное заранее продление вносят за {days} дней до последнего дня, после {hours} ч утра; данные согласия действуют до этого дня.",
		"A renewal prepared beforehand is entered {days} days before the last day, after {hours} h in the morning; consents given for it stay good until that day.",
	},
	Limits: []Limit{{"days", 0, Days}, {"hours", 6, Hours}},
}}

// ExtendFrom returns how many days before the last day of a term a renewal may
// be asked for.
func ExtendFrom(day civil.Date) (int, Finding) { return daysOf(Extending, day) }

// RegisterBeforeEnd returns how many days before the last day of a term a
// renewal prepared beforehand is entered; 0 is the last day itself. The start is
// always the instant of fixing, so an earlier entry would cost days.
func RegisterBeforeEnd(day civil.Date) (int, Finding) { return daysOf(Renewing, day) }

// RenewAt returns the instant at which a renewal that waits for the day is entered: some hours into
// it, so that the registers are awake and an officer still has the day when one of them is silent.
func RenewAt(on, day civil.Date) (time.Time, Finding) {
	n, f := ask(Renewing, day)
	at := on.Start().Add(n.span("hours"))
	return at, f.say(on.String())
}

func daysOf(id string, day civil.Date) (int, Finding) {
	n, f := ask(id, day)
	return n.limit("days"), f.sayInt(n.limit("days"), Days)
}
