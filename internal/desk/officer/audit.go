package officer

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/audit"
)

// auditForm is the page on which a supervisor names a case and a purpose.
type auditForm struct{ Purposes []string }

func (d *Desk) audit(v *frame.Visit) error {
	return v.Page("audit", v.T("officer.audit.nav"), auditForm{supervisorPurposes})
}

// audited finds the case that is named, except one in which the supervisor has a part, and writes the look
// down. What is wrong with the form stands in it.
func (d *Desk) audited(v *frame.Visit, f *frame.Form) (k registration.Case, err error) {
	if !listed(supervisorPurposes, f.Get("purpose")) {
		f.Fail("purpose", v.T("officer.search.choose_purpose"))
	}
	k, err = d.Look.ByNumber(v.R.Context(), strings.TrimSpace(strings.TrimPrefix(f.Get("number"), "№")), me(v))
	if fault.Is(err, fault.NotFound) {
		f.Fail("number", v.T("officer.search.none"))
		err = nil
	}
	if err != nil || f.Bad() {
		return k, err
	}
	return k, d.Look.Looked(v.R.Context(), k, me(v), f.Get("purpose"))
}

// auditCase shows any case to read, with its chain, its decisions and its proofs checked at this moment.
func (d *Desk) auditCase(v *frame.Visit) error {
	f := frame.NewForm(v.R, "number", "purpose")
	k, err := d.audited(v, &f)
	if err != nil {
		return err
	}
	if f.Bad() {
		return v.Invalid("audit", v.T("officer.audit.nav"), auditForm{supervisorPurposes}, f)
	}
	x, err := d.view(v, k)
	if err != nil {
		return err
	}
	x.Open, x.Mine, x.Audit, x.Purpose = map[string]bool{}, false, true, f.Get("purpose")
	rep, err := audit.One(v.R.Context(), d.Rows, d.Seal, k.Ref)
	if err != nil {
		return err
	}
	x.Checked = &rep
	return v.Show(http.StatusOK, "case-review", v.T("officer.case.h", "ref", k.Number), x, frame.Form{})
}

// exported is a case as machines read it: its facts as they are stored, and what the check came to.
type exported struct {
	Number      string             `json:"number"`
	At          string             `json:"checked_at"` // RFC 3339, UTC
	Differences []audit.Difference `json:"differences"`
	Facts       []exportedFact     `json:"facts"`
}

type exportedFact struct {
	Seq    int    `json:"seq"`
	Prev   string `json:"prev"`
	Digest string `json:"digest"` // SHA-256 of the digest before and of the text
	Text   string `json:"text"`   // as stored
}

// auditExport gives the facts of a case as CSV or JSON; that is a look too.
func (d *Desk) auditExport(v *frame.Visit) error {
	f := frame.NewForm(v.R, "number", "purpose", "format")
	format := f.Get("format")
	if format != "csv" && format != "json" {
		return fault.New(fault.Invalid, "no such format")
	}
	k, err := d.audited(v, &f)
	if err != nil {
		return err
	}
	if f.Bad() {
		return v.Invalid("audit", v.T("officer.audit.nav"), auditForm{supervisorPurposes}, f)
	}
	facts, err := d.Rows.Facts(v.R.Context(), k.Ref)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Disposition", `attachment; filename="tirkeu-`+k.Number+"."+format+`"`)
	if format == "json" {
		rep, err := audit.One(v.R.Context(), d.Rows, d.Seal, k.Ref)
		if err != nil {
			return err
		}
		out := exported{Number: k.Number, At: d.Calendar.Now().UTC().Format(time.RFC3339), Differences: rep.Differences}
		for _, x := range facts {
			out.Facts = append(out.Facts, exportedFact{x.Seq, x.Prev, x.Digest, x.Text})
		}
		v.W.Header().Set("Content-Type", "application/json; charset=utf-8")
		_ = json.NewEncoder(v.W).Encode(out) // the visitor may have gone
		return nil
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w := csv.NewWriter(v.W)
	_ = w.Write([]string{"seq", "at", "verb", "role", "from", "to", "norm", "digest"}) // the visitor may have gone
	for _, x := range facts {
		b, err := registration.ParseFact(x.Text)
		if err != nil {
			return err
		}
		_ = w.Write([]string{strconv.Itoa(x.Seq), civil.FromMicros(b.At).UTC().Format(time.RFC3339Nano), string(b.Verb), string(b.Role),
			string(b.From), string(b.To), b.Norm, x.Digest})
	}
	w.Flush()
	return nil
}
