//go:build !race

package registration

// lives is how many random lives are walked.
const lives = 50_000

// enough tells whether so many lives take every row of the table.
const enough = true
