package consent

import (
	"strconv"
	"strings"
)

// Several people who apply in one statement have a case each, and each case a request of its own: the id of
// the first one's and a number. What stands before the mark they share.
const groupMark = "~"

// Together is the request id of the n-th person of a group, from 1 up.
func Together(request string, n int) string { return request + groupMark + strconv.Itoa(n) }

// GroupOf is what the request ids of a group share: the id itself for a request of its own.
func GroupOf(request string) string {
	group, _, _ := strings.Cut(request, groupMark)
	return group
}

// TurnOf is the number of a request in its group, from 1 up; 0 for a request of its own.
func TurnOf(request string) int {
	_, turn, _ := strings.Cut(request, groupMark)
	n, err := strconv.Atoi(turn)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// Grouped tells whether the request is one of a group.
func Grouped(request string) bool { return strings.Contains(request, groupMark) }
