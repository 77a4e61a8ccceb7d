package frame

import (
	"html/template"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/words"
)

// stayFuncs are what templates may call about buildings in which people stay.
func stayFuncs(l words.Lang) template.FuncMap {
	return template.FuncMap{
		"stay":      func(k address.Kind) string { return words.T(l, "org.stay."+strings.ReplaceAll(string(k), "-", "_")) },
		"monthyear": func(d civil.Date) string { return words.MonthYear(l, d.Year, int(d.Month)) },
	}
}
