package ncalayer_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/town/ncalayer"
)

// The package whose tests hold exchanges recorded from a real NCALayer (MIT, published at npm). It is fetched
// when the tests run, and nothing of it is kept in this repository.
const (
	recordedPackage = "ncalayer-js-client@1.5.6"
	recordedDigest  = "1cfb5b1c749526479e78c28ff067e0e375c0dcefb05c23657ed7ce281afc35fa" // SHA-256 of its test-data.json
)

// lacking skips a test whose tool is missing, or fails it where all tools must be there.
func lacking(t *testing.T, what string, err error) {
	t.Helper()
	if os.Getenv("TIRKEU_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s: %v", what, err)
	}
	t.Skipf("SKIPPED: %s: %v", what, err)
}

// fetched gives the folder where the package and its one dependency, a web socket for node, are installed.
func fetched(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			lacking(t, tool, err)
		}
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		lacking(t, "a cache folder", err)
	}
	dir := filepath.Join(cache, "tirkeu-tests", recordedPackage)
	modules := filepath.Join(dir, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules
	}
	fresh := t.TempDir()
	out, err := exec.Command("npm", "install", "--prefix", fresh, "--ignore-scripts", "--no-audit", "--no-fund", recordedPackage).CombinedOutput()
	if err != nil {
		lacking(t, "npm install "+recordedPackage, fmt.Errorf("%w\n%s", err, out))
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(fresh)); err != nil && !os.IsExist(err) {
		t.Fatal(err)
	}
	return modules
}

// exchange is one recorded request with its answer.
type exchange struct {
	Greeting string `json:"initMessage"`
	Request  string
	Response string
}

func recorded(t *testing.T) []exchange {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(fetched(t), "ncalayer-js-client", "test", "test-data.json"))
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != recordedDigest {
		t.Fatalf("the recorded exchanges are others than those of %s", recordedPackage)
	}
	var list []exchange
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// how tells what an answer is: a success, a cancellation or a failure.
func how(t *testing.T, response string) string {
	t.Helper()
	var r struct {
		Status        *bool
		Code, Message string
		Body          map[string]any
	}
	if err := json.Unmarshal([]byte(response), &r); err != nil {
		t.Fatal(err)
	}
	switch {
	case r.Message == "action.canceled", r.Status != nil && *r.Status && len(r.Body) == 0:
		return "cancelled"
	case r.Code == "500", r.Status != nil && !*r.Status:
		return "failed"
	}
	return "signed"
}

// unspoken are the methods that the town's program does not speak: a plugin of a token's maker, and digests
// in place of data.
func unspoken(c ncalayer.Call) bool {
	return strings.HasPrefix(c.Module, "kz.digiflow.") || c.Method == "createCAdESFromBase64Hash" || bytes.Contains(c.Args, []byte(`"digested":true`))
}

// TestRecordedRequests: the town's program answers recorded requests in the recorded shapes.
func TestRecordedRequests(t *testing.T) {
	list := recorded(t)
	r := start(t)
	p := open(t, r, "aidana")
	skipped := 0
	for i, x := range list {
		c, err := ncalayer.ParseCall([]byte(x.Request))
		if err != nil {
			t.Errorf("%d: %v", i, err)
			continue
		}
		if unspoken(c) {
			skipped++
			continue
		}
		r.NCALayer().SetMood("aidana", ncalayer.Mood{AnyKey: true, Shape: ncalayer.AsString, Cancel: how(t, x.Response) == "cancelled"})
		answer := p.ask(x.Request)
		if got, want := how(t, answer), how(t, x.Response); got != want {
			t.Errorf("%d %s.%s: %s, recorded %s", i, c.Module, c.Method, answer, x.Response)
		}
		var got, want any
		if err := json.Unmarshal([]byte(answer), &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(x.Response), &want); err != nil {
			t.Fatal(err)
		}
		if why := differs(got, want); why != "" {
			t.Errorf("%d %s.%s: %s\n%.300s\nrecorded\n%.300s", i, c.Module, c.Method, why, answer, x.Response)
		}
	}
	if len(list) != 50 || skipped != 7 {
		t.Errorf("%d exchanges, %d not spoken: want 50 and 7", len(list), skipped)
	}
}

