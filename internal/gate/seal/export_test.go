package seal

import "slices"

// RuleNames lists the rules of the policy.
func RuleNames() (names []string) {
	for _, r := range before {
		names = append(names, r.name)
	}
	return names
}

// Drop takes a rule out of the policy until put back.
func Drop(name string) (putBack func()) {
	whole := before
	before = slices.DeleteFunc(slices.Clone(before), func(r rule) bool { return r.name == name })
	return func() { before = whole }
}
