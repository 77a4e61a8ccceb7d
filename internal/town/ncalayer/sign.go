package ncalayer

import (
	"encoding/pem"
	"errors"
	"slices"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/xmldsig"
	"tirkeu/internal/town/ca"
)

// basics is module kz.gov.pki.knca.basics, method sign.
func (s *Server) basics(handle string, m Mood, args []byte) []byte {
	o, err := ParseOrder(args)
	if errors.Is(err, ErrShape) {
		return failure("INVOCATION_ERROR", "org.json.JSONException")
	}
	if err != nil {
		return failure("INVALID_SIGNING_PARAMS", "org.json.JSONException")
	}
	if m.Fail != "" {
		return failure(m.Fail, "kz.gov.pki.kalkan.KalkanException")
	}
	held, ok := s.pick(handle, o.Signer, m.AnyKey)
	if m.Cancel || !ok { // nothing to pick from: the person closes the window
		return encode(map[string]any{"status": true, "body": map[string]any{}})
	}
	var signatures []string
	for _, data := range o.Data {
		text, err := s.sign(held.Key, o, data)
		if err != nil {
			return failure("SIGNING_FAILURE", "kz.gov.pki.kalkan.KalkanException")
		}
		signatures = append(signatures, text)
	}
	return encode(map[string]any{"status": true, "body": map[string]any{"result": result(o, m.Shape, signatures, held.Key)}})
}

func result(o Order, shape Shape, signatures []string, k ca.Key) any {
	switch {
	case o.Signing.OutputCert || shape == AsObject:
		return map[string]any{"signatures": signatures, "certificate": PEM(k.Cert)}
	case shape == AsString && !o.Many && o.Format != "xml":
		return signatures[0]
	}
	return signatures
}

// PEM writes a certificate as text.
func PEM(c *cert.Certificate) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
}

func (s *Server) sign(k ca.Key, o Order, data []byte) (string, error) {
	if o.Format == "xml" {
		doc, err := xmldsig.SignEnveloped(data, k.Signer, k.Cert)
		return string(doc), err
	}
	der, err := s.cms(k, data, o.attached(), o.stamped())
	return string(cms.PEM(der)), err
}

func (s *Server) cms(k ca.Key, data []byte, attached, stamped bool) ([]byte, error) {
	opts := cms.SignOptions{Detached: !attached, SigningTime: s.Now()}
	if stamped {
		if s.Stamp == nil {
			return nil, errors.New("no timestamp authority")
		}
		opts.Timestamp = s.Stamp
	}
	return cms.Sign(data, k.Signer, k.Cert, nil, opts)
}

// pick takes the first key that the page's wishes allow.
func (s *Server) pick(handle string, want signer, any bool) (Held, bool) {
	held, err := s.Keys(handle)
	if err != nil || len(held) == 0 {
		return Held{}, false
	}
	if any {
		return held[0], true
	}
	trusted, everybody := anchors(want.Chain)
	for _, h := range held {
		if h.fits(want) && (everybody || s.chained(h.Key, trusted)) {
			return h, true
		}
	}
	return Held{}, false
}

// fits compares a key with signerParams. A person's own key is meant when no legal entity is asked for.
func (h Held) fits(want signer) bool {
	c := h.Key.Cert
	if want.IIN != "" && c.Subject.IIN != want.IIN || c.Subject.BIN != want.BIN {
		return false
	}
	if want.Serial != "" && c.SerialNumber.Text(16) != want.Serial {
		return false
	}
	for _, id := range want.Usages {
		if id != usageEmail && !c.HasRole(cert.Role(id)) {
			return false
		}
		if id == usageEmail && !c.IsSigningKey() {
			return false
		}
	}
	return true
}

const usageEmail = "1.3.6.1.5.5.7.3.4"

// anchors reads signerParams.chain: absent means the production authority, which trusts nobody in the town;
// empty means that every key will do.
func anchors(chain *[]string) (trusted []*cert.Certificate, everybody bool) {
	if chain == nil {
		return nil, false
	}
	for _, text := range *chain {
		found, err := cert.ParsePEMOrDER([]byte(text))
		if err != nil {
			return nil, false
		}
		trusted = append(trusted, found...)
	}
	return trusted, len(*chain) == 0
}

// chained tells whether the key's issuer is among the trusted. The program does not look at the calendar:
// it warns of an expired key and lets the person go on.
func (s *Server) chained(k ca.Key, trusted []*cert.Certificate) bool {
	return slices.ContainsFunc(trusted, func(c *cert.Certificate) bool { return k.Cert.CheckIssued(c) == nil })
}
