package law

import "testing"

func TestBranchServes(t *testing.T) {
	d := day(t, someDay)
	for name, c := range map[string]struct {
		seat   string
		places []string
		want   bool
	}{
		"the same settlement":         {"195620100", []string{"195620100"}, true},
		"the same district":           {"195620100", []string{"195699999"}, true},
		"the next district":           {"195620100", []string{"195720100"}, false},
		"another region":              {"195620100", []string{"395620100"}, false},
		"a part of the capital":       {"711110000", []string{"713110000"}, true},
		"Almaty and its region":       {"751110000", []string{"191110000"}, false},
		"the second of places":        {"711110000", []string{"751110000", "711210000"}, true},
		"nowhere registered":          {"711110000", nil, false},
		"a branch without a seat":     {"", []string{"", "711110000"}, false},
		"a code that is none":         {"711110000", []string{"71"}, false},
		"a seat that is none, alike":  {"71", []string{"71"}, false},
		"a code that is too long":     {"7111100001", []string{"7111100001"}, false},
		"Shymkent and its old region": {"791110000", []string{"611110000"}, false},
	} {
		if got := first(BranchServes(c.seat, c.places, d)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestArrivalPapers(t *testing.T) {
	d := day(t, someDay)
	for name, c := range map[string]struct {
		a                 Arrived
		identified, whole bool
	}{
		"nothing":                           {Arrived{}, false, false},
		"passport":                          {Arrived{Passport: true}, true, false},
		"certificate of return":             {Arrived{Return: true}, true, false},
		"deregistration alone":              {Arrived{Deregistration: true}, false, false},
		"no citizenship alone":              {Arrived{NoCitizenship: true}, false, false},
		"passport and deregistration":       {Arrived{Passport: true, Deregistration: true}, true, true},
		"passport and no citizenship":       {Arrived{Passport: true, NoCitizenship: true}, true, true},
		"return and deregistration":         {Arrived{Return: true, Deregistration: true}, true, true},
		"return and no citizenship":         {Arrived{Return: true, NoCitizenship: true}, true, true},
		"both second papers, no first one":  {Arrived{Deregistration: true, NoCitizenship: true}, false, false},
		"passport and both of the second":   {Arrived{Passport: true, Deregistration: true, NoCitizenship: true}, true, true},
		"both of the first, no second":      {Arrived{Passport: true, Return: true}, true, false},
		"everything that a person may show": {Arrived{true, true, true, true}, true, true},
	} {
		identified, whole, f := ArrivalPapers(c.a, d)
		if identified != c.identified || whole != c.whole || f.Norm != Arrival {
			t.Errorf("%s: %v %v %s", name, identified, whole, f.Norm)
		}
	}
	if !first(TeenIdentified(true, d)) || first(TeenIdentified(false, d)) {
		t.Error("the birth certificate does not decide")
	}
}

func TestOnlyTemporary(t *testing.T) {
	d := day(t, someDay)
	for s, c := range map[Standing]struct {
		only   bool
		reason string
	}{"": {false, ""}, Bare: {true, "AWAIT_FOREIGN_DOC"}, Refugee: {true, ""}} {
		if only, reason, _ := OnlyTemporary(s, d); only != c.only || reason != c.reason {
			t.Errorf("%q: %v %q", s, only, reason)
		}
	}
}

// A power of attorney counts from its first day to its last, both included.
func TestPowerHolds(t *testing.T) {
	d := day(t, someDay)
	good := PowerSeen{Known: true, Covers: true, Parties: true, From: d, Until: d}
	with := func(change func(*PowerSeen)) PowerSeen { p := good; change(&p); return p }
	for name, c := range map[string]struct {
		p    PowerSeen
		want bool
	}{
		"for this very day":  {good, true},
		"from tomorrow":      {with(func(p *PowerSeen) { p.From, p.Until = d.AddDays(1), d.AddDays(9) }), false},
		"from yesterday":     {with(func(p *PowerSeen) { p.From = d.AddDays(-1) }), true},
		"until yesterday":    {with(func(p *PowerSeen) { p.From, p.Until = d.AddDays(-9), d.AddDays(-1) }), false},
		"until tomorrow":     {with(func(p *PowerSeen) { p.Until = d.AddDays(1) }), true},
		"without beginning":  {with(func(p *PowerSeen) { *p = PowerSeen{Known: true, Covers: true, Parties: true} }), false},
		"unknown":            {with(func(p *PowerSeen) { p.Known = false }), false},
		"revoked":            {with(func(p *PowerSeen) { p.Revoked = true }), false},
		"of other acts":      {with(func(p *PowerSeen) { p.Covers = false }), false},
		"of somebody else's": {with(func(p *PowerSeen) { p.Parties = false }), false},
	} {
		if got := first(PowerHolds(c.p, d)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	endless := PowerSeen{Known: true, Covers: true, Parties: true, From: d}
	if !first(PowerHolds(endless, d.AddDays(9999))) {
		t.Error("a power without end has ended")
	}
}
