package frame

import (
	"net/http"
	"testing"
)

func TestPageOf(t *testing.T) {
	f := &Frame{}
	f.Add(Pages{}, Route{Method: http.MethodGet, Path: "/{$}"}, Route{Method: http.MethodGet, Path: "/apply"},
		Route{Method: http.MethodGet, Path: "/apply/{ref}/what"}, Route{Method: http.MethodPost, Path: "/apply/{ref}/drop"},
		Route{Method: http.MethodGet, Path: "/account/cases/{ref}"}, Route{Method: http.MethodGet, Path: "/account"})
	for from, want := range map[string]string{
		"/apply": "/apply", "/apply/x/what": "/apply/x/what", "/apply/x/drop": "/apply", "/account/cases/x/remind": "/account/cases/x",
		"/account/leave-all": "/account", "/sign-out": "/", "/": "/", "": "/",
	} {
		if got := f.pageOf(from); got != want {
			t.Errorf("%s stands on %s, want %s", from, got, want)
		}
	}
}
