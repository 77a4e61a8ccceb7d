package words

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// typed are the keys that end in a value of a type: start, the type's folder under internal and its name, and the
// values that never reach a page, with the reason.
var typed = []struct {
	start, dir, name string
	skip             []string
	ends             []string
}{
	{start: "status.", dir: "core/registration", name: "State", ends: []string{"", ".next"}},
	{start: "status.", dir: "core/register", name: "Status"},
	{start: "status.removal.", dir: "core/removal", name: "State", ends: []string{"", ".next"},
		skip: []string{"draft", "checking", "ended"}}, // never kept as a draft; the other two are called asked and done
	{start: "status.complaint.", dir: "core/complaint", name: "State", ends: []string{"", ".next"}, skip: []string{"draft"}}, // never kept
	{start: "org.deed.", dir: "core/roster", name: "Doing"},
	{start: "complaint.kind.", dir: "core/complaint", name: "Kind", ends: []string{"", ".hint"}},
	{start: "officer.act.", dir: "core/registration", name: "Verb"},
	{start: "officer.role.", dir: "core/registration", name: "Role", skip: []string{"stranger"}}, // does nothing
	{start: "officer.proof.", dir: "core/proof", name: "Kind"},
	{start: "apply.reason.", dir: "core/consent", name: "Purpose"},
	{start: "home.remove.", dir: "core/removal", name: "Reason"},
	{start: "home.remove.why.", dir: "core/removal", name: "Obstacle"},
	{start: "sign.mobile.doc.", dir: "core/keeping", name: "MobilePurpose"},
	{start: "org.row.", dir: "core/roster", name: "Reason"},
	{start: "org.stage.", dir: "work/petition", name: "Stage"},
	{start: "lobby.rules.basis.", dir: "core/law", name: "Basis"},
	{start: "lobby.rules.mark.", dir: "core/law", name: "Mark"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "Kinship"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "Restriction"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "Effect"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "NormMode"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "CounterMode"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "Lateness"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "Method"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "Channel"},
	{start: "lobby.stats.channel.", dir: "core/law", name: "Channel"},
	{start: "lobby.rules.answer.", dir: "core/law", name: "OwnerKey"},
	{start: "lobby.rules.answer.", dir: "core/applicant", name: "Kinship"},
	{start: "lobby.rules.answer.", dir: "core/applicant", name: "Category"},
	{start: "lobby.rules.answer.", dir: "core/applicant", name: "Way"},
	{start: "lobby.rules.answer.", dir: "core/applicant", name: "Tie"},
	{start: "lobby.rules.answer.", dir: "core/registration", name: "Match"},
	{start: "lobby.rules.answer.", dir: "core/address", name: "Kind"},
	{start: "town.ca.family.", dir: "town/ca", name: "Family"},
	{start: "town.reg.", dir: "town/wire", name: "Register"},
	{start: "town.faults.", dir: "town/wire", name: "Kind"},
	{start: "town.key.kind.", dir: "town/ca", name: "Kind", skip: []string{"auth", "system", "nameless"}}, // nobody signs with them
}

// listed are the keys that end in a word of a list in the source: start, the file under internal and what opens the
// list there.
var listed = []struct {
	start, file, opens string
	ends               []string
}{
	{start: "notice.", file: "core/notice/notice.go", opens: "func Kinds() []string {"},
	{start: "lobby.help.", file: "desk/lobby/help.go", opens: "var topics = []string{", ends: []string{"", ".h", ".words"}},
	{start: "lobby.stats.group.", file: "work/lookup/stats.go", opens: "var Outcomes = []Outcome{"},
	{start: "officer.open.", file: "desk/officer/officer.go", opens: "officerPurposes    = []string{"},
	{start: "officer.open.", file: "desk/officer/officer.go", opens: "supervisorPurposes = []string{"},
	{start: "sms.", file: "core/notice/together.go", opens: "var joinedKinds = []string{", ends: []string{".together"}},
	{start: "town.nav.", file: "town/pages/view.go", opens: "var navigation = []string{"},
}

