package words

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// order gives a collator. Russian readers get the Kazakh alphabet too: it holds the Russian one in its order and knows
// where the letters of Kazakh names belong. A collator is not safe for use by several goroutines, so each call has its own.
func order(l Lang) *collate.Collator {
	if l == EN {
		return collate.New(language.English)
	}
	return collate.New(language.Kazakh)
}

// Sort puts names or titles into the alphabetical order of the language, in place; equal ones keep their order.
func Sort(l Lang, list []string) { SortBy(l, list, func(s string) string { return s }) }

// SortBy sorts anything by the text that title gives for it, in place and stably.
func SortBy[X any](l Lang, list []X, title func(X) string) {
	c := order(l)
	slices.SortStableFunc(list, func(a, b X) int { return c.CompareString(title(a), title(b)) })
}
