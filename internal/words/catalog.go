package words

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
)

//go:embed catalog/*.json
var files embed.FS

// Rooms lists the rooms of the catalogue; each has one file per language and lends its name to its keys.
func Rooms() []string {
	return []string{
		"shell", "lobby", "apply", "sign", "consent", "account", "home", "status", "errors",
		"sms", "notice", "officer", "town", "paper", "front", "complaint", "org",
	}
}

// entry is one text of one language: either plain, or one wording per plural form.
type entry struct {
	text  string
	forms map[plural.Form]string
}

// formNames are the plural forms (CLDR) that our languages use.
var formNames = map[string]plural.Form{
	"one": plural.One, "few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// UnmarshalJSON reads a string or an object of plural forms; another shape or an unknown form is an error.
func (e *entry) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &e.text) == nil {
		return nil
	}
	var named map[string]string
	if err := json.Unmarshal(b, &named); err != nil {
		return errors.New("neither a text nor plural forms")
	}
	e.forms = make(map[plural.Form]string, len(named))
	for name, text := range named {
		form, ok := formNames[name]
		if !ok {
			return fmt.Errorf("unknown plural form %s", name)
		}
		e.forms[form] = text
	}
	if e.forms[plural.Other] == "" {
		return errors.New("plural form other is missing")
	}
	return nil
}

// pick gives the wording for number n.
func (e entry) pick(l Lang, n int) string {
	if e.forms == nil {
		return e.text
	}
	if n < 0 {
		n = -n
	}
	if s := e.forms[plural.Cardinal.MatchPlural(l.tag(), n, 0, 0, 0, 0)]; s != "" {
		return s
	}
	return e.forms[plural.Other]
}

type catalogue map[Lang]map[string]entry

// loaded is the catalogue of the embedded files. What could be read is used even if something was wrong: a page with
// one hole is better than no page. Tests demand that nothing is wrong.
var loaded = sync.OnceValues(func() (catalogue, error) { return load(files) })

// load merges all catalogue files of fsys. The error joins every fault found.
func load(fsys fs.FS) (catalogue, error) {
	all := catalogue{KK: {}, RU: {}, EN: {}}
	names, err := fs.Glob(fsys, "catalog/*.json")
	if err != nil {
		return all, fmt.Errorf("words: %w", err)
	}
	var faults []error
	for _, name := range names {
		if err := all.add(fsys, name); err != nil {
			faults = append(faults, fmt.Errorf("words: %s: %w", name, err))
		}
	}
	return all, errors.Join(faults...)
}

// add merges one file, whose name says the room and the language.
func (c catalogue) add(fsys fs.FS, name string) error {
	room, code, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".json"), ".")
	l, ok := ParseLang(code)
	if !ok || !slices.Contains(Rooms(), room) {
		return errors.New("file name is not <room>.<lang>.json")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return errors.New("not a JSON object")
	}
	var faults []error
	for dec.More() {
		if err := c.addKey(dec, l, room); err != nil {
			faults = append(faults, err)
		}
		if len(faults) > 20 {
			break
		}
	}
	return errors.Join(faults...)
}

// addKey reads the next key and its text. Keys are read one by one, since a map would hide one that stands twice.
func (c catalogue) addKey(dec *json.Decoder, l Lang, room string) error {
	t, err := dec.Token()
	key, ok := t.(string)
	if err != nil || !ok {
		return fmt.Errorf("after offset %d: a key was expected", dec.InputOffset())
	}
	var e entry
	if err := dec.Decode(&e); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	if !strings.HasPrefix(key, room+".") {
		return fmt.Errorf("%s: the key does not start with its room", key)
	}
	if _, twice := c[l][key]; twice {
		return fmt.Errorf("%s: the key stands twice", key)
	}
	c[l][key] = e
	return nil
}
