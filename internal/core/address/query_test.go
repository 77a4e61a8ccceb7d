package address

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func rka(t testing.TB, s string) RKA {
	t.Helper()
	r, err := ParseRKA(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func temirtau(t testing.TB) Address {
	return Address{
		RKA: rka(t, "0901300123456789"), Building: rka(t, "0901300123450000"), KATO: "351011000", Kind: Flat,
		Region:     Names{"Қарағанды облысы", "Карагандинская область", "Karaganda Region"},
		Settlement: Place{Names{"Теміртау", "Темиртау", "Temirtau"}, City},
		Street:     Place{Names{"Республика", "Республики", "Respublika"}, Avenue},
		OldStreet:  []Names{{"", "Ленина", ""}},
		House:      "12", Flat: "45", Actual: true,
	}
}

func astana(t testing.TB) Address {
	return Address{
		RKA: rka(t, "0201300000000012"), KATO: "711310000", Kind: House,
		Region:     Names{"Астана қаласы", "город Астана", "Astana"},
		District:   Place{Names{"Есіл", "Есиль", "Yesil"}, CityDistrict},
		Settlement: Place{Names{"Астана", "Астана", "Astana"}, City},
		Street:     Place{Names{"Мәңгілік Ел", "Мангилик Ел", "Mangilik El"}, Avenue},
		House:      "7/2А", Actual: true,
	}
}

func TestLine(t *testing.T) {
	tests := []struct {
		a          Address
		kk, ru, en string
	}{
		{temirtau(t),
			"Қарағанды облысы, Теміртау қ., Республика даңғ., 12-үй, 45-пәтер",
			"Карагандинская область, г. Темиртау, пр-т Республики, д. 12, кв. 45",
			"45, 12 Respublika Avenue, Temirtau, Karaganda Region"},
		{astana(t),
			"Астана қ., Есіл ауданы, Мәңгілік Ел даңғ., 7/2А-үй",
			"г. Астана, район Есиль, пр-т Мангилик Ел, д. 7/2А",
			"7/2A Mangilik El Avenue, Yesil District, Astana"},
		{Address{Region: Names{RU: "Акмолинская область"}, Settlement: Place{Names{RU: "Косшы"}, Village}},
			"Акмолинская область, Косшы а.", "Акмолинская область, с. Косшы", "Kosshy village, Akmolīnskaya oblast’"},
		{Address{}, "", "", ""},
	}
	for _, tt := range tests {
		for lang, want := range map[string]string{"kk": tt.kk, "ru": tt.ru, "en": tt.en, "": tt.ru, "de": tt.ru} {
			if got := tt.a.Line(lang); got != want {
				t.Errorf("in %q: %s, want %s", lang, got, want)
			}
		}
	}
}

// Every type of place is written in all three languages, or deliberately bare.
func TestPlaceTypes(t *testing.T) {
	for kind, f := range placeForms {
		p := Place{Names{"К", "Р", "E"}, kind}
		if p.in("kk") == "К" || p.in("ru") == "Р" {
			t.Errorf("%s is not written in Kazakh or Russian", kind)
		}
		if f.en == (form{}) && kind != City && kind != Town {
			t.Errorf("%s is not written in English", kind)
		}
	}
	if got := (Place{Names{"К", "Р", "E"}, NoType}).in("kk"); got != "К" {
		t.Errorf("a place without type is %q", got)
	}
}

func TestFold(t *testing.T) {
	tests := map[string]string{
		"Әуезов көшесі": "ауезов", "Қонаев к-сі": "конаев", "пр-т Республики": "республики", "Республика даңғ.": "республика",
		"Ғабит Мүсірепов": "габит мусирепов", "ң ө ұ ү һ і ё й": "н о у у х и е и",
		"Aбaй": "абаи", "Pecпубликa": "республика", "Respublika Avenue": "respublika", "  Абай,,Абай ": "абаи абаи",
		"улица": "улица", "": "", "—": "", "и\u0306од": "иод", "УЛ. САТПАЕВА": "сатпаева", "мкр. Самал-2": "самал 2",
	}
	for in, want := range tests {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseQuery(t *testing.T) {
	tests := []struct{ in, street, house, flat string }{
		{"Республика даңғ., 12-үй, 45-пәтер", "республика", "12", "45"},
		{"пр-т Республики, д. 12, кв. 45", "республики", "12", "45"},
		{"45, 12 Respublika Avenue", "respublika", "12", "45"},
		{"Республики 12 45", "республики", "12", "45"},
		{"Республики 12-45", "республики", "12", "45"},
		{"Республики д. 12-14 кв 5", "республики", "12-14", "5"},
		{"Республики 12 кв 45", "республики", "12", "45"},
		{"Республики кв 45 д 12", "республики", "12", "45"},
		{"12 Respublika", "respublika", "12", ""},
		{"Республики 12/1 а", "республики", "12/1", ""},
		{"Республики 12 А, 3", "республики", "12а", "3"},
		{"ул. 8 Марта, 5, кв. 3", "8 марта", "5", "3"},
		{"28 панфиловцев 12", "28 панфиловцев", "12", ""},
		{"5 мкр, д. 12, кв. 3", "5", "12", "3"},
		{"Астана Мәңгілік Ел 7/2А", "астана мангилик ел", "7/2а", ""},
		{"Абай", "абаи", "", ""},
		{"кв. 45", "", "", "45"},
		{"", "", "", ""}, {"—!?", "", "", ""}, {"үй", "", "", ""},
		{"1 2 3 4 5", "", "1", "2"},
	}
	for _, tt := range tests {
		q := ParseQuery(tt.in)
		if q.Street != tt.street || q.House != tt.house || q.Flat != tt.flat || q.Text != tt.in {
			t.Errorf("ParseQuery(%q) = %+v", tt.in, q)
		}
	}
	if q := ParseQuery(" 0901 3001 2345 6789 "); q.RKA != rka(t, "0901300123456789") || q.Street != "" {
		t.Errorf("a code is read as %+v", q)
	}
	for _, n := range []int{MaxQuery - 1, MaxQuery, MaxQuery + 1} {
		q := ParseQuery(strings.Repeat("я", n/2) + strings.Repeat("a", n%2))
		if len(q.Text) > MaxQuery || !utf8.ValidString(q.Text) || (n <= MaxQuery) != (len(q.Text) == n) {
			t.Errorf("a text of %d bytes is kept at %d", n, len(q.Text))
		}
	}
}

func TestMatch(t *testing.T) {
	flat, house := temirtau(t), astana(t)
	tests := []struct {
		text        string
		flat, house bool
	}{
		{"Республика 12 45", true, false}, {"республики 12 45", true, false}, {"Respublika 12, apt 45", true, false},
		{"Ленина 12 45", true, false}, {"ленин", true, false}, {"респ", true, false},
		{"Теміртау Республика", true, false}, {"темиртау", true, false}, {"карагандинская темиртау республики 12", true, false},
		{"Республики 1", false, false}, {"Республики 12 4", false, false}, {"Республики 12 46", false, false}, {"еспублики", false, false},
		{"мангилик ел 7/2а", false, true}, {"Мәңгілік Ел, 7/2-а", false, true}, {"Mangilik El 7/2A", false, true}, {"мангилик", false, true},
		{"Мангилик Ел 72а", false, false}, {"Мангилик Ел 7", false, false},
		{"Есіл ауданы", false, true}, {"0901 3001 2345 6789", true, false}, {"0901300123450000", true, false}, {"0901300123456788", false, false},
		{"", false, false}, {"   ", false, false}, {"—", false, false}, {"кв 45", false, false}, {"12", true, false}, {"улица", false, false},
	}
	for _, tt := range tests {
		for _, q := range []Query{{Text: tt.text}, ParseQuery(tt.text)} {
			if got := Match(q, flat); got != tt.flat {
				t.Errorf("%q matches the flat: %v", tt.text, got)
			}
			if got := Match(q, house); got != tt.house {
				t.Errorf("%q matches the house: %v", tt.text, got)
			}
		}
	}
}

func TestMatchTypedFields(t *testing.T) {
	flat := temirtau(t)
	for _, tt := range []struct {
		q    Query
		want bool
	}{
		{Query{Street: "пр-т Республики", House: "12", Flat: "45"}, true},
		{Query{Street: "Республика даңғылы", House: " 12 "}, true},
		{Query{Street: "Республика", House: "12", Flat: "4"}, false},
		{Query{Street: "Республика", Flat: "45"}, true},
		{Query{Flat: "45"}, false},
		{Query{Street: "—", Flat: "45"}, false},
		{Query{RKA: flat.RKA, Street: "другая"}, true},
		{Query{RKA: rka(t, "0000000000000001"), Street: "Республика"}, false},
		{Query{}, false},
	} {
		if got := Match(tt.q, flat); got != tt.want {
			t.Errorf("%+v: %v", tt.q, got)
		}
	}
	double := flat
	double.House, double.Flat = "12-14", ""
	if !Match(ParseQuery("Республики 12-14"), double) || Match(ParseQuery("Республики 1214"), double) {
		t.Error("a double house number is not found, or found by its digits")
	}
	if !(Query{Text: " "}).IsZero() || (Query{House: "1"}).IsZero() || (Query{Text: "a"}).IsZero() {
		t.Error("an empty query is mistaken")
	}
}

// An address is found by what its own line says, in each language.
func TestMatchOwnLine(t *testing.T) {
	for _, a := range []Address{temirtau(t), astana(t)} {
		for _, lang := range []string{"kk", "ru", "en"} {
			if line := a.Line(lang); !Match(ParseQuery(line), a) {
				t.Errorf("%q does not find its address: %+v", line, ParseQuery(line))
			}
		}
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{"Республика даңғ., 12-үй, 45-пәтер", "45, 12 Respublika Avenue", "0901 3001 2345 6789", "12/1-а", "8 марта 5", "00--ер", "\xff", "и\u0306"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := ParseQuery(s)
		if len(q.Text) > MaxQuery || !utf8.ValidString(q.Text+q.Street+q.House+q.Flat) {
			t.Fatalf("%q is read as %+v", s, q)
		}
		if once := Fold(s); Fold(once) != once && utf8.ValidString(s) {
			t.Fatalf("Fold(%q) = %q, and again %q", s, once, Fold(once))
		}
		a := temirtau(t)
		if got := Match(q, a); got != Match(Query{Text: q.Text}, a) {
			t.Fatalf("%q matches parsed: %v, as text: %v", s, got, !got)
		}
		if Match(q, Address{}) {
			t.Fatalf("%q matches an empty address", s)
		}
	})
}
