package words

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/unicode/norm"
)

func whole3(t *testing.T) catalogue {
	t.Helper()
	all, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// wordings lists every wording of an entry.
func wordings(e entry) []string {
	if e.forms == nil {
		return []string{e.text}
	}
	return slices.Collect(maps.Values(e.forms))
}

// each visits every wording of every text.
func each(t *testing.T, visit func(l Lang, key, s string)) {
	t.Helper()
	for l, texts := range whole3(t) {
		for key, e := range texts {
			for _, s := range wordings(e) {
				visit(l, key, s)
			}
		}
	}
}

func TestEveryRoomHasItsFiles(t *testing.T) {
	found, err := fs.Glob(files, "catalog/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, room := range Rooms() {
		for _, l := range Langs() {
			want = append(want, "catalog/"+room+"."+string(l)+".json")
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

func TestSameKeysInThreeLanguages(t *testing.T) {
	all := whole3(t)
	if len(Keys()) == 0 {
		t.Fatal("no keys")
	}
	for _, l := range Langs() {
		if diff := cmp.Diff(Keys(), slices.Sorted(maps.Keys(all[l]))); diff != "" {
			t.Errorf("kk against %s: %s", l, diff)
		}
	}
}

func TestKeysAreWellFormed(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)
	for _, key := range Keys() {
		room, _, _ := strings.Cut(key, ".")
		if !form.MatchString(key) || !slices.Contains(Rooms(), room) {
			t.Errorf("%s is not <room>.<name>", key)
		}
	}
}

var holder = regexp.MustCompile(`\{[a-z0-9_]+\}`)

// holders lists the placeholders of a text in order; one that a language has for itself ({address_kk} in Kazakh)
// counts as the same in all.
func holders(l Lang, s string) []string {
	found := holder.FindAllString(s, -1)
	for i := range found {
		found[i] = strings.Replace(found[i], "_"+string(l)+"}", "_}", 1)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func TestSamePlaceholdersInEveryWording(t *testing.T) {
	all := whole3(t)
	each(t, func(l Lang, key, s string) {
		if diff := cmp.Diff(holders(KK, wordings(all[KK][key])[0]), holders(l, s)); diff != "" {
			t.Errorf("%s %s: %s", l, key, diff)
		}
		if left := holder.ReplaceAllString(s, ""); strings.ContainsAny(left, "{}") {
			t.Errorf("%s %s: a brace that holds no place: %s", l, key, s)
		}
	})
}

func TestPluralFormsAreComplete(t *testing.T) {
	want := map[Lang][]plural.Form{
		KK: {plural.Other, plural.One},
		RU: {plural.Other, plural.One, plural.Few, plural.Many},
		EN: {plural.Other, plural.One},
	}
	all := whole3(t)
	for _, key := range Keys() {
		counted := all[RU][key].forms != nil
		for _, l := range Langs() {
			e := all[l][key]
			switch {
			case (e.forms != nil) != counted:
				t.Errorf("%s: counted in one language, plain in another", key)
			case !counted:
			case !cmp.Equal(want[l], slices.Sorted(maps.Keys(e.forms))):
				t.Errorf("%s %s: forms are missing", l, key)
			case !slices.Contains(holders(l, e.forms[plural.Other]), "{n}"):
				t.Errorf("%s %s: counted, but without {n}", l, key)
			}
		}
	}
}

// maxWords is the longest sentence, in words.
const maxWords = 20

var (
	cyrillic    = regexp.MustCompile(`\p{Cyrillic}`)
	sentenceEnd = regexp.MustCompile(`[.!?:;]\s|\s—\s`)
)

func longestSentence(s string) int {
	most := 0
	for _, part := range sentenceEnd.Split(s, -1) {
		most = max(most, len(strings.Fields(part)))
	}
	return most
}

// linkless are the marks of an address on the web; an SMS never holds one.
var linkless = regexp.MustCompile(`(?i)https?:|www\.|://|\.kz|\.com|\.example`)

func TestTextsAreClean(t *testing.T) {
	each(t, func(l Lang, key, s string) {
		for _, fault := range faults(l, key, s) {
			t.Errorf("%s %s: %s: %q", l, key, fault, s)
		}
	})
}

func faults(l Lang, key, s string) []string {
	var found []string
	say := func(wrong bool, what string) {
		if wrong {
			found = append(found, what)
		}
	}
	say(strings.TrimSpace(s) == "", "empty")
	say(s != strings.TrimSpace(s) || strings.Contains(s, "  "), "stray space")
	say(strings.ContainsAny(s, "\"'\t\n\r<>"), "straight quotes, tags or control characters")
	say(!norm.NFC.IsNormalString(s), "not NFC")
	say(l != EN && strings.ContainsAny(s, "“”"), "English quotation marks")
	say(l == EN && strings.ContainsAny(s, "«»"), "not English quotation marks")
	say(strings.Count(s, "«") != strings.Count(s, "»") || strings.Count(s, "“") != strings.Count(s, "”"), "open quotation")
	say(strings.HasPrefix(key, "sms.") && linkless.MatchString(s), "a link in an SMS")
	say(strings.Contains(strings.ToLower(s), "прописк") && !mayNameOldWord(key), "the old word outside search and help")
	say(strings.Contains(s, "..."), "three dots instead of …")
	say(l == EN && cyrillic.MatchString(s), "Cyrillic in an English text")
	say(longestSentence(s) > maxWords, "a sentence too long to read at once")
	return found
}

// mayNameOldWord: people look for the old word, so search and help may answer to it.
func mayNameOldWord(key string) bool {
	return strings.HasPrefix(key, "lobby.help.") || strings.HasPrefix(key, "lobby.search.")
}

// mixed finds a word that holds both alphabets, such as a Latin i in a Kazakh word.
var mixed = regexp.MustCompile(`\p{Cyrillic}\p{Latin}|\p{Latin}\p{Cyrillic}`)

func TestNoWordMixesAlphabets(t *testing.T) {
	each(t, func(l Lang, key, s string) {
		if mixed.MatchString(s) {
			t.Errorf("%s %s: %q", l, key, s)
		}
	})
}

// hung finds a Kazakh ending, or a word that asks for one, right after a variable.
var hung = regexp.MustCompile(`\}(\p{L}|-(ға|ге|қа|ке|н?а|н?е|н?да|н?де|та|те|дан|ден|тан|тен|нан|нен|` +
	`[нтд][ыі]ң?|мен|бен|пен|шы|ші)(\PL|$)| (дейін|бастап|қарай)(\PL|$))`)

func TestNoEndingAfterPlaceholderInKazakh(t *testing.T) {
	each(t, func(l Lang, key, s string) {
		if l == KK && hung.MatchString(s) {
			t.Errorf("%s: a variable takes an ending: %q", key, s)
		}
	})
}

func TestLoaderFindsFaults(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		want  string
	}{
		"twice in one file":      {map[string]string{"shell.kk.json": `{"shell.a":"x","shell.a":"y"}`}, "stands twice"},
		"another room's key":     {map[string]string{"shell.kk.json": `{"home.a":"x"}`}, "does not start with its room"},
		"room without a dot":     {map[string]string{"shell.kk.json": `{"shella":"x"}`}, "does not start with its room"},
		"unknown room":           {map[string]string{"attic.kk.json": `{}`}, "<room>.<lang>"},
		"unknown language":       {map[string]string{"shell.de.json": `{}`}, "<room>.<lang>"},
		"unknown plural form":    {map[string]string{"shell.kk.json": `{"shell.a":{"other":"x","two":"y"}}`}, "unknown plural form"},
		"no other":               {map[string]string{"shell.kk.json": `{"shell.a":{"one":"x"}}`}, "other is missing"},
		"a number":               {map[string]string{"shell.kk.json": `{"shell.a":1}`}, "neither a text"},
		"not an object":          {map[string]string{"shell.kk.json": `[]`}, "not a JSON object"},
		"broken after the first": {map[string]string{"shell.kk.json": `{"shell.a":"x",`}, "key was expected"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for f, text := range c.files {
				fsys["catalog/"+f] = &fstest.MapFile{Data: []byte(text)}
			}
			if _, err := load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	good := fstest.MapFS{"catalog/shell.kk.json": {Data: []byte(`{"shell.a":"x","shell.b":{"one":"1","other":"2"}}`)}}
	if all, err := load(good); err != nil || len(all[KK]) != 2 {
		t.Errorf("a good file: %v, %v", all, err)
	}
}
