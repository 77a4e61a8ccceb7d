package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var serviceNorms = []Norm{{
	ID: ServiceTerm, Basis: Practice, Mark: Verified, Source: "nitec.kz; m.egov.kz/…/pass001_reg_deti", Clause: "term of the service on the portal",
	Rule: Text{
		"Порталда соңғы қолтаңбадан кейін жазба {minutes} минут ішінде енгізіледі.",
		"На портале запись вносят за {minutes} минут после последней подписи.",
		"On the portal the entry is made within {minutes} minutes of the last signature.",
	},
	Limits: []Limit{{"minutes", 15, Minutes}},
}, {
	ID: CounterTerm, Basis: Practice, Mark: Verified, Source: "nitec.kz, the portal is twice as fast as a centre", Clause: "term of the service at a centre",
	Rule: Text{
		"Халыққа қызмет көрсету орталығында қызмет {minutes} минутта көрсетіледі.",
		"В центре обслуживания услугу оказывают за {minutes} минут.",
		"At a service centre the service takes {minutes} minutes.",
	},
	Limits: []Limit{{"minutes", 30, Minutes}},
}, {
	ID: AddressPage, Basis: Act, Mark: Seed, Source: servicePage, Clause: "How to get the online service, item 4",
	Rule: Text{
		"Мекенжай беті {minutes} минут ішінде жаңарады.",
		"Страница адреса обновляется в течение {minutes} минут.",
		"The page of the residential address is corrected within {minutes} minutes.",
	},
	Limits: []Limit{{"minutes", 10, Minutes}},
}}

// RecordTerm returns the term of the service on the portal, from the last signature.
func RecordTerm(day civil.Date) (time.Duration, Finding) {
	return spanOf(ServiceTerm, "minutes", day)
}

// CounterServiceTerm returns the term of the service at a counter.
func CounterServiceTerm(day civil.Date) (time.Duration, Finding) {
	return spanOf(CounterTerm, "minutes", day)
}

// AddressPageTerm returns how soon the address page shows a new entry.
func AddressPageTerm(day civil.Date) (time.Duration, Finding) {
	return spanOf(AddressPage, "minutes", day)
}
