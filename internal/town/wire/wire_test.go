package wire_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

func start(t *testing.T, opts town.Options) *town.Running {
	t.Helper()
	r, err := town.Start(t.TempDir(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func send(t *testing.T, method, url string, body []byte) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Close = true // no connection outlives its town
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}

func TestBadQuestionsAreAnsweredAsBad(t *testing.T) {
	r := start(t, town.Options{Keys: ca.GOST})
	message := func(service, data string) []byte {
		return shep.Request{MessageID: "m" + data, Service: service, Data: []byte(data)}.Marshal()
	}
	for name, c := range map[string]struct {
		method, path string
		body         []byte
		code         int
		says         string
	}{
		"not SOAP":           {"POST", town.PathSHEP, []byte("hello"), 500, "not a message"},
		"too large":          {"POST", town.PathSHEP, make([]byte, shep.MaxSize+1), 500, "cannot be read"},
		"no such service":    {"POST", town.PathSHEP, message("X", "<a/>"), 500, "no such service"},
		"unread by GBD FL":   {"POST", town.PathSHEP, message("GBDFL_UniversalServiceSync", "<a/>"), 200, shep.Business},
		"unread by GBD RN":   {"POST", town.PathSHEP, message("GBDRN_RightsByOwner", "<b/>"), 200, shep.Business},
		"unread by AR":       {"POST", town.PathSHEP, message("AR_AddressSearch", "<c/>"), 200, shep.Business},
		"unread by BMG":      {"POST", town.PathSHEP, message("BMG_PhoneByIIN", "<d/>"), 200, shep.Business},
		"SMS not JSON":       {"PUT", town.PathSMS + "/messages/a", []byte("hello"), 400, ""},
		"SMS too large":      {"PUT", town.PathSMS + "/messages/a", make([]byte, sms.MaxSize+1), 413, ""},
		"SMS id too long":    {"PUT", town.PathSMS + "/messages/" + strings.Repeat("a", sms.MaxID+1), []byte("{}"), 413, ""},
		"SMS not known":      {"GET", town.PathSMS + "/messages/a", nil, 404, ""},
		"OCSP of nothing":    {"POST", ca.PathOCSP, []byte("hello"), 200, "\x30\x03\x0a\x01\x01"}, // malformedRequest
		"OCSP too large":     {"POST", ca.PathOCSP, make([]byte, 17<<10), 413, ""},
		"stamp of nothing":   {"POST", ca.PathTSP, []byte("hello"), 200, "\x30"},
		"list of nobody":     {"GET", ca.PathCRL + "elsewhere", nil, 404, ""},
		"issuer of nobody":   {"GET", ca.PathCert + "elsewhere", nil, 404, ""},
		"issuer":             {"GET", ca.PathCert + "gost", nil, 200, "NOT FOR USE"},
		"no such wire":       {"GET", "/elsewhere", nil, 404, ""},
		"SHEP is not a page": {"GET", town.PathSHEP, nil, 405, ""},
	} {
		if code, body := send(t, c.method, r.URL+c.path, c.body); code != c.code || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %.80q", name, code, body)
		}
	}
}

func TestARepeatedMessageHasTheSameAnswer(t *testing.T) {
	r := start(t, town.Options{})
	ask := shep.Request{MessageID: "m", Service: "BMG_PhoneByIIN", Data: []byte("<phoneRequest><iin>980412900113</iin></phoneRequest>")}.Marshal()
	_, first := send(t, "POST", r.URL+town.PathSHEP, ask)
	who, _ := r.People().Resident("aidana")
	if err := r.People().Phone(who.Person.IIN, "+77000000999"); err != nil {
		t.Fatal(err)
	}
	if _, again := send(t, "POST", r.URL+town.PathSHEP, ask); again != first {
		t.Error("another answer to the same message")
	}
	if _, fresh := send(t, "POST", r.URL+town.PathSHEP, bytes.Replace(ask, []byte(">m<"), []byte(">n<"), 1)); fresh == first {
		t.Error("the old answer to a new message")
	}
}

func TestFaultsAreCounted(t *testing.T) {
	f := wire.NewFaults()
	for name, bad := range map[string]error{
		"no such wire":  f.Set("elsewhere", wire.Fault{Kind: wire.Slow}),
		"no such fault": f.Set(wire.Persons, wire.Fault{Kind: "dance"}),
	} {
		if bad == nil {
			t.Errorf("%s: set", name)
		}
	}
	if err := f.Set(wire.Persons, wire.Fault{Kind: wire.Slow, Times: 2}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []wire.Kind{wire.Slow, wire.Slow, ""} {
		if x := f.Take(wire.Persons); x.Kind != want || want != "" && x.Delay != wire.DefaultDelay {
			t.Errorf("exchange %d: %+v", i, x)
		}
	}
	if err := f.Set(wire.Persons, wire.Fault{Kind: wire.Silent}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if f.Take(wire.Persons).Kind != wire.Silent || f.Take(wire.Titles).Kind != "" {
			t.Error("a fault without count went away, or went over")
		}
	}
	if err := f.Set(wire.Persons, wire.Fault{}); err != nil || len(f.On()) != 0 {
		t.Errorf("taken off: %v, %v", err, f.On())
	}
}

func TestPhonesAreKept(t *testing.T) {
	dir := t.TempDir()
	for i := range 2 {
		r, err := town.Start(dir, town.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(r.Phones().Inbox("+77000000101")); n != i {
			t.Errorf("start %d: %d texts", i, n)
		}
		for _, id := range []string{"one", "one"} {
			if code, _ := send(t, "PUT", r.URL+town.PathSMS+"/messages/"+id, []byte(`{"to":"+77000000101","text":"a"}`)); code != http.StatusAccepted {
				t.Errorf("start %d: %d", i, code)
			}
		}
		if err := r.Stop(); err != nil {
			t.Fatal(err)
		}
	}
}
