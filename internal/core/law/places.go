package law

import "tirkeu/internal/core/civil"

var placeNorms = []Norm{{
	ID: Places, Basis: Act, Mark: Verified, Source: "Rules for registration of the population, 2024, as amended by MIA order of 14.11.2025; zakon.kz 6498439", Clause: "list of places",
	Rule: Text{
		"Тұрғын үйде, пәтерде, саяжайда, жатақханада, қонақүйде, шипажайда, ауруханада және адамдар тұратын басқа ғимаратта тіркеуге болады; тұрғын емес жерде болмайды.",
		"Регистрируют в доме, квартире, на даче, в общежитии, гостинице, санатории, больнице и другом здании, где живут люди; в нежилом — нельзя.",
		"One is registered in a house, flat, dacha, dormitory, hotel, sanatorium, hospital or other building where people live; not in a non-residential one.",
	},
}, {
	ID: Petition, Basis: Act, Mark: Seed, Source: servicePage, Clause: "Application of the administration of the organization",
	Rule: Text{
		"Жатақхана, қонақүй сияқты ғимаратқа ұйым әкімшілігінің қолдаухаты бойынша тіркейді.",
		"В общежитие, гостиницу и подобное здание регистрируют по ходатайству администрации организации.",
		"In a dormitory, hotel and the like one is registered on the application of the organisation's administration.",
	},
}, {
	ID: AddressCode, Basis: Practice, Mark: Partly, Source: "public model of the address register, column rca", Clause: "length not confirmed",
	Rule: Text{
		"Мекенжайдың {digits} саннан тұратын тіркеу коды болуы керек; бөлмелері бар үйде — бөлменің немесе пәтердің коды.",
		"У адреса должен быть регистрационный код из {digits} цифр; в доме с помещениями — код помещения.",
		"An address must have a registration code of {digits} digits; in a building with rooms, that of the room.",
	},
	Limits: []Limit{{"digits", RKADigits, Digits}},
}, {
	ID: Ban, Basis: Ours, Mark: Unconfirmed, Source: "decision of the project", Clause: "bans imposed by courts and bailiffs; a pledge alone does not block",
	Rule: Text{
		"Сот немесе сот орындаушысы осы баспанада тіркеуге тікелей тыйым салса, тіркелмейді; кепіл кедергі емес.",
		"Если суд или исполнитель прямо запретил регистрацию в этом жилье, её не делают; залог не мешает.",
		"Where a court or bailiff expressly forbids registration at the dwelling, none is made; a pledge is no obstacle.",
	},
}}

// RKADigits is the length of a registration code of address.
const RKADigits = 16

// Restriction is a burden on a dwelling that a register names.
type Restriction string

const (
	RegistrationBan Restriction = "registration-ban" // forbids registering people in so many words
	Arrest          Restriction = "arrest"
	Pledge          Restriction = "pledge"
	Dispute         Restriction = "dispute"
)

// Effect is what a rule does to an application.
type Effect string

const (
	Passes Effect = "passes"
	Warns  Effect = "warns"
	Review Effect = "review"
	Blocks Effect = "blocks"
)

// RestrictionEffect says what a burden does: a ban blocks, a dispute goes to an
// officer, an arrest or a pledge only warns. An unknown burden goes to an officer.
func RestrictionEffect(r Restriction, day civil.Date) (Effect, Finding) {
	_, f := ask(Ban, day, Input{"restriction", string(r)})
	effect := Review
	switch r {
	case RegistrationBan:
		effect = Blocks
	case Arrest, Pledge:
		effect = Warns
	}
	return effect, f.say(string(effect))
}
