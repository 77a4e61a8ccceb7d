// Package archtest keeps the walls of the house: who may import whom, which clocks and which
// randomness may be read where, how large a thing may grow, and that the documents say what the
// program says. It parses the files itself. A test that asked `go list` would be served from the
// cache of tests after the tree has changed.
//
// Every rule is a function from one file to its breaches. Each breach carries the reason for the
// rule, and each rule is shown to fail on a small text that breaks it.
package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// root is the folder of the module, seen from the folder in which this test runs.
var root = filepath.Join("..", "..")

// module is the module's path, with which the imports of our own rooms begin.
const module = "tirkeu"

// source is one Go file of the tree.
type source struct {
	path      string // from the root, with slashes
	fset      *token.FileSet
	ast       *ast.File
	lines     int
	test      bool // its name ends in _test.go
	generated bool // it says "Code generated … DO NOT EDIT."
}

// dir is the room that the file lies in.
func (s source) dir() string { return path.Dir(s.path) }

// in says that the file lies in the folder or below it.
func (s source) in(folder string) bool { return under(s.dir(), folder) }

func under(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

// line is the number of the line on which the node begins.
func (s source) line(n ast.Node) int { return s.fset.Position(n.Pos()).Line }

// breach is one place where a rule does not hold.
type breach struct {
	at, what, why string
}

func (b breach) String() string { return b.at + ": " + b.what + "\n\twhy not: " + b.why }

// breach names the node's place.
func (s source) breach(n ast.Node, why, format string, args ...any) breach {
	return breach{s.path + ":" + strconv.Itoa(s.line(n)), fmt.Sprintf(format, args...), why}
}

// parse reads one Go file from its text.
func parse(name, text string) (source, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return source{}, err
	}
	return source{
		path: name, fset: fset, ast: f, lines: strings.Count(text, "\n"),
		test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(f),
	}, nil
}

// imports lists the paths that the file imports, each with its node.
func (s source) imports() map[string]ast.Node {
	all := map[string]ast.Node{}
	for _, i := range s.ast.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil {
			all[p] = i
		}
	}
	return all
}

// named is the name under which the file knows an imported package, or "".
func (s source) named(importPath string) string {
	for _, i := range s.ast.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err != nil || p != importPath {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path.Base(importPath)
	}
	return ""
}

// unwatched are folders that git does not keep, or that are modules of their own.
var unwatched = map[string]bool{".git": true, "var": true, "node_modules": true, "tools": true}

// text is one file of the tree that is no binary.
type text struct {
	path string
	body []byte
}

// texts reads every file of the tree once.
var texts = sync.OnceValues(func() ([]text, error) {
	var all []text
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if unwatched[d.Name()] && filepath.Dir(p) == root {
			if d.IsDir() { // in a second work tree .git is a file
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if !d.Type().IsRegular() || filepath.Ext(p) == ".test" || filepath.Ext(p) == ".out" || p == filepath.Join(root, module) {
			return nil
		}
		body, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err == nil && !bytes.Contains(body, []byte{0}) {
			all = append(all, text{filepath.ToSlash(rel), body})
		}
		return err
	})
	return all, err
})

func everyText(t *testing.T) []text {
	t.Helper()
	all, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sources parses every Go file of the tree once.
var sources = sync.OnceValues(func() ([]source, error) {
	every, err := texts()
	if err != nil {
		return nil, err
	}
	var all []source
	for _, x := range every {
		if path.Ext(x.path) != ".go" {
			continue
		}
		s, err := parse(x.path, string(x.body))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
})

func everySource(t *testing.T) []source {
	t.Helper()
	all, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no Go file found: the walls would hold nothing")
	}
	return all
}
