package main

import (
	"net/http"

	"tirkeu/internal/desk/frame"
	"tirkeu/internal/town"
	"tirkeu/internal/town/pages"
)

// routes puts the town's pages beside the portal: /town/… is the town's, everything else the
// portal's, and the bare host opens the town's front page.
func (d *demo) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /town"+town.PathNCALayer, d.ncalayer)
	mux.Handle("/town/", d.country)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		if d.whose(r) == "" {
			http.Redirect(w, r, "/town/", http.StatusFound)
			return
		}
		d.handler.ServeHTTP(w, r)
	})
	mux.Handle("/", d.handler)
	return mux
}

// townPages are the pages of the toy country, which sees the house's cases through a port.
func (d *demo) townPages() *pages.Pages {
	return &pages.Pages{
		Town: d.town.Town, Cases: townCases{d.house}, Port: d.port, Log: d.log, Leave: d.leave,
		Style: func() string { return d.frame.Asset("app.css") },
	}
}

// whose tells the resident whose tab this is.
func (d *demo) whose(r *http.Request) string { return d.pages.Whose(r) }

// ncalayer asks the program of the resident whose tab this is, also where his name is no host.
func (d *demo) ncalayer(w http.ResponseWriter, r *http.Request) {
	if q := r.URL.Query(); q.Get("who") == "" && d.whose(r) != "" {
		q.Set("who", d.whose(r))
		r = r.Clone(r.Context())
		r.URL.RawQuery = q.Encode()
	}
	d.town.NCALayer().ServeHTTP(w, r)
}

// bar is what the demo shows on every page of the portal.
func (d *demo) bar(r *http.Request) frame.Demo {
	x := frame.Demo{On: true, Today: d.town.Clock().Now(), Town: "http://localhost:" + d.port + "/town/"}
	if res, ok := d.town.People().Resident(d.whose(r)); ok {
		x.Name, x.Phone = res.Person.Name.Full(), "/town/phone"
	}
	return x
}
