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
// names (of the street, also of the settlement), the first number with its
// letter is the house, the next one the flat. Marked numbers («үй», «д.»,
// «кв.», «пәтер», "apt") go where their mark says. It never fails: what cannot
// be understood matches nothing.
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
	names       []string
	house, flat string
	mark        role // of the word before, when it marks the next number
}

func (p *parser) run() {
	for i, w := range p.words {
		r, marks := marked[w]
		switch {
		case marks:
			p.marker(r, i)
		case typeWords[w]:
		case startsWithDigit(w) && !p.namesStreet(w, i):
			p.number(w)
		default:
			p.names = append(p.names, w)
			p.mark = anything
		}
	}
}

// marker remembers a word like «д.» for the number after it, unless the number
// stood before it, as in «12-үй».
func (p *parser) marker(r role, i int) {
	p.mark = r
	if i == 0 || !startsWithDigit(p.words[i-1]) || i > 1 && marked[p.words[i-2]] != anything {
		return
	}
	p.mark = anything
	before := p.words[i-1]
	if r == flatRole && p.flat == "" && p.house == before {
		p.house, p.flat = "", before
	}
}

// namesStreet tells «8 марта» and «28-го панфилова» from a house: a number at
// the very start, followed by a word that no number marks, with another number
// still to come.
func (p *parser) namesStreet(w string, i int) bool {
	if i != 0 || len(p.words) < 3 || marked[p.words[1]] != anything || startsWithDigit(p.words[1]) || typeWords[p.words[1]] {
		return false
	}
	return slices.ContainsFunc(p.words[2:], startsWithDigit)
}

func (p *parser) number(w string) {
	switch {
	case p.mark == flatRole:
		p.flat = w
	case p.mark == houseRole || p.house == "":
		p.house = w
	case p.flat == "":
		p.flat = w
	}
	p.mark = anything
}

// Match says whether the address is what the query looks for. Every word typed
// must begin some word of the street, its former names, the settlement, the
// district or the region, in any of the three languages; the house and the flat
// must be the same. Parts that were not typed match anything.
func Match(q Query, a Address) bool {
	if !q.RKA.IsZero() {
		return q.RKA == a.RKA || q.RKA == a.Building
	}
	if q.Street == "" && q.House == "" && q.Flat == "" {
		if strings.TrimSpace(q.Text) == "" {
			return false
		}
		parsed := ParseQuery(q.Text)
		if parsed.Street == "" && parsed.House == "" && parsed.RKA.IsZero() {
			return false
		}
		return Match(parsed, a)
	}
	return sameNumber(q.House, a.House) && sameNumber(q.Flat, a.Flat) && namesMatch(q.Street, a)
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
