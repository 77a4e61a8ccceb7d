package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/p12"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/sms"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/work/pulse"
)

// serveCmd runs the service in production.
type serveCmd struct{}

// needed are the settings without which production does not start.
var needed = []string{
	"TIRKEU_URL", "TIRKEU_TRUST", "TIRKEU_SHEP_URL", "TIRKEU_SHEP_LOGIN", "TIRKEU_SHEP_PASSWORD_FILE",
	"TIRKEU_SHEP_KEY", "TIRKEU_SHEP_KEY_PASSWORD_FILE", "TIRKEU_SHEP_BIN", "TIRKEU_SMS_URL", "TIRKEU_OCSP_URL",
}

// Run serves until it is interrupted. It refuses to start with anything of the toy country.
func (serveCmd) Run(ctx context.Context, s *settings) error {
	if err := production(s); err != nil {
		return err
	}
	up, err := realUpstreams(s)
	if err != nil {
		return err
	}
	st, err := openStore(ctx, s)
	if err != nil {
		return err
	}
	defer st.Close()
	h, err := newHouse(ctx, s, st, up)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", s.get("TIRKEU_LISTEN"))
	if err != nil {
		return fmt.Errorf("TIRKEU_LISTEN: %w", err)
	}
	return h.serve(ctx, l, h.handler)
}

// production names every missing setting at once, and whatever belongs to the toy country.
func production(s *settings) error {
	var wrong []string
	for _, name := range needed {
		if s.get(name) == "" {
			wrong = append(wrong, "  "+name+" is not set")
		}
	}
	if _, err := os.Stat(filepath.Join(s.get("TIRKEU_DATA"), "town")); err == nil {
		wrong = append(wrong, "  TIRKEU_DATA holds the toy country with its authority, keys and calendar: production needs a folder of its own")
	}
	if u := s.get("TIRKEU_NCALAYER"); !strings.HasPrefix(u, "wss://127.0.0.1:") {
		wrong = append(wrong, "  TIRKEU_NCALAYER must be on the signer's own machine: wss://127.0.0.1:…")
	}
	if len(wrong) > 0 {
		return errors.New("production cannot start:\n" + strings.Join(wrong, "\n"))
	}
	return nil
}

// realUpstreams reaches the state's systems as the settings name them.
func realUpstreams(s *settings) (up upstreams, err error) {
	trusted, err := anchors(s)
	if err != nil {
		return up, err
	}
	for _, c := range trusted {
		if strings.Contains(c.Subject.CommonName, "DEV") {
			return up, errors.New("TIRKEU_TRUST holds the toy country's authority")
		}
	}
	pool := cert.NewPool(trusted...)
	now := machine{}.Now
	up.pulse = &pulse.Board{Registers: answering, Now: now}
	line, err := shepClient(s, pool, up.pulse)
	if err != nil {
		return up, err
	}
	up.behind(line)
	token := ""
	if s.get("TIRKEU_SMS_TOKEN_FILE") != "" {
		if token, err = s.secretFile("TIRKEU_SMS_TOKEN_FILE"); err != nil {
			return up, err
		}
	}
	up.sms = sms.New(sms.Settings{URL: s.get("TIRKEU_SMS_URL"), Token: token, From: "1414", Now: now})
	up.calendar = machine{}
	up.ncalayer, up.egov = s.get("TIRKEU_NCALAYER"), egovLinks{s.get("TIRKEU_EGOV_LINK"), s.get("TIRKEU_EGOV_BUSINESS_LINK")}
	if up.officers, err = staffList(s, "TIRKEU_OFFICERS"); err != nil {
		return up, err
	}
	if up.supervisors, err = staffList(s, "TIRKEU_SUPERVISORS"); err != nil {
		return up, err
	}
	if up.counters, err = readCounters(s.get("TIRKEU_COUNTERS")); err != nil {
		return up, err
	}
	ask := trust.New(trust.Settings{OCSP: s.get("TIRKEU_OCSP_URL"), TSP: s.get("TIRKEU_TSP_URL"), Stampers: pool, Now: now})
	up.seal = seal.New(seal.Settings{Trusted: pool, Stampers: pool, Trust: ask, Stamp: s.get("TIRKEU_TSP_URL") != "", Sealers: sealers(s), Now: now})
	return up, err
}

// shepClient signs with the information system's key and believes only the gateway's.
func shepClient(s *settings, pool *cert.Pool, heard *pulse.Board) (c channel, err error) {
	now := heard.Now
	password, err := s.secretFile("TIRKEU_SHEP_PASSWORD_FILE")
	if err != nil {
		return c, err
	}
	keyPassword, err := s.secretFile("TIRKEU_SHEP_KEY_PASSWORD_FILE")
	if err != nil {
		return c, err
	}
	raw, err := os.ReadFile(s.get("TIRKEU_SHEP_KEY"))
	if err != nil {
		return c, fmt.Errorf("TIRKEU_SHEP_KEY: %w", err)
	}
	kept, err := p12.Read(raw, keyPassword, p12.Limits{})
	if err != nil {
		return c, fmt.Errorf("TIRKEU_SHEP_KEY: %w", err)
	}
	own, err := kept.Entry()
	if err != nil {
		return c, fmt.Errorf("TIRKEU_SHEP_KEY: %w", err)
	}
	c = channel{sender: s.get("TIRKEU_SHEP_LOGIN"), asker: own.Certificate.Subject.BIN, now: now}
	c.signBody = shep.SignBodyWith(own.Signer, own.Certificate)
	c.bus = shep.New(shep.Settings{
		URL: s.get("TIRKEU_SHEP_URL"), Sender: s.get("TIRKEU_SHEP_LOGIN"), Password: password, Now: now,
		Heard: heard.Heard,
		Sign:  shep.SignWith(own.Signer, own.Certificate),
		Check: shep.CheckWith(shep.Peer{Trusted: pool, BINs: []string{s.get("TIRKEU_SHEP_BIN")}, Now: now}),
	})
	return c, nil
}

// staffList reads a setting that lists persons.
func staffList(s *settings, name string) (func(iin.IIN) bool, error) {
	list := map[iin.IIN]bool{}
	for _, text := range strings.FieldsFunc(s.get(name), func(r rune) bool { return r == ',' || r == ' ' }) {
		i, err := iin.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list[i] = true
	}
	return func(i iin.IIN) bool { return list[i] }, nil
}

// serve runs windows and background work until the context ends, then lets pages finish.
func (h *house) serve(ctx context.Context, l net.Listener, pages http.Handler) error {
	work, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan struct{})
	go func() { h.work(work); close(ended) }()
	srv := &http.Server{Handler: h.health(pages), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	fail := make(chan error, 1)
	go func() { fail <- srv.Serve(l) }()
	select {
	case <-ctx.Done():
	case err := <-fail:
		return err
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := srv.Shutdown(grace)
	stop()
	<-ended
	if errors.Is(err, context.DeadlineExceeded) {
		return srv.Close()
	}
	return err
}

// health answers /healthz (the process lives) and /readyz (the database answers).
func (h *house) health(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := h.store.Ping(ctx); err != nil {
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("/egov/", h.mobile)
	mux.Handle("/", next)
	return mux
}
