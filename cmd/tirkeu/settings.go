package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"tirkeu/internal/core/iin"
)

// settings are read from the environment, or from a file that the environment wins over.
type settings struct {
	values map[string]string
	given  map[string]bool
}

// setting is one line of the list that `tirkeu settings` prints.
type setting struct {
	name, value, help string // value: the default
	secret            bool
	check             func(string) error
}

var known = []setting{
	{"TIRKEU_LISTEN", "127.0.0.1:8080", "address that the portal listens on", false, checkListen},
	{"TIRKEU_DATA", "./var", "folder for the embedded database, keys and the demo's country", false, nil},
	{"TIRKEU_DATABASE", "", "postgres://… ; empty: SQLite in TIRKEU_DATA", false, checkDatabase},
	{"TIRKEU_URL", "", "public base address: cookies, QR, PDF; empty: http://localhost and the port of TIRKEU_LISTEN", false, checkURL("http", "https")},
	{"TIRKEU_NCALAYER", "wss://127.0.0.1:13579/", "address of NCALayer's socket as the browser sees it", false, checkURL("ws", "wss", "")},
	{"TIRKEU_EGOV_LINK", "https://m.egov.kz/mobileSign/?isi=1476128386&ibi=kz.egov.mobile&apn=kz.mobile.mgov&link=", "start of the link that opens eGov Mobile on the same phone", false, checkURL("http", "https", "")},
	{"TIRKEU_EGOV_BUSINESS_LINK", "https://m.egov.kz/businessSign/?isi=1597880144&ibi=kz.mobile.mgov.business&apn=kz.mobile.mgov.business&link=", "the same for eGov Business, where a legal entity signs", false, checkURL("http", "https", "")},
	{"TIRKEU_TRUST", "", "folder with the certificates of the national certification authority (serve)", false, nil},
	{"TIRKEU_SHEP_URL", "", "address of the SHEP synchronous channel (serve)", false, checkURL("http", "https")},
	{"TIRKEU_SHEP_LOGIN", "", "login at SHEP (serve)", false, nil},
	{"TIRKEU_SHEP_PASSWORD_FILE", "", "file with the password at SHEP (serve)", false, nil},
	{"TIRKEU_SHEP_KEY", "", "PKCS#12 file of the information system's key (serve)", false, nil},
	{"TIRKEU_SHEP_KEY_PASSWORD_FILE", "", "file with the password of that key (serve)", false, nil},
	{"TIRKEU_SHEP_BIN", "", "BIN in the certificate of SHEP's gateway, whose answers are believed (serve)", false, nil},
	{"TIRKEU_SMS_URL", "", "address of the SMS gateway (serve)", false, checkURL("http", "https")},
	{"TIRKEU_SMS_TOKEN_FILE", "", "file with the token of the SMS gateway (serve)", false, nil},
	{"TIRKEU_OCSP_URL", "", "address of the OCSP responder (serve)", false, checkURL("http", "https")},
	{"TIRKEU_TSP_URL", "", "address of the timestamp authority; empty: none is asked (serve)", false, checkURL("http", "https")},
	{"TIRKEU_CORPORATION_BIN", "", "BIN of the State corporation, whose employees' certificates seal what people sign at a window; empty: only personal ones do", false, checkBIN},
	{"TIRKEU_OFFICERS", "", "IINs of migration officers, separated by commas", false, nil},
	{"TIRKEU_SUPERVISORS", "", "IINs of who reads reports and audits cases, separated by commas; an officer is none", false, nil},
	{"TIRKEU_COUNTERS", "", "file (JSON) with the branches of the State corporation and who sits at their windows; an officer or supervisor is no operator", false, nil},
	{"TIRKEU_ORGANISATION_BIN", "", "BIN that eGov Mobile shows as the one who asks for a signature", false, nil},
}

func checkListen(s string) error {
	_, _, err := net.SplitHostPort(s)
	return err
}

