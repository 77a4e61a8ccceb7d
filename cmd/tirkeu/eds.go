package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"tirkeu/eds/explain"
)

// edsCmd holds the tools for the national signature. They need no settings and no database.
type edsCmd struct {
	Verify edsVerify `cmd:"" help:"Judge the signatures of CMS and XML files."`
	Info   edsInfo   `cmd:"" help:"Say what a file is and what is in it."`
	Cert   edsCert   `cmd:"" help:"Explain certificates and judge their path."`
	Crl    edsCRL    `cmd:"" name:"crl" help:"Explain and judge a revocation list."`
	Ocsp   edsOCSP   `cmd:"" name:"ocsp" help:"Explain and judge a kept OCSP answer."`
	Tst    edsTST    `cmd:"" name:"tst" help:"Explain and judge a timestamp."`
	P12    edsP12    `cmd:"" name:"p12" help:"List what is in a PKCS#12 key store. Private keys are never shown."`
}

// Help ends the help of every eds command.
func (edsCmd) Help() string { return edsStatuses }

const edsStatuses = "Exit status: 0 good, 1 not good, 2 unreadable file or wrong flags. A file named - is standard input."

// Exit statuses of the eds commands. Wrong flags end every command of the program with the last one.
const (
	statusGood       exitStatus = 0
	statusNotGood    exitStatus = 1
	statusUnreadable exitStatus = 2
)

// exitStatus ends the program when everything has been said already.
type exitStatus int

// Error is never shown.
func (s exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// ended gives the exit status of a finished command: 0, 1 for a failure, or the one it chose.
func ended(err error) (status int, say bool) {
	var chosen exitStatus
	switch {
	case err == nil:
		return 0, false
	case errors.As(err, &chosen):
		return int(chosen), false
	}
	return 1, true
}

// parseStatus maps kong's status for wrong flags to ours.
func parseStatus(kongs int) int {
	if kongs == 80 {
		return int(statusUnreadable)
	}
	return kongs
}

// edsOutput is how a report is printed.
type edsOutput struct {
	JSON bool `name:"json" help:"Print JSON, one object a file."`
}

// unreadable is the JSON of a file that could not be judged.
type unreadable struct {
	File    string `json:"file"`
	Verdict string `json:"verdict"`
	Error   string `json:"error"`
}

// told prints one report, or why there is none, and gives the exit status for the file.
func (o edsOutput) told(k *kong.Context, file string, r *explain.Report, err error) exitStatus {
	if err != nil {
		if o.JSON {
			printJSON(k.Stdout, unreadable{file, "unreadable", err.Error()})
		}
		fmt.Fprintf(k.Stderr, "tirkeu: %s: %v\n", file, err)
		return statusUnreadable
	}
	r.File = file
	if o.JSON {
		err = printJSON(k.Stdout, r)
	} else {
		err = r.WriteText(k.Stdout)
	}
	switch {
	case err != nil:
		return statusUnreadable
	case r.Verdict == explain.Good, r.Verdict == "":
		return statusGood
	}
	return statusNotGood
}

// one prints the report of a command with one file.
func (o edsOutput) one(k *kong.Context, file string, r *explain.Report, err error) error {
	return left(o.told(k, file, r, err))
}

// left makes the status an error unless it is good.
func left(s exitStatus) error {
	if s == statusGood {
		return nil
	}
	return s
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
