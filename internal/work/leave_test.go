package work_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// leaves ends the registration of somebody at the window by a word in ink.
func (w window) leaves(handle, entry, request string) proof.Proof {
	w.Helper()
	e, err := w.st.Entry(w.ctx(), entry)
	if err != nil {
		w.Fatal(err)
	}
	st := removal.OwnEnd(e, request)
	text := removal.Render(st, removal.Reader{Role: removal.Resident, Lang: "kk", Name: "А", Signer: "Б", Address: "Алматы"})
	p := w.inked(signing.Paper{Rendering: text, Digest: st.Digest(), Lang: "kk"}, handle, "")
	who := w.who(handle).Person
	w.must(office.Order{Ref: entry, By: w.stands(handle), Act: removal.Leave{Request: request, Speaker: who, Person: who, Proof: p}})
	return p
}

// TestAnEndByHandIsAudited: the word by which somebody ended an own registration is verified again, by its seal and
// by what it says of the entry.
func TestAnEndByHandIsAudited(t *testing.T) {
	atWindows(t, func(w window) {
		ref, _ := w.signedByHand()
		entry := w.kase(ref).Entry
		p := w.leaves("dinara", entry, "q-1")
		if e, err := w.st.Entry(w.ctx(), entry); err != nil || e.Status != register.EndedPerson {
			w.Fatalf("%+v, %v", e, err)
		}
		if diff := cmp.Diff([]audit.Difference(nil), w.verified()); diff != "" {
			w.Fatal(diff)
		}
		v := &village{house: w.house}
		v.open()
		bad := p
		bad.Rendering = bytes.Replace(p.Rendering, []byte("Алматы"), []byte("Астана"), 1)
		v.swap(p.ID(), p.ID(), bad)
		if len(w.verified()) == 0 {
			w.Error("other words: nothing differs")
		}
		v.swap(p.ID(), p.ID(), p)
		v.forgeRequest(entry, "q-1", "q-2")
		if list := w.verified(); len(list) != 1 || !strings.Contains(list[0].What, "say otherwise") {
			w.Errorf("another request in the fact: %v", list)
		}
	})
}

// forgeRequest changes the request that the last fact of an entry names, and mends its digest.
func (v *village) forgeRequest(entry, from, to string) {
	v.Helper()
	facts, err := v.st.Facts(v.ctx(), entry)
	if err != nil {
		v.Fatal(err)
	}
	f := facts[len(facts)-1]
	text := strings.Replace(f.Text, `"request":"`+from+`"`, `"request":"`+to+`"`, 1)
	if text == f.Text || !json.Valid([]byte(text)) {
		v.Fatal("the fact names no request")
	}
	v.sql(`UPDATE fact SET body = $1, digest = $2 WHERE chain = $3 AND seq = $4`, text, writ.Chain(f.Prev, text), entry, f.Seq)
}
