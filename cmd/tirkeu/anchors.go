package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/people"
)

const maxAnchor = 1 << 20 // bytes of a file with trusted certificates

// anchors are the certificates that signatures are traced to: those in TIRKEU_TRUST, or the toy
// country's where the data folder holds one.
func anchors(s *settings) ([]*cert.Certificate, error) {
	if dir := s.get("TIRKEU_TRUST"); dir != "" {
		return readAnchors(dir)
	}
	dir := filepath.Join(s.get("TIRKEU_DATA"), "town", "ca")
	if _, err := os.Stat(dir); err != nil {
		return nil, errors.New("TIRKEU_TRUST names no folder, and TIRKEU_DATA holds no toy country: signatures cannot be traced to anybody")
	}
	authority, err := ca.Open(ca.Settings{Dir: dir, Now: time.Now})
	if err != nil {
		return nil, err
	}
	return authority.Anchors(ca.Families()...)
}

// sealers are the BINs whose employees' certificates seal what people sign at a window: the State corporation's as
// set, or the toy country's where no other authority is trusted.
func sealers(s *settings) []string {
	if bin := s.get("TIRKEU_CORPORATION_BIN"); bin != "" {
		return []string{bin}
	}
	if _, err := os.Stat(filepath.Join(s.get("TIRKEU_DATA"), "town", "ca")); err != nil || s.get("TIRKEU_TRUST") != "" {
		return nil
	}
	return []string{people.CorporationBIN()}
}

// readAnchors reads every certificate in a folder; a file that holds none is an error, so that a
// mistake is not believed.
func readAnchors(dir string) ([]*cert.Certificate, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("TIRKEU_TRUST: %w", err)
	}
	var list []*cert.Certificate
	for _, f := range files {
		info, err := f.Info()
		if err != nil || f.IsDir() {
			continue
		}
		if info.Size() > maxAnchor {
			return nil, fmt.Errorf("TIRKEU_TRUST: %s is too large for a certificate", f.Name())
		}
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("TIRKEU_TRUST: %w", err)
		}
		found, err := cert.ParsePEMOrDER(raw)
		if err != nil {
			return nil, fmt.Errorf("TIRKEU_TRUST: %s: %w", f.Name(), err)
		}
		list = append(list, found...)
	}
	if len(list) == 0 {
		return nil, errors.New("TIRKEU_TRUST: the folder holds no certificates")
	}
	return list, nil
}
