package explain

import "fmt"

// Mark is the judgement of one point.
type Mark string

// The marks.
const (
	Good     Mark = "good"
	NotGood  Mark = "not good"
	NotKnown Mark = "not known"
)

// Check is one point that was looked at.
type Check struct {
	Name  string `json:"check"`
	Mark  Mark   `json:"verdict"`
	Why   string `json:"why"`
	Asked bool   `json:"asked"` // false: said for information, and the verdict does not rest on it
}

// Checks are points in the order they were looked at.
type Checks []Check

func (c *Checks) add(name string, m Mark, asked bool, why string) {
	*c = append(*c, Check{Name: name, Mark: m, Why: why, Asked: asked})
}

func (c *Checks) good(name, format string, args ...any) {
	c.add(name, Good, true, fmt.Sprintf(format, args...))
}

func (c *Checks) bad(name, format string, args ...any) {
	c.add(name, NotGood, true, fmt.Sprintf(format, args...))
}

// unknown is a point that was asked and could not be settled.
func (c *Checks) unknown(name, format string, args ...any) {
	c.add(name, NotKnown, true, fmt.Sprintf(format, args...))
}

// unasked is a point that nobody asked about.
func (c *Checks) unasked(name, format string, args ...any) {
	c.add(name, NotKnown, false, fmt.Sprintf(format, args...))
}

// verdict is the worst of the points asked. No points are no reason to believe anything.
func (c Checks) verdict() Mark {
	worst := NotKnown
	for _, one := range c {
		switch {
		case !one.Asked:
		case one.Mark == NotGood:
			return NotGood
		case one.Mark != Good:
			return c.unlessBad()
		default:
			worst = Good
		}
	}
	return worst
}

func (c Checks) unlessBad() Mark {
	for _, one := range c {
		if one.Asked && one.Mark == NotGood {
			return NotGood
		}
	}
	return NotKnown
}
