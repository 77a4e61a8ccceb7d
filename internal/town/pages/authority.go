package pages

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/ncalayer"
)

// anchor is one certificate of the town's authority.
type anchor struct {
	File        string // without the ending
	Place       string // "root" or "issuing"
	Family      ca.Family
	Name        string
	From, Until time.Time
	Print       string // SHA-256 of the certificate, in groups
	raw         *cert.Certificate
}

func (v *visit) anchors() ([]anchor, error) {
	var all []anchor
	for _, f := range ca.Families() {
		pair, err := v.p.Town.CA().Anchors(f)
		if err != nil {
			return nil, err
		}
		if len(pair) != 2 {
			return nil, fmt.Errorf("the authority has %d certificates of family %s", len(pair), f)
		}
		for i, place := range []string{"issuing", "root"} {
			c := pair[i]
			sum := sha256.Sum256(c.Raw)
			all = append(all, anchor{string(f) + "-" + place, place, f, c.Subject.CommonName, c.NotBefore, c.NotAfter, groups(sum[:]), c})
		}
	}
	return all, nil
}

// groups writes bytes in groups of four digits, so that the line can break.
func groups(b []byte) string {
	text := strings.ToUpper(hex.EncodeToString(b))
	var parts []string
	for ; len(text) > 4; text = text[4:] {
		parts = append(parts, text[:4])
	}
	return strings.Join(append(parts, text), " ")
}

func authority(v *visit) error {
	all, err := v.anchors()
	if err != nil {
		return err
	}
	return v.page("authority", v.t("town.ca.h"), all)
}

// certificate downloads one, as DER (.cer) or PEM (.pem).
func certificate(v *visit) error {
	all, err := v.anchors()
	if err != nil {
		return err
	}
	name, kind, _ := strings.Cut(v.r.PathValue("certificate"), ".")
	for _, a := range all {
		if a.File != name {
			continue
		}
		switch kind {
		case "cer":
			return v.download(name+".cer", "application/pkix-cert", a.raw.Raw)
		case "pem":
			return v.download(name+".pem", "application/x-pem-file", []byte(ncalayer.PEM(a.raw)))
		}
	}
	return fault.New(fault.NotFound, "no such certificate")
}

func (v *visit) download(name, kind string, doc []byte) error {
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", `attachment; filename="tirkeu-town-`+name+`"`)
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(doc) // the visitor may have gone
	return nil
}
