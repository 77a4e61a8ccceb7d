package main

import (
	"time"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/town/wire"
)

// scene is what happens in the town at one moment before the present.
type scene struct {
	name   string
	before time.Duration
	play   func(*cast) error
}

const day = 24 * time.Hour

// scenes bring a resident to every state in which a case can stand, in the order of time. Aidana is left
// fresh for whoever looks at the demo, and so are Arman and his namesake, who want the same last place.
var scenes = []scene{
	{"Saniya registers at her own flat", 395 * day, own("saniya", people.SmallFlat)},
	{"Marina registers at one of her two flats", 395 * day, own("marina", people.TwinA)},
	{"Assel registers for a year, which has run out", 390 * day, lodge("asel", people.TwoOwners, 12, "oleg", "natalia")},
	{"Ruslan moves in", 85 * day, lodge("ruslan", people.TwinB, 6, "marina")},
	{"Daniyar lives at his father's", 80 * day, lodge("daniyar", people.StudentFlat, 3, "kairat")},
	{"Ruslan ends his registration", 30 * day, func(x *cast) error { return x.end("ruslan") }},
	{"Oleg refuses Kairat", 14 * day, refused},
	{"Zarina is refused by an officer", 13 * day, rejected},
	{"nobody answers Saule", 12 * day, asked("saule", people.SoleHouse, "viktor", 3)},
	{"Madina changes her mind", 6 * day, withdrawn},
	{"Viktor's application is returned to him", 2 * day, returned},
	{"Daniyar's renewal waits for the last day of his term", 36 * time.Hour, held("daniyar", 6, "kairat")},
	{"Dinara learns why not", day, filed("dinara", people.Deceased, "yerlan", 0, registration.Ineligible)},
	{"Bota waits for an officer", 5 * time.Hour, filed("bota", people.Disputed, "ivan", 3, registration.Reviewing)},
	{"Gulnar may speak before she is refused", 4*time.Hour + 30*time.Minute, mayBeRefused},
	{"a second officer is to look at what one would let pass for Zarina", 4*time.Hour + 15*time.Minute, overlooked},
	{"Natalia leaves a draft", 4 * time.Hour, draft},
	{"a register is silent for a moment, then Oleg may sign", 2 * time.Hour, hesitant},
	{"three people come to Zarina's hall", 24 * time.Minute, comeTo("zarina", hallFirst)},
	{"the dormitory registers its students", time.Hour, dormitory},
	{"one of three owners agrees to Zhanna", 20 * time.Minute, consenting},
	{"two more come to Zarina's hall", 9 * time.Minute, comeTo("zarina", hallLater)},
	{"GBD FL does not answer about Saule, who is being recorded", 30 * time.Second, recording},
	{"GBD FL does not answer about Karina, who is being checked", 20 * time.Second, checking},
}

// own registers somebody permanently at a dwelling of which he is the only owner.
func own(who, home string) func(*cast) error {
	return func(x *cast) error {
		ref, err := x.file(who, walker.Application{Permanent: true, Own: true, Mine: people.RKA(home).Digits()})
		if err != nil {
			return err
		}
		return x.sign(who, ref, registration.Done)
	}
}

// asked files and signs; the owners are asked.
func asked(who, home, owner string, months int) func(*cast) error {
	return func(x *cast) error {
		_, err := x.ask(who, home, owner, months)
		return err
	}
}

// lodge registers somebody for a term with the consent of all owners.
func lodge(who, home string, months int, owners ...string) func(*cast) error {
	return func(x *cast) error {
		ref, err := x.ask(who, home, owners[0], months)
		if err != nil {
			return err
		}
		for _, o := range owners {
			if err := x.agree(o, ref); err != nil {
				return err
			}
		}
		return x.wait(ref, registration.Done)
	}
}

// held renews a registration in force, to be entered on the last day of its term; everybody agrees.
func held(who string, months int, owners ...string) func(*cast) error {
	return func(x *cast) error {
		ref, err := x.renew(who, months)
		if err != nil {
			return err
		}
		for _, o := range owners {
			if err := x.agree(o, ref); err != nil {
				return err
			}
		}
		return x.wait(ref, registration.Held)
	}
}

