package applicant

import "tirkeu/internal/core/iin"

// Entity is a legal entity as GBD UL tells of it.
type Entity struct {
	BIN            iin.BIN
	NameKK, NameRU string
	Head           iin.IIN // first head; zero: the register names none
	Liquidated     bool
}

// Name is the entity's name in the language: kk, or ru for any other. Where the register has one
// name only, it is that one.
func (e Entity) Name(lang string) string {
	if e.NameRU == "" || lang == "kk" && e.NameKK != "" {
		return e.NameKK
	}
	return e.NameRU
}

// EntityAnswer is what GBD UL said of a BIN: EntityFound, NoEntity or EntitySilent.
type EntityAnswer interface{ isEntityAnswer() }

// EntityFound means the register knows the legal entity.
type EntityFound struct{ Entity Entity }

// NoEntity means that there is no legal entity of that BIN.
type NoEntity struct{}

// EntitySilent means no answer could be had; Why is for engineers, without personal data.
type EntitySilent struct{ Why string }

func (EntityFound) isEntityAnswer()  {}
func (NoEntity) isEntityAnswer()     {}
func (EntitySilent) isEntityAnswer() {}
