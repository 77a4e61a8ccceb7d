package words

// The keys that the windows of the counter join.
func init() {
	typed = append(typed, []struct {
		start, dir, name string
		skip             []string
		ends             []string
	}{
		{start: "front.state.", dir: "core/hall", name: "State"},
		{start: "front.service.", dir: "core/hall", name: "Service"},
		{start: "front.priority.", dir: "core/hall", name: "Priority"},
		{start: "front.lack.", dir: "core/hall", name: "Lack", ends: []string{"", ".do"}},
		{start: "front.whom.", dir: "work/frontoffice", name: "Whom"},
		{start: "front.whose.", dir: "work/frontoffice", name: "Whose"},
		{start: "front.policy.", dir: "core/law", name: "CounterMode"},
	}...)
	found = append(found, []struct{ start, dir, pattern string }{
		{"errors.front.", "work/frontoffice", `\b(?:no\(|orNo\(err, )"([a-z_]+)"\)`}, // lawful noes
		{"errors.front.scan.", "work/scan", `errors\.New\("([a-z_]+)"\)`},
		{"front.kind.", "core/applicant", `PaperKind = "([a-z0-9_]+)"`},
		{"front.kind.", "work/frontoffice", `PaperKind = "([a-z]+)"`},
	}...)
	joined = append(joined, []struct {
		start, values string
		ends          []string
	}{
		{start: "front.priority.", values: "none"}, // whoever is not called first
		{start: "front.lang.", values: "kk ru en"},
		{start: "front.for.", values: "self child ward power"},
		{start: "front.for.", values: "child ward power arrival", ends: []string{".hint"}},
		{start: "front.end.", values: "done keep"},
		{start: "front.leave.act.", values: "object undo withdraw"},
		{start: "errors.field.", values: "service whom whose priority type lack"}, // groups of choices
		{start: "account.access.what_", values: "counter draft certificate"},
	}...)
}
