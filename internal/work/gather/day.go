package gather

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/work/office"
)

func civilToday(c office.Clock) civil.Date { return civil.DateOf(c.Now()) }
