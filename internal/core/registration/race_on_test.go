//go:build race

package registration

// lives is how many random lives are walked: fewer under the race detector, which looks for other
// faults and is about ten times slower.
const lives = 2_000

// enough tells whether so many lives take every row of the table.
const enough = false
