package cabinet

import (
	"net/url"
	"strconv"
	"testing"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
)

func somebody(t *testing.T, digits string) iin.IIN {
	t.Helper()
	i, err := iin.Parse(digits)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// TestForWhom: my own case, a child's, a ward's, and one filed under a power of attorney are told apart.
func TestForWhom(t *testing.T) {
	me, him := somebody(t, "930606901817"), somebody(t, "110818901918")
	for want, k := range map[string]registration.Case{
		"me": {Person: me, Filer: him}, "child": {Person: him, Filer: me, Category: applicant.Teen},
		"ward": {Person: him, Filer: me, Category: applicant.Citizen}, "other": {Person: him, Filer: me, Power: &applicant.Power{}},
	} {
		k.Statement.Type = consent.Permanent
		k.State = registration.Consenting
		if s := ofCase(k, me); s.Whom != want || s.Kind != "permanent" || s.State != "status.consenting.short" {
			t.Errorf("%s: %+v", want, s)
		}
	}
}

// TestBrowse: kind, whom, state and time sift together; what is not offered is not heard.
func TestBrowse(t *testing.T) {
	today := civil.Date{Year: 2026, Month: time.September, Day: 14}
	edge := today.AddMonths(-3).Start()
	all := []service{
		{Kind: "temporary", Whom: "me", State: "status.done", Opened: edge},
		{Kind: "temporary", Whom: "child", State: "status.done", Opened: edge.Add(-time.Microsecond)},
		{Kind: "removal", Whom: "other", State: "status.removal.done", Opened: today.Start()},
	}
	for query, want := range map[string]int{
		"": 3, "kind=temporary": 2, "kind=removal": 1, "kind=permanent": 3, "kind=x": 3, "whom=child": 1, "whom=ward": 3,
		"state=status.done": 2, "state=status.lapsed": 3, "months=3": 2, "months=12": 3, "months=1": 1, "months=2": 3, "months=-1": 3, "months=x": 3,
		"kind=temporary&whom=me&state=status.done&months=3": 1, "kind=removal&whom=me": 0, "page=9": 3, "page=-9": 3, "page=x": 3,
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		x := browse(all, q, today)
		if x.Found != want || len(x.List) != want || x.All != 3 || x.Page != 1 || x.Pages != 1 || x.Prev+x.Next != "" {
			t.Errorf("%q: %+v", query, x)
		}
		if x.Found == 0 && !x.Sifts() {
			t.Errorf("%q: nothing was chosen, and nothing is found", query)
		}
	}
}

// TestHistoryPages: a page holds so many services and no more; the choice goes along from page to page.
func TestHistoryPages(t *testing.T) {
	today := civil.Date{Year: 2026, Month: time.September, Day: 14}
	for n, pages := range map[int]int{0: 1, 1: 1, historyPage - 1: 1, historyPage: 1, historyPage + 1: 2, 2 * historyPage: 2, 2*historyPage + 1: 3} {
		all := make([]service, n)
		for i := range all {
			all[i] = service{Kind: "temporary", Whom: "me", State: "s", Opened: today.Start().Add(time.Duration(i))}
		}
		seen, query := 0, "kind=temporary&months=1"
		for page := 1; query != ""; page++ {
			q, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			x := browse(all, q, today)
			if x.Pages != pages || x.Page != page || (x.Prev == "") != (page == 1) || (n > 0 && (x.Kind != "temporary" || x.Months != 1)) {
				t.Errorf("%d services, page %d: %+v", n, page, x)
			}
			seen, query = seen+len(x.List), x.Next
		}
		if seen != n {
			t.Errorf("%d of %d services are on some page", seen, n)
		}
		last := browse(all, url.Values{"page": {strconv.Itoa(pages + 1)}}, today)
		if last.Page != pages {
			t.Errorf("past the end: page %d", last.Page)
		}
	}
}
