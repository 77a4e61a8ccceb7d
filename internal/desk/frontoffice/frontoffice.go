// Package frontoffice holds the windows of the State corporation's counter: the reception with its
// tickets, the hall, the workspace of one ticket, what the person is given to read and signs by hand,
// receipts, and the operator's day. A window parses, calls work, and prints.
package frontoffice

import (
	"context"
	"embed"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/frontoffice"
	"tirkeu/internal/work/issue"
	"tirkeu/internal/work/lookup"
)

//go:embed pages/*.html
var pages embed.FS

// Papers makes the documents that people take away.
type Papers interface {
	Acceptance(ctx context.Context, w issue.Window, t issue.Taken) (keeping.Issued, error)
	NonAcceptance(ctx context.Context, w issue.Window, t issue.Lacking) (keeping.Issued, error)
	Notification(ctx context.Context, l lookup.Line, name string) (keeping.Issued, error)
	Certificate(ctx context.Context, who keeping.Account, a lookup.Addresses) (keeping.Issued, error)
}

// NCALayer is how the signing page reaches the operator's program.
type NCALayer struct {
	URL   string
	Chain []string // PEM certificates to choose keys from; nil in production
}

// Desk has what its windows call. Fields are set once.
type Desk struct {
	Work     *frontoffice.Desk
	Papers   Papers
	NCALayer NCALayer
	Calendar interface{ Now() time.Time }
}

// maxBody bounds a form with a scan: the largest scan and what stands beside it.
const maxBody = 5 << 20

// Mount registers the windows.
func (d *Desk) Mount(f *frame.Frame) {
	operators := []frame.Role{frame.Operator}
	get := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "GET", Path: path, Roles: operators, Page: page}
	}
	post := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "POST", Path: path, Roles: operators, Page: page}
	}
	big := func(r frame.Route, limit int64) frame.Route { r.Limit = limit; return r }
	signs := func(r frame.Route) frame.Route { r.Signs, r.Limit = true, 2<<20; return r }
	f.Add(frame.Pages{FS: pages, Dir: "pages"},
		get("/desk", d.hall), post("/desk", d.next),
		get("/desk/reception", d.reception), post("/desk/reception", d.receive),
		get("/desk/slips/{id}", d.slip),
		get("/desk/tickets/{id}", d.ticket), big(post("/desk/tickets/{id}", d.step), maxBody),
		signs(get("/desk/tickets/{id}/sign/{n}", d.sign)), signs(post("/desk/tickets/{id}/sign/{n}", d.signed)),
		get("/desk/tickets/{id}/refuse", d.refuse), post("/desk/tickets/{id}/refuse", d.refused),
		get("/desk/tickets/{id}/scans/{digest}", d.scan), get("/desk/tickets/{id}/receipt", d.receipt),
		get("/desk/tickets/{id}/notice", d.notice), get("/desk/tickets/{id}/certificate", d.certificate), get("/desk/shift", d.shift),
	)
}

// me is the operator.
func me(v *frame.Visit) iin.IIN { return v.Who.Session.Person }

func id(v *frame.Visit) string { return v.R.PathValue("id") }

// to is the address of a ticket.
func to(v *frame.Visit) string { return "/desk/tickets/" + id(v) }
