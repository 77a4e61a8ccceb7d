package roster

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const (
	annaDigits = "900101300017"
	zeroDigits = "010203500018" // begins with a zero, which spreadsheets drop
)

var (
	anna  = must(iin.Parse(annaDigits))
	today = civil.MustDate(2026, time.September, 1)
)

func TestColumnOf(t *testing.T) {
	for heading, want := range map[string]Column{
		"ИИН": ColumnIIN, " жсн ": ColumnIIN, "IIN": ColumnIIN, "ФИО": ColumnName, "Ф.И.О.": "", "Аты-жөні": ColumnName,
		"Срок, месяцев": ColumnMonths, "Months": ColumnMonths, "Комната": ColumnRoom, "Төсек": ColumnBed, "": "", "Примечание": "",
		"Основание: договор, приказ и дата": ColumnBasis, "Вид": ColumnType, "Цель": ColumnPurpose,
	} {
		if got, _ := ColumnOf(heading); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
	for _, c := range Columns() {
		for _, l := range []string{"kk", "ru", "en"} {
			if got, ok := ColumnOf(c.Heading(l)); !ok || got != c {
				t.Errorf("the template's heading %q is read as %q", c.Heading(l), got)
			}
		}
	}
}

func TestRead(t *testing.T) {
	title := []string{"Список жильцов"}
	for name, c := range map[string]struct {
		cells [][]string
		want  []Row
		no    string
	}{
		"headings in any order": {[][]string{{"ФИО", "Этаж", "ИИН"}, {"Анна", "2", annaDigits}},
			[]Row{{N: 2, State: Waiting, Typed: Typed{IIN: annaDigits, Name: "Анна"}}}, ""},
		"a title above":       {[][]string{title, {}, {"IIN", "Room"}, {annaDigits, "12"}}, []Row{{N: 4, State: Waiting, Typed: Typed{IIN: annaDigits, Room: "12"}}}, ""},
		"empty rows between":  {[][]string{{"ЖСН"}, {""}, {annaDigits}}, []Row{{N: 3, State: Waiting, Typed: Typed{IIN: annaDigits}}}, ""},
		"no headings":         {[][]string{{annaDigits, "Анна", "7"}}, []Row{{N: 1, State: Waiting, Typed: Typed{IIN: annaDigits, Name: "Анна", Room: "7"}}}, ""},
		"the heading only":    {[][]string{{"ИИН"}}, nil, "empty"},
		"nothing":             {nil, nil, "empty"},
		"blanks":              {[][]string{{" ", ""}, {"\t"}}, nil, "empty"},
		"no column of an IIN": {[][]string{{"ФИО"}, {"Анна"}}, nil, "no_iin"},
		"a column twice":      {[][]string{{"ИИН", "ЖСН"}, {annaDigits, "1"}}, []Row{{N: 2, State: Waiting, Typed: Typed{IIN: annaDigits}}}, ""},
		"line breaks":         {[][]string{{"ИИН", "ФИО"}, {annaDigits, "Анна\r\n Б"}}, []Row{{N: 2, State: Waiting, Typed: Typed{IIN: annaDigits, Name: "Анна Б"}}}, ""},
	} {
		got, err := Read(c.cells)
		var no Unreadable
		if errors.As(err, &no); no.Reason != c.no {
			t.Errorf("%s: %v, want %q", name, err, c.no)
		}
		if d := cmp.Diff(c.want, got, cmp.AllowUnexported(iin.IIN{}, address.RKA{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestReadAtItsLimit(t *testing.T) {
	for extra, want := range map[int]string{-1: "", 0: "", 1: "too_many"} {
		cells := [][]string{{"ИИН"}}
		for i := range MaxRows + extra {
			cells = append(cells, []string{fmt.Sprint(i)})
		}
		rows, err := Read(cells)
		var no Unreadable
		if errors.As(err, &no); no.Reason != want || want == "" && len(rows) != MaxRows+extra {
			t.Errorf("%+d rows: %d read, %v", extra, len(rows), err)
		}
	}
}

func TestParse(t *testing.T) {
	whole := Typed{IIN: annaDigits, Months: "6", Purpose: "учёба"}
	with := func(change func(*Typed)) Typed { x := whole; change(&x); return x }
	for name, c := range map[string]struct {
		typed Typed
		want  []Reason
	}{
		"whole":               {whole, nil},
		"spaces in the IIN":   {with(func(x *Typed) { x.IIN = "900101 300017" }), nil},
		"no IIN":              {with(func(x *Typed) { x.IIN = "" }), []Reason{NoIIN}},
		"eleven digits":       {with(func(x *Typed) { x.IIN = annaDigits[:11] }), []Reason{ShortIIN}},
		"thirteen digits":     {with(func(x *Typed) { x.IIN = annaDigits + "1" }), []Reason{ShortIIN}},
		"a slip":              {with(func(x *Typed) { x.IIN = "900101300018" }), []Reason{WrongIIN}},
		"letters":             {with(func(x *Typed) { x.IIN = "9.00101E+11" }), []Reason{SignsInIIN}},
		"0 months":            {with(func(x *Typed) { x.Months = "0" }), []Reason{WrongMonths}},
		"1 month":             {with(func(x *Typed) { x.Months = "1" }), nil},
		"12 months":           {with(func(x *Typed) { x.Months = "12 мес." }), nil},
		"13 months":           {with(func(x *Typed) { x.Months = "13" }), []Reason{WrongMonths}},
		"half a month":        {with(func(x *Typed) { x.Months = "6,5" }), []Reason{WrongMonths}},
		"6.0 of spreadsheets": {with(func(x *Typed) { x.Months = "6.0" }), nil},
		"no months":           {with(func(x *Typed) { x.Months = "" }), []Reason{WrongMonths}},
		"for good":            {with(func(x *Typed) { x.Type, x.Months = "Тұрақты", "" }), nil},
		"an unknown type":     {with(func(x *Typed) { x.Type = "навсегда" }), []Reason{WrongType}},
		"an unknown purpose":  {with(func(x *Typed) { x.Purpose = "?" }), []Reason{WrongPurpose}},
		"a name of 200 runes": {with(func(x *Typed) { x.Name = strings.Repeat("ә", MaxCell) }), nil},
		"a room of 30 runes":  {with(func(x *Typed) { x.Room = strings.Repeat("ә", MaxShort) }), nil},
		"a room of 31 runes":  {with(func(x *Typed) { x.Room = strings.Repeat("ә", MaxShort+1) }), []Reason{TooLong}},
		"a name of 201 runes": {with(func(x *Typed) { x.Name = strings.Repeat("ә", MaxCell+1) }), []Reason{TooLong}},
	} {
		_, wrong := c.typed.Parse(today)
		var got []Reason
		for _, p := range wrong {
			got = append(got, p.Reason)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if e, _ := with(func(x *Typed) { x.Type, x.Months = "permanent", "6" }).Parse(today); e.Months != 0 || e.Type != consent.Permanent {
		t.Errorf("a permanent registration has a term: %+v", e)
	}
}

func dorm(rooms ...string) House {
	var list []dwelling.Dwelling
	for i, n := range rooms {
		rka := must(address.ParseRKA(fmt.Sprintf("710100010001%04d", i+1)))
		home := must(address.ParseRKA("7101000100010000"))
		list = append(list, dwelling.Dwelling{RKA: rka, KATO: "710000000", Kind: address.Dormitory, UsefulArea: 3000,
			Address: address.Address{RKA: rka, Building: home, Flat: n, House: "41А", Kind: address.Dormitory, Actual: true}})
	}
	return Houses(list)[0]
}

func citizen(change func(*applicant.Person)) Known {
	p := applicant.Person{IIN: anna, Name: applicant.Name{Surname: "Оспанова", Given: "Әлия", Patronymic: "Қанатқызы"}, Born: civil.MustDate(1990, time.January, 1),
		Status: applicant.Citizen, Capacity: applicant.Full, Documents: []applicant.Document{{Kind: "01"}}}
	if change != nil {
		change(&p)
	}
	return Known{Person: &p}
}

func TestCheck(t *testing.T) {
	type P = applicant.Person
	born := func(years, days int) func(*P) {
		return func(p *P) { p.Born = today.AddMonths(-12 * years).AddDays(days) }
	}
	for name, c := range map[string]struct {
		typed Typed
		known Known
		want  []Reason
		notes []Reason
	}{
		"good":            {Typed{IIN: annaDigits, Name: "Оспанова Алия", Room: "2"}, citizen(nil), nil, nil},
		"initials":        {Typed{IIN: annaDigits, Name: "Ә. Оспанова", Room: "2"}, citizen(nil), nil, nil},
		"another name":    {Typed{IIN: annaDigits, Name: "Серикова Алия", Room: "2"}, citizen(nil), nil, []Reason{NameDiffers}},
		"unknown":         {Typed{IIN: annaDigits, Room: "2"}, Known{}, []Reason{NoPerson}, nil},
		"dead":            {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Died = today }), []Reason{Dead}, nil},
		"excluded":        {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Excluded = true }), []Reason{Excluded}, nil},
		"14 tomorrow":     {Typed{IIN: annaDigits, Room: "2"}, citizen(born(14, 1)), []Reason{ChildRow}, nil},
		"14 today":        {Typed{IIN: annaDigits, Room: "2"}, citizen(born(14, 0)), nil, nil},
		"a foreigner":     {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Status = applicant.Resident }), []Reason{Foreigner}, nil},
		"a refugee":       {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Status = applicant.Refugee }), []Reason{Foreigner}, nil},
		"a visitor":       {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Status = applicant.OutsideService }), []Reason{Elsewhere}, nil},
		"incapacitated":   {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Capacity = applicant.None }), nil, nil},
		"no papers":       {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Documents = nil }), []Reason{NoPapers}, nil},
		"no birth":        {Typed{IIN: annaDigits, Room: "2"}, citizen(func(p *P) { p.Born = civil.Date{} }), []Reason{NoBirth}, nil},
		"no room":         {Typed{IIN: annaDigits}, citizen(nil), []Reason{NoRoom}, nil},
		"another room":    {Typed{IIN: annaDigits, Room: "9"}, citizen(nil), []Reason{UnknownRoom}, nil},
		"lives here":      {Typed{IIN: annaDigits, Room: "2"}, Known{Person: citizen(nil).Person, Here: true, Until: today}, []Reason{HereAlready}, nil},
		"a rival":         {Typed{IIN: annaDigits, Room: "2"}, Known{Person: citizen(nil).Person, Rival: true}, []Reason{OpenRival}, nil},
		"own months":      {Typed{IIN: annaDigits, Room: "2", Months: "13"}, citizen(nil), []Reason{WrongMonths}, nil},
		"a zero, no name": {Typed{IIN: zeroDigits[1:], Room: "2"}, citizen(nil), []Reason{ShortIIN}, nil},
		"a zero, another": {Typed{IIN: zeroDigits[1:], Name: "Ли А.", Room: "2"}, citizen(nil), []Reason{ShortIIN}, nil},
		"a zero restored": {Typed{IIN: zeroDigits[1:], Name: "Оспанова Әлия", Room: "2"}, citizen(nil), nil, nil},
	} {
		usual := Typed{Months: "10", Purpose: "study", Type: "temporary"}
		r := Row{N: 2, Typed: c.typed, State: Waiting}.Check(usual, dorm("1", "2"), c.known, today)
		if got := reasons(r.Problems); !cmp.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if got := reasons(r.Notes); !cmp.Equal(got, c.notes) {
			t.Errorf("%s: notes %v, want %v", name, got, c.notes)
		}
		if (r.State == Ready) != (len(c.want) == 0) {
			t.Errorf("%s: %s", name, r.State)
		}
	}
}

