//go:build !race

package registration

// lives is how many random lives are walked.
const lives = 50_000
