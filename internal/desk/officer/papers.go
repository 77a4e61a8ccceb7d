package officer

import (
	"context"
	"net/http"
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/scan"
)

// Scans are the bytes of what operators scanned.
type Scans interface {
	ScanBody(ctx context.Context, digest string) ([]byte, error)
}

// scan shows a paper that an operator scanned, to the officer who has the case or gave a purpose; the look is
// written down.
func (d *Desk) scan(v *frame.Visit) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	digest := v.R.PathValue("digest")
	if k.Intake == nil || digest == "" || !slices.ContainsFunc(k.Intake.Papers, func(p applicant.Paper) bool { return p.Scan == digest }) {
		return fault.New(fault.NotFound, "no such scan")
	}
	p := v.R.URL.Query().Get("purpose")
	if !listed(officerPurposes, p) {
		if k.Taken != me(v) {
			return v.Redirect("/cases/" + k.Ref)
		}
		p = "review"
	}
	if err := d.Look.Looked(v.R.Context(), k, me(v), p); err != nil {
		return err
	}
	body, err := d.Scans.ScanBody(v.R.Context(), digest)
	if fault.Is(err, fault.NotFound) { // the case knows it: its time is over
		return v.Show(http.StatusGone, "scan-gone", v.T("officer.scan.gone"), k, frame.Form{})
	}
	if err != nil {
		return err
	}
	media, err := scan.Sniff(body, len(body))
	if err != nil {
		return fault.As(fault.Internal, err, "a kept scan")
	}
	return v.Document(string(media), "scan-"+digest[:12], body)
}
