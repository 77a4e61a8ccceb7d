package law

import (
	"time"

	"tirkeu/internal/core/civil"
)

var tenantRule = Text{
	"Мемлекеттік тұрғын үй қорынан жалданған үйде меншік иесінің орнына жалдаушы келіседі.",
	"В жилье, нанятом у государства, вместо собственника соглашается наниматель.",
	"In a dwelling rented from the State the tenant consents in the owner's place.",
}

var tenantFrom = civil.Date{Year: 2025, Month: time.November, Day: 30}

var tenancyNorms = []Norm{{
	ID: TenantConsent, Basis: Act, Mark: Verified, Source: "NIT release, 18.11.2025 (vlast.kz 67257)", Clause: "state rental housing",
	Rule: tenantRule, Until: tenantFrom,
}, {
	ID: TenantConsent, Basis: Act, Mark: Partly, Source: "MIA order of 14.11.2025, in force 30.11.2025; zakon.kz 6498439", Clause: "\"owner (tenant)\", read as the tenant of state housing only",
	Rule: tenantRule, From: tenantFrom,
}, {
	ID: TenancyContract, Basis: Act, Mark: Verified, Source: "NIT release, 18.11.2025 (vlast.kz 67257)", Clause: "state rental housing",
	Rule: Text{
		"Мемлекеттен жалданған үйге жалдау шартында жазылған адамдар ғана тіркеледі.",
		"В жильё, нанятое у государства, регистрируют только тех, кто вписан в договор найма.",
		"In a dwelling rented from the State only persons named in the tenancy contract are registered.",
	},
}}

// TenantAnswers says whether the tenant consents in the owner's place.
func TenantAnswers(stateRental bool, day civil.Date) (bool, Finding) {
	_, f := ask(TenantConsent, day, flag("state rental", stateRental))
	return stateRental, f.say(yesNo(stateRental))
}

// TenancyAllows says whether the person may be registered as far as a tenancy
// contract goes: in state housing it must name the person.
func TenancyAllows(stateRental, named bool, day civil.Date) (bool, Finding) {
	_, f := ask(TenancyContract, day, flag("state rental", stateRental), flag("named", named))
	ok := !stateRental || named
	return ok, f.say(yesNo(ok))
}
