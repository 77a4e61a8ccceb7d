package frame

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/words"
)

// RuleAnswer is the answer of a rule in words: what package law writes for machines ("review", "18 years",
// "eds,code", "2026-09-01"). An answer that is not known is given as it stands.
func RuleAnswer(l words.Lang, answer string) string {
	if text, ok := ruleWords(l, answer); ok {
		return text
	}
	return answer
}

// areaInputs are the inputs of rules that are areas, in hundredths of a square metre.
var areaInputs = map[string]bool{"area": true, "typed": true, "registered": true}

// RuleInput is one thing that a rule looked at, named and in words: «аудан: 54,3 м²».
func RuleInput(l words.Lang, in law.Input) string {
	name, value := in.Name, RuleAnswer(l, in.Value)
	if key := ruleKey("input", in.Name); words.Has(key) {
		name = words.T(l, key)
	}
	n, err := strconv.Atoi(in.Value)
	region := "lobby.region." + in.Value
	switch {
	case in.Name == "region" && words.Has(region):
		value = words.T(l, region)
	case in.Name == "region" || err != nil:
	case in.Name == "capacity" && n < 0: // no norm applies
		value = words.T(l, "lobby.rules.answer.unlimited")
	case areaInputs[in.Name] && n >= 0:
		value = squareMetres(l, n)
	default:
		value = words.Number(l, n)
	}
	return name + ": " + value
}

// ruleOf is the rule that a finding applied, in words: the version that was in force on the day asked about.
func ruleOf(l words.Lang, f law.Finding) string {
	day := f.Version
	for _, in := range f.Inputs {
		if d, err := civil.ParseDate(in.Value); in.Name == "day" && err == nil {
			day = d
		}
	}
	n, ok := law.NormAt(f.Norm, day)
	if !ok {
		if n, ok = law.Find(f.Norm); !ok {
			return f.Norm
		}
	}
	return normRule(l, n)
}

// ruleKey is a key of the catalogue made of a code: in small letters, its marks and spaces underscores.
func ruleKey(room, code string) string {
	return "lobby.rules." + room + "." + strings.NewReplacer(" ", "_", "-", "_", "+", "_").Replace(strings.ToLower(code))
}

// plainCode is what a code looks like, such as "iin+area", "in time" or "RET-ND".
var plainCode = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*([ _+-][A-Za-z]+)*$`)

// ruleWords says an answer in words; false when it is of no known shape.
func ruleWords(l words.Lang, answer string) (string, bool) {
	if answer == "" {
		return words.T(l, "lobby.rules.answer.none"), true
	}
	if key := ruleKey("answer", answer); plainCode.MatchString(answer) {
		return words.T(l, key), words.Has(key)
	}
	if d, err := civil.ParseDate(answer); err == nil {
		return onDay(l, d), true
	}
	if d, err := time.ParseDuration(answer); err == nil {
		return words.Duration(l, d), true
	}
	for _, s := range shapes {
		if m := s.form.FindStringSubmatch(answer); m != nil {
			return s.say(l, m[1:])
		}
	}
	return listWords(l, answer)
}

// listWords says a list of answers, such as "eds,code" or "enforce, 15 m²"; each of them must be known.
func listWords(l words.Lang, answer string) (string, bool) {
	parts := strings.Split(answer, ",")
	if len(parts) == 1 {
		return "", false
	}
	for i, p := range parts {
		var ok bool
		if parts[i], ok = ruleWords(l, strings.TrimSpace(p)); !ok || parts[i] == "" {
			return "", false
		}
	}
	return strings.Join(parts, ", "), true
}
