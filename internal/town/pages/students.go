package pages

import (
	"encoding/csv"
	"strconv"
	"strings"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/town/people"
)

// studentColumns are those of the list that a university would upload.
var studentColumns = []roster.Column{roster.ColumnIIN, roster.ColumnName, roster.ColumnRoom, roster.ColumnBed, roster.ColumnMonths, roster.ColumnPurpose}

// students downloads the list of the campus's students with their rooms, two in each.
func students(v *visit) error {
	if !v.p.Town.People().HasCampus() {
		return fault.New(fault.NotFound, "the town has no campus")
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma = ';'
	lines := [][]string{nil}
	for _, c := range studentColumns {
		lines[0] = append(lines[0], c.Heading(string(v.lang)))
	}
	for _, r := range v.p.Town.People().Residents() {
		if n, ok := strings.CutPrefix(r.Handle, "student"); ok && r.Extra {
			lines = append(lines, place(n, r, v.t("apply.reason.study")))
		}
	}
	if err := w.WriteAll(lines); err != nil {
		return err
	}
	return v.download("students.csv", "text/csv; charset=utf-8", []byte("\ufeff"+out.String()))
}

// place is the line of student number n.
func place(n string, r people.Resident, purpose string) []string {
	i, _ := strconv.Atoi(n) // a student's handle ends in his number
	room, bed := (i-1)/people.CampusBeds+1, (i-1)%people.CampusBeds+1
	return []string{r.Person.IIN.Digits(), r.Person.Name.Full(), strconv.Itoa(room), strconv.Itoa(bed), "10", purpose}
}
