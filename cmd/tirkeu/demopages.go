package main

import (
	"net"
	"net/http"
	"strings"

	"tirkeu/internal/desk/frame"
	"tirkeu/internal/town"
)

// routes puts the town's pages beside the portal: /town/… is the town's, everything else the
// portal's, and the bare host opens the town's front page.
func (d *demo) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /town"+town.PathNCALayer, http.StripPrefix("/town", d.town.NCALayer()))
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

// whose tells the resident whose tab this is: by the host's name, or by the choice kept in a cookie
// where such names do not resolve.
func (d *demo) whose(r *http.Request) string {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	name, ok := strings.CutSuffix(host, ".localhost")
	if !ok {
		c, err := r.Cookie("town-who")
		if err != nil {
			return ""
		}
		name = c.Value
	}
	if _, ok := d.town.People().Resident(name); !ok {
		return ""
	}
	return name
}

// bar is what the demo shows on every page of the portal.
func (d *demo) bar(r *http.Request) frame.Demo {
	x := frame.Demo{On: true, Today: d.town.Clock().Now(), Town: "http://localhost:" + d.port + "/town/"}
	if res, ok := d.town.People().Resident(d.whose(r)); ok {
		x.Name, x.Phone = res.Person.Name.Full(), "/town/phone"
	}
	return x
}
