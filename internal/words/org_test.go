package words

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShortOrg(t *testing.T) {
	for _, c := range []struct {
		name, want string
		limit      int
	}{
		{"НАО «Дала университеті»", "НАО «Дала университеті»", 34},
		{"  НАО   «Дала»\n", "НАО «Дала»", 34},
		{"Некоммерческое акционерное общество «Дала университеті»", "НАО «Дала университеті»", 34},
		{"«Дала университеті» Коммерциялық емес акционерлік қоғамы", "«Дала университеті» КеАҚ", 34},
		{"АКЦИОНЕРНОЕ ОБЩЕСТВО «Казахстан темир жолы»", "АО «Казахстан темир жолы»", 34},
		{strings.Repeat("а", 33), strings.Repeat("а", 33), 34},
		{strings.Repeat("а", 34), strings.Repeat("а", 34), 34},
		{strings.Repeat("а", 35), strings.Repeat("а", 33) + "…", 34},
		{"Учреждение при министерстве «Дом ветеранов труда»", "«Дом ветеранов труда»", 34},
		{"Учреждение при министерстве «Дом ветеранов труда и тыла имени»", "«Дом ветеранов труда и тыла имени»", 34},
		{"Учреждение при министерстве «Дом ветеранов труда и тыла имени1»", "Дом ветеранов труда и тыла имени1", 34},
		{"Учреждение «Дом «Ветеранов» труда и тыла имени героя»", "Дом Ветеранов труда и тыла имени…", 34},
		{"Общежитие, дом номер один, корпус второй", "Общежитие, дом номер один, корпус…", 34},
		{"Общежитие «недописанное имя учреждения", "Общежитие недописанное имя…", 30},
		{"", "", 34},
		{"имя", "", 0},
	} {
		if got := ShortOrg(c.name, c.limit); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.name, c.limit, got, c.want)
		}
	}
}

func FuzzShortOrg(f *testing.F) {
	f.Add("НАО «Дала университеті»", 10)
	f.Add("\xff«", 3)
	f.Add(`a"b`, 1)
	f.Fuzz(func(t *testing.T, name string, limit int) {
		if limit < 1 || limit > 100 || len(name) > 1000 {
			t.Skip()
		}
		got := ShortOrg(name, limit)
		if utf8.RuneCountInString(got) > limit || !utf8.ValidString(got) {
			t.Errorf("%q in %d: %q", name, limit, got)
		}
		if strings.HasSuffix(got, "…") && !strings.HasSuffix(name, "…") && strings.ContainsAny(got, "«»") {
			t.Errorf("%q in %d was cut and has marks: %q", name, limit, got)
		}
	})
}
