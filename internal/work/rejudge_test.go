package work_test

import (
	"strings"
	"testing"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// TestAuditJudgesAgain changes one decision and everything that hangs on it, so that chain, row and
// proofs agree: what the rules of that day say is all that gives it away.
func TestAuditJudgesAgain(t *testing.T) {
	onVillages(t, func(v *village) {
		if n := v.whole().Judged; n != 8 {
			v.Errorf("%d decisions were judged again, want 8", n)
		}
		for name, change := range map[string][2]string{
			"an answer of a rule": {`"name":"known","value":"yes"`, `"name":"known","value":"no"`},
			"who lives there":     {`"load":0`, `"load":1`},
		} {
			v.retell(name, change)
			v.expect(name, found(v.ref, "the decision of fact 2 comes out otherwise by the rules of its day"))
		}
	})
}

// retell changes the second fact of the case and makes the rest of its chain and its row follow.
func (v *village) retell(name string, change [2]string) {
	v.Helper()
	var texts []string
	prev := ""
	for i, f := range v.chain {
		text := f.Text
		if i == 1 {
			if text = strings.Replace(text, change[0], change[1], 1); text == f.Text {
				v.Fatalf("%s: nothing to change in %s", name, text)
			}
		}
		digest := writ.Chain(prev, text)
		v.sql(`UPDATE fact SET body = $1, prev = $2, digest = $3 WHERE chain = $4 AND seq = $5`, text, prev, digest, v.ref, i+1)
		texts, prev = append(texts, text), digest
	}
	c, err := registration.Replay(texts)
	if err != nil {
		v.Fatal(err)
	}
	row, err := registration.RowOf(c)
	if err != nil {
		v.Fatal(err)
	}
	v.sql(`UPDATE case_row SET head = $1, body = $2 WHERE ref = $3`, row.Head, row.Body, v.ref)
}
