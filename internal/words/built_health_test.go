package words

// The keys of the page of the system's state, and of what a person signed.
func init() {
	typed = append(typed, []struct {
		start, dir, name string
		skip             []string
		ends             []string
	}{
		{start: "lobby.status.", dir: "work/pulse", name: "State"},
		{start: "account.signed.by_", dir: "core/proof", name: "Kind"},
	}...)
	joined = append(joined, []struct {
		start, values string
		ends          []string
	}{
		{start: "lobby.status.reg.", values: "person title atlas phone entity notary wallet"},
	}...)
}
