package main

import (
	"net/http"
	"strings"
	"testing"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// roles are who stands before a window: nobody, a citizen with no part in it, the applicant, an owner, an
// officer of the migration service.
var roles = []string{"nobody", "stranger", "applicant", "owner", "officer"}

// answers are the statuses that the roles get, in the order of roles.
type answers [5]int

var (
	open     = answers{200, 200, 200, 200, 200}
	onward   = answers{303, 303, 303, 303, 303}
	citizens = answers{303, 200, 200, 200, 200}
	his      = answers{303, 404, 200, 404, 404} // the applicant's alone
	owners   = answers{303, 404, 404, 200, 404}
	staff    = answers{303, 403, 403, 403, 200}
)

// gets is the matrix of pages and roles. In a path {ref} is the application of the matrix, {signing} one that
// awaits its signature, {draft} a draft, {review} one before an officer.
var gets = map[string]struct {
	path string // "": that of the route
	want answers
}{
	"/{$}":            {"/", open},
	"/sign-in":        {"", open},
	"/sign-in/code":   {"", onward},
	"/sign-in/mobile": {"", onward},
	"/help":           {"", open},
	"/help/{topic}":   {"/help/silent", answers{303, 303, 303, 303, 303}},
	"/sign-out":       {"", citizens},
	"/accessibility":  {"", open},
	"/privacy":        {"", open},
	"/rules":          {"", open},
	"/security":       {"", open},
	"/status":         {"", open},
	"/language":       {"", open},
	"/walk":           {"", open},
	"/ready":          {"", open},
	"/norm":           {"/norm?place=capital&area=45&people=2&kin=", open},
	"/organisation":   {"", open},
	"/centre":         {"", open},
	"/stats":          {"", open},
	"/stats.csv":      {"", open},
	"/stats.json":     {"", open},
	"/refuse":         {"", open},
	"/verify":         {"", open},
	"/v/{number}":     {"", open},

	"/apply":             {"", citizens},
	"/apply/{ref}":       {"/apply/{draft}", answers{303, 404, 303, 404, 404}},
	"/apply/{ref}/who":   {"/apply/{draft}/who", his},
	"/apply/{ref}/what":  {"/apply/{draft}/what", his},
	"/apply/{ref}/where": {"/apply/{draft}/where", his},
	"/apply/{ref}/check": {"/apply/{draft}/check", his},

	"/account/cases/{ref}":          {"", answers{303, 404, 200, 303, 404}},
	"/account/cases/{ref}/sign":     {"/account/cases/{signing}/sign", his},
	"/account/cases/{ref}/code":     {"/account/cases/{signing}/code", his},
	"/account/cases/{ref}/mobile":   {"/account/cases/{signing}/mobile?id={mine}", his},
	"/account/cases/{ref}/rules":    {"", his},
	"/account/cases/{ref}/asked":    {"", his},
	"/account/cases/{ref}/withdraw": {"", his},

	"/account/cases/{ref}/complain":       {"", answers{303, 404, 200, 200, 404}},
	"/account/registration/{id}/complain": {"", answers{303, 404, 200, 200, 404}},
	"/account/complaints/{ref}":           {"/account/complaints/{plaint}", his},
	"/silent":                             {"", staff},
	"/complaints":                         {"", staff},
	"/complaints/{ref}":                   {"/complaints/{plaint}", staff},

	"/requests":              {"", citizens},
	"/requests/{ref}":        {"", owners},
	"/requests/{ref}/sign":   {"", owners},
	"/requests/{ref}/mobile": {"/requests/{ref}/mobile?id={hers}", owners},
	"/requests/{ref}/done":   {"", owners},

	"/account":                         {"", citizens},
	"/account/notices":                 {"", citizens},
	"/account/cases":                   {"", citizens},
	"/account/notice/{number}":         {"", his},
	"/account/notice/{number}/pdf":     {"", his},
	"/account/cases/{ref}/refusal":     {"/account/cases/{refused}/refusal", his},
	"/account/certificate":             {"", citizens},
	"/account/cases/{ref}/signed":      {"", his},
	"/account/cases/{ref}/signed/text": {"", his},
	"/account/cases/{ref}/signed/cms":  {"", his},
	"/account/registration":            {"", citizens},
	"/account/registration/{id}/end":   {"", his},
	"/account/settings":                {"", citizens},
	"/account/access":                  {"", citizens},
	"/home":                            {"", citizens},
	"/home/{rka}":                      {"", owners},

	"/home/{rka}/remove/{id}":        {"/home/{twin}/remove/{entry}", owners},
	"/home/{rka}/remove/{id}/sign":   {"/home/{twin}/remove/{entry}/sign?reason=left&request=q1", owners},
	"/removals/{ref}":                {"/removals/{struck}", owners},
	"/removals/{ref}/sign":           {"/removals/{struck}/sign", answers{303, 404, 404, 303, 404}},
	"/home/{rka}/invite":             {"", owners},
	"/invitations/{request}":         {"/invitations/{invitation}", owners},
	"/home/{rka}/remove/{id}/mobile": {"/home/{twin}/remove/{entry}/mobile?id={striking}", owners},
	"/removals/{ref}/mobile":         {"/removals/{confirming}/mobile?id={confirmed}", answers{303, 404, 404, 404, 404}},
	"/invitations/{request}/mobile":  {"/invitations/{unsigned}/mobile?id={inviting}", owners},
	"/invitations/{request}/sign":    {"/invitations/{invitation}/sign", answers{303, 404, 404, 303, 404}},
	"/invited":                       {"", citizens},

	"/org":                    {"", orgs},
	"/org/lists":              {"", orgs},
	"/org/lists/new":          {"", orgs},
	"/org/lists/template":     {"", orgs},
	"/org/lists/{ref}":        {"/org/lists/{list}", orgs},
	"/org/lists/{ref}/errors": {"/org/lists/{list}/errors", orgs},
	"/org/lists/{ref}/sign":   {"/org/lists/{waits}/sign", orgs},
	"/org/lists/{ref}/mobile": {"/org/lists/{waits}/mobile?id={app}", orgs},
	"/org/one":                {"", orgs},
	"/org/residents":          {"", orgs},
	"/org/residents/export":   {"", orgs},
	"/org/staff":              {"", orgs},
	"/org/staff/export":       {"", orgs},

	"/account/hearings/{ref}": {"/account/hearings/{hearing}", his},
	"/struck":                 {"", staff},
	"/struck/removals/{ref}":  {"/struck/removals/{struck}", staff},
	"/struck/entries/{id}":    {"", staff},
	"/struck/proposals/{ref}": {"/struck/proposals/{hearing}", staff},

	"/cases":       {"", staff},
	"/cases/{ref}": {"/cases/{review}", staff},

	"/cases/{ref}/scans/{digest}": {"/cases/{guarded}/scans/{decision}?purpose=check", staff},
	"/search":                     {"", staff},
	"/unusual":                    {"", staff},

	"/desk":                             {"", counters},
	"/desk/reception":                   {"", counters},
	"/desk/slips/{id}":                  {"/desk/slips/{slip}", counters},
	"/desk/shift":                       {"", counters},
	"/desk/tickets/{id}":                {"/desk/tickets/{ticket}", counters},
	"/desk/tickets/{id}/sign/{n}":       {"/desk/tickets/{ticket}/sign/0", counters},
	"/desk/tickets/{id}/refuse":         {"/desk/tickets/{ticket}/refuse", counters},
	"/desk/tickets/{id}/receipt":        {"/desk/tickets/{ticket}/receipt", counters},
	"/desk/tickets/{id}/notice":         {"/desk/tickets/{served}/notice", counters},
	"/desk/tickets/{id}/certificate":    {"/desk/tickets/{ticket}/certificate", counters},
	"/desk/tickets/{id}/scans/{digest}": {"/desk/tickets/{served}/scans/{scan}", counters},

	"/reports":     {"", nobodys},
	"/reports.csv": {"", nobodys},
	"/audit":       {"", nobodys},
}

// nobodys are windows of the supervisor alone.
var nobodys = answers{303, 403, 403, 403, 403}

// counters are windows of the operators of the State corporation alone.
var counters = answers{303, 403, 403, 403, 403}

// attended tells what the operator of the branch gets, and another branch's operator: their own windows, of the
// branch's tickets nothing but "no such page", and otherwise what any stranger gets. No documents are refused once
// an application stands on the ticket.
func attended(path string, row answers) (here, elsewhere int) {
	switch {
	case !strings.HasPrefix(path, "/desk"):
		return row[1], row[1]
	case !strings.Contains(path, "{id}"):
		return 200, 200
	case strings.HasSuffix(path, "/refuse"):
		return 303, 404
	case strings.HasSuffix(path, "/certificate"): // nobody asks for one on this ticket
		return 404, 404
	}
	return 200, 404
}

// orgs are windows of whoever speaks for an organisation; others who are logged in are told how to.
var orgs = onward

// organised tells what the head of the university gets: the organisation's windows, and otherwise what any stranger gets.
func organised(path string, row answers) int {
	if path == "/org" || strings.HasPrefix(path, "/org/") {
		return 200
	}
	return row[1]
}

// supervised tells what a supervisor gets: her own windows, and otherwise what any stranger gets.
func supervised(path string, row answers) int {
	if row == nobodys && !strings.HasPrefix(path, "/desk") {
		return 200
	}
	return row[1]
}

// TestPagesAndRoles opens every page in every role. A page that is not in the matrix fails.
func TestPagesAndRoles(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.TwinA, "marina", 0)
	e := w.entry("aidana")
	aidana := w.who("aidana")
	draft, p, err := aidana.Begin()
	w.page(aidana.FillIn(w.page(p, err), w.at(people.TwoOwners, "oleg", 3)))
	refused := w.filed(aidana.Apply(w.at(people.Banned, "oleg", 3)))
	w.page(aidana.Appeal(refused))
	w.refuse(refused, "aidana", refusal.RegistrationBanned)
	ref, signing := w.asked("aidana", people.TwinB, "marina", 0), w.ready("aidana", people.SmallFlat, "saniya", 6)
	mine := w.askApp(aidana, "/account/cases/"+signing)
	hers := w.askApp(w.who("marina"), "/requests/"+ref)
	w.registered("arman", people.TwinA, "marina", 6)
	struck, _ := w.strikes("marina", people.TwinA, w.entry("arman").ID)
	w.removal(struck, removal.Ended)
	invited, _ := w.invites("marina", people.TwinB, "bota", 6)
	unsigned, confirming := w.unsigned("marina", people.TwinB, "kairat"), w.confirming("madina")
	desk := w.windows()
	w.objects("arman", struck)
	rector := w.rector()
	waits := w.waiting(rector, 9)
	put := strings.NewReplacer("{list}", w.faultyList(rector), "{waits}", waits, "{app}", w.askApp(rector, "/org/lists/"+waits),
		"{hearing}", w.proposes("yerkin", e.ID, "papers", walker.Fields{"note": "Құжат жалған."}),
		"{guarded}", desk["guarded"], "{decision}", desk["decision"], "{slip}", desk["slip"], "{ticket}", desk["ticket"], "{served}", desk["served"], "{scan}", desk["scan"], "{plaint}", w.complains("aidana", "/account/cases/"+ref, "delay"),
		"{unsigned}", unsigned, "{inviting}", w.askApp(w.who("marina"), "/invitations/"+unsigned), "{striking}", w.askApp(w.who("marina"), "/home/"+people.RKA(people.TwinA).Digits()+"/remove/"+e.ID, "?reason=left&request=q2"),
		"{confirming}", confirming, "{confirmed}", w.askApp(w.who("serik"), "/removals/"+confirming),
		"{struck}", struck, "{invitation}", invited.Request, "{twin}", people.RKA(people.TwinA).Digits(), "{entry}", e.ID,
		"{draft}", draft, "{mine}", mine, "{hers}", hers, "{refused}", refused, "{ref}", ref, "{signing}", signing,
		"{review}", w.filed(w.who("bota").Apply(w.at(people.Disputed, "ivan", 3))),
		"{number}", e.Number, "{id}", e.ID, "{rka}", people.RKA(people.TwinB).Digits(),
	)
	visitors := []*walker.Walker{w.browser("timur"), w.who("timur"), aidana, w.who("marina"), w.who("nurlan")}
	seen := map[string]bool{}
	for _, r := range allRoutes() {
		if r.Method != http.MethodGet {
			continue
		}
		row, listed := gets[r.Path]
		if !listed {
			t.Errorf("GET %s is not in the matrix", r.Path)
			continue
		}
		seen[r.Path] = true
		path := row.path
		if path == "" {
			path = r.Path
		}
		w.knocks(r.Path, put.Replace(path), row.want, visitors)
	}
	for path := range gets {
		if !seen[path] {
			t.Errorf("GET %s is in the matrix and is no route", path)
		}
	}
}