// found are the keys that end in what a pattern finds in the sources of a folder.
var found = []struct{ start, dir, pattern string }{
	{"officer.why.", "core/registration", `\bWhy[A-Z][a-z]+ += "([a-z_]+)"`},
	{"officer.hearing.", "core/refusal", `\bHeard[A-Z][a-z]+ += "([a-z]+)"`},
	{"errors.", "desk/frame", `"[a-z_]+": "((?:cert|sig)_[a-z_]+)"`}, // edsWords: faults of a signature
	{"errors.", "desk/frame", `\bkey = "([a-z_]+)"`},                 // No: a wait in minutes
	{"errors.", "desk", `signing\.No\{Reason: "([a-z0-9_]+)"`},       // lawful noes; eds.* go through edsWords
	{"errors.", "work", `No\{Reason: "([a-z0-9_]+)"`},
	{"lobby.rules.input.", "core/law", `(?:Input\{|flag\(|number\()"([a-z ]+)", [a-z]`},                                               // what rules look at
	{"lobby.rules.input.", "core", `Name: "([a-z ]+)", Value: (?:yesNo|string|day\.|tie|strconv\.Itoa\((?:area|s\.Capacity|load)\))`}, // the same, outside law
	{"lobby.rules.input.", "core/dwelling", `count\("([a-z]+)"`},
	{"sms.", "core/notice", `[({]"([a-z_]+)", (?:true|[A-Za-z.]+ [!=]=)`}, // kinds that are texted
	{"org.file.", "core/roster", `Unreadable\{Reason: "([a-z_]+)"`},
	{"org.file.", "core/roster", `return "([a-z]+_?[a-z]+)"\n`}, // missing: why there is nothing to read
	{"org.file.", "gate/table", `Unreadable\{Reason: "([a-z_]+)"`},
	{"org.state.", "work/petition", `return "([a-z_]+)"\n`}, // Brief.State
	{"town.key.mood.", "town/pages", `\{"([a-z_]+)", ncalayer\.Mood`},
}

