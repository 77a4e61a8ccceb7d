package pages

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"tirkeu/internal/core/fault"
)

// errForeign is a POST that another site sent.
var errForeign = errors.New("foreign form")

var statuses = map[fault.Kind]int{
	fault.NotFound: http.StatusNotFound, fault.Invalid: http.StatusBadRequest, fault.Conflict: http.StatusConflict,
}

// trouble is what the error page shows.
type trouble struct{ Text string }

// fail turns an error into a page.
func (v *visit) fail(err error) {
	code, key := http.StatusInternalServerError, ""
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		code = http.StatusRequestEntityTooLarge
	case errors.Is(err, errForeign):
		code, key = http.StatusForbidden, "errors.csrf"
	default:
		if c, ok := statuses[fault.KindOf(err)]; ok {
			code = c
		}
	}
	if key == "" {
		key = "errors." + strconv.Itoa(code)
	}
	if code == http.StatusInternalServerError {
		v.log().Error("the town's page failed", "route", v.r.Pattern, "err", err)
	}
	x := view{Title: v.t(key, "min", 1), Data: trouble{v.t(key+".text", "id", "town", "min", 1)}}
	if err := v.show(code, "trouble", x); err != nil {
		v.log().Error("the town's error page failed", "err", err)
		http.Error(v.w, http.StatusText(code), code)
	}
}

func (v *visit) log() *slog.Logger {
	if v.p.Log == nil {
		return slog.Default()
	}
	return v.p.Log
}

func lost(*visit) error { return fault.New(fault.NotFound, "no such page") }

func foreign(*visit) error { return errForeign }