func reasons(list []Problem) (out []Reason) {
	for _, p := range list {
		out = append(out, p.Reason)
	}
	return out
}

func TestHouses(t *testing.T) {
	whole := dwelling.Dwelling{RKA: must(address.ParseRKA("7101000200010000")), Kind: address.Hotel, Address: address.Address{House: "3", Kind: address.Building}}
	flat := dwelling.Dwelling{RKA: must(address.ParseRKA("7101000200020001")), Kind: address.Flat}
	got := Houses(append([]dwelling.Dwelling{whole, flat}, dorm("10", "2").Rooms...))
	if len(got) != 2 || got[0].Whole == nil || len(got[1].Rooms) != 2 || got[1].Rooms[0].Address.Flat != "2" || got[1].Place.Flat != "" {
		t.Fatalf("%+v", got)
	}
	hotel := got[0]
	if d, no := hotel.At(""); no != nil || d.RKA != whole.RKA {
		t.Errorf("a building held whole needs no room: %v", no)
	}
	hotel.Flats = []string{"101"}
	for room, want := range map[string]Reason{"101": "", "102": UnknownRoom, "": NoRoom} {
		_, no := hotel.At(room)
		if (no == nil) != (want == "") || no != nil && no.Reason != want {
			t.Errorf("room %q: %v, want %q", room, no, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	h := dorm("1") // 30 m²: two people by the capital's norm
	row := func(n int, exempt bool) Row {
		return Row{N: n, State: Ready, Person: anna, RKA: h.Rooms[0].RKA, Exempt: exempt}
	}
	other := must(iin.Parse(zeroDigits))
	for name, c := range map[string]struct {
		rows  []Row
		crowd []iin.IIN
		want  []int
	}{
		"one short of the norm":  {[]Row{row(1, false)}, nil, nil},
		"as many as the norm":    {[]Row{row(1, false), row(2, false)}, nil, nil},
		"one more than the norm": {[]Row{row(1, false), row(2, false), row(3, false)}, nil, []int{3}},
		"one lives there":        {[]Row{row(1, false), row(2, false)}, []iin.IIN{other}, []int{2}},
		"the same person":        {[]Row{row(1, false), row(2, false)}, []iin.IIN{anna}, nil},
		"students fit":           {[]Row{row(1, true), row(2, true), row(3, true)}, nil, nil},
		"students take places":   {[]Row{row(1, true), row(2, true), row(3, false)}, nil, []int{3}},
	} {
		got := Places(h, c.rows, Crowd{h.Rooms[0].RKA: c.crowd}, today)
		var at []int
		for n, p := range got {
			if p.Reason != NoPlace || p.N != 2 {
				t.Errorf("%s: %+v", name, p)
			}
			at = append(at, n)
		}
		if !cmp.Equal(at, c.want) {
			t.Errorf("%s: %v, want %v", name, at, c.want)
		}
	}
}

func TestDoubles(t *testing.T) {
	rows := []Row{{N: 2, Person: anna, State: Struck}, {N: 3, Person: anna}, {N: 4}, {N: 5, Person: anna}, {N: 6}}
	if got := Doubles(rows); len(got) != 1 || got[5].N != 3 {
		t.Errorf("%v", got)
	}
}

func TestAskedColumns(t *testing.T) {
	for want, list := range map[string][]Problem{
		"iin months": {{Column: ColumnMonths, Reason: WrongMonths}, {Column: ColumnIIN, Reason: WrongIIN}, {Column: ColumnIIN, Reason: NoPapers}},
		"":           {{Column: ColumnIIN, Reason: Dead}, {Column: ColumnIIN, Reason: HereAlready}},
	} {
		var got []string
		for _, c := range Asked(list) {
			got = append(got, string(c))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v, want %q", got, want)
		}
	}
}