// named by hand: start, values and ends, with the page that joins them.
var joined = []struct {
	start, values string
	ends          []string
}{
	{start: "status.removal.", values: "asked done", ends: []string{"", ".next"}},                                                                                   // removal.go: statuses
	{start: "status.owner.", values: "moot waiting agreed pending refused expired"},                                                                                 // case.go: ownerLines
	{start: "errors.", values: "400 403 404 409 413 429 500 503 csrf", ends: []string{"", ".text"}},                                                                 // errors.go: status
	{start: "shell.kind.", values: "temporary permanent"},                                                                                                           // kinds of registration
	{start: "paper.notice.", values: "temporary permanent"},                                                                                                         // sheets.go
	{start: "paper.service.", values: "temporary permanent"},                                                                                                        // sheets.go
	{start: "notice.", values: "asked done", ends: []string{".temporary", ".permanent"}},                                                                            // Variant by kind
	{start: "notice.owner_told.", values: "temporary"},                                                                                                              // a permanent one has no term to name
	{start: "sms.", values: "asked done", ends: []string{".temporary", ".permanent"}},                                                                               // the same
	{start: "sms.", values: "placed ended_org", ends: []string{".named"}},                                                                                           // print.go
	{start: "notice.", values: "placed ended_org", ends: []string{".named"}},                                                                                        // the same
	{start: "sms.", values: "asked done", ends: []string{".together.temporary", ".together.permanent"}},                                                             // joint.go: printAll
	{start: "account.history.kind.", values: "temporary permanent removal invitation"},                                                                              // history.go
	{start: "account.history.whom.", values: "me child ward other"},                                                                                                 // the same
	{start: "complaint.letter.", values: "upheld not_upheld"},                                                                                                       // complaint.go: letterOf
	{start: "officer.reports.", values: "record counter address review complaints plaints channels branches removals expiring active", ends: []string{"", ".text"}}, // report.go: head
	{start: "officer.denied.", values: "role sign_in stranger act token"},                                                                                           // frame: denied.go
	{start: "officer.denied.role.", values: "anyone citizen officer supervisor operator organisation"},                                                              // frame: roles
	{start: "officer.pile.", values: "review silent unusual complaints"},                                                                                            // piles.go
	{start: "officer.act.", values: "take.release"},                                                                                                                 // a taking that lets go
	{start: "account.access.what_", values: "case person address complaint"},                                                                                        // Glance.What
	{start: "lobby.rules.answer.", values: "yes no not_in_force self"},                                                                                              // package law: trace.go; package applicant: able.go
	{start: "lobby.rules.input.", values: "day"},
	{start: "account.notices.sms_", values: "ok failed unknown waiting"},                                                                                    // smsword
	{start: "apply.checked.norm_", values: "fits over exempt none"},                                                                                         // may.go
	{start: "home.invite.state_", values: "open used over unsigned cancelled"},                                                                              // invite.go: inviteState
	{start: "lobby.ready.", values: "doc home owner", ends: []string{".q"}},                                                                                 // ready.go: questions
	{start: "lobby.ready.doc.", values: "kz permit refugee foreign ok bad"},                                                                                 // their choices; the document's state
	{start: "lobby.ready.home.", values: "mine shared other org"},                                                                                           // choices
	{start: "lobby.ready.owner.", values: "yes no unknown"},                                                                                                 // choices
	{start: "lobby.ready.", values: "online centre org silent phone.ok phone.none"},                                                                         // the advice; the phone's state
	{start: "lobby.norm.kin.", values: "none spouse parent child adoptive sibling grandparent grandchild relative spouse-of-kin child-of-kin ward student"}, // norm.go: kinds
	{start: "lobby.tour.", values: "1 2 3 4 5 6 7", ends: []string{"", ".h"}},                                                                               // terms.go: scenes
	{start: "errors.field.", values: "for kind purpose own answer method decision ground reason lang sms"},                                                  // groups of choices
	{start: "lobby.region.short.", values: "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79"},                                                   // the same, on tiles
	{start: "lobby.stats.by.", values: "region channel term purpose", ends: []string{".table"}},                                                             // stats.go: groupings
	{start: "lobby.stats.col.", values: "region channel term purpose"},
	{start: "lobby.region.", values: "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79"}, // first digits of KATO
	{start: "org.stay.", values: "dormitory hotel rest-home sanatorium preventorium medical boarding elderly-home other-stay"},
	{start: "town.ca.", values: "root issuing"},                                                                  // authority.go: Place
	{start: "town.key.state.", values: "good expired revoked"},                                                   // phone.go: heldKey
	{start: "town.homes.kind.", values: "flat house dacha dormitory hotel medical elderly_home non_residential"}, // kinds of dwellings in the town
	{start: "town.document.kind.", values: "01 02 04 05 08 010 011"},                                             // documents on a phone: wallet's kinds
}

// quoted is a word in quotes.
var quoted = regexp.MustCompile(`"([a-z0-9_]+)"`)

// marks are not written in keys.
var marks = strings.NewReplacer(" ", "_", "-", "_", "+", "_")

// builtKeys lists every key that programs and pages join at run time.
func builtKeys(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	add := func(start string, values, ends []string) {
		if len(values) == 0 {
			t.Errorf("nothing ends %s: its values stand elsewhere now", start)
		}
		if len(ends) == 0 {
			ends = []string{""}
		}
		for _, v := range values {
			for _, end := range ends {
				all[start+marks.Replace(strings.ToLower(v))+end] = true
			}
		}
	}
	for _, x := range typed {
		values := matches(folder(t, x.dir), `\b`+x.name+` += "([A-Za-z][A-Za-z0-9+_ -]*)"`)
		values = slices.DeleteFunc(values, func(v string) bool { return slices.Contains(x.skip, v) })
		add(x.start, values, x.ends)
	}
	for _, x := range listed {
		_, list, _ := strings.Cut(folder(t, filepath.Dir(x.file)), x.opens)
		list, _, _ = strings.Cut(list, "}\n")
		add(x.start, matches(strings.SplitN(list, "}", 2)[0], quoted.String()), x.ends)
	}
	for _, x := range found {
		add(x.start, matches(folder(t, x.dir), x.pattern), nil)
	}
	for _, x := range joined {
		add(x.start, strings.Fields(x.values), x.ends)
	}
	return all
}

func matches(text, pattern string) (all []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

// folder is the text of the programs under a folder of internal.
func folder(t *testing.T, dir string) string {
	t.Helper()
	return sources(t, filepath.Join("..", filepath.FromSlash(dir)))
}