// differs compares shapes: kinds of values, names in objects, and the values that a client decides by.
func differs(got, want any) string {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return fmt.Sprintf("%T for an object", got)
		}
		for name, v := range w {
			if name == "code" && v != g[name] {
				return fmt.Sprintf("code %v, want %v", g[name], v)
			}
			if why := differs(g[name], v); why != "" {
				return name + ": " + why
			}
		}
		if _, info := w["certNotBefore"]; len(g) != len(w) && !info { // the record holds one field of a key only
			return fmt.Sprintf("%d names, want %d", len(g), len(w))
		}
	case []any:
		g, ok := got.([]any)
		if !ok {
			return fmt.Sprintf("%T for a list", got)
		}
		for i := range min(len(g), len(w)) {
			if why := differs(g[i], w[i]); why != "" {
				return why
			}
		}
	case string:
		g, ok := got.(string)
		if !ok || strings.HasPrefix(w, "-----BEGIN CMS-----\n") != strings.HasPrefix(g, "-----BEGIN CMS-----\n") {
			return fmt.Sprintf("%.40v for %.40q", got, w)
		}
	default:
		if got != want {
			return fmt.Sprintf("%v, want %v", got, want)
		}
	}
	return ""
}

// script runs the portal's own script in node.
func script(t *testing.T, todo map[string]any, into any) {
	t.Helper()
	own, err := filepath.Abs(filepath.Join("..", "..", "desk", "frame", "assets", "sign.js"))
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command("node", filepath.Join("testdata", "client.js"), own, filepath.Join(fetched(t), "ws"))
	in, err := json.Marshal(todo)
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	run.Stdin, run.Stderr = bytes.NewReader(in), &errs
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
}

// outcome is what the script tells.
type outcome struct {
	End, Code, CMS string
	Limit          int  // milliseconds for which the greeting is waited for
	Over           bool // they went by
	Off            bool // they are waited for no more
}

// TestTheScriptReadsRecordedAnswers: signatures of every recorded shape, cancellations and failures.
func TestTheScriptReadsRecordedAnswers(t *testing.T) {
	var answers, want, cms []string
	for _, x := range recorded(t) {
		c, err := ncalayer.ParseCall([]byte(x.Request))
		if err != nil {
			t.Fatal(err)
		}
		h := how(t, x.Response)
		if h == "signed" && !slices.Contains([]string{"sign", "createCAdESFromBase64", "createCAdESFromBase64Hash", "createCMSSignatureFromBase64", "signXml", "signXmls"}, c.Method) {
			continue // a success that is no signature
		}
		answers, want, cms = append(answers, x.Response), append(want, h), append(cms, first(t, x.Response))
	}
	var got []outcome
	script(t, map[string]any{"read": answers}, &got)
	counts := map[string]int{}
	for i, g := range got {
		counts[g.End]++
		if g.End != want[i] || g.CMS != cms[i] {
			t.Errorf("%s is read as %s, want %s", answers[i], g.End, want[i])
		}
	}
	if counts["signed"] != 24 || counts["cancelled"] != 10 || counts["failed"] != 10 {
		t.Errorf("read as %v", counts)
	}
}

// first finds the signature in a recorded answer.
func first(t *testing.T, response string) string {
	t.Helper()
	var r struct {
		ResponseObject any
		Body           struct{ Result any }
	}
	if err := json.Unmarshal([]byte(response), &r); err != nil {
		t.Fatal(err)
	}
	for _, x := range []any{r.ResponseObject, r.Body.Result} {
		if l, ok := x.([]any); ok && len(l) > 0 {
			x = l[0]
		}
		if s, ok := x.(string); ok {
			return s
		}
	}
	return ""
}

