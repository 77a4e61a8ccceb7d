package roster

import (
	"slices"
	"strings"
	"unicode"
)

// Column of a list.
type Column string

const (
	ColumnIIN     Column = "iin"
	ColumnName    Column = "name"
	ColumnMonths  Column = "months"
	ColumnPurpose Column = "purpose"
	ColumnRoom    Column = "room"
	ColumnBed     Column = "bed"
	ColumnBasis   Column = "basis"
	ColumnType    Column = "type"
)

// Columns lists the columns in the order of the template.
func Columns() []Column {
	return []Column{ColumnIIN, ColumnName, ColumnRoom, ColumnBed, ColumnMonths, ColumnPurpose, ColumnBasis, ColumnType}
}

// headings are how files name the columns, folded; the first of each language is the template's.
var headings = map[Column]map[string][]string{
	ColumnIIN:     {"kk": {"жсн"}, "ru": {"иин"}, "en": {"iin"}},
	ColumnName:    {"kk": {"аты жөні", "тегі аты әкесінің аты", "тегі"}, "ru": {"фио", "фамилия имя отчество", "фамилия"}, "en": {"name", "full name", "surname"}},
	ColumnRoom:    {"kk": {"бөлме", "палата"}, "ru": {"комната", "номер", "палата"}, "en": {"room", "ward"}},
	ColumnBed:     {"kk": {"төсек", "орын"}, "ru": {"место", "койка", "койко место"}, "en": {"bed", "place"}},
	ColumnMonths:  {"kk": {"мерзімі ай", "мерзімі", "ай"}, "ru": {"срок месяцев", "срок", "срок в месяцах", "месяцев"}, "en": {"months", "term in months", "term"}},
	ColumnPurpose: {"kk": {"мақсаты", "келу мақсаты"}, "ru": {"цель", "цель прибытия"}, "en": {"purpose", "purpose of arrival"}},
	ColumnBasis:   {"kk": {"негіз шарт бұйрық және күні", "негіз", "негіздеме", "шарт", "бұйрық"}, "ru": {"основание договор приказ и дата", "основание", "договор", "приказ"}, "en": {"basis contract order and date", "basis", "contract", "order"}},
	ColumnType:    {"kk": {"түрі", "тіркеу түрі"}, "ru": {"вид", "вид регистрации", "тип"}, "en": {"type", "kind"}},
}

// shown are the template's headings as people read them.
var shown = map[Column]map[string]string{
	ColumnIIN:     {"kk": "ЖСН", "ru": "ИИН", "en": "IIN"},
	ColumnName:    {"kk": "Аты-жөні", "ru": "ФИО", "en": "Full name"},
	ColumnRoom:    {"kk": "Бөлме", "ru": "Комната", "en": "Room"},
	ColumnBed:     {"kk": "Төсек", "ru": "Место", "en": "Bed"},
	ColumnMonths:  {"kk": "Мерзімі, ай", "ru": "Срок, месяцев", "en": "Months"},
	ColumnPurpose: {"kk": "Мақсаты", "ru": "Цель", "en": "Purpose"},
	ColumnBasis:   {"kk": "Негіз: шарт, бұйрық және күні", "ru": "Основание: договор, приказ и дата", "en": "Basis: contract, order and date"},
	ColumnType:    {"kk": "Түрі", "ru": "Вид", "en": "Type"},
}

// Heading is how the template names the column in the language (kk, ru or en).
func (c Column) Heading(lang string) string { return shown[c][lang] }

// ColumnOf finds the column that a heading names, in any of the languages.
func ColumnOf(heading string) (Column, bool) {
	h := fold(heading)
	if h == "" {
		return "", false
	}
	for _, c := range Columns() {
		for _, names := range headings[c] {
			if slices.Contains(names, h) {
				return c, true
			}
		}
	}
	return "", false
}

// fold makes small letters, and one space of whatever else there is between them.
func fold(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ReplaceAll(strings.Join(words, " "), "ё", "е")
}

// at is the value of a column.
func (t *Typed) at(c Column) *string {
	switch c {
	case ColumnIIN:
		return &t.IIN
	case ColumnName:
		return &t.Name
	case ColumnMonths:
		return &t.Months
	case ColumnPurpose:
		return &t.Purpose
	case ColumnRoom:
		return &t.Room
	case ColumnBed:
		return &t.Bed
	case ColumnBasis:
		return &t.Basis
	}
	return &t.Type
}

// Get is the value of a column as typed.
func (t Typed) Get(c Column) string { return *t.at(c) }

// Set puts a value into a column, on one line and without the blanks around it.
func (t *Typed) Set(c Column, value string) {
	*t.at(c) = strings.Join(strings.Fields(strings.Map(printable, value)), " ")
}

func printable(r rune) rune {
	if unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
		return -1
	}
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// Over fills the empty values in from those of the list.
func (t Typed) Over(usual Typed) Typed {
	for _, c := range []Column{ColumnMonths, ColumnPurpose, ColumnBasis, ColumnType} {
		if t.Get(c) == "" {
			t.Set(c, usual.Get(c))
		}
	}
	return t
}

// IsZero tells that nothing was written.
func (t Typed) IsZero() bool { return t == Typed{} }
