package roster

import (
	"strings"

	"tirkeu/internal/core/iin"
)

// Unreadable says why nothing of a file can be used. Reason is a key of the catalogue after
// "org.file.".
type Unreadable struct {
	Reason string // "empty", "no_iin", "too_many", "too_large", "format", "broken"
	N      int    // where the reason tells of a number
}

func (u Unreadable) Error() string { return "the list cannot be read: " + u.Reason }

// headLines is how many lines above the headings may hold a title.
const headLines = 10

// Read makes rows of a table's cells. The line that names the column of the IIN is the heading; a table
// without one is read in the order of the template, when it begins with a number of a person. Columns
// that nobody knows are left out. Rows without any value are passed over and keep their number.
func Read(cells [][]string) ([]Row, error) {
	at, start := columnsOf(cells)
	if at == nil {
		return nil, Unreadable{Reason: missing(cells)}
	}
	var rows []Row
	for i := start; i < len(cells); i++ {
		var t Typed
		for j, c := range at {
			if c != "" && j < len(cells[i]) {
				t.Set(c, cells[i][j])
			}
		}
		if t.IsZero() {
			continue
		}
		if len(rows) == MaxRows {
			return nil, Unreadable{Reason: "too_many", N: MaxRows}
		}
		rows = append(rows, Row{N: i + 1, Typed: t, State: Waiting})
	}
	if len(rows) == 0 {
		return nil, Unreadable{Reason: "empty"}
	}
	return rows, nil
}

func missing(cells [][]string) string {
	for _, line := range cells {
		for _, c := range line {
			if strings.TrimSpace(c) != "" {
				return "no_iin"
			}
		}
	}
	return "empty"
}

// columnsOf tells which column stands where, and the first line under the headings.
func columnsOf(cells [][]string) (at []Column, start int) {
	for i := 0; i < len(cells) && i < headLines; i++ {
		if at := headingLine(cells[i]); at != nil {
			return at, i + 1
		}
	}
	for i, line := range cells {
		if len(line) == 0 || strings.TrimSpace(strings.Join(line, "")) == "" {
			continue
		}
		if looksLikeIIN(line[0]) {
			return Columns(), i
		}
		return nil, 0
	}
	return nil, 0
}

// headingLine is nil for a line that does not name the column of the IIN.
func headingLine(line []string) []Column {
	at := make([]Column, len(line))
	seen := map[Column]bool{}
	for j, cell := range line {
		if c, ok := ColumnOf(cell); ok && !seen[c] {
			at[j], seen[c] = c, true
		}
	}
	if !seen[ColumnIIN] {
		return nil
	}
	return at
}

// looksLikeIIN takes a number that is a digit or two short as well, so that the row is said to be wrong
// and not the file.
func looksLikeIIN(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n++
		case r != ' ' && r != '-' && r != '\u00a0':
			return false
		}
	}
	return n >= 10 && n <= 13
}

// Doubles marks the rows whose person stands on the list already, above. Struck rows do not count.
func Doubles(rows []Row) map[int]Problem {
	first, out := map[iin.IIN]int{}, map[int]Problem{}
	for _, r := range rows {
		if r.State == Struck || r.Person.IsZero() {
			continue
		}
		if n, twice := first[r.Person]; twice {
			out[r.N] = Problem{Column: ColumnIIN, Reason: Double, N: n}
			continue
		}
		first[r.Person] = r.N
	}
	return out
}