// knocks opens a page as everybody.
func (w *world) knocks(route, path string, want answers, visitors []*walker.Walker) {
	w.Helper()
	here, elsewhere := attended(route, want)
	type caller struct {
		who  string
		by   *walker.Walker
		want int
	}
	all := []caller{{"supervisor", w.who("kamila"), supervised(route, want)}, {"operator", w.who("zarina"), here}, {"operator elsewhere", w.who("perizat"), elsewhere},
		{"organisation", w.rector(), organised(route, want)}}
	for i, v := range visitors {
		all = append(all, caller{roles[i], v, want[i]})
	}
	for _, c := range all {
		if got, err := c.by.Knock(http.MethodGet, path, nil); err != nil || got.Status != c.want {
			w.Errorf("GET %s for the %s: status %d, want %d (%v)", route, c.who, got.Status, c.want, err)
		}
	}
}

// askApp chooses to sign in eGov Mobile, and gives the id of what the app is asked.
func (w *world) askApp(v *walker.Walker, at string, query ...string) string {
	w.Helper()
	p := w.page(v.Get(at + "/sign" + strings.Join(query, "")))
	p, err := v.Fill(p, p.Form("cms"), walker.Fields{"method": "mobile"})
	if err != nil || p.Status != 200 || p.Path() != at+"/mobile" {
		w.Fatalf("the page of the app: %s, status %d, %q, %v", p.Path(), p.Status, p.Title, err)
	}
	return p.URL.Query().Get("id")
}

// TestEveryRouteHasRoles: a window without roles opens to nobody, and one with other roles than these is new.
func TestEveryRouteHasRoles(t *testing.T) {
	for _, r := range allRoutes() {
		if len(r.Roles) != 1 {
			t.Errorf("%s %s has roles %v", r.Method, r.Path, r.Roles)
		}
		room, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
		of := map[string]frame.Role{
			"desk": frame.Operator, "cases": frame.Officer, "search": frame.Officer, "unusual": frame.Officer, "silent": frame.Officer, "complaints": frame.Officer, "struck": frame.Officer,
			"reports": frame.Supervisor, "reports.csv": frame.Supervisor, "audit": frame.Supervisor, "org": frame.Organisation,
		}[room]
		if staff := r.Roles[0] != frame.Anyone && r.Roles[0] != frame.Citizen; staff != (of != "") || staff && of != r.Roles[0] {
			t.Errorf("%s %s is for %v", r.Method, r.Path, r.Roles)
		}
	}
}
