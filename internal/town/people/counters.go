package people

import "tirkeu/internal/core/hall"

// counters are the service centres of the town's country.
var counters = []hall.Branch{
	{Code: "AST-1", KATO: "710000000",
		Names: hall.Text{KK: "Астана, № 1 халыққа қызмет көрсету орталығы", RU: "Астана, центр обслуживания населения № 1", EN: "Astana, public service centre No 1"},
		At:    hall.Text{KK: "Астана қ., Бейбітшілік к-сі, 20", RU: "г. Астана, ул. Бейбітшілік, 20", EN: "20 Beibitshilik Street, Astana"}},
	{Code: "TEM-1", KATO: "352310000",
		Names: hall.Text{KK: "Теміртау халыққа қызмет көрсету орталығы", RU: "Темиртау, центр обслуживания населения", EN: "Temirtau, public service centre"},
		At:    hall.Text{KK: "Теміртау қ., Металлургтер даңғ., 20", RU: "г. Темиртау, пр. Металлургов, 20", EN: "20 Metallurgter Avenue, Temirtau"}},
}

// windows are where operators sit, by handle.
var windows = map[string]hall.Seat{
	"zarina":  {Branch: "AST-1", Window: "5"},
	"perizat": {Branch: "TEM-1", Window: "2"},
}

// Counters are the service centres and who sits at their windows.
func (b *Book) Counters() hall.Roll {
	r := hall.Roll{Branches: counters}
	for handle, s := range windows {
		if res, ok := b.Resident(handle); ok {
			s.Person = res.Person.IIN
			r.Seats = append(r.Seats, s)
		}
	}
	return r
}
