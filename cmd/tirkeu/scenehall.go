package main

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/town/walker"
)

// hallFirst and hallLater are who comes to the hall of a branch, as the reception is told.
var (
	hallFirst = []walker.Fields{
		{"whom": "foreign", "whose": "other", "lang": "ru"}, {"service": "removal", "lang": "kk"}, {"whose": "minor", "lang": "kk"},
	}
	hallLater = []walker.Fields{
		{"whose": "incapable", "priority": "elderly", "lang": "kk"}, {"service": "certificate", "priority": "disabled", "lang": "ru"},
	}
)

// comeTo fills the hall of an operator's branch. People who came before are counted, so that nobody comes twice.
func comeTo(operator string, comers []walker.Fields) func(*cast) error {
	return func(x *cast) error {
		z, err := x.who(operator)
		if err != nil {
			return err
		}
		seat, _ := x.town.People().Counters().Seat(z.Me.Person.IIN)
		day, err := x.store.Tickets(x.ctx, seat.Branch, civil.DateOf(x.town.Clock().Now()))
		if err != nil {
			return err
		}
		if len(day) >= len(hallFirst)+len(hallLater) || len(day) > 0 && len(comers) == len(hallFirst) {
			return nil
		}
		for _, wish := range comers {
			if _, _, err := z.Give(wish); err != nil {
				return err
			}
		}
		return nil
	}
}