func checkDatabase(s string) error {
	u, err := url.Parse(s)
	if err == nil && u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return errors.New("must begin with postgres:// or be empty")
	}
	return err
}

func checkBIN(s string) error {
	if _, err := iin.ParseBIN(s); err != nil {
		return errors.New("is no BIN")
	}
	return nil
}

func checkURL(schemes ...string) func(string) error {
	return func(s string) error {
		u, err := url.Parse(s)
		if err != nil {
			return errors.New("is no address")
		}
		for _, x := range schemes {
			if u.Scheme == x && (x == "" || u.Host != "") {
				return nil
			}
		}
		return fmt.Errorf("must begin with %s://", strings.Join(schemes, ":// or "))
	}
}

// loadSettings reads and checks all settings; an error names every one that is wrong.
func loadSettings(file string, env []string) (*settings, error) {
	s := &settings{values: map[string]string{}, given: map[string]bool{}}
	if file != "" {
		if err := s.readFile(file); err != nil {
			return nil, err
		}
	}
	for _, e := range env {
		if name, value, ok := strings.Cut(e, "="); ok && strings.HasPrefix(name, "TIRKEU_") {
			s.values[name], s.given[name] = value, true
		}
	}
	return s, s.check()
}

func (s *settings) readFile(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("settings: %s line %d: want NAME=value", filepath.Base(file), n)
		}
		s.values[strings.TrimSpace(name)], s.given[strings.TrimSpace(name)] = strings.TrimSpace(value), true
	}
	return lines.Err()
}

// others are names of the environment that belong to tests and tools, not to the service.
var others = map[string]bool{"TIRKEU_SETTINGS": true, "TIRKEU_REQUIRE_TOOLS": true}

func (s *settings) check() error {
	var wrong []string
	names := map[string]bool{}
	for _, k := range known {
		names[k.name] = true
		v := s.get(k.name)
		if k.check != nil && v != "" {
			if err := k.check(v); err != nil {
				wrong = append(wrong, fmt.Sprintf("  %s: %v", k.name, err))
			}
		}
	}
	for name := range s.given {
		if !names[name] && !others[name] && !strings.HasPrefix(name, "TIRKEU_TEST_") {
			wrong = append(wrong, fmt.Sprintf("  %s: no such setting (tirkeu settings lists them)", name))
		}
	}
	if len(wrong) > 0 {
		return errors.New("these settings are wrong:\n" + strings.Join(wrong, "\n"))
	}
	return nil
}

// get is a setting's value, or its default.
func (s *settings) get(name string) string {
	if v, ok := s.values[name]; ok && v != "" {
		return v
	}
	for _, k := range known {
		if k.name == name {
			return k.value
		}
	}
	return ""
}

// secretFile reads a secret from the file that a setting names.
func (s *settings) secretFile(name string) (string, error) {
	b, err := os.ReadFile(s.get(name))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return strings.TrimSpace(string(b)), nil
}

// base is the public address.
func (s *settings) base() (*url.URL, error) {
	if v := s.get("TIRKEU_URL"); v != "" {
		return url.Parse(strings.TrimSuffix(v, "/"))
	}
	_, port, err := net.SplitHostPort(s.get("TIRKEU_LISTEN"))
	if err != nil {
		return nil, err
	}
	return &url.URL{Scheme: "http", Host: "localhost:" + port}, nil
}

// dsn is the database: PostgreSQL as set, or SQLite in the data folder.
func (s *settings) dsn() string {
	if v := s.get("TIRKEU_DATABASE"); v != "" {
		return v
	}
	return "sqlite:" + filepath.Join(s.get("TIRKEU_DATA"), "tirkeu.db")
}

type settingsCmd struct{}

// Run prints the list of settings.
func (settingsCmd) Run(s *settings) error {
	for _, k := range known {
		v := s.get(k.name)
		if v == "" {
			v = "(none)"
		}
		fmt.Printf("%-30s %s\n%30s %s\n", k.name, v, "", k.help)
	}
	return nil
}
