// Package organisation holds the windows of a dormitory, hotel, hospital or care home: its buildings, its
// lists of people, one signature over what is ready, and who lives there. A window parses, calls work,
// and prints.
package organisation

import (
	"embed"

	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/petition"
	"tirkeu/internal/work/signing"
)

//go:embed pages/*.html
var pages embed.FS

// Tables read and write lists as files.
type Tables struct {
	Read func(raw []byte) ([][]string, error)
	CSV  func(rows [][]string) []byte
	XLSX func(sheet string, rows [][]string) ([]byte, error)
}

// NCALayer is how the signing page reaches the signer's program.
type NCALayer struct {
	URL   string
	Chain []string
}

// Egov is how the signing page reaches the app for legal entities.
type Egov struct {
	Mobile   *signing.Mobile
	Business string                 // start of the link that opens it on the same phone
	Address  func(id string) string // of the first step
}

// Desk has what its windows call. Fields are set once.
type Desk struct {
	Petition *petition.Desk
	Tables   Tables
	Seal     signing.Seal
	Calendar signing.Clock
	NCALayer NCALayer
	Egov     Egov
}

// fileLimit is the largest form with a file: the file, and what else is in the form.
const fileLimit = 6 << 20

// Mount registers the windows.
func (d *Desk) Mount(f *frame.Frame) {
	me := []frame.Role{frame.Organisation}
	get := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "GET", Path: path, Roles: me, Page: page}
	}
	post := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "POST", Path: path, Roles: me, Page: page}
	}
	signs := func(r frame.Route) frame.Route { r.Signs, r.Limit = true, 2<<20; return r }
	takes := func(r frame.Route) frame.Route { r.Limit = fileLimit; return r }
	f.Add(frame.Pages{FS: pages, Dir: "pages"},
		get("/org", d.home),
		get("/org/lists", d.lists), takes(post("/org/lists", d.upload)), get("/org/lists/new", d.fresh),
		get("/org/lists/template", d.template),
		get("/org/lists/{ref}", d.list), takes(post("/org/lists/{ref}", d.mend)),
		post("/org/lists/{ref}/file", d.file), post("/org/lists/{ref}/drop", d.drop), get("/org/lists/{ref}/errors", d.faulty),
		signs(get("/org/lists/{ref}/sign", d.sign)), signs(post("/org/lists/{ref}/sign", d.signed)), get("/org/lists/{ref}/mobile", d.mobile),
		get("/org/one", d.one), post("/org/one", d.oneSave),
		get("/org/residents", d.residents), takes(post("/org/residents", d.chosen)), get("/org/residents/export", d.export),
		takes(post("/org/residents/end", d.end)),
		get("/org/staff", d.staff), get("/org/staff/export", d.staffExport),
	)
}

// who is the visitor as one who acts for the organisation.
func who(v *frame.Visit) petition.Who {
	return petition.Who{Person: v.Who.Session.Person, Name: v.Who.Account.Name, Org: v.Who.Party().BIN()}
}

// ref is the list that the address names.
func ref(v *frame.Visit) string { return v.R.PathValue("ref") }