func TestTheScriptReadsOtherAnswers(t *testing.T) {
	list := []struct{ answer, end, cms string }{
		{`{"status":true,"body":{"result":{"signatures":["x","y"],"certificate":"c"}}}`, "signed", "x"},
		{`{"status":true,"body":{"result":["x"]}}`, "signed", "x"}, {`{"status":true,"body":{"result":"x"}}`, "signed", "x"},
		{`{"success":false,"errorCode":"MODULE_NOT_FOUND"}`, "failed", ""}, {`{"status":false,"code":"SIGNING_FAILURE"}`, "failed", ""},
		{`{"status":true,"body":{"result":[]}}`, "wrong", ""}, {`{"status":true,"body":{"result":{}}}`, "wrong", ""}, {`{"status":true,"body":{"result":""}}`, "wrong", ""},
		{`{"status":true,"body":{"result":[7]}}`, "wrong", ""}, {`{"status":true}`, "wrong", ""}, {`{"status":true,"body":null}`, "wrong", ""},
		{`{}`, "wrong", ""}, {`[]`, "wrong", ""}, {`null`, "wrong", ""}, {`7`, "wrong", ""}, {``, "wrong", ""}, {`{"status":`, "wrong", ""},
	}
	var answers []string
	for _, x := range list {
		answers = append(answers, x.answer)
	}
	var got []outcome
	script(t, map[string]any{"read": answers}, &got)
	for i, x := range list {
		if got[i].End != x.end || got[i].CMS != x.cms {
			t.Errorf("%s is read as %+v, want %s", x.answer, got[i], x.end)
		}
	}
	var greeted []bool
	greetings := []string{recorded(t)[0].Greeting, `{"result":{"version":"1.4"}}`, `{"result":{}}`, `{"status":true}`, `null`, `hello`, ncalayer.Heartbeat}
	script(t, map[string]any{"greeted": greetings}, &greeted)
	for i, g := range greeted {
		if g != (i < 2) {
			t.Errorf("%s is a greeting: %v", greetings[i], g)
		}
	}
}

// TestTheScriptPinsTheSigner: the request names the person and the legal entity, and without a chain of the
// page's it is the production authority that is trusted.
func TestTheScriptPinsTheSigner(t *testing.T) {
	for _, x := range []struct{ iin, bin, chain, want string }{
		{aidana, "", "null", `{"extKeyUsageOids":["1.3.6.1.5.5.7.3.4","1.2.398.3.3.4.1.1"],"iin":"` + aidana + `","bin":"","serialNumber":""}`},
		{zhanna, firm, `["PEM"]`, `{"extKeyUsageOids":["1.3.6.1.5.5.7.3.4"],"iin":"` + zhanna + `","bin":"` + firm + `","serialNumber":"","chain":["PEM"]}`},
		{"", "", "null", `{"extKeyUsageOids":[],"iin":"","bin":"","serialNumber":""}`},
	} {
		var got struct {
			Module, Method string
			Args           struct {
				Format, Data, Locale string
				SigningParams        json.RawMessage
				SignerParams         json.RawMessage
			}
		}
		script(t, map[string]any{"request": map[string]any{"iin": x.iin, "bin": x.bin, "chain": x.chain, "data": "aGVsbG8=", "lang": "kk"}}, &got)
		if string(got.Args.SignerParams) != x.want || got.Module != ncalayer.Basics || got.Method != "sign" || got.Args.Format != "cms" ||
			got.Args.Data != "aGVsbG8=" || got.Args.Locale != "kk" ||
			string(got.Args.SigningParams) != `{"decode":true,"encapsulate":false,"digested":false,"tsaProfile":{}}` {
			t.Errorf("%+v, want %s", got, x.want)
		}
	}
}
