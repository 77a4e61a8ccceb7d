package explain

import (
	"bytes"
	"testing"
	"time"

	"tirkeu/eds/cert"
)

func TestTimestamps(t *testing.T) {
	root, stranger := newRoot(t, "DEV"), newRoot(t, "STRANGER")
	person := root.person(t, number)
	tsa := root.issue(t, cert.TSATemplate(cert.Subject{CommonName: "TSA", Country: "KZ"}))
	foreign := stranger.issue(t, cert.TSATemplate(cert.Subject{CommonName: "TSA", Country: "KZ"}))
	at := noon.Add(-day)
	late := person.NotAfter.Add(day)
	good, unknown := stamped(t, person, tsa, at), stamped(t, person, foreign, at)
	year := []byte(at.Format("20060102150405Z"))
	broken := bytes.Replace(good, year, []byte(at.Add(-day).Format("20060102150405Z")), 1)
	for _, c := range []struct {
		name    string
		message []byte
		q       Question
		stamp   Mark
		source  string
		verdict Mark
	}{
		{"trusted", good, Question{}, Good, AtTimestamp, Good},
		{"trusted, long ago", good, Question{Now: late}, Good, AtTimestamp, Good},
		{"trusted, another time given", good, Question{Now: late, At: late}, Good, AtGiven, NotGood},
		{"unknown authority", unknown, Question{}, NotKnown, AtNow, Good},
		{"unknown authority, long ago", unknown, Question{Now: late}, NotKnown, AtNow, NotGood},
		{"broken", broken, Question{}, NotGood, AtNow, NotGood},
		{"5 minutes from now", good, Question{Now: at.Add(-clockSkew)}, Good, AtTimestamp, Good},
		{"more than 5 minutes from now", good, Question{Now: at.Add(-clockSkew - time.Second)}, NotGood, AtNow, NotGood},
	} {
		c.q.Trusted = []*cert.Certificate{root.Certificate}
		r := verify(t, c.message, c.q)
		if got := markOf(t, r, "timestamp"); got != c.stamp || r.Parts[0].AtSource != c.source || r.Verdict != c.verdict {
			t.Errorf("%s: %s, time %s, verdict %s; want %s, %s, %s", c.name, got, r.Parts[0].AtSource, r.Verdict, c.stamp, c.source, c.verdict)
		}
	}
	r := verify(t, unknown, Question{Trusted: []*cert.Certificate{root.Certificate}})
	var text bytes.Buffer
	if err := r.WriteText(&text); err != nil || !bytes.Contains(text.Bytes(), []byte("by TSA")) {
		t.Errorf("the authority is not named: %v\n%s", err, text.Bytes())
	}
}
