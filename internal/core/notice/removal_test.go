package notice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/removal"
)

func strikingOff(s removal.State) removal.Case {
	c := removal.Case{Ref: "r1", Number: "2609-1", State: s, Facts: 3, Filer: owner1, Name: "Серікова Айгүл", Deadline: noon.Add(time.Hour), Place: place}
	c.Statement.Person = tenant
	c.Owners = []dwelling.Owner{{Party: owner1, Name: "ТАЙНЫЙ"}, {Party: owner2, Name: "ТАЙНЫЙ"}}
	return c
}

func TestNoticesOfARemoval(t *testing.T) {
	filed, upheld := strikingOff(removal.Checking), strikingOff(removal.Ended)
	upheld.Ended = noon
	child := strikingOff(removal.Ended)
	child.Ended, child.Parents = noon, []iin.IIN{owner2.IIN()}
	wait := strikingOff(removal.Confirming)
	wait.Parents = child.Parents
	objected := strikingOff(removal.Objected)
	objected.Ended = noon
	spoken := strikingOff(removal.Summoned)
	spoken.Objection = noon
	for name, c := range map[string]struct {
		before, after removal.Case
		want          []string
	}{
		"filed":           {removal.Case{}, filed, []string{"applicant removal_filed"}},
		"asked":           {filed, strikingOff(removal.Confirming), []string{"owner2 removal_asked"}},
		"asked, a child":  {filed, wait, []string{"owner2 removal_child", "owner2 removal_asked"}},
		"ended, a child":  {filed, child, []string{"owner2 removal_child_ended"}},
		"ended":           {filed, upheld, nil},
		"not confirmed":   {strikingOff(removal.Confirming), strikingOff(removal.Declined), []string{"owner1 removal_closed", "applicant removal_stays", "owner2 removal_stays"}},
		"before they ask": {filed, strikingOff(removal.Withdrawn), []string{"owner1 removal_closed", "applicant removal_stays"}},
		"objected":        {wait, strikingOff(removal.Objected), []string{"owner1 removal_objected", "applicant removal_objection"}},
		"silence":         {filed, strikingOff(removal.Reviewing), []string{"owner1 removal_review"}},
		"upheld":          {objected, upheld, []string{"applicant removal_upheld"}},
		"nothing new":     {wait, wait, nil},

		"may be refused":         {strikingOff(removal.Objected), strikingOff(removal.Summoned), []string{"owner1 removal_hearing"}},
		"heard":                  {strikingOff(removal.Summoned), strikingOff(removal.Objected), nil},
		"heard, a silence":       {strikingOff(removal.Summoned), strikingOff(removal.Reviewing), nil},
		"taken back meanwhile":   {strikingOff(removal.Summoned), strikingOff(removal.Withdrawn), []string{"owner1 removal_closed", "applicant removal_stays", "owner2 removal_stays"}},
		"objected meanwhile":     {strikingOff(removal.Summoned), spoken, []string{"applicant removal_objection"}},
		"undoing":                {upheld, undoing(removal.Undoing, false), nil},
		"undone":                 {undoing(removal.Undoing, false), undoing(removal.Restored, false), nil}, // OfEntry tells it
		"not undone":             {undoing(removal.Undoing, false), undoing(removal.Ended, false), []string{"owner1 removal_not_undone"}},
		"not undone, objected":   {undoing(removal.Undoing, true), undoing(removal.Objected, true), []string{"owner1 removal_not_undone", "applicant removal_objection"}},
		"undoing, silence":       {undoing(removal.Undoing, false), undoing(removal.Reviewing, false), []string{"owner1 removal_review"}},
		"undoing, an officer":    {undoing(removal.Reviewing, false), undoing(removal.Ended, false), []string{"owner1 removal_not_undone"}},
		"restored by an officer": {objected, undoing(removal.Restored, true), nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := OfRemoval(c.before, c.after, Home{Place: place, Name: "Серікова Айгүл"})
			if diff := cmp.Diff(c.want, told(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, a := range got {
				spare(t, a)
			}
		})
	}
}

// undoing is an application whose end its filer wants to undo; the person may have objected since.
func undoing(s removal.State, objected bool) removal.Case {
	c := strikingOff(s)
	c.Ended, c.Undone = noon, noon.Add(time.Hour)
	if objected {
		c.Objection = noon.Add(2 * time.Hour)
	}
	return c
}

// spare holds a notice to what its reader may see.
func spare(t *testing.T, a Addressed) {
	t.Helper()
	if !slices.Contains(Kinds(), a.Notice.Kind()) {
		t.Errorf("kind %q is not on the list", a.Notice.Kind())
	}
	text := ""
	for k, v := range a.Notice.Vars() {
		text += k + "=" + v + "\n"
	}
	if strings.Contains(text, "ТАЙНЫЙ") || strings.Contains(text, tenant.Digits()) || strings.Contains(text, owner1.Digits()) {
		t.Errorf("%s tells too much:\n%s", a.Notice.Kind(), text)
	}
	if a.To == iin.PersonParty(tenant) && strings.Contains(text, "name=") || !strings.Contains(text, "address_kk=") {
		t.Errorf("%s:\n%s", a.Notice.Kind(), text)
	}
}
