package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"tirkeu/eds/explain"
)

type edsInfo struct {
	File string `arg:"" help:"Any file of the kinds known; - is standard input."`
	edsOutput
}

// Help shows how the command is used.
func (edsInfo) Help() string {
	return `Knows CMS, XML, certificates, p7b, revocation lists, OCSP answers, timestamps and key stores. Nothing is judged.

Example: tirkeu eds info upload.bin

Exit status: 0 when the file can be read, else 2.`
}

// Run says what the file is.
func (c edsInfo) Run(k *kong.Context) error {
	b, err := readInput(c.File, maxEDSList)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	r, err := explain.Info(b)
	return c.one(k, c.File, r, err)
}

type edsCert struct {
	File string `arg:"" help:"Certificates: DER, PEM, base64 or p7b; - is standard input."`
	edsQuestion
	edsOutput
}

// Help shows how the command is used.
func (edsCert) Help() string {
	return `Says who the holder is, what the key is for, and judges validity. With --trust also the path, with --revocation also revocation.

Example: tirkeu eds cert person.cer --trust ca/ --revocation ocsp

` + edsStatuses
}

// Run explains the certificates.
func (c edsCert) Run(ctx context.Context, k *kong.Context) error {
	q, err := c.question()
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	b, err := readInput(c.File, maxEDSFile)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	r, err := explain.Certificate(ctx, b, q)
	return c.one(k, c.File, r, err)
}

// edsAuthority are the flags that name the authority of a list or an answer.
type edsAuthority struct {
	Issuer []string  `help:"Certificate of the authority. May be given several times." sep:"none" placeholder:"FILE"`
	Trust  string    `help:"Folder with trusted certificates; the authority is looked for among them too." placeholder:"DIR"`
	At     time.Time `help:"Judge for this time (RFC 3339)." placeholder:"RFC3339"`
}

func (a edsAuthority) question() (explain.Question, error) {
	q := explain.Question{At: a.At, Now: time.Now()}
	anchors, err := trusted(a.Trust)
	if err != nil {
		return q, err
	}
	issuers, err := certificatesIn(a.Issuer)
	q.Trusted = append(issuers, anchors...)
	return q, err
}

type edsCRL struct {
	File   string `arg:"" help:"Revocation list, DER or PEM; - is standard input."`
	Serial string `help:"Say whether the certificate of this number (hex) stands in the list." placeholder:"HEX"`
	edsAuthority
	edsOutput
}

// Help shows how the command is used.
func (edsCRL) Help() string {
	return `Judges the list's signature, when its authority is given, and its dates for --at or now.

Example: tirkeu eds crl nca_gost_2022.crl --issuer nca_gost_2022.cer

` + edsStatuses
}

var errSerial = errors.New("--serial is a number in hex")

// Run explains the list.
func (c edsCRL) Run(k *kong.Context) error {
	q, err := c.question()
	var serial *big.Int
	if c.Serial != "" && err == nil {
		var ok bool
		if serial, ok = new(big.Int).SetString(strings.ReplaceAll(c.Serial, ":", ""), 16); !ok {
			err = fmt.Errorf("%w: %q", errSerial, c.Serial)
		}
	}
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	b, err := readInput(c.File, maxEDSList)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	r, err := explain.List(b, serial, q)
	return c.one(k, c.File, r, err)
}

type edsOCSP struct {
	File string `arg:"" help:"OCSP answer; - is standard input."`
	edsAuthority
	edsOutput
}

// Help shows how the command is used.
func (edsOCSP) Help() string {
	return `Judges a kept answer for the time it was made, or --at: its signature, when the authority is given, and the status it gives. ` +
		`"Revoked at 1970-01-01, certificateHold" means that the number was never issued.

Example: tirkeu eds ocsp answer.bin --issuer nca_gost_2022.cer

` + edsStatuses
}

// Run explains the answer.
func (c edsOCSP) Run(k *kong.Context) error {
	q, err := c.question()
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	b, err := readInput(c.File, maxEDSFile)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	r, err := explain.Answer(b, q)
	return c.one(k, c.File, r, err)
}

type edsTST struct {
	File  string `arg:"" help:"Timestamp token or the authority's whole answer; - is standard input."`
	Data  string `help:"What was stamped, or the CMS message whose signature was." placeholder:"FILE"`
	Trust string `help:"Folder with trusted certificates." placeholder:"DIR"`
	edsOutput
}

// Help shows how the command is used.
func (edsTST) Help() string {
	return `Judges the timestamp's signature, with --data what it stamps, and with --trust its authority.

Example: tirkeu eds tst token.bin --data contract.cms --trust ca/

` + edsStatuses
}

// Run explains the timestamp.
func (c edsTST) Run(k *kong.Context) error {
	q := explain.Question{Now: time.Now()}
	err := onceInput(c.File, c.Data)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	if q.Trusted, err = trusted(c.Trust); err == nil && c.Data != "" {
		q.Data, err = readInput(c.Data, maxEDSData)
	}
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	b, err := readInput(c.File, maxEDSFile)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	r, err := explain.Stamp(b, q)
	return c.one(k, c.File, r, err)
}

type edsP12 struct {
	File     string    `arg:"" help:"Key store; - is standard input."`
	Password string    `name:"password-file" required:"" help:"File whose first line is the password; - is standard input." placeholder:"FILE"`
	Trust    string    `help:"Folder with trusted certificates." placeholder:"DIR"`
	At       time.Time `help:"Judge for this time (RFC 3339). Absent: now." placeholder:"RFC3339"`
	edsOutput
}

// Help shows how the command is used.
func (edsP12) Help() string {
	return `Lists keys and certificates, and says whether each key belongs to its certificate. The password is read from a file, so that it stays out of the list of processes.

Example: tirkeu eds p12 GOST512_0123.p12 --password-file password.txt

` + edsStatuses
}

// Run lists the store.
func (c edsP12) Run(k *kong.Context) error {
	q := explain.Question{At: c.At, Now: time.Now()}
	err := onceInput(c.File, c.Password)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	if q.Trusted, err = trusted(c.Trust); err != nil {
		return c.one(k, c.File, nil, err)
	}
	password, err := readInput(c.Password, maxPassword)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	password, _, _ = bytes.Cut(password, []byte("\n"))
	b, err := readInput(c.File, maxEDSFile)
	if err != nil {
		return c.one(k, c.File, nil, err)
	}
	r, err := explain.Store(b, string(bytes.TrimSuffix(password, []byte("\r"))), q)
	return c.one(k, c.File, r, err)
}
