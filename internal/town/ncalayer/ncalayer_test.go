package ncalayer_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/xmldsig"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/wire"
)

const (
	aidana = "980412900113"
	zhanna = "900115901515"
	firm   = "110190000018"
)

func start(t *testing.T) *town.Running {
	t.Helper()
	r, err := town.Start(t.TempDir(), town.Options{})
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

// page is a page in somebody's browser.
type page struct {
	*testing.T
	ctx  context.Context
	conn *websocket.Conn
}

func open(t *testing.T, r *town.Running, who string) *page {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	conn, _, err := websocket.Dial(ctx, r.URL+town.PathNCALayer+"?who="+who, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	conn.SetReadLimit(ncalayer.MaxMessage)
	p := &page{t, ctx, conn}
	if got := p.read(); got != `{"result":{"version":"1.4"}}` {
		t.Fatalf("greeting %s", got)
	}
	return p
}

func (p *page) read() string {
	p.Helper()
	_, doc, err := p.conn.Read(p.ctx)
	if err != nil {
		p.Fatal(err)
	}
	return string(doc)
}

func (p *page) ask(message string) string {
	p.Helper()
	if err := p.conn.Write(p.ctx, websocket.MessageText, []byte(message)); err != nil {
		p.Fatal(err)
	}
	return p.read()
}

// sign asks basics.sign for a detached CMS over "hello"; signer is the JSON of signerParams.
func (p *page) sign(signer string) string {
	p.Helper()
	return p.ask(`{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"allowedStorages":["PKCS12"],"format":"cms","data":"` +
		base64.StdEncoding.EncodeToString([]byte("hello")) + `","signingParams":{"decode":true,"encapsulate":false,"digested":false,"tsaProfile":{}},` +
		`"signerParams":` + signer + `,"locale":"kk"}}`)
}

// result reads body.result; ok is false for a cancellation.
func result(t *testing.T, answer string) (result any, ok bool) {
	t.Helper()
	var a struct {
		Status bool
		Body   map[string]any
	}
	if err := json.Unmarshal([]byte(answer), &a); err != nil || !a.Status {
		t.Fatalf("%s: %v", answer, err)
	}
	result, ok = a.Body["result"]
	return result, ok
}

func signedBy(t *testing.T, text string) *cert.Certificate {
	t.Helper()
	m, err := cms.Parse([]byte(text), cms.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	results, err := m.Verify([]byte("hello"), cms.VerifyOptions{})
	if err != nil || !cms.Good(results) || !m.Detached || len(results[0].Timestamps) != 1 {
		t.Fatalf("%v, detached %v, %+v", err, m.Detached, results)
	}
	return results[0].Certificate
}

func chain(t *testing.T, r *town.Running) string {
	t.Helper()
	pems, err := r.Chain()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := json.Marshal(pems)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

func TestShapes(t *testing.T) {
	r := start(t)
	p := open(t, r, "aidana")
	ask := `{"extKeyUsageOids":["1.3.6.1.5.5.7.3.4","1.2.398.3.3.4.1.1"],"iin":"` + aidana + `","chain":` + chain(t, r) + `}`
	for _, shape := range []ncalayer.Shape{ncalayer.AsArray, ncalayer.AsString, ncalayer.AsObject} {
		r.NCALayer().SetMood("aidana", ncalayer.Mood{Shape: shape, Times: 1})
		got, ok := result(t, p.sign(ask))
		if !ok {
			t.Fatalf("%q: cancelled", shape)
		}
		if object, is := got.(map[string]any); is != (shape == ncalayer.AsObject) {
			t.Errorf("%q: %T", shape, got)
		} else if is {
			got = object["signatures"]
		}
		if array, is := got.([]any); is {
			got = array[0]
		} else if shape != ncalayer.AsString {
			t.Errorf("%q: %T", shape, got)
		}
		text := got.(string)
		if !strings.HasPrefix(text, "-----BEGIN CMS-----\n") {
			t.Errorf("%q: %.30s", shape, text)
		}
		if c := signedBy(t, text); c.Subject.IIN != aidana {
			t.Errorf("%q: signed by another", shape)
		}
	}
	if got := p.ask(ncalayer.Heartbeat); got != ncalayer.Heartbeat {
		t.Errorf("heartbeat %s", got)
	}
}

func TestPicksTheKeyThatIsAskedFor(t *testing.T) {
	r := start(t)
	trusted := chain(t, r)
	for name, c := range map[string]struct {
		who, signer string
		bin         string
		signs       bool
	}{
		"own":                  {"zhanna", `{"iin":"` + zhanna + `","chain":` + trusted + `}`, "", true},
		"for the firm":         {"zhanna", `{"bin":"` + firm + `","chain":` + trusted + `}`, firm, true},
		"as head":              {"zhanna", `{"bin":"` + firm + `","extKeyUsageOids":["1.2.398.3.3.4.1.2.1"],"chain":[]}`, firm, true},
		"as one who may sign":  {"zhanna", `{"bin":"` + firm + `","extKeyUsageOids":["1.2.398.3.3.4.1.2.2"],"chain":[]}`, "", false},
		"any authority":        {"zhanna", `{"chain":[]}`, "", true},
		"production only":      {"zhanna", `{"iin":"` + zhanna + `"}`, "", false},
		"another person":       {"zhanna", `{"iin":"` + aidana + `","chain":` + trusted + `}`, "", false},
		"an unknown authority": {"zhanna", `{"chain":["nonsense"]}`, "", false},
		"a child without key":  {"aliya", `{"chain":[]}`, "", false},
		"nobody's browser":     {"nobody", `{"chain":[]}`, "", false},
	} {
		got, ok := result(t, open(t, r, c.who).sign(c.signer))
		if ok != c.signs {
			t.Errorf("%s: signed %v", name, ok)
			continue
		}
		if ok && signedBy(t, got.([]any)[0].(string)).Subject.BIN != c.bin {
			t.Errorf("%s: for another legal entity", name)
		}
	}
}

func TestMoods(t *testing.T) {
	r := start(t)
	p := open(t, r, "aidana")
	r.NCALayer().SetMood("aidana", ncalayer.Mood{Cancel: true})
	if got := p.sign(`{"chain":[]}`); got != `{"body":{},"status":true}` {
		t.Errorf("cancelled: %s", got)
	}
	if got := p.ask(`{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["PKCS12"]}`); got != `{"code":"500","message":"action.canceled"}` {
		t.Errorf("cancelled: %s", got)
	}
	r.NCALayer().SetMood("aidana", ncalayer.Mood{Fail: "SIGNING_FAILURE"})
	if got := p.sign(`{"chain":[]}`); !strings.Contains(got, `"code":"SIGNING_FAILURE"`) || !strings.Contains(got, `"status":false`) {
		t.Errorf("failed: %s", got)
	}
	r.NCALayer().SetMood("aidana", ncalayer.Mood{AnyKey: true})
	if got, ok := result(t, p.sign(`{"iin":"`+zhanna+`"}`)); !ok || signedBy(t, got.([]any)[0].(string)).Subject.IIN != aidana {
		t.Error("did not sign with his own key")
	}
	r.NCALayer().SetMood("aidana", ncalayer.Mood{Delay: 100 * time.Millisecond})
	before := time.Now()
	p.sign(`{"chain":[]}`)
	if time.Since(before) < 100*time.Millisecond {
		t.Error("did not wait")
	}
}

func TestOtherMessages(t *testing.T) {
	r := start(t)
	p := open(t, r, "aidana")
	for ask, want := range map[string]string{
		`{"module":"kz.other","method":"x"}`:                                               `{"errorCode":"MODULE_NOT_FOUND","success":false}`,
		`{"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"}`:              `{"code":"200","responseObject":[]}`,
		`{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["Pocket"]}`: `{"code":"500","message":"storage.unknown"}`,
		`{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":{}}`:         `{"code":"500","message":"org.json.JSONException"}`,
		`{"module":"kz.gov.pki.knca.commonUtils","method":"dance","args":["PKCS12"]}`:      `{"code":"500","message":"java.lang.NoSuchMethodException"}`,
		`nonsense`: `{"code":"INVOCATION_ERROR","details":"org.json.JSONException","message":"An invoked method threw an exception.","status":false}`,
		`{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"format":"cms","data":"?","signingParams":{"decode":true}}}`: `{"code":"INVALID_SIGNING_PARAMS","details":"org.json.JSONException","message":"An invoked method threw an exception.","status":false}`,
	} {
		if diff := cmp.Diff(want, p.ask(ask)); diff != "" {
			t.Errorf("%s: %s", ask, diff)
		}
	}
	info := p.ask(`{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["PKCS12"]}`)
	if !strings.Contains(info, `"subjectCn":"СЕЙТҚАЛИ АЙДАНА"`) {
		t.Errorf("key info: %s", info)
	}
	var cades struct{ ResponseObject string }
	answer := p.ask(`{"module":"kz.gov.pki.knca.commonUtils","method":"createCMSSignatureFromBase64","args":["PKCS12","SIGNATURE","aGVsbG8=",false]}`)
	if err := json.Unmarshal([]byte(answer), &cades); err != nil {
		t.Fatal(err)
	}
	signedBy(t, cades.ResponseObject)
	var xml struct{ ResponseObject string }
	answer = p.ask(`{"module":"kz.gov.pki.knca.commonUtils","method":"signXml","args":["PKCS12","SIGNATURE","<a>1</a>","",""]}`)
	if err := json.Unmarshal([]byte(answer), &xml); err != nil {
		t.Fatal(err)
	}
	if _, err := xmldsig.Verify([]byte(xml.ResponseObject), xmldsig.Limits{}); err != nil {
		t.Error(err)
	}
}

func TestFaults(t *testing.T) {
	r := start(t)
	dial := func(kind wire.Kind) (*websocket.Conn, context.Context, error) {
		if err := r.Faults().Set(wire.Keys, wire.Fault{Kind: kind, Delay: time.Minute, Times: 1}); err != nil {
			t.Fatal(err)
		}
		conn, _, err := websocket.Dial(context.Background(), r.URL+town.PathNCALayer+"?who=aidana", nil)
		ctx, cancel := context.WithTimeout(context.Background(), 150*time.Millisecond)
		t.Cleanup(cancel)
		return conn, ctx, err
	}
	if _, _, err := dial(wire.Error); err == nil {
		t.Error("error: opened")
	}
	for _, kind := range []wire.Kind{wire.Silent, wire.Slow} {
		conn, ctx, err := dial(kind)
		if err != nil {
			t.Fatal(err)
		}
		if _, doc, err := conn.Read(ctx); err == nil {
			t.Errorf("%s: greeted with %s", kind, doc)
		}
		_ = conn.CloseNow()
	}
}

func TestAForeignPageIsTurnedAway(t *testing.T) {
	r := start(t)
	for origin, want := range map[string]bool{"https://evil.example": false, "http://aidana.localhost:8080": true} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		conn, _, err := websocket.Dial(ctx, r.URL+town.PathNCALayer, &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {origin}}})
		if (err == nil) != want {
			t.Errorf("%s: %v", origin, err)
		}
		if conn != nil {
			_ = conn.CloseNow()
		}
		cancel()
	}
}

func TestWhoseBrowser(t *testing.T) {
	for url, want := range map[string]string{
		"http://aidana.localhost:8080/ncalayer": "aidana", "http://aidana.localhost/": "aidana",
		"http://127.0.0.1:1/?who=serik": "serik", "http://localhost:8080/": "", "http://example.org/": "",
	} {
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := ncalayer.Who(req); got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

func FuzzMessages(f *testing.F) {
	f.Add([]byte(`{"module":"m","method":"sign","args":{"format":"cms","data":"aGVsbG8=","signingParams":{"decode":true}}}`))
	f.Add([]byte(`{"format":"xml","data":["<a/>"],"signerParams":{"chain":[]}}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if c, err := ncalayer.ParseCall(doc); err == nil && c.Module == "" {
			t.Error("a call without module")
		}
		if o, err := ncalayer.ParseOrder(doc); err == nil && (len(o.Data) == 0 || len(o.Data) > ncalayer.MaxDocuments) {
			t.Errorf("%d documents", len(o.Data))
		}
	})
}
