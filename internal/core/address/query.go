package address

import (
	"slices"
	"strings"
)

// MaxQuery is the longest text of a search in bytes; the rest is cut off.
const MaxQuery = 300

// Query is what somebody looks for. A code beats the parts, and the parts beat
// the text. Text is kept as typed; the other parts are folded when compared.
type Query struct {
	Text   string `json:"text,omitempty"`
	RKA    RKA    `json:"rka"`
	Street string `json:"street,omitempty"`
	House  string `json:"house,omitempty"`
	Flat   string `json:"flat,omitempty"`
}

// IsZero says that nothing is looked for.
func (q Query) IsZero() bool { return q == Query{Text: q.Text} && strings.TrimSpace(q.Text) == "" }

// ParseQuery guesses what was typed: 16 digits are a code; otherwise words are
// names (of the street, also of the settlement) and numbers are the house and
// the flat. A number marked with «үй», «д.», «пәтер», «кв.» or "apt" is what
// its mark says; without marks the house comes first, except before the names,
// where English writes the flat first: "45, 12 Respublika Avenue". «12-45» is
// house 12, flat 45. It never fails: what it cannot understand matches nothing.
func ParseQuery(text string) Query {
	q := Query{Text: strings.ToValidUTF8(text[:min(len(text), MaxQuery)], "")}
	if rka, err := ParseRKA(strings.TrimSpace(q.Text)); err == nil {
		q.RKA = rka
		return q
	}
	p := parser{words: words(q.Text)}
	p.run()
	q.Street, q.House, q.Flat = strings.Join(p.names, " "), p.house, p.flat
	return q
}

// parser deals words out to names, house and flat.
type parser struct {
	words       []string
	roles       []role // of the numbers among the words
	names       []string
	house, flat string
}

func (p *parser) run() {
	p.roles = make([]role, len(p.words))
	for i, w := range p.words {
		if m, ok := markers[w]; ok {
			p.mark(i, m)
		}
	}
	if p.isNumber(0) && p.isNumber(1) && p.hasNames() && p.roles[0] == anything && p.roles[1] == anything {
		p.roles[0], p.roles[1] = flatRole, houseRole
	}
	for i, w := range p.words {
		switch _, marks := markers[w]; {
		case p.isNumber(i):
			p.number(i)
		case !marks && !typeWords[w]:
			p.names = append(p.names, w)
		}
	}
}

// mark gives the role to the number beside the marker: Kazakh puts its words
// after the number, Russian and English before it.
func (p *parser) mark(i int, m marker) {
	near, far := i+1, i-1
	if m.after {
		near, far = far, near
	}
	for _, at := range []int{near, far} {
		if p.isNumber(at) && p.roles[at] == anything {
			p.roles[at] = m.role
			return
		}
	}
}

func (p *parser) number(i int) {
	w := p.words[i]
	house, flat, both := strings.Cut(w, "-")
	both = both && startsWithDigit(flat)
	switch {
	case p.roles[i] == houseRole:
		p.house = w
	case p.roles[i] == flatRole:
		p.flat = w
	case p.namesStreet(i) || slices.Contains(p.roles[i:], houseRole):
		p.names = append(p.names, w)
	case p.house == "" && p.flat == "" && both:
		p.house, p.flat = house, flat
	case p.house == "":
		p.house = w
	case p.flat == "":
		p.flat = w
	}
}

// namesStreet tells «8 марта» and «28 панфиловцев» from a house: a number
// before all names, a name right after it, and another number still to come.
func (p *parser) namesStreet(i int) bool {
	if len(p.names) > 0 || p.house != "" || i+2 >= len(p.words) || p.isNumber(i+1) || p.isPlain(i+1) {
		return false
	}
	return slices.ContainsFunc(p.words[i+2:], startsWithDigit)
}

// isPlain says that the word is no part of a name.
func (p *parser) isPlain(i int) bool {
	_, marks := markers[p.words[i]]
	return marks || typeWords[p.words[i]]
}

func (p *parser) isNumber(i int) bool {
	return i >= 0 && i < len(p.words) && startsWithDigit(p.words[i])
}

func (p *parser) hasNames() bool {
	for i := range p.words {
		if !p.isNumber(i) && !p.isPlain(i) {
			return true
		}
	}
	return false
}

// Match says whether the address is what the query looks for. Every word typed
// must begin some word of the street, its former names, the settlement, the
// district or the region, in any of the three languages; the house and the flat
// must be the same. Parts that were not typed match anything, but a query of
// nothing, or of a flat alone, matches nothing.
func Match(q Query, a Address) bool {
	switch {
	case !q.RKA.IsZero():
		return q.RKA == a.RKA || q.RKA == a.Building
	case q.Street == "" && q.House == "" && q.Flat == "":
		q = ParseQuery(q.Text)
		if !q.RKA.IsZero() {
			return Match(q, a)
		}
	}
	if len(words(q.Street)) == 0 && compact(q.House) == "" {
		return false
	}
	return sameDoor(q, a) && namesMatch(q.Street, a)
}

// sameDoor compares house and flat. «12-45» may also be the number of one house.
func sameDoor(q Query, a Address) bool {
	if sameNumber(q.House, a.House) && sameNumber(q.Flat, a.Flat) {
		return true
	}
	return q.House != "" && q.Flat != "" && a.Flat == "" && compact(q.House+"-"+q.Flat) == compact(a.House)
}

func sameNumber(typed, registered string) bool {
	typed = compact(typed)
	return typed == "" || typed == compact(registered)
}

func namesMatch(typed string, a Address) bool {
	known := a.words()
	for _, w := range nameWords(typed) {
		begins := func(k string) bool { return strings.HasPrefix(k, w) }
		if !slices.ContainsFunc(known, begins) {
			return false
		}
	}
	return true
}

// words are all the words by which the address may be found.
func (a Address) words() []string {
	names := append([]Names{a.Street.Names, a.Settlement.Names, a.District.Names, a.Region}, a.OldStreet...)
	var all []string
	for _, n := range names {
		all = append(all, nameWords(n.KK)...)
		all = append(all, nameWords(n.RU)...)
		all = append(all, nameWords(n.EN)...)
	}
	return all
}
