package lobby

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/ready"
)

// readyView is what to have before applying. Mine is the signed-in visitor's own check; Answer is
// what the three questions came to: "", "online", "centre" or "org".
type readyView struct {
	terms
	Mine     *ready.Check
	Answer   string
	Asked    map[string]string
	Question []question
	Letter   string
}

// question is one of the three; its words are under "lobby.ready.<name>".
type question struct {
	Name    string
	Choices []string
}

var questions = []question{
	{"doc", []string{"kz", "permit", "refugee", "foreign"}},
	{"home", []string{"mine", "shared", "other", "org"}},
	{"owner", []string{"yes", "no", "unknown"}},
}

func (l *Lobby) ready(v *frame.Visit) error {
	x := readyView{terms: l.terms(v), Question: questions, Asked: map[string]string{}}
	for _, q := range questions {
		x.Asked[q.Name] = v.R.URL.Query().Get(q.Name)
	}
	x.Answer = advise(x.Asked["doc"], x.Asked["home"], x.Asked["owner"])
	if v.Who != nil {
		check := l.Ready.Of(v.R.Context(), v.Who.Session.Person, v.Who.Session.By == "eds", certificateEnds(v))
		x.Mine = &check
	}
	x.Letter = letter(v, x.terms)
	return v.Page("ready", v.T("lobby.ready.title"), x)
}

// advise answers the three questions once all that matter are answered.
func advise(doc, home, owner string) string {
	category := map[string]applicant.Category{
		"kz": applicant.Citizen, "permit": applicant.Resident, "refugee": applicant.Refugee, "foreign": applicant.Returning,
	}[doc]
	switch {
	case category == "" || home == "":
		return ""
	case home == "org":
		return "org"
	case applicant.WayOf(category) != applicant.Online:
		return "centre"
	case home == "mine":
		return "online"
	case owner == "no":
		return "centre"
	case owner == "yes", owner == "unknown":
		return "online"
	}
	return ""
}

// letter is the text that an applicant may send to the owners.
func letter(v *frame.Visit, x terms) string {
	return strings.Join([]string{
		v.T("lobby.ready.letter.1"), v.T("lobby.ready.letter.2"), v.T("lobby.ready.letter.3"), v.T("lobby.ready.letter.4", "time", x.Owners),
	}, "\n")
}

// keepCertificate remembers until the end of the session when the certificate ends that its holder
// logged in with. The cookie is sealed, and bound to him.
func keepCertificate(v *frame.Visit, person string, ends time.Time) {
	if !ends.IsZero() {
		v.Remember("cert", holder(person)+" "+ends.UTC().Format(time.RFC3339))
	}
}

func certificateEnds(v *frame.Visit) time.Time {
	whose, text, _ := strings.Cut(v.Heard("cert"), " ")
	ends, err := time.Parse(time.RFC3339, text)
	if err != nil || whose != holder(v.Who.Session.Person.Digits()) {
		return time.Time{}
	}
	return ends
}

func holder(person string) string {
	sum := sha256.Sum256([]byte("certificate\x00" + person))
	return hex.EncodeToString(sum[:8])
}
