package address

// Answer is what the address register says to a search: [Found], [NotFound] or
// [Silent].
type Answer interface{ isAnswer() }

// Found is one address or more. More says that others were left out.
type Found struct {
	Addresses []Address
	More      bool
}

// NotFound says that the register knows no such address.
type NotFound struct{}

// Silent says that the register did not answer. Why is for engineers, without
// personal data.
type Silent struct{ Why string }

func (Found) isAnswer()    {}
func (NotFound) isAnswer() {}
func (Silent) isAnswer()   {}
