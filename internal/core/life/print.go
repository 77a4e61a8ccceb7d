package life

import "strings"

// States lists the states of the table in the order in which they first arise.
func (t Table[S, A, R, C]) States() []S {
	var out []S
	seen := map[S]bool{}
	add := func(s S) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, s := range t {
		add(s.From)
	}
	for _, s := range t {
		add(s.To)
	}
	return out
}

// Final tells whether no row leads out of the state.
func (t Table[S, A, R, C]) Final(state S) bool {
	for _, s := range t {
		if s.From == state {
			return false
		}
	}
	return true
}

// Norms lists the norms that the rows cite, once each, in table order.
func (t Table[S, A, R, C]) Norms() []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range t {
		if !seen[s.Norm] {
			seen[s.Norm] = true
			out = append(out, s.Norm)
		}
	}
	return out
}

// String writes the row as one line: "from --act by role [guard]--> to (norm)".
func (s Step[S, A, R, C]) String() string {
	guard := ""
	if s.Guard != nil {
		guard = " [" + s.Guard.Name + "]"
	}
	return string(s.From) + " --" + string(s.Act) + " by " + string(s.Role) + guard + "--> " + string(s.To) + " (" + s.Norm + ")"
}

// Mermaid prints the table as a state diagram in the Mermaid language (stateDiagram-v2).
func (t Table[S, A, R, C]) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	if len(t) > 0 {
		b.WriteString("    [*] --> " + string(t[0].From) + "\n")
	}
	for _, s := range t {
		b.WriteString("    " + string(s.From) + " --> " + string(s.To) + ": " + string(s.Act) + " (" + string(s.Role) + ")")
		if s.Guard != nil {
			b.WriteString(" [" + s.Guard.Name + "]")
		}
		b.WriteString("\n")
	}
	for _, s := range t.States() {
		if t.Final(s) {
			b.WriteString("    " + string(s) + " --> [*]\n")
		}
	}
	return b.String()
}

// SQL lists the states as quoted literals for a CHECK constraint: 'draft', 'checking', …
// Names of states are plain lower-case words, so nothing needs escaping; a quote would be doubled.
func (t Table[S, A, R, C]) SQL() string {
	var quoted []string
	for _, s := range t.States() {
		quoted = append(quoted, "'"+strings.ReplaceAll(string(s), "'", "''")+"'")
	}
	return strings.Join(quoted, ", ")
}
