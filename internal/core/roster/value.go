package roster

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// spelt are the values of closed lists as files write them, folded.
var spelt = map[string]consent.Purpose{
	"work": consent.Work, "жұмыс": consent.Work, "работа": consent.Work,
	"study": consent.Study, "оқу": consent.Study, "учеба": consent.Study, "обучение": consent.Study, "education": consent.Study,
	"family": consent.Family, "отбасы": consent.Family, "семья": consent.Family,
	"treatment": consent.Treatment, "medical treatment": consent.Treatment, "емделу": consent.Treatment, "лечение": consent.Treatment,
	"other": consent.Other, "басқа": consent.Other, "другое": consent.Other, "иное": consent.Other,
}

var speltTypes = map[string]consent.Type{
	"temporary": consent.Temporary, "уақытша": consent.Temporary, "временно": consent.Temporary, "временная": consent.Temporary,
	"permanent": consent.Permanent, "тұрақты": consent.Permanent, "постоянно": consent.Permanent, "постоянная": consent.Permanent,
}

// Parse understands the values of a row under the rules of the day. What cannot be understood is said
// as a problem; the other values are there all the same.
func (t Typed) Parse(day civil.Date) (Entry, []Problem) {
	e := Entry{Room: t.Room, Bed: t.Bed, Basis: t.Basis}
	var wrong []Problem
	note := func(c Column, r Reason, n int) {
		wrong = append(wrong, Problem{Column: c, Reason: r, Value: t.Get(c), N: n})
	}
	if why, n := e.number(t.IIN); why != "" {
		note(ColumnIIN, why, n)
	}
	var ok bool
	if e.Type, ok = speltTypes[fold(t.Type)]; !ok && t.Type == "" {
		e.Type, ok = consent.Temporary, true
	}
	if !ok {
		note(ColumnType, WrongType, 0)
	}
	if e.Purpose, ok = spelt[fold(t.Purpose)]; !ok {
		note(ColumnPurpose, WrongPurpose, 0)
	}
	if e.Type != consent.Permanent && !e.term(t.Months, day) {
		note(ColumnMonths, WrongMonths, 0)
	}
	for _, c := range Columns() {
		longest := MaxCell
		if c == ColumnRoom || c == ColumnBed {
			longest = MaxShort
		}
		if utf8.RuneCountInString(t.Get(c)) > longest {
			note(c, TooLong, longest)
		}
	}
	return e, wrong
}

// number reads the IIN. Spreadsheets take it for a number and drop its leading zeros; where the rest
// then fits the control digit, they are put back, and the name has to agree.
func (e *Entry) number(typed string) (why Reason, n int) {
	var err error
	var length iin.ErrLength
	if e.Person, err = iin.Parse(typed); err == nil {
		return "", 0
	}
	switch {
	case typed == "":
		return NoIIN, 0
	case errors.As(err, &length):
		if length.Got == 10 || length.Got == 11 {
			whole, bad := iin.Parse(strings.Repeat("0", 12-length.Got) + strings.TrimSpace(typed))
			if bad == nil {
				e.Person, e.Restored = whole, true
				return "", 0
			}
		}
		return ShortIIN, length.Got
	case errors.Is(err, iin.ErrControl{}):
		return WrongIIN, 0
	}
	return SignsInIIN, 0
}

// term reads whole months: "6", «6 ай», «6 мес.», "6.0" as spreadsheets write whole numbers.
func (e *Entry) term(typed string, day civil.Date) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(typed), " ")
	first = strings.TrimSuffix(strings.TrimSuffix(first, ".0"), ",0")
	n, err := strconv.Atoi(first)
	if err != nil {
		return false
	}
	ok, _ := law.TermAllowed(n, false, day)
	if ok {
		e.Months = n
	}
	return ok
}
