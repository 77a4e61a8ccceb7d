package browsertest

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/coder/websocket"
	"golang.org/x/net/html"
)

// resident is a person of the demo at a browser without JavaScript, over HTTP. A walk that goes wrong
// panics with a *lost, which the test that walks turns into its failure.
type resident struct {
	d       *demo
	handle  string // "" is a visitor without a name, at localhost
	lang    string
	cookies map[string]string
	seen    func(who *resident, method, path string, p *page) // keeps every page; may be nil
}

// page is what came over the wire.
type page struct {
	status int
	path   string // with query
	header http.Header
	wire   int // bytes of the body as it travelled
	body   []byte
	root   *html.Node
}

type lost struct{ what string }

func (d *demo) resident(handle string) *resident {
	return &resident{d: d, handle: handle, lang: "kk", cookies: map[string]string{}}
}

func (r *resident) fail(format string, args ...any) {
	panic(&lost{fmt.Sprintf("%s (%s): ", r.handle, r.lang) + fmt.Sprintf(format, args...)})
}

func (r *resident) host() string {
	if r.handle == "" {
		return "localhost:" + r.d.port
	}
	return r.handle + ".localhost:" + r.d.port
}

// home is a client for which every name under localhost is this machine, as in a browser.
var home = &http.Client{
	Timeout: patience,
	Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 4,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			_, port, err := net.SplitHostPort(addr)
			if err != nil {
				return nil, err
			}
			return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
		}},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// send does one exchange and follows where it leads.
func (r *resident) send(method, path, kind string, body []byte) *page {
	came := path
	for range 8 {
		p := r.exchange(method, path, kind, body)
		if r.seen != nil {
			r.seen(r, method, path, p)
		}
		to := p.header.Get("Location")
		if to == "" {
			return p
		}
		u, err := url.Parse(to)
		if err != nil {
			r.fail("%s %s leads to %q", method, path, to)
		}
		method, path, kind, body = http.MethodGet, u.RequestURI(), "", nil
	}
	r.fail("%s leads in circles", came)
	return nil
}

func (r *resident) exchange(method, path, kind string, body []byte) *page {
	req, err := http.NewRequest(method, "http://"+r.host()+path, bytes.NewReader(body))
	if err != nil {
		r.fail("%v", err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	if kind != "" {
		req.Header.Set("Content-Type", kind)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range r.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	res, err := home.Do(req)
	if err != nil {
		r.fail("%v", err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	if err != nil {
		r.fail("%v", err)
	}
	for _, c := range res.Cookies() {
		r.cookies[c.Name] = c.Value
		if c.MaxAge < 0 || c.Value == "" {
			delete(r.cookies, c.Name)
		}
	}
	return r.unpack(path, res, raw)
}

func (r *resident) unpack(path string, res *http.Response, raw []byte) *page {
	p := &page{status: res.StatusCode, path: path, header: res.Header, wire: len(raw), body: raw}
	if res.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err == nil {
			p.body, err = io.ReadAll(io.LimitReader(z, 16<<20))
		}
		if err != nil {
			r.fail("%s: %v", path, err)
		}
	}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && res.Header.Get("Location") == "" {
		root, err := html.Parse(bytes.NewReader(p.body))
		if err != nil {
			r.fail("%s: %v", path, err)
		}
		p.root = root
	}
	return p
}

// get opens a page by its path after the language; one that begins with /town/ as it stands.
func (r *resident) get(path string) *page { return r.send(http.MethodGet, r.path(path), "", nil) }

func (r *resident) path(path string) string {
	if strings.HasPrefix(path, "/town/") {
		return path
	}
	return "/" + r.lang + path
}

// fill sends the form that has all the fields, changed by what is typed. A form may also be named by the end
// of its address, as the first of the fields: "→/again".
func (r *resident) fill(p *page, typed ...string) *page {
	to := ""
	if len(typed) > 0 && strings.HasPrefix(typed[0], "→") {
		to, typed = strings.TrimPrefix(typed[0], "→"), typed[1:]
	}
	f := p.form(to, typed)
	if f == nil {
		r.fail("%s, status %d, has no form %s %v: %s", p.path, p.status, to, typed, p.text())
	}
	for i := 0; i+1 < len(typed); i += 2 {
		f.values.Set(typed[i], typed[i+1])
	}
	if f.method == http.MethodGet {
		return r.send(http.MethodGet, f.action+"?"+f.values.Encode(), "", nil)
	}
	kind, body := "application/x-www-form-urlencoded", []byte(f.values.Encode())
	if f.multipart {
		kind, body = r.parts(f.values)
	}
	return r.send(http.MethodPost, f.action, kind, body)
}

func (r *resident) parts(values url.Values) (string, []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name := range values {
		if err := w.WriteField(name, values.Get(name)); err != nil {
			r.fail("%v", err)
		}
	}
	if err := w.Close(); err != nil {
		r.fail("%v", err)
	}
	return w.FormDataContentType(), b.Bytes()
}

// on checks that a walk came to a page whose path goes on so after the language.
func (r *resident) on(p *page, begin string) *page {
	if p.status != http.StatusOK || !strings.HasPrefix(p.path, "/"+r.lang+begin) {
		r.fail("came to %s, status %d, and not to %s: %s", p.path, p.status, begin, p.text())
	}
	return p
}

// signIn logs in with the resident's key.
func (r *resident) signIn() *page {
	p := r.get("/sign-in")
	return r.on(r.fill(p, "cms", r.sign(p, "")), "/account")
}

// signed signs what a page asks to sign and sends it.
func (r *resident) signed(p *page) *page {
	return r.fill(p, "method", "eds", "cms", r.sign(p, ""))
}

// sign asks the resident's NCALayer, as the page's script does.
func (r *resident) sign(p *page, bin string) string {
	n := p.find(func(n *html.Node) bool { return has(n, "data-nca") })
	if n == nil {
		r.fail("%s, status %d, asks for no signature: %s", p.path, p.status, p.text())
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ws, _, err := websocket.Dial(ctx, "ws://"+r.host()+"/town/ncalayer", &websocket.DialOptions{HTTPClient: &http.Client{Transport: home.Transport}})
	if err != nil {
		r.fail("NCALayer: %v", err)
	}
	defer ws.CloseNow()
	ws.SetReadLimit(1 << 20)
	if _, _, err := ws.Read(ctx); err != nil {
		r.fail("NCALayer does not greet: %v", err)
	}
	ask := map[string]any{"module": "kz.gov.pki.knca.basics", "method": "sign", "args": map[string]any{
		"format": "cms", "data": attr(n, "data-data"), "locale": r.lang,
		"signingParams": map[string]any{"decode": true, "encapsulate": false, "digested": false, "tsaProfile": map[string]any{}},
		"signerParams": map[string]any{"extKeyUsageOids": []string{"1.3.6.1.5.5.7.3.4"}, "iin": attr(n, "data-iin"), "bin": bin,
			"serialNumber": "", "chain": json.RawMessage(attr(n, "data-chain"))},
	}}
	doc, err := json.Marshal(ask)
	if err == nil {
		err = ws.Write(ctx, websocket.MessageText, doc)
	}
	if err == nil {
		_, doc, err = ws.Read(ctx)
	}
	var said struct{ Body struct{ Result []string } }
	if err == nil {
		err = json.Unmarshal(doc, &said)
	}
	if err != nil || len(said.Body.Result) == 0 {
		r.fail("NCALayer: %v %.200s", err, doc)
	}
	return said.Body.Result[0]
}
