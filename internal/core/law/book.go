package law

import (
	"slices"
	"strconv"
	"strings"
)

// book is every version of every norm; versions of one norm stand together,
// oldest first.
var book = filled(slices.Concat(
	lifeNorms, termNorms, stayNorms, deadlineNorms, ageNorms, entryNorms, daysNorms,
	methodNorms, codeNorms, consentNorms, askingNorms, reminderNorms, renewalNorms,
	counterNorms, lookupNorms, ownerNorms, tenancyNorms, capitalNorms, crowdingNorms,
	placeNorms, paperNorms, waitNorms, serviceNorms, hallNorms, feeNorms, complaintNorms, sessionNorms, smallCellNorms, removalNorms, standingNorms, retentionNorms, windowNorms,
))

// filled puts each norm's limits into its words, where they stand as {name}, so
// that a number is written once.
func filled(norms []Norm) []Norm {
	for i, n := range norms {
		pairs := make([]string, 0, 2*len(n.Limits))
		for _, l := range n.Limits {
			pairs = append(pairs, "{"+l.Name+"}", strconv.Itoa(l.Value))
		}
		fill := strings.NewReplacer(pairs...)
		norms[i].Rule = Text{fill.Replace(n.Rule.KK), fill.Replace(n.Rule.RU), fill.Replace(n.Rule.EN)}
	}
	return norms
}
