package frame

import (
	"net/http"

	"tirkeu/internal/core/fault"
)

// Document answers with somebody else's bytes. Nothing in them may act: they are sent as what they were found
// to be, and stand alone.
func (v *Visit) Document(media, name string, body []byte) error {
	if len(body) == 0 {
		return fault.New(fault.NotFound, "no bytes")
	}
	v.wrote = true
	h := v.W.Header()
	h.Set("Content-Type", media)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", `inline; filename="`+name+`"`)
	v.W.WriteHeader(http.StatusOK)
	_, _ = v.W.Write(body) // the visitor may have gone
	return nil
}
