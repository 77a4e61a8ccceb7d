package table

import (
	"bytes"
	"encoding/csv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// CSV writes cells in UTF-8 with the mark that spreadsheets look for and semicolons between them. A cell
// that a spreadsheet would take for a formula is made text.
func CSV(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = harmless(c)
		}
		_ = w.Write(line) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

// harmless puts an apostrophe before what begins like a formula.
func harmless(c string) string {
	if strings.TrimLeft(c, "=+-@\t\r") != c {
		return "'" + c
	}
	return c
}

// XLSX writes one sheet, every cell as text, so that no spreadsheet drops the zeros of an IIN. The first
// row is the heading and stays in sight; empty rows below it are text as well, ready to be filled in.
func XLSX(sheet string, rows [][]string) (out []byte, err error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	name := f.GetSheetName(0)
	if err := f.SetSheetName(name, sheet); err != nil {
		return nil, err
	}
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	if err := fill(f, s, rows); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func fill(f *excelize.File, s *excelize.StreamWriter, rows [][]string) error {
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // 49: text
	if err != nil {
		return err
	}
	head, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i := range widest(rows) {
		if err := s.SetColStyle(i+1, i+1, text); err != nil {
			return err
		}
		if err := s.SetColWidth(i+1, i+1, width(rows, i)); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range rows {
		style := text
		if i == 0 {
			style = head
		}
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = excelize.Cell{StyleID: style, Value: c}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := s.SetRow(at, cells); err != nil {
			return err
		}
	}
	return s.Flush()
}

func widest(rows [][]string) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}

// width fits the longest of the first values.
func width(rows [][]string, column int) float64 {
	n := 10
	for _, r := range rows[:min(len(rows), 50)] {
		if column < len(r) {
			n = max(n, len([]rune(r[column]))+2)
		}
	}
	return float64(min(n, 50))
}
