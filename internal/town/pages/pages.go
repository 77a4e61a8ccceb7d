package pages

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town"
	"tirkeu/internal/town/egov"
	"tirkeu/internal/words"
)

// Standing is one case of a resident as he would see it, in the reader's language.
type Standing struct {
	Number string
	State  string // code of the state, such as "consenting"
	Tone   string // class of its colour: ok, warn, err, off or none
	Title  string // the state in words
	Next   string // whose move it is, in words
	Link   string // path of the case in the resident's own tab
}

// Cases is what the pages ask of the service.
type Cases interface {
	// Of lists the cases a person filed or that are about him, newest first, and the requests that wait
	// for his answer.
	Of(ctx context.Context, l words.Lang, person iin.IIN) ([]Standing, error)
	// NextEvent is the next instant of the calendar at which something happens by itself.
	NextEvent(ctx context.Context) (at time.Time, ok bool, err error)
	// Settle returns when what the calendar made due has happened, or with an error when it takes too long.
	Settle(ctx context.Context) error
}

// Pages are the town's pages. Fields are set once, before Handler.
type Pages struct {
	Town  *town.Town
	Cases Cases
	Port  string        // of the portal, for the residents' tabs at <handle>.localhost
	Style func() string // path of the portal's style sheet
	// Scenes tells how many of the scenes that bring residents to their states were played, and of how many;
	// zero when none is left. May be nil.
	Scenes func() (done, of int)
	Leave  http.HandlerFunc // ends the portal's session in this browser when the person is changed; may be nil
	Phone  *egov.App        // eGov Mobile; nil: the residents have none
	Log    *slog.Logger     // slog.Default when nil

	phones phones
	sets   map[words.Lang]templates
}

// window is one page. Its error is turned into a page by the one table in trouble.go.
type window func(*visit) error

// Handler serves everything under /town/.
func (p *Pages) Handler() (http.Handler, error) {
	var err error
	if p.sets, err = parse(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for pattern, w := range map[string]window{
		"GET /town/{$}":                     front,
		"POST /town/who":                    become,
		"GET /town/homes":                   homes,
		"GET /town/phone":                   ownPhone,
		"GET /town/phone/{handle}":          phone,
		"POST /town/phone/{handle}/power":   power,
		"POST /town/phone/{handle}/key":     setMood,
		"POST /town/phone/{handle}/shown":   showDocument,
		"GET /town/mobile":                  mobile,
		"POST /town/mobile":                 signMobile,
		"GET /town/students.csv":            students,
		"GET /town/time":                    calendar,
		"POST /town/time":                   move,
		"GET /town/faults":                  faults,
		"POST /town/faults":                 setFault,
		"GET /town/changes":                 changes,
		"POST /town/changes/sell":           sell,
		"POST /town/changes/ban":            ban,
		"POST /town/changes/phone":          changePhone,
		"POST /town/changes/death":          death,
		"POST /town/changes/power":          revoke,
		"POST /town/changes/entity":         liquidate,
		"POST /town/changes/leave":          leave,
		"GET /town/authority":               authority,
		"GET /town/authority/{certificate}": certificate,
		"/town/":                            lost,
	} {
		mux.HandleFunc(pattern, p.open(w))
	}
	mux.HandleFunc("GET /town/a/{file}", asset)
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(p.open(foreign))
	return guard.Handler(mux), nil
}

// maxBody of a form, in bytes.
const maxBody = 16 << 10

// open wraps a page with what no page may forget.
func (p *Pages) open(w window) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		headers(rw.Header())
		r.Body = http.MaxBytesReader(rw, r.Body, maxBody)
		v := &visit{w: rw, r: r, p: p}
		v.chooseLang()
		if r.Method == http.MethodPost {
			if err := r.ParseForm(); err != nil {
				v.fail(fault.As(fault.Invalid, err, "form"))
				return
			}
		}
		if err := w(v); err != nil {
			v.fail(err)
		}
	}
}

// headers are those of the portal.
func headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "+
		"img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}
