package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
)

// benchSignerCmd is the other process of the bench: owners with their keys, and the authority that
// answers OCSP. It is spoken to by lines on its input and output; files lie in its folder.
type benchSignerCmd struct {
	Dir string `arg:"" type:"path"`
}

// benchOrder is one signature to be made.
type benchOrder struct {
	IIN, Name string
	Text      []byte
}

// keysShared is how many RSA keys the owners' certificates are drawn from: making a key takes as
// long as some hundred signatures, and verifying costs the same whosever the key is.
const keysShared = 8

// Run tells its address, then serves "sign" and "cpu" until its input ends.
func (b benchSignerCmd) Run(ctx context.Context) error {
	a, err := newBenchAuthority()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: a, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(l) }()
	defer srv.Close()
	if err := os.WriteFile(filepath.Join(b.Dir, "anchors.der"), append(a.root.Raw, a.issuing.Raw...), 0o600); err != nil {
		return err
	}
	fmt.Printf("%d %s\n", len(a.root.Raw), "http://"+l.Addr().String()+"/")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() && ctx.Err() == nil {
		switch lines.Text() {
		case "sign":
			if err := a.signFile(b.Dir); err != nil {
				return err
			}
			fmt.Println("signed")
		case "cpu":
			fmt.Println(int64(ownCPU()))
		}
	}
	return lines.Err()
}

// benchAuthority is a certification authority with a handful of keys for all the owners.
type benchAuthority struct {
	root, issuing, responder *cert.Certificate
	key, answering           cert.Signer
	hands                    []cert.Signer

	mu     sync.Mutex
	serial int64
}

func newBenchAuthority() (*benchAuthority, error) {
	a := &benchAuthority{serial: 1000}
	signers := make([]cert.Signer, 3+keysShared)
	for i := range signers {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			return nil, err
		}
		signers[i] = cert.NewRSASigner(k)
	}
	rootKey := signers[0]
	a.key, a.answering, a.hands = signers[1], signers[2], signers[3:]
	var err error
	name := func(s string) cert.Subject {
		return cert.Subject{CommonName: s + " BENCH — NOT FOR USE", Country: "KZ"}
	}
	if a.root, err = a.issue(cert.CATemplate(name("ROOT")), nil, rootKey, rootKey); err != nil {
		return nil, err
	}
	if a.issuing, err = a.issue(cert.CATemplate(name("ISSUING")), a.root, rootKey, a.key); err != nil {
		return nil, err
	}
	a.responder, err = a.issue(cert.OCSPTemplate(name("OCSP")), a.issuing, a.key, a.answering)
	return a, err
}

func (a *benchAuthority) issue(t cert.Template, parent *cert.Certificate, by, holder cert.Signer) (*cert.Certificate, error) {
	a.mu.Lock()
	a.serial++
	t.Serial = big.NewInt(a.serial)
	a.mu.Unlock()
	now := time.Now()
	t.NotBefore, t.NotAfter = now.Add(-24*time.Hour), now.Add(365*24*time.Hour)
	der, err := cert.Issue(t, parent, by, holder.Public())
	if err != nil {
		return nil, err
	}
	return cert.Parse(der)
}

// ServeHTTP answers OCSP: whatever this authority issued is good.
func (a *benchAuthority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	p := ocsp.Responder{Issuer: a.issuing, Certificate: a.responder, Key: a.answering, Lookup: func(*big.Int) ocsp.Status { return ocsp.Status{State: ocsp.Good} }}
	answer, err := p.Respond(raw, time.Now())
	if err != nil {
		http.Error(w, "no answer", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/ocsp-response")
	_, _ = w.Write(answer)
}

// signFile makes the signatures that asked.json wants into signed.json.
func (a *benchAuthority) signFile(dir string) error {
	var asked [][]benchOrder
	if err := readJSON(filepath.Join(dir, "asked.json"), &asked); err != nil {
		return err
	}
	made := make([][][]byte, len(asked))
	for i, orders := range asked {
		for k, o := range orders {
			s, err := a.sign(o, a.hands[(i+k)%len(a.hands)])
			if err != nil {
				return err
			}
			made[i] = append(made[i], s)
		}
	}
	return writeJSON(filepath.Join(dir, "signed.json"), made)
}

// sign makes one detached signature, as NCALayer does, with a new certificate.
func (a *benchAuthority) sign(o benchOrder, key cert.Signer) ([]byte, error) {
	s := cert.Subject{IIN: o.IIN, CommonName: strings.ToUpper(o.Name), Country: "KZ"}
	c, err := a.issue(cert.PersonTemplate(s, cert.RSASHA256, cert.RoleIndividual), a.issuing, a.key, key)
	if err != nil {
		return nil, err
	}
	return cms.Sign(o.Text, key, c, nil, cms.SignOptions{Detached: true, SigningTime: time.Now()})
}

// benchSigner is the other process as the bench sees it.
type benchSigner struct {
	dir     string
	url     string // of OCSP
	anchors []*cert.Certificate
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func startSigner(ctx context.Context, dir string) (*benchSigner, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &benchSigner{dir: dir, cmd: exec.CommandContext(ctx, self, "bench-signer", dir)}
	s.cmd.Stderr = os.Stderr
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.out = bufio.NewReader(out)
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	if err := s.greet(); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// greet reads the address and the anchors.
func (s *benchSigner) greet() error {
	line, err := s.out.ReadString('\n')
	if err != nil {
		return fmt.Errorf("the signing process: %w", err)
	}
	var first int
	if _, err := fmt.Sscanf(line, "%d %s", &first, &s.url); err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(s.dir, "anchors.der"))
	if err != nil {
		return err
	}
	if first <= 0 || first >= len(raw) {
		return errors.New("the signing process: no anchors")
	}
	for _, der := range [][]byte{raw[:first], raw[first:]} {
		c, err := cert.Parse(der)
		if err != nil {
			return err
		}
		s.anchors = append(s.anchors, c)
	}
	return nil
}

func (s *benchSigner) ask(word string) (string, error) {
	if _, err := fmt.Fprintln(s.in, word); err != nil {
		return "", err
	}
	line, err := s.out.ReadString('\n')
	return strings.TrimSpace(line), err
}

// sign has the signatures made, in the same order.
func (s *benchSigner) sign(asked [][]benchOrder) (made [][][]byte, err error) {
	if err := writeJSON(filepath.Join(s.dir, "asked.json"), asked); err != nil {
		return nil, err
	}
	if _, err := s.ask("sign"); err != nil {
		return nil, fmt.Errorf("the signing process: %w", err)
	}
	if err := readJSON(filepath.Join(s.dir, "signed.json"), &made); err != nil {
		return nil, err
	}
	if len(made) != len(asked) {
		return nil, errors.New("the signing process made too few signatures")
	}
	return made, nil
}

// cpu is the processor time that the other process has used.
func (s *benchSigner) cpu() (time.Duration, error) {
	text, err := s.ask("cpu")
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return time.Duration(n), err
}

func (s *benchSigner) stop() error {
	return errors.Join(s.in.Close(), s.cmd.Wait())
}

func writeJSON(path string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(path, raw, 0o600)
}

func readJSON(path string, v any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}
