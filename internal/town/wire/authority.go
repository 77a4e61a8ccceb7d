package wire

import (
	"io"
	"net/http"
	"slices"

	"tirkeu/eds/ocsp"
	"tirkeu/eds/tsp"
	"tirkeu/internal/town/ca"
)

// Authority serves the certification authority: OCSP, timestamps, lists and certificates.
type Authority struct {
	CA     *ca.CA
	Faults *Faults
}

// maxAsked bounds an OCSP or timestamp request.
const maxAsked = 16 << 10

// Status is POST /ocsp (RFC 6960 appendix A.1).
func (a *Authority) Status(w http.ResponseWriter, r *http.Request) {
	a.ask(w, r, Status, ocsp.ContentTypeResponse, a.CA.Status)
}

func (a *Authority) ask(w http.ResponseWriter, r *http.Request, at Register, kind string, work func([]byte) ([]byte, error)) {
	request, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAsked))
	if err != nil {
		plain(http.StatusRequestEntityTooLarge).send(w)
		return
	}
	a.Faults.serve(w, r, at, plain(http.StatusServiceUnavailable), func(Fault) reply {
		return made(kind)(work(request))
	})
}

// List serves base and delta lists, GET /crl/{family} and /delta/{family}.
func (a *Authority) List(delta bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f := ca.Family(r.PathValue("family"))
		if !slices.Contains(ca.Families(), f) {
			plain(http.StatusNotFound).send(w)
			return
		}
		a.Faults.serve(w, r, Lists, plain(http.StatusServiceUnavailable), func(Fault) reply {
			return made("application/pkix-crl")(a.CA.List(f, delta))
		})
	}
}

// Certificate is GET /cert/{family}: the issuing certificate.
func (a *Authority) Certificate(w http.ResponseWriter, r *http.Request) {
	f := ca.Family(r.PathValue("family"))
	if !slices.Contains(ca.Families(), f) {
		plain(http.StatusNotFound).send(w)
		return
	}
	anchors, err := a.CA.Anchors(f)
	if err != nil {
		plain(http.StatusInternalServerError).send(w)
		return
	}
	reply{http.StatusOK, "application/pkix-cert", anchors[0].Raw}.send(w)
}

func made(kind string) func([]byte, error) reply {
	return func(body []byte, err error) reply {
		if err != nil {
			return plain(http.StatusInternalServerError)
		}
		return reply{http.StatusOK, kind, body}
	}
}

// Stamp is POST /tsp (RFC 3161 section 3.4).
func (a *Authority) Stamp(w http.ResponseWriter, r *http.Request) {
	a.ask(w, r, Stamps, tsp.ContentTypeReply, a.CA.Stamp)
}
