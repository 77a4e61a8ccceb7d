package wire

import (
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/entity"
	"tirkeu/internal/gate/notary"
	"tirkeu/internal/town/people"
)

func answerPower(b *people.Book, data []byte) ([]byte, error) {
	number, err := notary.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	p, ok := b.Power(number)
	if !ok {
		return notary.MarshalAnswer(nil), nil
	}
	return notary.MarshalAnswer(&p), nil
}

// answerEntity answers for GBD UL. Where the town signs, the question must be signed too.
func (g *Gateway) answerEntity(b *people.Book, data []byte) ([]byte, error) {
	if g.CheckBody != nil {
		var err error
		if data, err = g.CheckBody(data); err != nil {
			return nil, err
		}
	}
	q, err := entity.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	o, ok := b.Organisation(q.BIN)
	if !ok {
		return entity.MarshalAnswer(nil), nil
	}
	return entity.MarshalAnswer(&applicant.Entity{
		BIN: o.BIN, NameKK: o.Name.KK, NameRU: o.Name.RU, Head: headOf(b, o), Liquidated: o.Liquidated,
	}), nil
}

// headOf is the head, unless he has died.
func headOf(b *people.Book, o people.Organisation) iin.IIN {
	if r, ok := b.ByIIN(o.Head); ok && !r.Person.Alive() {
		return iin.IIN{}
	}
	return o.Head
}
