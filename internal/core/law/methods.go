package law

import (
	"slices"
	"strings"

	"tirkeu/internal/core/civil"
)

// Channel is the way by which an application came in.
type Channel string

const (
	Portal        Channel = "portal"
	Mobile        Channel = "mobile"
	Bank          Channel = "bank"
	CounterWindow Channel = "counter"
	Petitioned    Channel = "petition" // the cabinet of an organisation whose administration applies
)

// Method is a way to sign.
type Method string

const (
	EDS  Method = "eds"  // electronic digital signature
	Code Method = "code" // one-time password sent by SMS
	Ink  Method = "ink"  // by hand, before an operator
)

// Methods is the set of ways to sign that are open to somebody.
type Methods []Method

// Has says that the method is open.
func (m Methods) Has(method Method) bool { return slices.Contains(m, method) }

// String lists the methods with commas.
func (m Methods) String() string {
	words := make([]string, len(m))
	for i, method := range m {
		words[i] = string(method)
	}
	return strings.Join(words, ",")
}

var methodNorms = []Norm{{
	ID: ApplicantSigns, Basis: Act, Mark: Seed, Source: servicePage, Clause: "How to get the online service, item 2",
	Rule: Text{
		"Өтініш беруші ЭЦҚ-мен немесе нөмірі МАБ-да тіркелген болса, SMS кодымен қол қояды.",
		"Заявитель подписывает ЭЦП или кодом из SMS, если его номер есть в БМГ.",
		"The applicant signs by EDS, or by SMS code when the number is in the Mobile Citizens Database.",
	},
}, {
	ID: OwnerSigns, Basis: Act, Mark: Seed, Source: servicePage, Clause: "How to get the online service, item 2; bank channel: inbusiness.kz (MIA)",
	Rule: Text{
		"Порталда меншік иесі ЭЦҚ-мен келіседі; банк қосымшасында — SMS кодымен; орталықта — өзі келіп.",
		"На портале собственник соглашается по ЭЦП; в приложении банка — кодом из SMS; в центре — лично.",
		"On the portal an owner consents by EDS; in a bank's application by SMS code; at a centre in person.",
	},
}}

// ApplicantMethods returns how an applicant may sign on the channel. An unknown
// channel has none.
func ApplicantMethods(day civil.Date, channel Channel) (Methods, Finding) {
	_, f := ask(ApplicantSigns, day, Input{"channel", string(channel)})
	var m Methods
	switch channel {
	case Portal, Mobile:
		m = Methods{EDS, Code}
	case Petitioned:
		m = Methods{EDS}
	case Bank:
		m = Methods{Code}
	case CounterWindow:
		m = Methods{Ink}
	}
	return m, f.say(m.String())
}

// OwnerMethods returns how an owner may consent on the channel. An unknown
// channel has none.
func OwnerMethods(day civil.Date, channel Channel) (Methods, Finding) {
	_, f := ask(OwnerSigns, day, Input{"channel", string(channel)})
	var m Methods
	switch channel {
	case Portal, Mobile, Petitioned:
		m = Methods{EDS}
	case Bank:
		m = Methods{Code}
	case CounterWindow:
		m = Methods{Ink}
	}
	return m, f.say(m.String())
}
