// Package hall is the hall of a service centre of the State corporation: its branches, who sits at
// which window, the tickets of the people who wait and in which order they are called, and what may be
// missing when documents are not accepted.
package hall

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Branch is one service centre.
type Branch struct {
	Code  string       `json:"code"` // capital letters, digits and hyphens, at most 12
	KATO  address.KATO `json:"kato"` // where it is
	Names Text         `json:"name"`
	At    Text         `json:"address"`
}

// Text is one thing said in Kazakh, Russian and English.
type Text struct {
	KK string `json:"kk"`
	RU string `json:"ru"`
	EN string `json:"en"`
}

// In is the text in a language; Russian where there is none.
func (t Text) In(lang string) string {
	switch lang {
	case "kk":
		return t.KK
	case "en":
		return t.EN
	}
	return t.RU
}

func (t Text) whole() bool { return t.KK != "" && t.RU != "" && t.EN != "" }

// Seat is one operator at his window.
type Seat struct {
	Person iin.IIN
	Branch string // code
	Window string // number of the window, as the person in the hall reads it
}

// Roll says which branches there are and who sits where.
type Roll struct {
	Branches []Branch
	Seats    []Seat
}

// Limits of a roll: more is a mistake.
const (
	MaxRoll  = 1 << 20 // bytes of its text
	maxSeats = 5000
)

var (
	codeForm   = regexp.MustCompile(`^[A-Z0-9-]{1,12}$`)
	windowForm = regexp.MustCompile(`^[A-Z0-9]{1,4}$`)
)

// ParseRoll reads {"branches":[{"code","kato","name":{"kk","ru","en"},"address":{…}}],
// "operators":[{"iin","branch","window"}]}. Unknown fields are refused, so that a misspelt one shows.
func ParseRoll(text []byte) (Roll, error) {
	if len(text) > MaxRoll {
		return Roll{}, errors.New("the roll is too long")
	}
	var raw struct {
		Branches  []Branch `json:"branches"`
		Operators []struct {
			IIN    string `json:"iin"`
			Branch string `json:"branch"`
			Window string `json:"window"`
		} `json:"operators"`
	}
	if err := strictly(text, &raw); err != nil {
		return Roll{}, err
	}
	r := Roll{Branches: raw.Branches}
	for n, o := range raw.Operators {
		who, err := iin.Parse(o.IIN)
		if err != nil {
			return Roll{}, fmt.Errorf("operator %d: the IIN is wrong", n+1)
		}
		r.Seats = append(r.Seats, Seat{who, o.Branch, o.Window})
	}
	return r, r.Check()
}

func strictly(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("the roll cannot be read: %w", err)
	}
	if d.More() {
		return errors.New("something stands after the roll")
	}
	return nil
}

// Check says what is wrong with a roll: a branch without a name, an operator twice or nowhere.
func (r Roll) Check() error {
	if len(r.Seats) > maxSeats {
		return errors.New("too many operators")
	}
	for n, b := range r.Branches {
		if _, err := address.ParseKATO(string(b.KATO)); err != nil || !codeForm.MatchString(b.Code) || !b.Names.whole() || !b.At.whole() {
			return fmt.Errorf("branch %d: code, KATO, name or address is wrong", n+1)
		}
		if first, _ := r.Branch(b.Code); first.KATO != b.KATO {
			return fmt.Errorf("branch %s stands twice", b.Code)
		}
	}
	for n, s := range r.Seats {
		if _, ok := r.Branch(s.Branch); !ok || !windowForm.MatchString(s.Window) || s.Person.IsZero() {
			return fmt.Errorf("operator %d: branch or window is wrong", n+1)
		}
		if slices.IndexFunc(r.Seats, func(o Seat) bool { return o.Person == s.Person }) != n {
			return fmt.Errorf("operator %d stands twice", n+1)
		}
	}
	return nil
}

// Branch finds a branch by its code.
func (r Roll) Branch(code string) (Branch, bool) {
	for _, b := range r.Branches {
		if b.Code == code {
			return b, true
		}
	}
	return Branch{}, false
}

// Seat tells where an operator sits.
func (r Roll) Seat(operator iin.IIN) (Seat, bool) {
	for _, s := range r.Seats {
		if s.Person == operator {
			return s, true
		}
	}
	return Seat{}, false
}

// Serving lists the branches that may take the application of a person registered or staying at the places.
func (r Roll) Serving(places []address.KATO, day civil.Date) []Branch {
	codes := make([]string, len(places))
	for i, p := range places {
		codes[i] = string(p)
	}
	var out []Branch
	for _, b := range r.Branches {
		if ok, _ := law.BranchServes(string(b.KATO), codes, day); ok {
			out = append(out, b)
		}
	}
	return out
}
