package consent

import (
	"strconv"
	"strings"
	"testing"

	"tirkeu/internal/core/iin"
)

func digestsOf(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = sumOf("test", strconv.Itoa(i))
	}
	return out
}

// Every leaf of lists of every shape leads to the root, and no other digest does.
func TestPathLeadsToRoot(t *testing.T) {
	leads := func(d string, path []string, root string) bool {
		got, ok := Climb(d, path)
		return ok && got == root
	}
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 31, 500} {
		list := digestsOf(n)
		root := Root(list)
		for i, d := range list {
			path, other := Path(list, i), list[(i+1)%n]
			if !leads(d, path, root) {
				t.Fatalf("%d of %d does not lead to the root", i, n)
			}
			if other != d && leads(other, path, root) {
				t.Fatalf("%d of %d: another digest leads to the root by its way", i, n)
			}
		}
		if got := Path(list, n); len(got) != 0 {
			t.Errorf("a way from beyond a list of %d", n)
		}
	}
	if Root(nil) != "" {
		t.Error("nothing has a root")
	}
}

// One changed, moved or missing statement gives another root.
func TestRootTellsListsApart(t *testing.T) {
	seen := map[string]string{}
	three := digestsOf(3)
	for name, list := range map[string][]string{
		"three": three, "swapped": {three[1], three[0], three[2]}, "two": three[:2], "one": three[:1],
		"twice": {three[0], three[1], three[2], three[2]}, "node as leaf": {sumOf(nodeName, leafOf(three[0]), leafOf(three[1])), three[2]},
	} {
		root := Root(list)
		if was, ok := seen[root]; ok {
			t.Errorf("%s has the root of %s", name, was)
		}
		seen[root] = name
	}
}

func TestClimbRefuses(t *testing.T) {
	d := digestsOf(2)
	good := Path(d, 0)
	for name, c := range map[string]struct {
		digest string
		path   []string
	}{
		"no digest":        {"", good},
		"an upper digest":  {strings.ToUpper(d[0]), good},
		"no side":          {d[0], []string{good[0][1:]}},
		"an unknown side":  {d[0], []string{"^" + good[0][1:]}},
		"a short step":     {d[0], []string{good[0][:64]}},
		"a step too many":  {d[0], strings.Split(strings.Repeat(good[0]+" ", maxPath+1), " ")[:maxPath+1]},
		"a step of spaces": {d[0], []string{">" + strings.Repeat(" ", 64)}},
	} {
		if _, ok := Climb(c.digest, c.path); ok {
			t.Errorf("%s is gone", name)
		}
	}
	if _, ok := Climb(d[0], strings.Split(strings.Repeat(good[0]+" ", maxPath), " ")[:maxPath]); !ok {
		t.Error("the longest way is refused")
	}
}

func items(t *testing.T, n int) []Item {
	t.Helper()
	p, err := iin.Parse("900101300017")
	if err != nil {
		t.Fatal(err)
	}
	out := make([]Item, n)
	for i := range out {
		st := Statement{Format: Version, Request: "r" + strconv.Itoa(i), Persons: []iin.IIN{p}, Type: Temporary, Months: 1 + i%12, Purpose: Study}
		out[i] = Item{Statement: st, Name: "Аты-жөні\n" + strconv.Itoa(i), Place: "12-бөлме"}
	}
	return out
}

// What is signed ends with the root, has a line for everybody, and shows no whole IIN.
func TestRenderJoint(t *testing.T) {
	list := items(t, 3)
	for _, role := range []Role{AsJointApplicant, AsJointOwner, AsAdministration} {
		for _, lang := range []string{"kk", "ru", "en"} {
			text := RenderJoint(list, View{Role: role, Lang: lang, Signer: "С", Address: "А"})
			root, ok := DigestOf(text)
			if !ok || root != Root(Digests(list)) {
				t.Errorf("%s %s: the last line is not the root", role, lang)
			}
			if lines := strings.Count(string(text), ". Аты-жөні "); lines != len(list) || !strings.Contains(string(text), "\n3. Аты-жөні 2,") {
				t.Errorf("%s %s: %d lines:\n%s", role, lang, lines, text)
			}
			if strings.Contains(string(text), "900101300017") || strings.Contains(string(text), "{") {
				t.Errorf("%s %s: a whole IIN or a hole:\n%s", role, lang, text)
			}
		}
	}
	v := View{Role: AsAdministration, Lang: "ru"}
	if RenderJoint(nil, v) != nil || RenderJoint(items(t, MaxJoint+1), v) != nil {
		t.Error("an empty or endless list is rendered")
	}
	if RenderJoint(items(t, MaxJoint), v) == nil {
		t.Error("the longest list is not rendered")
	}
	if RenderJoint(list, View{Role: "../x", Lang: "ru"}) != nil || RenderJoint(list, View{Role: AsJointOwner, Lang: "de"}) != nil {
		t.Error("a role or language without words is rendered")
	}
}

// The operator's words stand between the text and its digest, and nothing of the text is lost.
func TestRenderInk(t *testing.T) {
	text := RenderJoint(items(t, 1), View{Role: AsJointOwner, Lang: "ru", Signer: "С", Address: "А"})
	for _, ward := range []string{"", "Подопечный"} {
		for _, lang := range []string{"kk", "ru", "en"} {
			ink := RenderInk(text, Witness{Operator: "Оператор\nдругой", Branch: "Ф", Document: "Д", For: ward}, lang)
			was, _ := DigestOf(text)
			if got, ok := DigestOf(ink); !ok || got != was {
				t.Errorf("%s: the digest changed", lang)
			}
			if !strings.HasPrefix(string(ink), string(text)) || !strings.Contains(string(ink), "Оператор другой") ||
				!strings.Contains(string(ink), ward) || strings.Contains(string(ink), "{") {
				t.Errorf("%s: %s", lang, ink)
			}
		}
	}
	if RenderInk([]byte("text"), Witness{}, "ru") != nil || RenderInk(text, Witness{}, "de") != nil {
		t.Error("a text without digest or a language without words is sealed")
	}
}
