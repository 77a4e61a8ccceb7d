package striking

// Act is one small type per thing that can be done to a proposal.
type Act interface {
	Verb() Verb
	Door() string // "striking"
}

// Propose asks for the end of an entry. NoteDigest is of the officer's text: what is false, or what
// the court act says.
type Propose struct {
	Entry      string
	Basis      Basis
	NoteDigest string
}

// Say is the person's word, a text beside the fact.
type Say struct{ NoteDigest string }

// Second carries the proposal out.
type Second struct{ NoteDigest string }

// Dissent does not carry it out; NoteDigest is of the text that says why.
type Dissent struct{ NoteDigest string }

// Withdraw takes the own proposal back.
type Withdraw struct{}

// Tick is the clock: the row that is due happens.
type Tick struct{}

func (Propose) Verb() Verb  { return VPropose }
func (Say) Verb() Verb      { return VSay }
func (Second) Verb() Verb   { return VSecond }
func (Dissent) Verb() Verb  { return VDissent }
func (Withdraw) Verb() Verb { return VWithdraw }
func (Tick) Verb() Verb     { return VTick }

func (Propose) Door() string  { return "striking" }
func (Say) Door() string      { return "striking" }
func (Second) Door() string   { return "striking" }
func (Dissent) Door() string  { return "striking" }
func (Withdraw) Door() string { return "striking" }
func (Tick) Door() string     { return "striking" }
