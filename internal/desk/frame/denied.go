package frame

import (
	"errors"
	"net/http"
	"strings"
)

// errRole is a window that the visitor's role may not open.
var errRole = errors.New("role may not open this window")

// denied counts an answer that denies something: nobody is named.
func (v *Visit) denied(err error, code int) {
	if v.f.Denials == nil {
		return
	}
	why := ""
	switch {
	case errors.Is(err, errToken):
		why = "token"
	case errors.Is(err, errRole):
		why = "role"
	case code == http.StatusForbidden:
		why = "act"
	case code == http.StatusNotFound && v.Who != nil && strings.Contains(v.Route.Path, "{"):
		why = "stranger" // what is not his, or what is not there: nobody is told which
	}
	if why != "" {
		v.count(why)
	}
}

func (v *Visit) count(why string) {
	if v.f.Denials == nil {
		return
	}
	branch := ""
	if v.Who != nil && v.f.Branch != nil {
		branch = v.f.Branch(v.Who.Session.Person)
	}
	v.f.Denials.Denied(strings.TrimSpace(v.Route.Method+" "+v.Route.Path), string(v.Role), why, branch)
}
