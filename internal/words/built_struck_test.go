package words

// The keys that the windows of removals and proposals join.
func init() {
	typed = append(typed, []struct {
		start, dir, name string
		skip             []string
		ends             []string
	}{
		{start: "account.struck.reason.", dir: "core/striking", name: "Reason"},
		{start: "officer.struck.kind.", dir: "core/striking", name: "Kind", ends: []string{"", ".hint"}},
		{start: "officer.struck.state.", dir: "core/striking", name: "State", skip: []string{"draft"}}, // never kept
	}...)
}