// filed files and leaves the case where the registers put it.
func filed(who, home, owner string, months int, stands registration.State) func(*cast) error {
	return func(x *cast) error {
		ref, err := x.file(who, x.at(home, owner, months))
		if err != nil {
			return err
		}
		return x.wait(ref, stands)
	}
}

func refused(x *cast) error {
	ref, err := x.ask("kairat", people.TwoOwners, "oleg", 3)
	if err != nil || x.stands(ref) != registration.Consenting {
		return err
	}
	return x.act("oleg", registration.Consenting, ref, func(w *walker.Walker) error { _, err := w.Refuse(ref); return err })
}

func rejected(x *cast) error {
	ref, err := x.file("zarina", x.at(people.Banned, "oleg", 3))
	if err != nil {
		return err
	}
	if err := x.appeal("zarina", ref); err != nil {
		return err
	}
	if err := x.decide(ref, walker.Summon, "R08", registration.Hearing); err != nil {
		return err
	}
	if err := x.speak("zarina", ref, ""); err != nil {
		return err
	}
	return x.decide(ref, walker.Reject, "R08", registration.Refused)
}

// mayBeRefused: the flat may not be registered at, and the officer asks what Gulnar has to say.
func mayBeRefused(x *cast) error {
	ref, err := x.fileAnother("gulnar", x.at(people.Banned, "oleg", 2))
	if err != nil {
		return err
	}
	if err := x.appeal("gulnar", ref); err != nil {
		return err
	}
	return x.decide(ref, walker.Summon, "R08", registration.Hearing)
}

// overlooked: the flat is disputed, and one officer would let that pass.
func overlooked(x *cast) error {
	ref, err := x.fileAnother("zarina", x.at(people.Disputed, "ivan", 2))
	if err != nil {
		return err
	}
	if x.stands(ref) == registration.Checking {
		if err := x.wait(ref, registration.Reviewing); err != nil {
			return err
		}
	}
	return x.decide(ref, walker.Approve, "", registration.Seconding)
}

func withdrawn(x *cast) error {
	ref, err := x.ask("madina", people.TwinB, "marina", 2)
	if err != nil {
		return err
	}
	return x.act("madina", registration.Consenting, ref, func(w *walker.Walker) error { _, err := w.Withdraw(ref); return err })
}

func returned(x *cast) error {
	ref, err := x.file("viktor", walker.Application{Permanent: true, Own: true, Mine: people.RKA(people.Unfinished).Digits()})
	if err != nil {
		return err
	}
	if err := x.appeal("viktor", ref); err != nil {
		return err
	}
	return x.decide(ref, walker.Return, "", registration.Draft)
}

func draft(x *cast) error {
	w, err := x.who("natalia")
	if err != nil {
		return err
	}
	_, p, err := w.Begin()
	if err != nil {
		return err
	}
	_, err = w.Fill(p, p.Form("kind", "months", "purpose"), walker.Fields{"kind": "temporary", "months": "3", "purpose": "work"})
	return err
}

func hesitant(x *cast) error {
	if _, err := x.who("oleg"); err != nil {
		return err
	}
	if err := x.town.Faults().Set(wire.Titles, wire.Fault{Kind: wire.Error, Times: 2}); err != nil {
		return err
	}
	return filed("oleg", people.TwinB, "marina", 4, registration.Signing)(x)
}

// recording: the owner has agreed, and GBD FL does not answer when it is asked once more.
func recording(x *cast) error {
	ref, err := x.fileAnother("saule", x.at(people.Mortgaged, "natalia", 5))
	if err != nil {
		return err
	}
	if s := x.stands(ref); s == registration.Checking || s == registration.Signing {
		if err := x.sign("saule", ref, registration.Consenting); err != nil {
			return err
		}
	}
	x.mute("saule")
	if err := x.agree("natalia", ref); err != nil {
		return err
	}
	return x.wait(ref, registration.Recording)
}

// checking: GBD FL does not answer to the first question.
func checking(x *cast) error {
	if _, err := x.who("karina"); err != nil {
		return err
	}
	x.mute("karina")
	return filed("karina", people.TwinB, "marina", 2, registration.Checking)(x)
}

func consenting(x *cast) error {
	ref, err := x.ask("zhanna", people.ThreeOwners, "serik", 6)
	if err != nil {
		return err
	}
	return x.agree("serik", ref)
}
