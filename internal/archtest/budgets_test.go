package archtest

import (
	"go/ast"
	"go/token"
	"testing"
)

// Budgets of house.md. They are walls and no goals.
const (
	maxFunction = 60  // lines from "func" to the closing brace
	maxFile     = 400 // lines
	maxParams   = 5
	maxMethods  = 5 // declared in one interface; embedded interfaces are not counted
	maxNesting  = 3 // control statements inside each other, within one function
)

const (
	whyFunction = "a function is read in one piece"
	whyFile     = "a file holds one thing that its name tells"
	whyParams   = "nobody remembers the sixth; a struct with named fields does"
	whyMethods  = "a port is declared by its user, who needs few things of it"
	whyNesting  = "deeper, nobody sees which conditions still hold; not so in eds/gost, whose loops are those of the standards"
)

func budgets(s source) []breach {
	if s.generated {
		return nil
	}
	var out []breach
	if s.lines > maxFile {
		out = append(out, s.breach(s.ast.Name, whyFile, "%d lines, at most %d", s.lines, maxFile))
	}
	ast.Inspect(s.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			out = append(out, function(s, n, n.Name.Name, n.Type, n.Body)...)
		case *ast.FuncLit:
			out = append(out, function(s, n, "a function literal", n.Type, n.Body)...)
		case *ast.InterfaceType:
			if m := methods(n); m > maxMethods {
				out = append(out, s.breach(n, whyMethods, "an interface declares %d methods, at most %d", m, maxMethods))
			}
		}
		return true
	})
	return out
}

func function(s source, n ast.Node, name string, typ *ast.FuncType, body *ast.BlockStmt) []breach {
	var out []breach
	if p := typ.Params.NumFields(); p > maxParams && !isTarget(typ) {
		out = append(out, s.breach(n, whyParams, "%s takes %d parameters, at most %d", name, p, maxParams))
	}
	if body == nil {
		return out
	}
	if lines := s.fset.Position(body.Rbrace).Line - s.line(n) + 1; lines > maxFunction {
		out = append(out, s.breach(n, whyFunction, "%s has %d lines, at most %d", name, lines, maxFunction))
	}
	if d := nesting(body); d > maxNesting && !s.in("eds/gost") {
		out = append(out, s.breach(n, whyNesting, "%s nests %d deep, at most %d", name, d, maxNesting))
	}
	return out
}

// isTarget says that the function is what a fuzz target is given: its parameters are inputs, and the
// testing package forbids to put them into a struct.
func isTarget(typ *ast.FuncType) bool {
	star, ok := typ.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "testing" && sel.Sel.Name == "T" && len(typ.Params.List) > 1
}

// methods counts the methods that the interface declares. One with a union or a pointer among its
// elements is a constraint on type parameters and no port: it has none.
func methods(i *ast.InterfaceType) int {
	n := 0
	for _, m := range i.Methods.List {
		switch m.Type.(type) {
		case *ast.BinaryExpr, *ast.UnaryExpr, *ast.StarExpr:
			return 0
		}
		n += len(m.Names)
	}
	return n
}

// nesting is how deep control statements stand inside each other. An else-if stands beside its
// if, and a function literal begins anew.
func nesting(body *ast.BlockStmt) int {
	deepest := 0
	for _, s := range body.List {
		deepest = max(deepest, depth(s))
	}
	return deepest
}

func depth(s ast.Stmt) int {
	switch s := s.(type) {
	case *ast.IfStmt:
		d := 1 + nesting(s.Body)
		switch e := s.Else.(type) {
		case *ast.IfStmt:
			d = max(d, depth(e))
		case *ast.BlockStmt:
			d = max(d, 1+nesting(e))
		}
		return d
	case *ast.ForStmt:
		return 1 + nesting(s.Body)
	case *ast.RangeStmt:
		return 1 + nesting(s.Body)
	case *ast.SwitchStmt:
		return 1 + clauses(s.Body)
	case *ast.TypeSwitchStmt:
		return 1 + clauses(s.Body)
	case *ast.SelectStmt:
		return 1 + clauses(s.Body)
	case *ast.BlockStmt:
		return nesting(s)
	case *ast.LabeledStmt:
		return depth(s.Stmt)
	}
	return 0
}

func clauses(body *ast.BlockStmt) int {
	deepest := 0
	for _, c := range body.List {
		var list []ast.Stmt
		switch c := c.(type) {
		case *ast.CaseClause:
			list = c.Body
		case *ast.CommClause:
			list = c.Body
		}
		deepest = max(deepest, nesting(&ast.BlockStmt{Lbrace: token.NoPos, List: list}))
	}
	return deepest
}

func TestBudgets(t *testing.T) { hold(t, budgets) }
