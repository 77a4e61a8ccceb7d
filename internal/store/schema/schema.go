// Package schema holds the numbered migrations of the database as SQL text. A file is never
// edited after it has been merged: its digest is recorded in every database that ran it.
//
// A file is named NNNN_what.sql when all databases run it, or NNNN_what.sqlite.sql and
// NNNN_what.postgres.sql when they need different words. Common files use the types text and
// bigint only; each dialect writes them in its own way. Every table says in the comment before
// it what it is and, on the last line, by which column it is distributed.
package schema

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

//go:embed *.sql
var files embed.FS

// Migration is one numbered step. SQL is the text as merged, before types are mapped.
type Migration struct {
	Version  int
	Name     string // file name
	SQL      string
	Checksum string // hex SHA-256 of SQL
	Common   bool   // run by every database, so its types must be mapped
}

// Migrations returns the steps of a dialect ("sqlite" or "postgres") in order.
func Migrations(dialect string) ([]Migration, error) { return read(files, dialect) }

var tableStep = regexp.MustCompile(`(?m)^(?:CREATE TABLE (\w+)|ALTER TABLE (\w+) RENAME TO (\w+)|DROP TABLE (\w+))`)

// Tables names every table of the schema, in the order in which they are made. All are made by
// common files.
func Tables() ([]string, error) {
	steps, err := Migrations("sqlite")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range steps {
		for _, x := range tableStep.FindAllStringSubmatch(m.SQL, -1) {
			out = tableAfter(out, x[1], x[2], x[3]+x[4])
		}
	}
	return out, nil
}

// tableAfter is the list after a table was made, renamed from one name to another, or dropped: a table is
// made anew to change a constraint or a key.
func tableAfter(list []string, made, from, to string) []string {
	if made == "" {
		list = slices.DeleteFunc(list, func(t string) bool { return t == from || from == "" && t == to })
	}
	if made+from != "" && !slices.Contains(list, made+to) {
		list = append(list, made+to)
	}
	return list
}

func read(dir fs.FS, dialect string) ([]Migration, error) {
	names, err := fs.Glob(dir, "*.sql")
	if err != nil {
		return nil, err
	}
	var out []Migration
	for _, name := range names {
		version, own, err := parseName(name)
		if err != nil {
			return nil, err
		}
		if own != "" && own != dialect {
			continue
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		out = append(out, Migration{version, name, string(text), hex.EncodeToString(sum[:]), own == ""})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Version < out[j].Version })
	for i, m := range out {
		if m.Version != i+1 {
			return nil, fmt.Errorf("schema: migration %s is number %d, want %d", m.Name, m.Version, i+1)
		}
	}
	return out, nil
}

func parseName(name string) (version int, dialect string, err error) {
	digits, rest, ok := strings.Cut(name, "_")
	version, numErr := strconv.Atoi(digits)
	if !ok || numErr != nil || len(digits) != 4 {
		return 0, "", fmt.Errorf("schema: %s is not named NNNN_what.sql", name)
	}
	parts := strings.Split(rest, ".")
	switch {
	case len(parts) == 2:
		return version, "", nil
	case len(parts) == 3 && (parts[1] == "sqlite" || parts[1] == "postgres"):
		return version, parts[1], nil
	}
	return 0, "", fmt.Errorf("schema: %s names no known dialect", name)
}
