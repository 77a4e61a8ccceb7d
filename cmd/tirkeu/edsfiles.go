package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"tirkeu/eds/cert"
	"tirkeu/eds/explain"
)

// Limits of what is read, in bytes.
const (
	maxEDSFile  = explain.MaxInput
	maxEDSList  = 2 * cert.MaxCRLSize // as text
	maxEDSData  = 512 << 20           // signed data kept beside a detached signature
	maxPassword = 4 << 10
	maxTrusted  = 2000 // files in a folder of trusted certificates
)

// readInput reads a file, or standard input for "-", up to a limit.
func readInput(name string, limit int64) ([]byte, error) {
	in := os.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%s: %w (%d bytes)", name, explain.ErrTooLarge, limit)
	}
	if b == nil {
		b = []byte{}
	}
	return b, nil
}

var errTwiceInput = errors.New("standard input is named twice")

// onceInput refuses command lines that would read standard input twice: the second time it is empty.
func onceInput(names ...string) error {
	seen := false
	for _, name := range names {
		if name == "-" && seen {
			return errTwiceInput
		}
		seen = seen || name == "-"
	}
	return nil
}

var errNoAnchors = errors.New("no certificates are there")

// trusted reads all certificates of a folder, whatever their names end in; other files are passed over. A file may be
// named instead of a folder.
func trusted(dir string) ([]*cert.Certificate, error) {
	if dir == "" {
		return nil, nil
	}
	at, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	names := []string{dir}
	if at.IsDir() {
		if names, err = filesIn(dir); err != nil {
			return nil, err
		}
	}
	var found []*cert.Certificate
	for _, name := range names {
		b, err := readInput(name, maxEDSFile)
		if err != nil {
			continue // not readable by us: passed over like anything that is no certificate
		}
		found = append(found, explain.Anchors(b)...)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: %w", dir, errNoAnchors)
	}
	return found, nil
}

func filesIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(entries) > maxTrusted {
		return nil, fmt.Errorf("%s: more than %d files", dir, maxTrusted)
	}
	var names []string
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if at, err := os.Stat(name); err == nil && at.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names, nil
}

// certificatesIn reads the certificates of files.
func certificatesIn(names []string) ([]*cert.Certificate, error) {
	var found []*cert.Certificate
	for _, name := range names {
		b, err := readInput(name, maxEDSFile)
		if err != nil {
			return nil, err
		}
		certs, err := explain.Certificates(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		found = append(found, certs...)
	}
	return found, nil
}
