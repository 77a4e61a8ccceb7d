package wire

import (
	"sync"

	"tirkeu/internal/gate/person"
	"tirkeu/internal/town/people"
)

// Changes is what GBD FL was told of people's addresses: the last version of each entry, by the
// number of the message. A message that arrives twice is kept once.
type Changes struct {
	mu   sync.Mutex
	seen map[string]person.Change
}

// take keeps a change and writes its receipt.
func (c *Changes) take(_ *people.Book, data []byte) ([]byte, error) {
	change, err := person.ParseChange(data)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen == nil {
		c.seen = map[string]person.Change{}
	}
	c.seen[change.Number] = change
	return person.MarshalReceipt(change.Number)
}

// Of lists the changes that GBD FL holds about a person, in no order.
func (c *Changes) Of(digits string) []person.Change {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []person.Change
	for _, x := range c.seen {
		if x.IIN == digits {
			out = append(out, x)
		}
	}
	return out
}
