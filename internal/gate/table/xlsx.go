package table

import (
	"archive/zip"
	"bytes"
	"io"

	"github.com/xuri/excelize/v2"

	"tirkeu/internal/core/roster"
)

// Limits of an XLSX, unpacked.
const (
	maxParts    = 200
	maxUnpacked = 64 << 20
)

// measured unpacks every part into nothing and tells whether all of them together stay in the limits.
func measured(raw []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil || len(z.File) > maxParts {
		return false
	}
	left := int64(maxUnpacked)
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(left) {
			return false
		}
		r, err := f.Open()
		if err != nil {
			return false
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		_ = r.Close() // reading only
		if left -= n; left < 0 || err != nil {
			return false
		}
	}
	return true
}

// readXLSX reads the first sheet. Numbers come as they are stored, so that an IIN is no power of ten.
func readXLSX(raw []byte) (out [][]string, err error) {
	broken := roster.Unreadable{Reason: "format"}
	if !measured(raw) {
		return nil, broken
	}
	defer func() { // the library was written for files that spreadsheets write
		if recover() != nil {
			out, err = nil, broken
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return nil, broken
	}
	defer func() { _ = f.Close() }()
	names := f.GetSheetList()
	if len(names) == 0 {
		return nil, broken
	}
	rows, err := f.Rows(names[0])
	if err != nil {
		return nil, broken
	}
	defer func() { _ = rows.Close() }()
	return lines(rows)
}

func lines(rows *excelize.Rows) (out [][]string, err error) {
	blank := 0
	for rows.Next() {
		line, err := rows.Columns()
		if err != nil {
			return nil, roster.Unreadable{Reason: "format"}
		}
		if len(line) == 0 { // sheets often end in thousands of empty rows
			blank++
			if blank > maxLines {
				break
			}
			continue
		}
		for ; blank > 0; blank-- {
			if out, err = add(out, nil); err != nil {
				return nil, err
			}
		}
		if out, err = add(out, line); err != nil {
			return nil, err
		}
	}
	return out, nil
}
