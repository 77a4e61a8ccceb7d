package deliver

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/words"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/signing"
)

// Joint keeps which letters have an event of a joint statement in common, and by whose SMS each is told.
type Joint interface {
	JointLetters(ctx context.Context, joint string) ([]keeping.Letter, error)
	JoinLetters(ctx context.Context, voice string, ids []string) error
}

// turn is the variable of a letter that holds the place of its case in a joint statement. The first speaks
// for the others.
const turn = "turn"

// speaksFor lists the letters that an SMS speaks for, its own among them, and prints the text anew where
// there are several cases. The list is empty for a text that must not be sent: another one speaks for its
// letter. Once a text speaks for somebody the list does not change, however often it is tried; a letter that
// comes later is told by its own.
func (x Texts) speaksFor(ctx context.Context, body *signing.SMSBody) ([]string, error) {
	if body.For == "" || body.Joint == "" {
		return oneOrNone(body.For), nil
	}
	all, err := x.Joint.JointLetters(ctx, body.Joint)
	if err != nil {
		return nil, err
	}
	own := slices.IndexFunc(all, func(l keeping.Letter) bool { return l.ID == body.For })
	switch {
	case own < 0:
		return oneOrNone(body.For), nil // more letters than are ever joined
	case all[own].Voice == "":
		if all, err = x.join(ctx, all, all[own]); err != nil {
			return nil, err
		}
	case all[own].Voice != body.For:
		return nil, nil
	}
	mine := slices.DeleteFunc(all, func(l keeping.Letter) bool { return l.Voice != body.For })
	if cases(mine) > 1 {
		if body.Text, err = printAll(body.Lang, mine); err != nil {
			return nil, errand.Dead{Why: "variables of a letter cannot be read"}
		}
	}
	return ids(mine), nil
}

func oneOrNone(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// join takes every letter that still waits for its SMS and goes to the same phone as own.
func (x Texts) join(ctx context.Context, all []keeping.Letter, own keeping.Letter) ([]keeping.Letter, error) {
	phones := map[iin.IIN]string{}
	var take []keeping.Letter
	for _, l := range all {
		if l.Voice != "" || l.SMS != own.SMS {
			continue
		}
		if _, seen := phones[l.Person]; !seen {
			n, known, err := x.Phones.Phone(ctx, l.Person)
			if err != nil {
				return nil, errand.Later{Why: "BMG is silent"}
			}
			if !known {
				n = l.Person.Digits() // nobody shares what is not there
			}
			phones[l.Person] = n
		}
		take = append(take, l)
	}
	take = slices.DeleteFunc(take, func(l keeping.Letter) bool { return phones[l.Person] != phones[own.Person] })
	err := x.Joint.JoinLetters(ctx, own.ID, ids(take))
	if err != nil && !fault.Is(err, fault.Conflict) { // another one was quicker
		return nil, err
	}
	return x.Joint.JointLetters(ctx, own.Joint)
}

func ids(list []keeping.Letter) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = l.ID
	}
	return out
}

// cases counts what the letters are about.
func cases(list []keeping.Letter) int {
	seen := map[string]bool{}
	for _, l := range list {
		seen[l.Case] = true
	}
	return len(seen)
}

// printAll is the one text for several letters: the words of the first case of the statement, how many
// people there are, and the earliest deadline.
func printAll(lang string, list []keeping.Letter) (string, error) {
	all := make([]map[string]string, len(list))
	for i, l := range list {
		if err := json.Unmarshal([]byte(l.Vars), &all[i]); err != nil {
			return "", err
		}
	}
	first := maps.Clone(slices.MinFunc(all, func(a, b map[string]string) int {
		return cmp.Or(len(a[turn])-len(b[turn]), cmp.Compare(a[turn], b[turn]))
	}))
	for _, v := range all {
		if d := v["deadline"]; d != "" && d < first["deadline"] {
			first["deadline"] = d
		}
	}
	n := cases(list)
	first["n"], first["more"] = strconv.Itoa(n), strconv.Itoa(n-1)
	return Print(words.Lang(lang), "sms", list[0].Kind+".together", first), nil
}
